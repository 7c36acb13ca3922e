"""Incidents: pages, the map's dots, one with all that is known of it."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Depends, Path, Query, Request, Response
from msgspec.structs import replace

from dateline.geometry import KM_PER_DEGREE
from dateline.incidents import TELLERS, Incident, Teller
from dateline.linking.corrections import corrected
from dateline.places.extent import distance_km
from dateline.store import Box, Filter, Store
from dateline.store.listing import Dot
from dateline.web.answers import Kept, StoreNow, answer, tagged
from dateline.web.documented import gives
from dateline.web.filters import Narrowed, Paged
from dateline.web.grounds import grounds
from dateline.web.mapped import (
    Coded,
    DotCollection,
    DotColumns,
    DotFeature,
    DotNumbers,
    DotProperties,
    Ground,
    GroundProperties,
    Grounds,
    Point,
)
from dateline.web.paging import incident_page
from dateline.web.problems import Problem, missing
from dateline.web.shapes import IncidentDossier, IncidentPage, Told

router = APIRouter(tags=["incidents"], dependencies=[Depends(tagged)])
GEOJSON = "application/geo+json"
# What counts as near: so far and so many days away, by hand.
_NEAR_KM, _NEAR_DAYS, _NEAR_MOST = 50.0, 14, 8
# What one map shades at once: outlines are large.
_GROUNDS = 100
_EPOCH, _LAST = date(1970, 1, 1).toordinal(), date.max.toordinal()

Id = Annotated[str, Path(max_length=200)]


@router.get("/incidents", responses=gives(IncidentPage))
def list_incidents(request: Request, store: StoreNow, which: Paged) -> Response:
    """Incidents that the parameters let through, a page at a time."""
    return answer(request, page_of(store, which))


def page_of(store: Store, which: Filter) -> IncidentPage:
    """One page, and where the next begins.

    Raises:
        Problem: `after` is no incident.
    """
    lost = Problem(404, "`after` is no incident; begin again without it")
    items, total, more = incident_page(store, which, lost)
    return IncidentPage(
        items=tuple(replace(one, links=()) for one in items), next=more, total=total
    )


@router.get("/incidents.geojson", responses=gives(DotCollection, media_type=GEOJSON))
def map_incidents(request: Request, store: StoreNow, which: Narrowed) -> Response:
    """All incidents with a point that the parameters let through, for a map."""
    kept: Kept = request.app.state.kept
    body = kept.get(("dots", store.version(), which), lambda: _dots(store, which))
    return answer(request, body, media_type=GEOJSON)


@router.get("/dots", responses=gives(DotColumns))
def map_columns(request: Request, store: StoreNow, which: Narrowed) -> Response:
    """The same as `incidents.geojson` in columns: small and quick, for the map of the desk."""
    kept: Kept = request.app.state.kept
    body = kept.get(("columns", store.version(), which), lambda: _columns(store, which))
    return answer(request, body)


@router.get("/dots/numbers", responses=gives(DotNumbers))
def map_numbers(request: Request, store: StoreNow, which: Narrowed) -> Response:
    """Which of all `dots` the parameters let through: for who has them already."""
    return answer(request, DotNumbers(numbers=tuple(store.dot_numbers(which))))


@router.get("/grounds", responses=gives(Grounds, media_type=GEOJSON))
def map_grounds(
    request: Request,
    store: StoreNow,
    ids: Annotated[list[str], Query(max_length=_GROUNDS, description="Ids of incidents.")],
) -> Response:
    """The outlines of regions and countries that incidents are told of, to be shaded on a map."""
    found = store.incidents_by_id(ids)
    features = [
        Ground(
            id=id,
            geometry=extent,
            properties=GroundProperties(id=id, place=place.name, precision=place.precision),
        )
        for id, extent in sorted(grounds(store, found.values()).items())
        if (place := found[id].place)
    ]
    return answer(request, Grounds(features=tuple(features)), media_type=GEOJSON)


def _columns(store: Store, which: Filter) -> bytes:
    dots = store.dots(which)
    by_name = dict(zip(Dot._fields, zip(*dots, strict=True), strict=True)) if dots else {}

    def column(name: str) -> Iterable[Any]:
        return by_name.get(name, ())

    def coded(name: str) -> Coded:
        numbers: dict[str | None, int | None] = {None: None}
        of = tuple(numbers.setdefault(one, len(numbers) - 1) for one in column(name))
        return Coded(names=tuple(one for one in numbers if one is not None), of=of)

    columns = DotColumns(
        id=tuple(column("id")),
        number=tuple(column("number")),
        lon=tuple(round(lon, 5) for lon in column("lon")),
        lat=tuple(round(lat, 5) for lat in column("lat")),
        radius_km=tuple(map(_radius, dots)),
        precision=tuple(column("precision")),
        start=tuple(map(_since_1970, column("start_day"))),
        end=tuple(map(_since_1970, column("end_day"))),
        killed=tuple(column("killed")),
        sources=tuple(column("sources")),
        type=coded("type"),
        status=coded("status"),
        standing=coded("standing"),
        place=coded("place"),
        told_by=tuple(column("told_by")),
    )
    return msgspec.json.encode(columns)


def _since_1970(number: int | None) -> int | None:
    """The day counted from 1970-01-01, null for an open end."""
    if number is None or not 1 <= number <= _LAST:
        return None
    return number - _EPOCH


def _dots(store: Store, which: Filter) -> bytes:
    return msgspec.json.encode(DotCollection(features=tuple(map(_feature, store.dots(which)))))


def _feature(dot: Dot) -> DotFeature:
    assert dot.lat is not None
    assert dot.lon is not None
    return DotFeature(
        geometry=Point(coordinates=(round(dot.lon, 5), round(dot.lat, 5))),
        properties=DotProperties(
            id=dot.id,
            type=dot.type,
            family=dot.family,
            status=dot.status,
            standing=dot.standing,
            precision=dot.precision,
            radius_km=_radius(dot),
            start=_iso(dot.start_day),
            end=_iso(dot.end_day),
            killed=dot.killed,
            sources=dot.sources,
            place=dot.place,
            told_by=_tellers(dot.told_by),
            title=_title(dot.type, dot.place),
        ),
    )


@cache
def _tellers(bits: int) -> tuple[Teller, ...]:
    return tuple(kind for number, kind in enumerate(TELLERS) if bits >> number & 1)


@cache
def _label(type: str) -> str:
    family, _, kind = type.partition("/")
    return (kind or family).replace("_", " ").replace("-", " ").capitalize()


def _title(type: str, place: str | None) -> str:
    return f"{_label(type)}, {place}" if place else _label(type)


def _radius(dot: Dot) -> float:
    """Half the diagonal of the ground's box in km; 0 for a point."""
    if dot.west is None or dot.east is None or dot.south is None or dot.north is None:
        return 0.0
    high = (dot.north - dot.south) * KM_PER_DEGREE
    wide = (dot.east - dot.west) * KM_PER_DEGREE * math.cos(math.radians(dot.lat or 0.0))
    return round(math.hypot(high, wide) / 2, 1)


