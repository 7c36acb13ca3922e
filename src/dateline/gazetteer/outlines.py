"""Outlines of countries and divisions from a GeoPackage, joined and made simple; build time only.

The map is Natural Earth (public domain) as Debian's `qgis-common` packs it, world_map.gpkg.
"""

from __future__ import annotations

import math
import sqlite3
import struct
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from dateline.geometry import Point, Polygon, Ring

# Parts and holes smaller than these shares of the whole are left out of a generalised outline.
_SMALLEST_PART, _SMALLEST_HOLE = 0.0005, 0.02
_MOST_PARTS = 24
_MOST_REPAIRS, _FEWEST = 12, 6
_FINEST = 0.005  # degrees: no bend smaller than this is kept
_BOX_SIZES = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}  # bytes of a GeoPackage's envelope, by its flag
_POLYGON = 3


@dataclass(frozen=True, slots=True)
class Outline:
    """One feature of the map: its codes and names, and its polygons in full."""

    country: str
    names: tuple[str, ...]
    polygons: tuple[Polygon, ...]


def read_map(path: Path) -> tuple[list[Outline], list[Outline]]:
    """The countries and the first-order divisions of the map."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as base:
        countries = [
            Outline(str(code), (str(name),), polygons_of(blob))
            for code, name, blob in base.execute(
                "select iso_a3, name, geom from countries order by fid"
            )
        ]
        divisions = [
            Outline(str(code), tuple(filter(None, names)), polygons_of(blob))
            for code, blob, *names in base.execute(
                "select gu_a3, geom, name, woe_name, gn_name from states_provinces order by fid"
            )
        ]
    return countries, divisions


def polygons_of(blob: bytes) -> tuple[Polygon, ...]:
    """The polygons of a GeoPackage geometry, a multipolygon in well-known binary."""
    at = 8 + _BOX_SIZES[(blob[3] >> 1) & 7]
    (count,) = struct.unpack_from("<I", blob, at + 5)
    at += 9
    polygons = []
    for _ in range(count):
        order, kind, rings = struct.unpack_from("<BII", blob, at)
        if order != 1 or kind != _POLYGON:
            raise ValueError("the map holds something that is no little-endian polygon")
        at += 9
        polygon = []
        for _ in range(rings):
            (size,) = struct.unpack_from("<I", blob, at)
            numbers = struct.unpack_from(f"<{2 * size}d", blob, at + 4)
            at += 4 + 16 * size
            polygon.append(tuple(map(_on_globe, numbers[::2], numbers[1::2])))
        polygons.append(tuple(polygon))
    return tuple(polygons)


def _on_globe(lon: float, lat: float) -> Point:
    return min(180.0, max(-180.0, lon)), min(90.0, max(-90.0, lat))


def area(ring: Ring) -> float:
    """The signed area in square degrees, shrunk towards the poles; positive anticlockwise."""
    middle = sum(lat for _, lat in ring) / len(ring)
    total = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))
    return total / 2 * math.cos(math.radians(middle))


def joined(polygons: Iterable[Polygon]) -> tuple[Polygon, ...]:
    """Neighbours as one: borders that two of them share vanish."""
    edges: set[tuple[Point, Point]] = set()
    for polygon in polygons:
        for number, ring in enumerate(polygon):
            turned = ring if (area(ring) > 0) == (number == 0) else ring[::-1]
            for a, b in pairwise(turned):
                if (b, a) in edges:
                    edges.remove((b, a))
                elif a != b:
                    edges.add((a, b))
    rings = list(_chained(edges))
    outer = sorted((r for r in rings if area(r) > 0), key=area, reverse=True)
    holes: dict[int, list[Ring]] = defaultdict(list)
    for ring in rings:
        if area(ring) < 0:
            around = [n for n, whole in enumerate(outer) if inside((whole,), *ring[0][::-1])]
            if around:
                holes[around[-1]].append(ring)
    return tuple((ring, *sorted(holes[n])) for n, ring in enumerate(outer))


def _chained(edges: set[tuple[Point, Point]]) -> Iterator[Ring]:
    after: dict[Point, list[Point]] = defaultdict(list)
    for a, b in sorted(edges, reverse=True):
        after[a].append(b)
    for start in sorted(after):
        while after[start]:
            ring = [start]
            while after[ring[-1]]:
                ring.append(after[ring[-1]].pop())
                if ring[-1] == start:
                    break
            if len(ring) > 3 and ring[-1] == start:
                yield tuple(ring)


def inside(polygon: Polygon, lat: float, lon: float) -> bool:
    """Whether a point lies in a polygon."""
    found = False
    for ring in polygon:
        for (lon_a, lat_a), (lon_b, lat_b) in pairwise(ring):
            if (lat_a > lat) != (lat_b > lat):
                found ^= lon < lon_a + (lat - lat_a) / (lat_b - lat_a) * (lon_b - lon_a)
    return found


def simplified(polygons: tuple[Polygon, ...], corners: int) -> tuple[Polygon, ...]:
    """The outline in at most about `corners` corners: no specks, no small holes, few bends."""
    sizes = {polygon: abs(area(polygon[0])) for polygon in polygons}
    whole = sum(sizes.values())
    large = sorted(polygons, key=lambda p: -sizes[p])[:_MOST_PARTS]
    kept = [
        (p[0], *(hole for hole in p[1:] if abs(area(hole)) > _SMALLEST_HOLE * whole))
        for number, p in enumerate(large)
        if number == 0 or sizes[p] > _SMALLEST_PART * whole
    ]
    weights = {ring: _weights(ring) for polygon in kept for ring in polygon}
    heaviest = sorted((w for some in weights.values() for w in some), reverse=True)
    tolerance = heaviest[corners] if corners < len(heaviest) else 0.0
    tolerance = max(tolerance, _FINEST)
    thin = [[_thinned(ring, weights[ring], tolerance) for ring in polygon] for polygon in kept]
    return tuple(tuple(ring for ring in polygon if len(ring) > 3) for polygon in thin)


def _thinned(ring: Ring, weights: list[float], tolerance: float) -> Ring:
    """The corners that weigh more than `tolerance`, and more of them where sides would cross."""
    least = sorted(weights)[-_FEWEST:][0]  # even the smallest island keeps its shape roughly
    kept = [n for n, weight in enumerate(weights) if weight > tolerance or weight >= least]
    for _ in range(_MOST_REPAIRS):
        bad = _crossing([ring[n] for n in kept])
        more = {
            max(range(kept[side] + 1, kept[side + 1]), key=weights.__getitem__)
            for side in bad
            if kept[side + 1] - kept[side] > 1
        }
        if not more:
            break
        kept = sorted({*kept, *more})
    return tuple(ring[n] for n in kept)


def _weights(ring: Ring) -> list[float]:
    """How far off the ring would run without each corner, by Douglas and Peucker."""
    far = max(range(len(ring)), key=lambda n: math.dist(ring[0], ring[n]))
    weights = [0.0] * len(ring)
    weights[0] = weights[far] = weights[-1] = math.inf
    shrink = math.cos(math.radians(sum(lat for _, lat in ring) / len(ring)))
    todo = [(0, far, math.inf), (far, len(ring) - 1, math.inf)]
    while todo:
        first, last, above = todo.pop()
        worst, at = -1.0, 0
        for n in range(first + 1, last):
            gap = _distance(ring[n], ring[first], ring[last], shrink)
            if gap > worst:
                worst, at = gap, n
        if at:
            weights[at] = worst = min(worst, above)
            if worst > _FINEST / 4:
                todo += [(first, at, worst), (at, last, worst)]
    return weights


def _distance(point: Point, a: Point, b: Point, shrink: float) -> float:
    x, y = (point[0] - a[0]) * shrink, point[1] - a[1]
    dx, dy = (b[0] - a[0]) * shrink, b[1] - a[1]
    length = dx * dx + dy * dy
    along = 0.0 if not length else min(1.0, max(0.0, (x * dx + y * dy) / length))
    return math.hypot(x - along * dx, y - along * dy)


def _crossing(ring: list[Point]) -> set[int]:
    """The sides that cross another one."""
    sides = list(pairwise(ring))
    spans = [(min(a[0], b[0]), max(a[0], b[0])) for a, b in sides]
    order = sorted(range(len(sides)), key=lambda n: spans[n][0])
    found: set[int] = set()
    for place, i in enumerate(order):
        for j in order[place + 1 :]:
            if spans[j][0] > spans[i][1]:
                break
            if abs(i - j) not in (1, len(sides) - 1) and _meet(*sides[i], *sides[j]):
                found |= {i, j}
    return found


def _meet(a: Point, b: Point, c: Point, d: Point) -> bool:
    return turns_left(a, b, c) != turns_left(a, b, d) and turns_left(c, d, a) != turns_left(c, d, b)


def turns_left(a: Point, b: Point, c: Point) -> bool:
    """Whether the way from `a` by `b` to `c` bends to the left."""
    return (b[0] - a[0]) * (c[1] - a[1]) > (b[1] - a[1]) * (c[0] - a[0])
