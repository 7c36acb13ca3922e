"""The ground a place covers, as a GeoJSON geometry in WGS 84 degrees.

>>> box = Extent(
...     type="Polygon",
...     coordinates=((((36.0, 50.0), (37.0, 50.0), (37.0, 51.0), (36.0, 51.0), (36.0, 50.0)),)),
... )
>>> box.contains(50.5, 36.5), box.contains(50.5, 35.0)
(True, False)
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

import msgspec

from dateline.errors import RecordError

Point: TypeAlias = tuple[float, float]
Ring: TypeAlias = tuple[Point, ...]
Polygon: TypeAlias = tuple[Ring, ...]

# Kilometres of a degree of latitude, rounded: for distances that need no great circle.
KM_PER_DEGREE = 111.2
_SMALLEST_RING = 4  # a triangle, and its first corner once more
_POSITION = {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}
_RING = {"type": "array", "items": _POSITION, "minItems": _SMALLEST_RING}
_POLYGON = {"type": "array", "items": _RING, "minItems": 1}
_SCHEMA = {"anyOf": [_POLYGON, {"type": "array", "items": _POLYGON, "minItems": 1}]}


class Extent(msgspec.Struct, frozen=True, kw_only=True):
    """The area of a place: GeoJSON (RFC 7946), corners as (lon, lat), rings closed.

    What crosses the antimeridian is cut there into several polygons, as the standard wants it.

    Raises:
        RecordError: a ring is open or too short, or a corner is not on the globe.
    """

    type: Literal["Polygon", "MultiPolygon"]
    coordinates: Annotated[tuple[Any, ...], msgspec.Meta(extra_json_schema=_SCHEMA)]

    def __post_init__(self) -> None:
        depth = 2 if self.type == "Polygon" else 3
        try:
            frozen = _frozen(self.coordinates, depth)
        except (TypeError, ValueError) as error:
            raise RecordError(f"the coordinates are no {self.type}: {error}") from error
        msgspec.structs.force_setattr(self, "coordinates", frozen)

    @property
    def polygons(self) -> tuple[Polygon, ...]:
        """The polygons, one or many; each is its outer ring followed by its holes."""
        return (self.coordinates,) if self.type == "Polygon" else self.coordinates

    @property
    def box(self) -> tuple[float, float, float, float]:
        """West, south, east and north of all corners."""
        corners = [corner for polygon in self.polygons for corner in polygon[0]]
        lons, lats = [lon for lon, _ in corners], [lat for _, lat in corners]
        return min(lons), min(lats), max(lons), max(lats)

    def contains(self, lat: float, lon: float) -> bool:
        """Whether the point lies inside; what lies on a border may count either way."""
        return any(
            sum(_winds_around(ring, lat, lon) for ring in polygon) % 2 for polygon in self.polygons
        )


def extent_of_polygons(polygons: tuple[Polygon, ...]) -> Extent:
    """One polygon as a Polygon, several as a MultiPolygon."""
    if len(polygons) == 1:
        return Extent(type="Polygon", coordinates=polygons[0])
    return Extent(type="MultiPolygon", coordinates=polygons)


def _frozen(value: Any, depth: int) -> tuple[Any, ...]:
    """Nested lists or tuples as tuples, checked on the way."""
    if not isinstance(value, list | tuple) or not value:
        raise TypeError("an empty list, or none, where rings should stand")
    if depth > 1:
        return tuple(_frozen(part, depth - 1) for part in value)
    ring = tuple(_corner(corner) for corner in value)
    if len(ring) < _SMALLEST_RING or ring[0] != ring[-1]:
        raise ValueError("a ring is open or has fewer than four corners")
    return ring


def _corner(value: Any) -> Point:
    lon, lat = value
    # NaN compares as False, so it is off the globe too.
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise ValueError(f"lon {lon}, lat {lat} is not on the globe")
    return float(lon), float(lat)


def _winds_around(ring: Ring, lat: float, lon: float) -> bool:
    """Whether a ray from the point to the east meets the ring an odd number of times."""
    inside = False
    lon_b, lat_b = ring[-1]
    for lon_a, lat_a in ring:
        if (lat_a > lat) != (lat_b > lat):
            inside ^= lon < lon_a + (lat - lat_a) / (lat_b - lat_a) * (lon_b - lon_a)
        lon_b, lat_b = lon_a, lat_a
    return inside
