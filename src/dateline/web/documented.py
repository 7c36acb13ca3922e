"""What OpenAPI tells of an answer: its form from our types, an example, the problems."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from dateline.web.examples import examples
from dateline.web.problems import MEDIA_TYPE, ProblemDetails

REF = "#/components/schemas/{name}"
# NUL characters and bodies that are no JSON; nobody, or not the right one; no such thing; no value.
_EVERYWHERE = (400, 401, 403, 404, 422)
_SHAPES: dict[str, type[Any]] = {}


def gives(
    shape: type[Any] | None,
    *problems: int,
    status: int = 200,
    media_type: str = "application/json",
    tagged: bool = True,
) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route.

    Args:
        shape: the type of its answer, null for none.
        problems: the statuses of problems it may answer with, beside those that any may.
        status: that of its answer.
        media_type: that of its answer.
        tagged: whether it has an entity tag, and may say that nothing changed.
    """
    good: dict[str, Any] = {"description": "Done."}
    if shape is not None:
        _SHAPES[shape.__name__] = shape
        good["description"] = (shape.__doc__ or "").strip().split("\n")[0]
        content: dict[str, Any] = {"schema": {"$ref": REF.format(name=shape.__name__)}}
        if (example := examples().get(shape.__name__)) is not None:
            content["example"] = example
        good["content"] = {media_type: content}
    told = {status: good} | {one: _problem(one) for one in problems}
    if tagged:
        told[304] = {"description": "What you have is current."}
    return dict(sorted(told.items()))


def _problem(status: int) -> dict[str, Any]:
    _SHAPES["ProblemDetails"] = ProblemDetails
    schema = {"$ref": REF.format(name="ProblemDetails")}
    return {"description": "A problem.", "content": {MEDIA_TYPE: {"schema": schema}}}


def document(app: FastAPI, title: str, summary: str) -> None:
    """Make the app describe itself, our own types included."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            told = get_openapi(title=title, version=app.version, summary=summary, routes=app.routes)
            schemas = told.setdefault("components", {}).setdefault("schemas", {})
            schemas.update(_components(_SHAPES.values()))
            _drop_default_problem(told)
            _tell_access(told)
            app.openapi_schema = told
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def _components(shapes: Iterable[type[Any]]) -> dict[str, Any]:
    _, found = msgspec.json.schema_components(list(shapes), ref_template=REF)
    return found


def _drop_default_problem(told: dict[str, Any]) -> None:
    """FastAPI's own form of a 422 is not what is answered."""
    for path in told["paths"].values():
        for operation in path.values():
            content = operation["responses"].get("422", {}).get("content", {})
            content.pop("application/json", None)
    for name in ("HTTPValidationError", "ValidationError"):
        told["components"]["schemas"].pop(name, None)


def _tell_access(told: dict[str, Any]) -> None:
    """By what one is known, and the header that a change needs beside a session."""
    told["components"]["securitySchemes"] = {
        "session": {"type": "apiKey", "in": "cookie", "name": "dateline"},
        "token": {"type": "http", "scheme": "bearer"},
    }
    told["security"] = [{}, {"session": []}, {"token": []}]
    header = {
        "name": "X-CSRF-Token",
        "in": "header",
        "required": False,
        "description": "`csrf` of GET /session; not needed with a token.",
        "schema": {"type": "string"},
    }
    for path in told["paths"].values():
        for method, operation in path.items():
            for status in _EVERYWHERE:
                operation["responses"].setdefault(str(status), _problem(status))
            if method != "get":
                operation.setdefault("parameters", []).append(header)
