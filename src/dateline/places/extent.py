"""Shapes on the globe: discs, sectors, corridors, parts of areas, lands along a border.

Everything is reckoned on great circles of a sphere, so poles and the antimeridian need no care of
the caller: what crosses the antimeridian comes back cut in two, what holds a pole reaches up to it.

>>> disc(48.3, 37.2, 25).contains(48.4, 37.3)
True
>>> point_at(0, 179.9, 90, 111.2)[1] < -179
True
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import pairwise

from dateline.geometry import KM_PER_DEGREE, Extent, Point, Polygon, Ring, extent_of_polygons

EARTH_KM = 6371.0
_QUARTER_KM = math.pi / 2 * EARTH_KM
_STEPS = 32  # corners of a full circle
_NEAR_POLE = 4  # radii from a pole within which a circle needs more corners
_POLE_STEPS = 180
_DIGITS = 4  # about 10 m
_DEGREE_KM = math.pi * EARTH_KM / 180
_MIDDLE = 0.25  # of an area's width on either side of its centre line, for "central"
_LEAST_CORNERS = 3
_STRETCHES = 5  # times its depth: how long a stretch of a borderland is
_Line = tuple[int, float, bool]  # axis (0 lon, 1 lat), value, keep what is greater


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """The great-circle distance."""
    a, b = math.radians(lat), math.radians(other_lat)
    half = math.sin((b - a) / 2) ** 2
    half += math.cos(a) * math.cos(b) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def bearing_to(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """The direction in which the other point lies at the start: 0 is north, 90 east."""
    a, b, turn = math.radians(lat), math.radians(other_lat), math.radians(other_lon - lon)
    east = math.sin(turn) * math.cos(b)
    north = math.cos(a) * math.sin(b) - math.sin(a) * math.cos(b) * math.cos(turn)
    return math.degrees(math.atan2(east, north)) % 360


def half_width(extent: Extent) -> float:
    """How far an area reaches from the middle of its box, in kilometres."""
    west, south, east, north = extent.box
    across = (east - west) * math.cos(math.radians((south + north) / 2))
    return math.hypot(across, north - south) / 2 * KM_PER_DEGREE


def point_at(lat: float, lon: float, bearing: float, km: float) -> tuple[float, float]:
    """Latitude and longitude of the point `km` away in a direction."""
    a, way, turn = math.radians(lat), km / EARTH_KM, math.radians(bearing)
    sine = math.sin(a) * math.cos(way) + math.cos(a) * math.sin(way) * math.cos(turn)
    b = math.asin(max(-1.0, min(1.0, sine)))
    east = math.sin(turn) * math.sin(way) * math.cos(a)
    moved = math.atan2(east, math.cos(way) - math.sin(a) * math.sin(b))
    return math.degrees(b), _turned(lon + math.degrees(moved))


def midpoint(lat: float, lon: float, other_lat: float, other_lon: float) -> tuple[float, float]:
    """The point halfway along the great circle."""
    half = distance_km(lat, lon, other_lat, other_lon) / 2
    return point_at(lat, lon, bearing_to(lat, lon, other_lat, other_lon), half)


def disc(lat: float, lon: float, km: float) -> Extent:
    """All points up to `km` away."""
    return sector(lat, lon, 0.0, 180.0, 0.0, km)


def sector(lat: float, lon: float, bearing: float, half: float, inner: float, km: float) -> Extent:
    """What lies `inner` to `km` kilometres away, up to `half` degrees off a direction."""
    steps = _steps(lat, km)
    whole = half >= 180
    count = max(2, math.ceil(steps * half / 180))
    # The straight edges between corners of the circle must not cut its rim off.
    outer = min(km / math.cos(math.pi / steps), _QUARTER_KM)
    turns = [bearing - half + 2 * half * i / count for i in range(count + (not whole))]
    ring = [point_at(lat, lon, turn, outer) for turn in turns]
    if not whole:
        near = [point_at(lat, lon, turn, inner) for turn in reversed(turns)]
        ring += near if inner > 0 else [(lat, lon)]
    return _extent(ring, lambda a, b: _in_sector((lat, lon), (a, b), bearing, half, inner, outer))


def corridor(start: tuple[float, float], end: tuple[float, float], km: float) -> Extent:
    """What lies up to `km` from the great circle between two points (latitude, longitude)."""
    way = distance_km(*start, *end)
    if way < km / 10:
        return disc(*midpoint(*start, *end), km + way)
    out, back = bearing_to(*start, *end), bearing_to(*end, *start)
    steps = _steps(max(start[0], end[0], key=abs), km)
    rim = km / math.cos(math.pi / steps)
    count = steps // 2
    turns = [90 + 180 * i / count for i in range(count + 1)]
    ring = [point_at(*start, out + turn, rim) for turn in turns]
    # A long way bows on the map: follow it.
    stops = [way * i / 8 for i in range(1, 8)]
    points = [point_at(*start, out, stop) for stop in stops]
    ring += [point_at(*p, bearing_to(*p, *end) - 90, rim) for p in points]
    ring += [point_at(*end, back + turn, rim) for turn in turns]
    ring += [point_at(*p, bearing_to(*p, *end) + 90, rim) for p in reversed(points)]
    middle = midpoint(*start, *end)
    return _extent(ring, lambda a, b: distance_km(*middle, a, b) <= way / 2 + rim)


def part_of(whole: Extent, direction: str) -> Extent:
    """The northern (southeastern ..., central) part of an area; the whole where none is left."""
    shifted = _unwrapped(whole)
    lons = [lon for polygon in shifted for lon, _ in polygon[0]]
    lats = [lat for polygon in shifted for _, lat in polygon[0]]
    west, east, south, north = min(lons), max(lons), min(lats), max(lats)
    middle = ((west + east) / 2, (south + north) / 2)
    lines: list[_Line] = []
    for axis, low, high in ((0, "west", "east"), (1, "south", "north")):
        if low in direction:
            lines.append((axis, middle[axis], False))
        elif high in direction:
            lines.append((axis, middle[axis], True))
    if "central" in direction or not lines:
        for axis, size in ((0, east - west), (1, north - south)):
            lines.append((axis, middle[axis] - size * _MIDDLE, True))
            lines.append((axis, middle[axis] + size * _MIDDLE, False))
    cut = [part for polygon in shifted if (part := _clipped(polygon, lines))]
    return _cut(cut) if cut else whole


def widened(whole: Extent, km: float) -> Extent:
    """The box around an area, `km` wider on every side."""
    polygons = _unwrapped(whole)
    lons = [lon for polygon in polygons for lon, _ in polygon[0]]
    lats = [lat for polygon in polygons for _, lat in polygon[0]]
    south, north = min(lats) - km / _DEGREE_KM, max(lats) + km / _DEGREE_KM
    shrink = math.cos(math.radians(min(89.0, max(abs(south), abs(north)))))
    side = km / _DEGREE_KM / shrink
    return box(min(lons) - side, south, max(lons) + side, north)


def box(west: float, south: float, east: float, north: float) -> Extent:
    """The box between two meridians and two parallels; `east` may pass 180."""
    south, north = max(south, -90.0), min(north, 90.0)
    if east - west >= 360:
        west, east = -180.0, 180.0
    ring = ((west, south), (east, south), (east, north), (west, north), (west, south))
    return _cut([(ring,)])


def borderland(one: Extent, other: Extent, km: float) -> Extent | None:
    """The land along the border of two areas, up to `km` deep; None where they do not meet.

    It is cut into stretches, each the hull of its nearby corners, widened: a border that winds
    does not take in the land between its bends.
    """
    near = _near_corners(one, other, km) + _near_corners(other, one, km)
    if not near:
        return None
    centre, size = near[0], _STRETCHES * km / _DEGREE_KM
    stretches: dict[tuple[int, int], list[Point]] = defaultdict(list)
    for lon, lat in near:
        flat = centre[0] + _turned(lon - centre[0])
        stretch = stretches[math.floor(flat / size), math.floor(lat / size)]
        for turn in range(0, 360, 45):
            b, moved = point_at(lat, lon, turn, km)
            stretch.append((flat + _turned(moved - flat), b))
    rings = [_hull(stretches[place]) for place in sorted(stretches)]
    return _cut([((*ring, ring[0]),) for ring in rings])


def _steps(lat: float, km: float) -> int:
    from_pole = (90 - abs(lat)) * _DEGREE_KM
    return _POLE_STEPS if from_pole < _NEAR_POLE * km else _STEPS


def _in_sector(
    centre: tuple[float, float],
    point: tuple[float, float],
    bearing: float,
    half: float,
    inner: float,
    outer: float,
) -> bool:
    way = distance_km(*centre, *point)
    off = abs(_turned(bearing_to(*centre, *point) - bearing))
    return inner <= way <= outer and (off <= half or half >= 180 or way == 0)


def _turned(lon: float) -> float:
    """A longitude or difference of longitudes between -180 and 180."""
    return (lon + 180) % 360 - 180


def _extent(ring: Sequence[tuple[float, float]], holds: Callable[[float, float], bool]) -> Extent:
    """A ring of (latitude, longitude) as an area, `holds` telling whether a pole lies in it."""
    flat: list[Point] = []
    for lat, lon in ring:
        flat.append((flat[-1][0] + _turned(lon - flat[-1][0]) if flat else lon, lat))
    closing = flat[-1][0] + _turned(flat[0][0] - flat[-1][0])
    for pole in (90.0, -90.0):
        if holds(pole, 0.0) and abs(closing - flat[0][0]) > 180:
            # The ring runs once around the pole: fill up to it.
            flat += [(closing, flat[0][1]), (closing, pole), (flat[0][0], pole)]
            break
    return _cut([((*flat, flat[0]),)])


def _unwrapped(whole: Extent) -> tuple[Polygon, ...]:
    """The polygons of an area, those west of the antimeridian moved next to the others."""
    west, _, east, _ = whole.box
    if east - west < 350:
        return whole.polygons
    return tuple(
        tuple(tuple((lon + 360 if lon < 0 else lon, lat) for lon, lat in ring) for ring in polygon)
        if max(lon for lon, _ in polygon[0]) < 0
        else polygon
        for polygon in whole.polygons
    )


def _cut(polygons: Sequence[Polygon]) -> Extent:
    """Polygons that may run past the antimeridian, cut there and moved back."""
    done: list[Polygon] = []
    for polygon in polygons:
        for turn in (-360.0, 0.0, 360.0):
            kept = _clipped(polygon, [(0, turn - 180, True), (0, turn + 180, False)])
            if kept:
                done.append(tuple(_rounded(ring, turn) for ring in kept))
    return extent_of_polygons(tuple(done))


def _rounded(ring: Ring, turn: float) -> Ring:
    return tuple(
        (round(max(-180.0, min(180.0, lon - turn)), _DIGITS), round(lat, _DIGITS))
        for lon, lat in ring
    )


def _clipped(polygon: Polygon, lines: Sequence[_Line]) -> Polygon | None:
    rings = []
    for ring in polygon:
        left: list[Point] = list(ring[:-1])
        for line in lines:
            left = _beside(left, line)
        if len(left) >= _LEAST_CORNERS and len(set(left)) >= _LEAST_CORNERS:
            rings.append((*left, left[0]))
        elif not rings:
            return None
    return tuple(rings)


def _beside(ring: list[Point], line: _Line) -> list[Point]:
    """The part of a ring on one side of a meridian or parallel (Sutherland and Hodgman)."""
    axis, value, greater = line
    result: list[Point] = []
    for i, here in enumerate(ring):
        before = ring[i - 1]
        inside = (here[axis] > value) == greater or here[axis] == value
        was = (before[axis] > value) == greater or before[axis] == value
        if inside != was:
            share = (value - before[axis]) / (here[axis] - before[axis])
            other = before[1 - axis] + share * (here[1 - axis] - before[1 - axis])
            result.append((value, other) if axis == 0 else (other, value))
        if inside:
            result.append(here)
    return result


def _near_corners(one: Extent, other: Extent, km: float) -> list[Point]:
    """Points on the outline of one area that lie close to the other."""
    across = _within(_outline(other, km), widened(one, km))
    reach = km / _DEGREE_KM
    return [
        (lon, lat)
        for lon, lat in _within(_outline(one, km), widened(other, km))
        if other.contains(lat, lon)
        or any(abs(b - lat) <= reach and distance_km(lat, lon, b, c) <= km for c, b in across)
    ]


def _within(points: list[Point], area: Extent) -> list[Point]:
    boxes = [[(lon, lat) for lon, lat in polygon[0]] for polygon in area.polygons]
    bounds = [
        (min(x for x, _ in b), min(y for _, y in b), max(x for x, _ in b), max(y for _, y in b))
        for b in boxes
    ]
    return [(x, y) for x, y in points if any(w <= x <= e and s <= y <= n for w, s, e, n in bounds)]


def _outline(area: Extent, km: float) -> list[Point]:
    """The corners of an area and, on its longer edges, points about `km` apart."""
    found: list[Point] = []
    step = km / _DEGREE_KM
    for polygon in area.polygons:
        for (lon, lat), (to_lon, to_lat) in pairwise(polygon[0]):
            count = max(1, math.ceil(max(abs(to_lon - lon), abs(to_lat - lat)) / step))
            found += [
                (lon + (to_lon - lon) * i / count, lat + (to_lat - lat) * i / count)
                for i in range(count)
            ]
    return found


def _hull(points: list[Point]) -> list[Point]:
    """The corners of the convex hull, anticlockwise (Andrew's monotone chain)."""
    ordered = sorted(set(points))

    def chain(run: list[Point]) -> list[Point]:
        kept: list[Point] = []
        for point in run:
            while len(kept) > 1 and _turn(kept[-2], kept[-1], point) <= 0:
                kept.pop()
            kept.append(point)
        return kept[:-1]

    return chain(ordered) + chain(ordered[::-1])


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
