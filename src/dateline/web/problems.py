"""Errors as RFC 9457 problem details: what is wrong and what to do, as JSON."""

from __future__ import annotations

from typing import Any, cast

import msgspec
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from dateline.errors import AccountError, DatelineError, InputError, RecordError, StoreError

MEDIA_TYPE = "application/problem+json"
_TITLES = {
    400: "Bad request",
    401: "Login needed",
    403: "Not allowed",
    404: "Not found",
    405: "Method not allowed",
    409: "Conflict",
    411: "Length needed",
    413: "Too large",
    415: "Unsupported media type",
    421: "Misdirected request",
    422: "Not valid",
    429: "Too many requests",
    503: "Not now",
}


class Problem(HTTPException):
    """What ends a request: a status, a sentence, and which inputs it is about.

    Args:
        status: HTTP status.
        detail: what is wrong and what to do.
        headers: further headers of the answer.
        errors: one `{"where": …, "what": …}` each input.
    """

    def __init__(
        self,
        status: int,
        detail: str,
        headers: dict[str, str] | None = None,
        errors: tuple[dict[str, str], ...] = (),
    ) -> None:
        super().__init__(status, detail, headers)
        self.status, self.errors = status, errors

    def response(self) -> Response:
        """The answer that tells it."""
        told: dict[str, Any] = {
            "type": "about:blank",
            "title": _TITLES.get(self.status, "Error"),
            "status": self.status,
            "detail": self.detail,
        }
        if self.errors:
            told["errors"] = self.errors
        return Response(
            msgspec.json.encode(told),
            self.status,
            headers={"Cache-Control": "no-store", **(self.headers or {})},
            media_type=MEDIA_TYPE,
        )


class ProblemDetails(msgspec.Struct, frozen=True, kw_only=True):
    """The body of every error (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    errors: tuple[dict[str, str], ...] = ()


def missing(what: str, name: str) -> Problem:
    """The problem of something that is not in the store."""
    return Problem(404, f"there is no {what} {name!r} in the store")


def tell_problems(app: FastAPI) -> None:
    """Make every error that a route may raise a problem."""

    async def problem(_: Request, error: Exception) -> Response:
        return cast(Problem, error).response()

    async def http(_: Request, error: Exception) -> Response:
        known = cast(HTTPException, error)
        return Problem(known.status_code, str(known.detail), dict(known.headers or {})).response()

    async def invalid(request: Request, error: Exception) -> Response:
        # OGC's standard knows 400 only.
        status = 400 if request.url.path.startswith("/ogc") else 422
        return _invalid(cast(RequestValidationError, error), status).response()

    async def ours(_: Request, error: Exception) -> Response:
        return _status(cast(DatelineError, error)).response()

    async def overflow(_: Request, __: Exception) -> Response:
        return Problem(422, "a number or date is beyond what can be reckoned with").response()

    app.add_exception_handler(Problem, problem)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(DatelineError, ours)
    app.add_exception_handler(OverflowError, overflow)


def _invalid(error: RequestValidationError, status: int) -> Problem:
    told = tuple(
        {"where": ".".join(map(str, one["loc"])), "what": str(one["msg"])}
        for one in error.errors()[:20]
    )
    return Problem(status, "some of the request is not valid; see `errors`", errors=told)


def _status(error: DatelineError) -> Problem:
    if isinstance(error, RecordError | InputError):
        return Problem(422, error.message)
    if isinstance(error, AccountError):
        return Problem(409, error.message)
    if isinstance(error, StoreError):
        # Its own words name paths and databases of the server; they are not for every reader.
        return Problem(503, "the store cannot do that now; try again", {"Retry-After": "5"})
    return Problem(422, error.message)
