"""Which outline belongs to which entry of the index; build time only.

A division's ground is where its towns lie: an outline goes to the division that most of its towns
belong to, and outlines finer than our divisions are joined. Regions are made of countries and
divisions, or are boxes, as `areas.csv` says.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from dateline.gazetteer.countries import countries, read_table
from dateline.gazetteer.fold import fold
from dateline.gazetteer.outlines import Outline, inside, joined, simplified, turns_left
from dateline.geometry import KM_PER_DEGREE, Point, Polygon

_MAJORITY = 0.6  # of the towns, in both directions, makes outline and division the same
_COUNTRY_CORNERS, _DIVISION_CORNERS, _REGION_CORNERS = 250, 60, 150
# Codes of the map that are not ISO 3166.
_CODES = {"KOS": "XKX", "NSV": "SJM", "-99": "XKX", "GAZ": "PSE", "WEB": "PSE", "PSX": "PSE"}
# Where the map draws who holds the ground, we follow the United Nations.
_HELD = {
    "Crimea": ("RUS", "UKR"),
    "Sevastopol": ("RUS", "UKR"),
    "Somaliland": ("", "SOM"),
    "Northern Cyprus": ("", "CYP"),
}
_CIRCLE = 24


class Row(Protocol):
    """What this module needs to know of a place on its way into the index."""

    name: str
    kind: str
    country: str
    lat: float
    lon: float
    admin1: int
    admin2: int
    names: set[str]


def grounds(
    rows: Sequence[Row], codes: Mapping[str, int], world: tuple[list[Outline], list[Outline]]
) -> dict[int, tuple[Polygon, ...]]:
    """The generalised outlines by entry number."""
    whole, parts = world
    full = {**_divisions(rows, parts), **_countries(rows, whole, parts)}
    found = {
        number: simplified(
            polygons, _COUNTRY_CORNERS if rows[number].kind == "country" else _DIVISION_CORNERS
        )
        for number, polygons in sorted(full.items())
    }
    return {**_regions(rows, codes, full), **found}


def _countries(
    rows: Sequence[Row], whole: list[Outline], parts: list[Outline]
) -> dict[int, tuple[Polygon, ...]]:
    ground = {_CODES.get(o.country, o.country): list(o.polygons) for o in whole}
    own: dict[str, list[Polygon]] = defaultdict(list)
    for outline in parts:
        own[_CODES.get(outline.country, outline.country)] += outline.polygons
    moved: list[Polygon] = []
    for code in set(countries()) - set(ground):
        ground[code] = own.get(code, [])
        moved += ground[code]
    for outline in parts:
        if outline.names[:1] and outline.names[0] in _HELD:
            holder, owner = _HELD[outline.names[0]]
            ground[owner] += outline.polygons
            if holder:
                ground[holder] = _without(ground[holder], outline.polygons)
    for code in ("FRA", "NOR", "NLD", "AUS", "NZL"):
        ground[code] = _without(ground[code], moved)
    numbers = {row.country: n for n, row in enumerate(rows) if row.kind == "country"}
    return {
        numbers[code]: joined(polygons)
        for code, polygons in sorted(ground.items())
        if polygons and code in numbers
    }


def _without(polygons: list[Polygon], gone: Iterable[Polygon]) -> list[Polygon]:
    """The polygons less those with most corners inside of what is gone."""
    gone = list(gone)

    def lost(polygon: Polygon) -> bool:
        some = polygon[0][:: max(1, len(polygon[0]) // 20)]
        middle = [(lon * 0.999 + _mean(polygon)[0] * 0.001, lat * 0.999 + _mean(polygon)[1] * 0.001)
                  for lon, lat in some]  # fmt: skip
        hits = sum(any(inside(other, lat, lon) for other in gone) for lon, lat in middle)
        return hits > len(middle) / 2

    return [polygon for polygon in polygons if not lost(polygon)]


def _mean(polygon: Polygon) -> tuple[float, float]:
    ring = polygon[0]
    return sum(c[0] for c in ring) / len(ring), sum(c[1] for c in ring) / len(ring)


def _divisions(rows: Sequence[Row], parts: list[Outline]) -> dict[int, tuple[Polygon, ...]]:
    towns = _towns_by_outline(rows, parts)
    found: dict[int, tuple[Polygon, ...]] = {}
    for level in ("admin2", "admin1"):
        everywhere = Counter(
            number for row in rows if row.kind == "settlement" and (number := getattr(row, level))
        )
        claimed: dict[int, list[int]] = defaultdict(list)
        shares: Counter[int] = Counter()
        for outline, inhabitants in towns.items():
            votes = Counter(number for n in inhabitants if (number := getattr(rows[n], level)))
            for number, votes_for in votes.most_common(1):
                if votes_for >= _MAJORITY * len(inhabitants):
                    claimed[number].append(outline)
                    shares[number] += votes_for
        for number, outlines in claimed.items():
            if shares[number] >= _MAJORITY * everywhere[number]:
                polygons = [polygon for n in outlines for polygon in parts[n].polygons]
                found[number - 1] = joined(polygons)
    return {**_hulls(rows), **_by_name(rows, parts), **found}


def _hulls(rows: Sequence[Row]) -> dict[int, tuple[Polygon, ...]]:
    """First-order divisions as the land between their towns: for those younger than the map."""
    towns: dict[int, set[Point]] = defaultdict(set)
    for row in rows:
        if row.kind == "settlement" and row.admin1:
            towns[row.admin1 - 1].add((row.lon, row.lat))
    found: dict[int, tuple[Polygon, ...]] = {}
    for number, points in towns.items():
        lons = [lon for lon, _ in points]
        if len(points) > 3 and max(lons) - min(lons) < 180:
            found[number] = ((_hull(sorted(points)),),)
    return found


def _hull(points: list[Point]) -> tuple[Point, ...]:
    """The convex hull of sorted points, by Andrew's monotone chain."""

    def half(ordered: Iterable[Point]) -> list[Point]:
        chain: list[Point] = []
        for point in ordered:
            while len(chain) > 1 and not turns_left(chain[-2], chain[-1], point):
                chain.pop()
            chain.append(point)
        return chain

    ring = [*half(points)[:-1], *half(reversed(points))[:-1]]
    return (*ring, ring[0])