@cache
def _day(number: int) -> str:
    return date.fromordinal(number).isoformat()


def _iso(number: int | None) -> str | None:
    """The date of a day's number, null for an open end."""
    return _day(number) if number is not None and 1 <= number <= _LAST else None


@router.get("/incidents/{id}", responses=gives(IncidentDossier))
def show_incident(request: Request, store: StoreNow, id: Id) -> Response:
    """All about one incident: reports, copies, what is near, how it came to be so."""
    incident = store.incident(id)
    if incident is None:
        raise missing("incident", id)
    return answer(request, _dossier(store, incident))


def _dossier(store: Store, incident: Incident) -> IncidentDossier:
    reviews = store.reviews(incident.reports)
    records = {one.document.id: corrected(one, reviews) for one in store.records(incident.reports)}
    family_of = store.families_of(incident.reports)
    sentences = {
        f"{key.report}/{key.event}": record.text_of(event.evidence[0])
        for key in incident.events
        if (record := records.get(key.report))
        for event in record.events
        if event.id == key.event
    }
    reports = tuple(
        Told(
            id=one.id,
            title=one.title,
            publisher=one.publisher,
            published=one.published or records[one.id].document.published,
            family=family_of.get(one.id),
        )
        for one in store.documents(incident.reports)
    )
    told = (store.family(name) for name in sorted(set(family_of.values())))
    keys = set(incident.events)
    return IncidentDossier(
        incident=incident,
        reports=reports,
        families=tuple(family for family in told if family),
        sentences=sentences,
        near=tuple(near(store, incident)),
        history=tuple(store.changes(subject=incident.id, limit=200)),
        reviews=tuple(one for one in reviews if one.event in keys),
    )


def near(store: Store, incident: Incident) -> Iterable[Incident]:
    """The incidents nearest in place, of about the same time."""
    place, period = incident.place, incident.period
    if place is None or place.lat is None or place.lon is None or period is None:
        return ()
    lat, lon = place.lat, place.lon
    high = _NEAR_KM / KM_PER_DEGREE
    wide = min(high / max(math.cos(math.radians(lat)), 0.01), 180)
    box = Box(
        max(lon - wide, -180), max(lat - high, -90), min(lon + wide, 180), min(lat + high, 90)
    )
    start, end = _shifted(period.start, -_NEAR_DAYS), _shifted(period.end, _NEAR_DAYS)
    if not (start or end):
        return ()
    found = store.incidents(Filter(box=box, start=start, end=end, newest=True, limit=100))
    others = [one for one in found if one.id != incident.id and one.place is not None]

    def far(other: Incident) -> tuple[float, str]:
        there = other.place
        if there is None or there.lat is None or there.lon is None:
            return math.inf, other.id
        return distance_km(lat, lon, there.lat, there.lon), other.id

    return (replace(one, links=()) for one in sorted(others, key=far)[:_NEAR_MOST])


def _shifted(day: str | None, by: int) -> str | None:
    if day is None:
        return None
    try:
        return (date.fromisoformat(day) + timedelta(days=by)).isoformat()
    except OverflowError:
        return day
