"""The ground of a vague place: what a map shades where a point would say too much."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from dateline.gazetteer import index
from dateline.gazetteer.extents import extent_of
from dateline.geometry import Extent
from dateline.incidents import EventKey, Incident
from dateline.records import Place
from dateline.store import Store

# From this precision on a place is an area, not a point in it (codebook §4).
VAGUE = 4
_WHOLE = frozenset({"in", "at", "across"})  # relations that mean the named area itself
_SAME = 0.01  # degrees between a place and its entry in the gazetteer, for rounding


class _Spot(NamedTuple):
    """What tells one ground from another."""

    name: str
    relation: str
    lat: float | None
    lon: float | None


def grounds(store: Store, incidents: Iterable[Incident]) -> dict[str, Extent | None]:
    """The ground of each incident that is told vaguely, by its id; None where it is not known."""
    vague = {
        one.id: (one, one.place) for one in incidents if one.place and one.place.precision >= VAGUE
    }
    found: dict[str, Extent | None] = {
        id: place.extent or _outline(place) for id, (_, place) in vague.items()
    }
    lacking = [one for id, (one, _) in vague.items() if found[id] is None]
    told = _told(store, lacking) if lacking else {}
    for one in lacking:
        found[one.id] = told.get(_spot(vague[one.id][1]))
    return found


def _outline(place: Place) -> Extent | None:
    """The outline of the area that a place names as a whole."""
    if place.relation not in _WHOLE or place.lat is None or place.lon is None:
        return None
    for entry in index().lookup(place.name):
        near = abs(entry.lat - place.lat) < _SAME and abs(entry.lon - place.lon) < _SAME
        if near and (extent := extent_of(entry)):
            return extent
    return None


def _told(store: Store, incidents: Iterable[Incident]) -> Mapping[_Spot, Extent]:
    """The grounds of a part of an area ("the south of"), as the reader worked them out."""
    keys = {key for one in incidents for key in one.events}
    return {
        _spot(event.place): event.place.extent
        for record in store.records({key.report for key in keys})
        for event in record.events
        if event.place and event.place.extent and EventKey(record.document.id, event.id) in keys
    }


def _spot(place: Place) -> _Spot:
    return _Spot(place.name, place.relation, place.lat, place.lon)
