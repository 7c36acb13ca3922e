"""OGC API – Features (part 1: core, GeoJSON): for QGIS, OWSLib and their like.

The standard (OGC 17-069r4) wants 400 for parameters it does not know or cannot read.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Annotated, Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from dateline.store import Box
from dateline.web import features
from dateline.web.answers import StoreNow, answer, tagged
from dateline.web.features import COLLECTIONS, Collection
from dateline.web.filters import box_of
from dateline.web.problems import Problem, missing

router = APIRouter(tags=["OGC API – Features"], dependencies=[Depends(tagged)])
GEOJSON = "application/geo+json"
_CONFORMS = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf"
_CRS = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
_PARAMETERS = {"bbox", "datetime", "limit", "after", "f"}

Name = Annotated[str, Path(examples=["incidents"])]
_ANY: dict[int | str, dict[str, Any]] = {304: {"description": "What you have is current."}}
_DATA: dict[int | str, dict[str, Any]] = _ANY | {
    200: {"description": "Features.", "content": {GEOJSON: {"schema": {"type": "object"}}}}
}


@router.get("", responses=_ANY)
def landing(request: Request) -> Response:
    """Where everything is."""
    base = _base(request)
    links = [
        _link(base, "self", "This page"),
        _link(f"{base}/conformance", "conformance", "What it conforms to"),
        _link(f"{base}/collections", "data", "Collections"),
        _link(
            f"{base.removesuffix('/ogc')}/api/v1/openapi.json",
            "service-desc",
            "Description",
            "application/vnd.oai.openapi+json;version=3.1",
        ),
    ]
    told = {"title": "Dateline", "description": "Reported conflict events.", "links": links}
    return answer(request, told)


@router.get("/conformance", responses=_ANY)
def conformance(request: Request) -> Response:
    """Which parts of the standard it conforms to."""
    return answer(request, {"conformsTo": [f"{_CONFORMS}/core", f"{_CONFORMS}/geojson"]})


@router.get("/collections", responses=_ANY)
def collections(request: Request) -> Response:
    """The collections."""
    base = _base(request)
    told = {
        "links": [_link(f"{base}/collections", "self", "This page")],
        "collections": [_collection(base, name) for name in COLLECTIONS],
    }
    return answer(request, told)


@router.get("/collections/{name}", responses=_ANY)
def collection(request: Request, name: Name) -> Response:
    """One collection."""
    _known(name)
    return answer(request, _collection(_base(request), name))


@router.get("/collections/{name}/items", responses=_DATA)
def items(
    request: Request,
    store: StoreNow,
    name: Name,
    bbox: Annotated[
        str | None, Query(max_length=200, description="west,south,east,north in degrees")
    ] = None,
    datetime: Annotated[
        str | None, Query(max_length=100, description="A day, or start/end; .. where open.")
    ] = None,
    limit: Annotated[int, Query(ge=1, le=10_000)] = 100,
    after: Annotated[str | None, Query(max_length=2000)] = None,
) -> Response:
    """Features of a collection, a page at a time."""
    known = _known(name)
    if unknown := sorted(set(request.query_params) - _PARAMETERS):
        raise Problem(400, f"there is no parameter {unknown[0]!r}")
    start, end = days_of(datetime)
    asked = features.Query(_box(bbox), start, end, limit, after or None)
    found = known.page(store, asked)
    here = f"{_base(request)}/collections/{name}"
    given = {key: value for key, value in request.query_params.items() if key != "after"}
    links = [
        _link(_with(f"{here}/items", dict(request.query_params)), "self", "This page", GEOJSON),
        _link(here, "collection", known.title),
    ]
    if found.next is not None:
        more = _with(f"{here}/items", given | {"after": found.next})
        links.append(_link(more, "next", "Next page", GEOJSON))
    told = {
        "type": "FeatureCollection",
        "features": found.features,
        "links": links,
        "timeStamp": _now(),
        "numberMatched": found.matched,
        "numberReturned": len(found.features),
    }
    return answer(request, told, media_type=GEOJSON)


@router.get("/collections/{name}/items/{id:path}", responses=_DATA)
def item(
    request: Request, store: StoreNow, name: Name, id: Annotated[str, Path(max_length=2000)]
) -> Response:
    """One feature."""
    known = _known(name)
    found = known.one(store, id)
    if found is None:
        raise missing("feature", id)
    here = f"{_base(request)}/collections/{name}"
    links = [
        _link(f"{here}/items/{quote(id, safe='')}", "self", "This feature", GEOJSON),
        _link(here, "collection", known.title),
    ]
    return answer(request, found | {"links": links}, media_type=GEOJSON)


def days_of(text: str | None) -> tuple[str | None, str | None]:
    """The days of OGC's `datetime`: an instant or an interval, whose ends may be open.

    >>> days_of("2024-03-05T12:00:00Z/.."), days_of("2024-03-05")
    (('2024-03-05', None), ('2024-03-05', '2024-03-05'))

    Raises:
        Problem: it is none, or ends before it starts.
    """
    if not text:
        return None, None
    parts = text.split("/")
    if len(parts) == 1:
        return (day := _day(parts[0])), day
    if len(parts) > 2:
        raise Problem(400, "`datetime` is a day or start/end")
    start, end = (None if part in ("", "..") else _day(part) for part in parts)
    if start and end and start > end:
        raise Problem(400, "`datetime` ends before it starts")
    return start, end


def _day(text: str) -> str:
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d([T ][\d:.]{2,20}(Z|[+-]\d\d:\d\d)?)?", text, re.A):
            raise ValueError(text)
        return date.fromisoformat(text[:10]).isoformat()
    except ValueError:
        raise Problem(400, f"{text!r} is no day; write 2024-03-05") from None


def _box(text: str | None) -> Box | None:
    """Of a box with heights, the ground."""
    parts = text.split(",") if text else []
    if len(parts) == 6:
        parts = [*parts[:2], *parts[3:5]]
    try:
        return box_of(",".join(parts))
    except Problem as problem:
        raise Problem(400, problem.detail) from None


def _known(name: str) -> Collection:
    if name not in COLLECTIONS:
        raise missing("collection", name)
    return COLLECTIONS[name]


def _collection(base: str, name: str) -> dict[str, Any]:
    here = f"{base}/collections/{name}"
    return {
        "id": name,
        "title": COLLECTIONS[name].title,
        "description": COLLECTIONS[name].description,
        "extent": {"spatial": {"bbox": [[-180, -90, 180, 90]], "crs": _CRS}},
        "itemType": "feature",
        "crs": [_CRS],
        "links": [
            _link(here, "self", COLLECTIONS[name].title),
            _link(f"{here}/items", "items", "Features", GEOJSON),
        ],
    }


def _base(request: Request) -> str:
    return str(request.base_url).rstrip("/") + "/ogc"


def _link(href: str, rel: str, title: str, type: str = "application/json") -> dict[str, str]:
    return {"href": href, "rel": rel, "type": type, "title": title}


def _with(address: str, parameters: dict[str, str]) -> str:
    return f"{address}?{urlencode(parameters)}" if parameters else address


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
