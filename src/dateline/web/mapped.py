"""What the map gets: incidents as points and as columns, and the ground of vague places."""

from __future__ import annotations

from typing import Literal

from dateline.geometry import Extent
from dateline.incidents import TELLERS, Teller
from dateline.web.shapes import Shape


class DotProperties(Shape, frozen=True, kw_only=True, gc=False):
    """What the map shows of an incident; `radius_km` is half the span of its ground."""

    id: str
    type: str
    family: str
    status: str
    standing: str
    precision: int | None
    radius_km: float
    start: str | None
    end: str | None
    killed: int
    sources: int
    place: str | None
    told_by: tuple[Teller, ...]
    title: str


class Point(Shape, frozen=True, kw_only=True, gc=False):
    """A GeoJSON point: longitude and latitude."""

    coordinates: tuple[float, float]
    type: Literal["Point"] = "Point"


class DotFeature(Shape, frozen=True, kw_only=True, gc=False):
    """An incident on the map."""

    geometry: Point
    properties: DotProperties
    type: Literal["Feature"] = "Feature"


class Coded(Shape, frozen=True, kw_only=True):
    """A column of few different texts: `of` has the place of each in `names`, null for none."""

    names: tuple[str, ...]
    of: tuple[int | None, ...]


class DotColumns(Shape, frozen=True, kw_only=True):
    """The incidents of a map in columns as long as `id`, a fifth of what GeoJSON makes of them.

    Days count from 1970-01-01, null for an open end; `radius_km` is half the span of the ground.
    `told_by` has a bit for each of `tellers`, the first the lowest; `number` tells an incident from
    the others as long as the store is as it is.
    """

    id: tuple[str, ...]
    number: tuple[int, ...]
    lon: tuple[float, ...]
    lat: tuple[float, ...]
    radius_km: tuple[float, ...]
    precision: tuple[int | None, ...]
    start: tuple[int | None, ...]
    end: tuple[int | None, ...]
    killed: tuple[int, ...]
    sources: tuple[int, ...]
    type: Coded
    status: Coded
    standing: Coded
    place: Coded
    told_by: tuple[int, ...]
    tellers: tuple[Teller, ...] = TELLERS


class DotNumbers(Shape, frozen=True, kw_only=True):
    """Which incidents of the map a filter lets through, by their `number` there."""

    numbers: tuple[int, ...]


class DotCollection(Shape, frozen=True, kw_only=True):
    """Incidents on the map, as GeoJSON."""

    features: tuple[DotFeature, ...]
    type: Literal["FeatureCollection"] = "FeatureCollection"


class GroundProperties(Shape, frozen=True, kw_only=True):
    """Of which place it is the ground."""

    id: str
    place: str
    precision: int


class Ground(Shape, frozen=True, kw_only=True):
    """The ground of an incident that is told vaguely, null where it is not known."""

    id: str
    geometry: Extent | None
    properties: GroundProperties
    type: Literal["Feature"] = "Feature"


class Grounds(Shape, frozen=True, kw_only=True):
    """The grounds of incidents whose place is a region or wider, as GeoJSON."""

    features: tuple[Ground, ...]
    type: Literal["FeatureCollection"] = "FeatureCollection"
