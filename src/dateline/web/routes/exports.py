"""Exporting what a filter lets through: lines of JSON, GeoJSON, a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Literal

import msgspec
from fastapi import APIRouter
from starlette.responses import StreamingResponse

from dateline.exports import row_lines
from dateline.incidents import Figure, Incident
from dateline.records import Party
from dateline.web.answers import StoreNow
from dateline.web.filters import Narrowed

router = APIRouter(tags=["export"])
Format = Literal["jsonl", "geojson", "csv"]
# What a spreadsheet would take for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_COLUMNS = (
    "id", "type", "status", "standing", "start", "end", "place", "lat", "lon", "precision",
    "actors", "targets", "weapons", "killed_low", "killed_high", "killed", "wounded", "sources",
    "reports", "told_by",
)  # fmt: skip
_KINDS = {
    "jsonl": "application/x-ndjson",
    "geojson": "application/geo+json",
    "csv": "text/csv; charset=utf-8",
}


@router.get(
    "/export",
    response_class=StreamingResponse,
    responses={
        200: {
            "description": "All incidents that the parameters let through.",
            "content": {kind.partition(";")[0]: {"schema": {}} for kind in _KINDS.values()},
        }
    },
)
def export(store: StoreNow, which: Narrowed, format: Format = "jsonl") -> StreamingResponse:
    """All incidents that the parameters let through.

    JSON lines lose nothing. GeoJSON and the table keep one value a column: the best figure and the
    range of those killed, names without offsets.
    """
    write: Callable[[Iterable[Incident]], Iterator[str]] = {
        "jsonl": row_lines,
        "geojson": _geojson,
        "csv": _csv,
    }[format]
    headers = {
        "Content-Disposition": f'attachment; filename="incidents.{format}"',
        "Cache-Control": "no-store",
    }
    return StreamingResponse(
        write(store.incidents(which)), media_type=_KINDS[format], headers=headers
    )


def _csv(incidents: Iterable[Incident]) -> Iterator[str]:
    stream = io.StringIO()
    table = csv.writer(stream)
    table.writerow(_COLUMNS)
    for incident in incidents:
        table.writerow([cell(value) for value in row_of(incident).values()])
        yield stream.getvalue()
        stream.seek(0)
        stream.truncate()
    yield stream.getvalue()


def cell(value: object) -> object:
    """The value, an apostrophe before what a spreadsheet would reckon out."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _geojson(incidents: Iterable[Incident]) -> Iterator[str]:
    yield '{"type":"FeatureCollection","features":['
    comma = ""
    for incident in incidents:
        yield comma + msgspec.json.encode(feature_of(incident)).decode()
        comma = ","
    yield "]}"


def feature_of(incident: Incident) -> dict[str, Any]:
    """The incident as a GeoJSON feature; without a point its geometry is null."""
    properties = row_of(incident)
    lat, lon = properties.pop("lat"), properties.pop("lon")
    point = None if lat is None else {"type": "Point", "coordinates": [lon, lat]}
    return {
        "type": "Feature",
        "id": incident.id,
        "geometry": point,
        "properties": properties,
    }


def row_of(incident: Incident) -> dict[str, Any]:
    """The incident in one row of the export's columns."""
    place, period = incident.place, incident.period
    killed, wounded = _largest(incident, "killed"), _largest(incident, "wounded")
    values = (
        incident.id,
        incident.type,
        incident.status,
        incident.standing,
        period.start if period else None,
        period.end if period else None,
        place.name if place else None,
        place.lat if place else None,
        place.lon if place else None,
        place.precision if place else None,
        _names(incident.actors),
        _names(incident.targets),
        "; ".join(incident.weapons),
        killed.low if killed else None,
        killed.high if killed else None,
        killed.best if killed else None,
        wounded.best if wounded else None,
        incident.sources,
        "; ".join(incident.reports),
        "; ".join(incident.told_by),
    )
    return dict(zip(_COLUMNS, values, strict=True))


def _largest(incident: Incident, kind: str) -> Figure | None:
    """The figure of the largest group: groups may lie within each other, so none are added."""
    figures = [one for one in incident.figures if one.kind == kind]
    return max(figures, key=lambda one: one.best or one.low or 0, default=None)


def _names(parties: Iterable[Party]) -> str:
    return "; ".join(f"{party.canonical or party.name} ({party.side})" for party in parties)
