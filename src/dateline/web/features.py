"""The collections of OGC API – Features: incidents, events, and who holds what."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from dateline.incidents import Control, EventKey
from dateline.linking.control import Holding, holders
from dateline.linking.corrections import corrected
from dateline.records import Event, Place
from dateline.store import Box, Filter, Store
from dateline.store.listing import Narrowing
from dateline.store.names import key_of
from dateline.web.paging import incident_page
from dateline.web.problems import Problem
from dateline.web.routes.exports import feature_of

# Before a cursor among those that have no point.
_BARE = "~"


class Query(NamedTuple):
    """What of a collection is asked for: `start` and `end` are ISO days, null where open."""

    box: Box | None
    start: str | None
    end: str | None
    limit: int
    after: str | None


class Found(NamedTuple):
    """A page of features, how many there are in all, and the cursor of the next page."""

    features: list[dict[str, Any]]
    matched: int
    next: str | None


class Collection(NamedTuple):
    """What a collection is called, holds, and how it is read."""

    title: str
    description: str
    page: Callable[[Store, Query], Found]
    one: Callable[[Store, str], dict[str, Any] | None]


def _points_first(asked: Query, page: Callable[[Query, bool], Found]) -> Found:
    """A page of those with a point, then of those without.

    QGIS takes a layer for a mere table whose first features have no point.

    Args:
        asked: its `after` has a mark before it where those with a point are through.
        page: gives a page of those with a point, or without.
    """
    bare = (asked.after or "").startswith(_BARE)
    after = (asked.after or "").removeprefix(_BARE) or None
    points = page(asked._replace(limit=1, after=None) if bare else asked, True)
    features = [] if bare else points.features
    room = asked.limit - len(features)
    rest = page(asked._replace(limit=max(room, 1), after=after if bare else None), False)
    matched = points.matched + rest.matched
    if not bare and (points.next is not None or not room):
        return Found(features, matched, points.next or (_BARE if rest.matched else None))
    more = _BARE + rest.next if rest.next is not None else None
    return Found([*features, *rest.features], matched, more)


def _incident_page(store: Store, asked: Query) -> Found:
    return _points_first(asked, partial(_incidents, store))


def _incidents(store: Store, asked: Query, located: bool) -> Found:
    which = Filter(
        box=asked.box,
        start=asked.start,
        end=asked.end,
        located=located,
        limit=asked.limit,
        after=asked.after,
    )
    lost = Problem(400, "`after` is no cursor of ours; follow the `next` links")
    items, matched, more = incident_page(store, which, lost)
    return Found([feature_of(one) for one in items], matched, more)


def _one_incident(store: Store, id: str) -> dict[str, Any] | None:
    found = store.incident(id)
    return feature_of(found) if found else None


def _event_page(store: Store, asked: Query) -> Found:
    return _points_first(asked, partial(_event_features, store))


def _event_features(store: Store, asked: Query, located: bool) -> Found:
    which = Narrowing(box=asked.box, start=asked.start, end=asked.end, located=located)
    after = _key(asked.after) if asked.after else None
    found, matched = store.event_list(which, limit=asked.limit + 1, after=after)
    events = _events(store, (key for key, _ in found[: asked.limit]))
    features = [
        _event_feature(key, events[key], incident)
        for key, incident in found[: asked.limit]
        if key in events
    ]
    more = "/".join(found[asked.limit - 1][0]) if len(found) > asked.limit else None
    return Found(features, matched, more)


def _one_event(store: Store, id: str) -> dict[str, Any] | None:
    key = _key(id)
    event = _events(store, [key]).get(key)
    incident = store.incidents_of([key]).get(key)
    return _event_feature(key, event, incident) if event else None


def _events(store: Store, keys: Iterable[EventKey]) -> dict[EventKey, Event]:
    """These events as people corrected them; those rejected as they were read."""
    asked = set(keys)
    reports = {key.report for key in asked}
    reviews = store.reviews(reports)
    return {
        key: event
        for record in store.records(reports)
        for one in (record, corrected(record, reviews))
        for event in one.events
        if (key := EventKey(record.document.id, event.id)) in asked
    }


def _event_feature(key: EventKey, event: Event, incident: str | None) -> dict[str, Any]:
    time = event.time
    return {
        "type": "Feature",
        "id": f"{key.report}/{key.event}",
        "geometry": _point(event.place),
        "properties": {
            "report": key.report,
            "incident": incident,
            "type": event.type,
            "status": event.status,
            "start": time.start if time else None,
            "end": time.end if time else None,
            "place": event.place.name if event.place else None,
            "precision": event.place.precision if event.place else None,
            "actors": "; ".join(one.canonical or one.name for one in event.actors),
            "targets": "; ".join(one.canonical or one.name for one in event.targets),
            "weapons": "; ".join(event.weapons),
        },
    }


def _holding_page(store: Store, asked: Query) -> Found:
    features = [
        _holding_feature(one)
        for one in _holdings(store, asked.end or asked.start)
        if asked.box is None or _lies_in(one.place, asked.box)
    ]
    features.sort(key=lambda one: one["geometry"] is None)
    skip = int(asked.after) if asked.after and asked.after.isdecimal() else 0
    page = features[skip : skip + asked.limit]
    more = str(skip + asked.limit) if len(features) > skip + asked.limit else None
    return Found(page, len(features), more)


def _one_holding(store: Store, id: str) -> dict[str, Any] | None:
    found = (_holding_feature(one) for one in _holdings(store, None))
    return next((feature for feature in found if feature["id"] == id), None)


def _holdings(store: Store, at: str | None) -> tuple[Holding, ...]:
    return holders(store.controls(), date.fromisoformat(at) if at else date.max)


def _holding_feature(holding: Holding) -> dict[str, Any]:
    place, holder = holding.place, holding.holder
    named = f"{key_of(place.name)} {place.lat} {place.lon}"
    return {
        "type": "Feature",
        "id": hashlib.blake2b(named.encode(), digest_size=8).hexdigest(),
        "geometry": _point(place),
        "properties": {
            "place": place.name,
            "holder": (holder.canonical or holder.name) if holder else None,
            "side": holder.side if holder else None,
            "since": holding.since,
            "disputed": holding.disputed,
            "told": "; ".join(sorted({_told(claim) for claim in holding.claims})),
        },
    }


def _told(claim: Control) -> str:
    return f"{claim.event.report}/{claim.event.event}"


def _point(place: Place | None) -> dict[str, Any] | None:
    if place is None or place.lat is None:
        return None
    return {"type": "Point", "coordinates": [place.lon, place.lat]}


def _lies_in(place: Place, box: Box) -> bool:
    if place.lat is None or place.lon is None or not box.south <= place.lat <= box.north:
        return False
    if box.west <= box.east:
        return box.west <= place.lon <= box.east
    return place.lon >= box.west or place.lon <= box.east


def _key(text: str) -> EventKey:
    report, _, event = text.rpartition("/")
    return EventKey(report, event)


COLLECTIONS = {
    "incidents": Collection(
        "Incidents", "Happenings, each as all reports of it tell.", _incident_page, _one_incident
    ),
    "events": Collection(
        "Events", "What each single report tells, as people corrected it.", _event_page, _one_event
    ),
    "control": Collection(
        "Control", "Who is said to hold which place on a day.", _holding_page, _one_holding
    ),
}