def _towns_by_outline(rows: Sequence[Row], parts: list[Outline]) -> dict[int, list[int]]:
    cells: dict[tuple[int, int], list[int]] = defaultdict(list)
    for n, row in enumerate(rows):
        if row.kind == "settlement":
            cells[math.floor(row.lat), math.floor(row.lon)].append(n)
    towns: dict[int, list[int]] = defaultdict(list)
    for number, outline in enumerate(parts):
        for polygon in outline.polygons:
            lons, lats = [c[0] for c in polygon[0]], [c[1] for c in polygon[0]]
            west, east, south, north = min(lons), max(lons), min(lats), max(lats)
            for lat in range(math.floor(south), math.floor(north) + 1):
                for lon in range(math.floor(west), math.floor(east) + 1):
                    towns[number] += [
                        n
                        for n in cells.get((lat, lon), ())
                        if west <= rows[n].lon <= east
                        and south <= rows[n].lat <= north
                        and inside(polygon, rows[n].lat, rows[n].lon)
                    ]
    return towns


def _by_name(rows: Sequence[Row], parts: list[Outline]) -> dict[int, tuple[Polygon, ...]]:
    """Divisions whose name an outline of their country has, where the point agrees."""
    known: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, outline in enumerate(parts):
        for name in outline.names:
            known[_CODES.get(outline.country, outline.country), fold(name)].append(number)
    found = {}
    for n, row in enumerate(rows):
        if row.kind != "admin1":
            continue
        for name in sorted({row.name, *row.names}):
            for number in known.get((row.country, fold(name)), ()):
                if any(inside(polygon, row.lat, row.lon) for polygon in parts[number].polygons):
                    found[n] = parts[number].polygons
    return found


def _regions(
    rows: Sequence[Row], codes: Mapping[str, int], full: Mapping[int, tuple[Polygon, ...]]
) -> dict[int, tuple[Polygon, ...]]:
    states = {row.country: n for n, row in enumerate(rows) if row.kind == "country"}
    named = {row.name: n for n, row in enumerate(rows) if row.kind in ("region", "water")}
    found = {}
    for area in read_table("areas.csv"):
        number = named.get(area["name"])
        if number is None or number in found:
            raise ValueError(f"areas.csv: {area['name']!r} is no region of ours, or twice there")
        if area["members"]:
            members = [states.get(m, codes.get(m, -1)) for m in area["members"].split()]
            if missing := [m for m, n in zip(area["members"].split(), members, strict=True)
                           if n not in full]:  # fmt: skip
                raise ValueError(f"areas.csv: {area['name']}: no outline of {missing}")
            polygons = joined(polygon for n in members for polygon in full[n])
            found[number] = simplified(polygons, _REGION_CORNERS)
        elif area["box"]:
            found[number] = _box(*map(float, area["box"].split()))
        else:
            row = rows[number]
            found[number] = (_circle(row.lat, row.lon, float(area["radius_km"])),)
    return found


def _box(west: float, south: float, east: float, north: float) -> tuple[Polygon, ...]:
    """A box; one that begins east of where it ends crosses the antimeridian."""
    if west > east:
        return (*_box(west, south, 180.0, north), *_box(-180.0, south, east, north))
    return ((((west, south), (east, south), (east, north), (west, north), (west, south)),),)


def _circle(lat: float, lon: float, radius_km: float) -> Polygon:
    across = radius_km / KM_PER_DEGREE
    wide = across / max(0.05, math.cos(math.radians(lat)))
    turns = [2 * math.pi * n / _CIRCLE for n in range(_CIRCLE)]
    ring = [(lon + wide * math.cos(t), lat + across * math.sin(t)) for t in turns]
    return ((*ring, ring[0]),)
