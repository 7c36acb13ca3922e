"""The ground that a name and its relation mean: an area of doubt around the named place's point."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from msgspec.structs import replace

from dateline.gazetteer import Entry, extent_of, index
from dateline.geometry import Extent
from dateline.places.extent import (
    borderland,
    box,
    corridor,
    disc,
    distance_km,
    midpoint,
    part_of,
    sector,
    widened,
)
from dateline.places.page import words
from dateline.places.relate import Tie
from dateline.records import PlaceMention

_HALF = 45.0  # degrees off a direction that still go by its name, where a distance is told
_LOOSE = 60.0  # the same where none is
_QUARTER = 67.5  # the same for a part of a town
_SLACK, _FLOOR_KM = 0.4, 3.0  # writers round distances: a share of them, and kilometres
_DENSITY = 3000 * math.pi  # people a square km in a town, for its radius
_WIDEST_TOWN = 25.0
_ROUGH_KM = 15.0  # how far off the points of our own villages may be (gazetteer/villages.csv)
_DIVISION_KM = 30.0  # radius of a second-order division of unknown outline
_BEYOND_KM = 100.0  # how far "south of" a country or division may reach
_APART_KM = 800.0  # two places between which something can lie
_NEIGHBOURS = 4  # countries of the report tried for the other side of a border
_BESIDE = ("near", "outside", "off", "off the coast of")


@dataclass(slots=True)
class Draft:
    """A mention in the making."""

    mention: PlaceMention
    entry: Entry | None
    tie: Tie
    last: int
    partner: Draft | None = None

    @property
    def point(self) -> tuple[float, float] | None:
        """Latitude and longitude, where known."""
        m = self.mention
        return None if m.lat is None or m.lon is None else (m.lat, m.lon)


def located(mention: PlaceMention, entry: Entry) -> PlaceMention:
    """The mention at an entry of the index: its point, division, country, id and people."""
    return replace(
        mention,
        lat=entry.lat,
        lon=entry.lon,
        country=entry.country,
        admin1=entry.admin1,
        geonameid=entry.geonameid,
        population=entry.population,
    )


def pair(drafts: list[Draft], gap: int) -> None:
    """Give the two places of "between A and B", "the A-B road", "A's border with B" each other."""
    waiting: Draft | None = None
    for draft in drafts:
        if not draft.tie.paired:
            continue
        near = waiting and draft.mention.span.start - waiting.mention.span.end <= gap
        if near and waiting is not None and waiting.tie.relation == draft.tie.relation:
            waiting.partner, draft.partner = draft, waiting
            waiting = None
        else:
            waiting = draft


def grounded(drafts: list[Draft]) -> tuple[PlaceMention, ...]:
    """The mentions, each with its ground."""
    others = _neighbours(drafts)
    known: dict[tuple[int, Tie, int], Extent | None] = {}
    result = []
    for draft in drafts:
        if draft.entry is None:
            result.append(draft.mention)
            continue
        partner = draft.partner.entry.number if draft.partner and draft.partner.entry else -1
        key = (draft.entry.number, draft.tie, partner)
        if key not in known:
            known[key] = ground(draft, others)
        result.append(replace(draft.mention, extent=known[key]))
    return tuple(result)


def _neighbours(drafts: list[Draft]) -> list[Entry]:
    """The countries that the report names, most named first."""
    counts = Counter(
        draft.entry.number
        for draft in drafts
        if draft.entry is not None and draft.entry.kind == "country"
    )
    return [index().entry(number) for number, _ in counts.most_common(_NEIGHBOURS)]


def ground(draft: Draft, others: list[Entry]) -> Extent | None:
    """The ground of one mention; None for a mere point. `others`: for the far side of a border."""
    if draft.mention.kind == "adjective" or draft.mention.relation == "name":
        return None
    if draft.point is None or draft.entry is None:
        return None
    tie, entry = draft.tie, draft.entry
    area = extent_of(entry)
    if area is None and entry.kind == "admin2":
        area = disc(*draft.point, _DIVISION_KM)
    shape, size = words()["grounds"].get(tie.relation, ("own", 0))
    if shape in ("between", "halfway") and draft.partner is not None:
        return _between(draft, draft.partner, shape, size) or area
    if shape == "border":
        return _border(draft, others, size) or area or disc(*draft.point, size)
    if tie.km is not None:
        return _away(draft.point, tie, tie.km, town_km(entry))
    if area is not None:
        return _of_area(area, entry, tie, size)
    return _of_point(draft.point, entry, tie, shape, size)


def town_km(entry: Entry) -> float:
    """About the radius of a town, or of where it lies if that is known roughly."""
    if entry.rough:
        return _ROUGH_KM
    if entry.kind != "settlement":
        return 0.0
    return min(_WIDEST_TOWN, math.sqrt(entry.population / _DENSITY))


def _away(point: tuple[float, float], tie: Tie, km: float, town: float) -> Extent:
    # A distance may be counted from the middle of a town or from its edge.
    outer = km * (1 + _SLACK) + _FLOOR_KM + town
    if tie.side:
        inner = max(0.0, km * (1 - _SLACK) - _FLOOR_KM)
        return sector(*point, words()["bearings"][tie.side], _HALF, inner, outer)
    return disc(*point, km + town if tie.within else outer)


def _of_area(area: Extent, entry: Entry, tie: Tie, size: float) -> Extent:
    if tie.relation.endswith(" part of"):
        return _part(entry.number, tie.side) if extent_of(entry) else part_of(area, tie.side)
    if tie.side in words()["bearings"] and tie.relation.endswith(" of"):
        return _beside(area, tie.side)
    if tie.relation in _BESIDE and entry.kind != "country":
        return widened(area, size)
    return widened(area, size) if tie.relation == "off the coast of" else area


def _of_point(
    point: tuple[float, float], entry: Entry, tie: Tie, shape: str, size: float
) -> Extent | None:
    town = town_km(entry)
    bearing = words()["bearings"].get(tie.side)
    if tie.relation.endswith(" part of") or shape == "edge":
        if entry.kind not in ("settlement", "facility"):
            return None
        reach = max(size or 5.0, 1.5 * town)
        return (
            disc(*point, reach) if bearing is None else sector(*point, bearing, _QUARTER, 0, reach)
        )
    if bearing is not None and shape in ("own", "side"):
        return sector(*point, bearing, _LOOSE, 0.0, words()["grounds"]["side of"][1] + town)
    if shape == "own":
        return disc(*point, town) if entry.rough else None
    reach = size + town
    return _round(point, bearing, reach)


def _round(point: tuple[float, float], bearing: float | None, km: float) -> Extent:
    return disc(*point, km) if bearing is None else sector(*point, bearing, _QUARTER, 0, km)


def _between(one: Draft, other: Draft, shape: str, size: float) -> Extent | None:
    a, b = one.point, other.point
    if a is None or b is None:
        return None
    if "country" in (one.mention.kind, other.mention.kind):
        return None
    way = distance_km(*a, *b)
    if not 0 < way <= _APART_KM:
        return None
    width = max(size, way / 6)
    return disc(*midpoint(*a, *b), width) if shape == "halfway" else corridor(a, b, width)


def _border(draft: Draft, others: list[Entry], km: float) -> Extent | None:
    entry = draft.entry
    if draft.partner is not None and draft.partner.entry is not None:
        others = [draft.partner.entry]
    if entry is None:
        return None
    for other in others:
        if other.number != entry.number:
            low, high = sorted((entry.number, other.number))
            if (land := _borderland(low, high, km)) is not None:
                return land
    return None


@lru_cache(maxsize=256)
def _borderland(one: int, other: int, km: float) -> Extent | None:
    areas = [extent_of(index().entry(number)) for number in (one, other)]
    if areas[0] is None or areas[1] is None:
        return None
    return borderland(areas[0], areas[1], km)


@lru_cache(maxsize=256)
def _part(number: int, side: str) -> Extent:
    area = extent_of(index().entry(number))
    assert area is not None, "only entries with an outline are asked for a part of it"
    return part_of(area, side)


def _beside(area: Extent, side: str) -> Extent:
    """What lies on one side of an area's middle, and some way beyond the area."""
    west, south, east, north = widened(area, _BEYOND_KM).box
    return part_of(box(west, south, east, north), side)
