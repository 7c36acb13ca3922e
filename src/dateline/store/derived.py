"""The rows that queries need of a record or an incident."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from dateline.incidents import TELLERS, Incident, Teller
from dateline.intervals import Interval
from dateline.records import Place, Record
from dateline.store.base import day_of
from dateline.store.names import key_of
from dateline.store.schema import EARLIEST, LATEST
from dateline.store.types import Box

_Row = dict[str, Any]


def event_rows(number: int, record: Record) -> Iterator[_Row]:
    """One row an event."""
    for event in record.events:
        start, end = days_of(event.time)
        yield {
            "document": number,
            "event": event.id,
            "family": event.family,
            "type": event.type,
            "status": event.status,
            **place_columns(event.place),
            "start_day": start,
            "end_day": end,
            "certainty": event.certainty,
            "asserted": event.asserted,
        }


def area_rows(number: int, record: Record) -> Iterator[_Row]:
    """One row a box of an event's place."""
    for event in record.events:
        for box in boxes_of(event.place):
            yield {"document": number, "event": event.id, **box._asdict()}


def place_rows(number: int, record: Record) -> Iterator[_Row]:
    """One row a place of an event."""
    for event in record.events:
        if event.place is None:
            continue
        for place in (event.place, *event.place.more_places):
            columns = place_columns(place)
            columns["name"] = columns.pop("place")
            yield {"document": number, "event": event.id, "relation": place.relation, **columns}


def party_rows(number: int, record: Record) -> Iterator[_Row]:
    """One row a party of an event."""
    for event in record.events:
        for role, parties in (("actor", event.actors), ("target", event.targets)):
            for party in parties:
                name = party.canonical or party.name
                yield {
                    "document": number,
                    "event": event.id,
                    "role": role,
                    "name": name,
                    "folded": key_of(name),
                    "side": party.side,
                }


def statement_rows(number: int, record: Record) -> Iterator[_Row]:
    """One row a statement."""
    for statement in record.statements:
        yield {
            "document": number,
            "statement": statement.id,
            "source": statement.source.name,
            "folded": key_of(statement.source.name),
            "kind": statement.source.kind,
            "stance": statement.stance,
        }


def incident_row(incident: Incident) -> _Row:
    """The row of an incident, without its number."""
    start, end = days_of(incident.period)
    period = incident.period or Interval()
    day = day_of(period.start or period.end)
    boxes = list(boxes_of(incident.place))
    return {
        "west": min((box.west for box in boxes), default=None),
        "south": min((box.south for box in boxes), default=None),
        "east": max((box.east for box in boxes), default=None),
        "north": max((box.north for box in boxes), default=None),
        "areas": len(boxes),
        "id": incident.id,
        "family": incident.type.split("/")[0],
        "type": incident.type,
        "status": incident.status,
        "standing": incident.standing,
        **place_columns(incident.place),
        "day": LATEST if day is None else day,
        "recency": LATEST if day is None else -day,
        "start_day": start,
        "end_day": end,
        "sources": incident.sources,
        "killed": _killed(incident),
        "told_by": bits_of(incident.told_by),
    }


def incident_names(incident: Incident) -> str:
    """Every name that a search finds the incident by, one a line."""
    places = (incident.place, *incident.place.more_places) if incident.place else ()
    parties = (*incident.actors, *incident.targets)
    names = [place.name for place in places]
    names += [name for party in parties for name in (party.name, party.canonical) if name]
    names += incident.weapons
    return "\n".join(dict.fromkeys(names))


def incident_party_rows(number: int, incident: Incident) -> Iterator[_Row]:
    """One row a party of an incident."""
    for role, parties in (("actor", incident.actors), ("target", incident.targets)):
        for party in parties:
            name = party.canonical or party.name
            row = {"incident": number, "role": role, "name": name, "side": party.side}
            yield row | {"folded": key_of(name)}


def figure_rows(number: int, incident: Incident) -> Iterator[_Row]:
    """One row a figure of an incident."""
    for figure in incident.figures:
        yield {
            "incident": number,
            "kind": figure.kind,
            "group": figure.group,
            "side": figure.side,
            "low": figure.low,
            "high": figure.high,
            "best": figure.best,
        }


def bits_of(told_by: Iterable[Teller]) -> int:
    """Kinds of source as one number, a bit for each of `TELLERS`."""
    return sum(1 << TELLERS.index(kind) for kind in set(told_by))


def _killed(incident: Incident) -> int:
    figures = [figure for figure in incident.figures if figure.kind == "killed"]
    best = (figure.low if figure.best is None else figure.best for figure in figures)
    return max((number or 0 for number in best), default=0)


def place_columns(place: Place | None) -> _Row:
    """The columns of a row that say where."""
    return {
        "place": place.name if place else None,
        "folded": key_of(place.name) if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "precision": place.precision if place else None,
    }


def days_of(period: Interval | None) -> tuple[int | None, int | None]:
    """First and last day, open ends as EARLIEST and LATEST; two nulls without any date."""
    if period is None or not (period.start or period.end):
        return None, None
    start, end = day_of(period.start), day_of(period.end)
    return EARLIEST if start is None else start, LATEST if end is None else end


def boxes_of(place: Place | None) -> Iterator[Box]:
    """The boxes of a place and those named with it: its ground, else its point.

    Ground on both sides of the antimeridian gives a box on each.
    """
    for each in (place, *place.more_places) if place else ():
        if each.extent is not None:
            polygons = [polygon[0] for polygon in each.extent.polygons]
            east = [ring for ring in polygons if min(lon for lon, _ in ring) >= 0]
            west = [ring for ring in polygons if min(lon for lon, _ in ring) < 0]
            cut = each.extent.box[0] == -180 and each.extent.box[2] == 180
            for rings in (east, west) if cut else (polygons,):
                corners = [corner for ring in rings for corner in ring]
                if corners:
                    lons, lats = [lon for lon, _ in corners], [lat for _, lat in corners]
                    yield Box(min(lons), min(lats), max(lons), max(lats))
        elif each.lat is not None and each.lon is not None:
            yield Box(each.lon, each.lat, each.lon, each.lat)
