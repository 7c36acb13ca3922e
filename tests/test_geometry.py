"""Extents: GeoJSON that holds what it should, on the whole globe."""

from __future__ import annotations

import json

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import dateline
from dateline.errors import RecordError
from dateline.geometry import Extent, extent_of_polygons
from dateline.records import Document, Event, Place, Record, Span, from_json, json_schema, to_json


def square(west: float, south: float, east: float, north: float):  # type: ignore[no-untyped-def]
    return (((west, south), (east, south), (east, north), (west, north), (west, south)),)


BOX = extent_of_polygons((square(36, 50, 37, 51),))
FIJI = extent_of_polygons((square(177, -19, 180, -16), square(-180, -19, -178, -16)))


def test_a_place_with_an_extent_goes_through_json_and_back() -> None:
    for extent in (BOX, FIJI):
        place = Place(name="Somewhere", lat=50.5, lon=36.5, extent=extent)
        assert from_json(to_json(place), Place) == place
        assert hash(from_json(to_json(place), Place)) == hash(place)
    assert json.loads(to_json(BOX))["coordinates"][0][0] == [36, 50]


def test_the_schema_takes_both_shapes() -> None:
    schema = json_schema()
    assert schema["$defs"]["Extent"]["properties"]["coordinates"]["anyOf"]
    for extent in (BOX, FIJI):
        event = Event(
            id="e1",
            type="strike/shelling",
            status="happened",
            trigger=Span(0, 2),
            evidence=(Span(0, 3),),
            place=Place(name="There", extent=extent),
        )
        record = Record(document=Document(id="d", text="abc"), events=(event,))
        jsonschema.validate(json.loads(to_json(record)), schema)


def test_what_crosses_the_antimeridian_holds_both_sides() -> None:
    assert FIJI.contains(-17.8, 178.4) and FIJI.contains(-17, -179)
    assert not FIJI.contains(-17.8, 0)
    assert dateline.Extent is Extent


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_a_box_holds_what_lies_between_its_sides(lat: float, lon: float) -> None:
    inside = 36 < lon < 37 and 50 < lat < 51
    on_a_side = lon in (36, 37) or lat in (50, 51)
    assert on_a_side or BOX.contains(lat, lon) == inside


def test_a_hole_is_outside() -> None:
    ring, hole = square(0, 0, 10, 10)[0], square(4, 4, 6, 6)[0]
    lake = Extent(type="Polygon", coordinates=(ring, hole))
    assert lake.contains(1, 1) and not lake.contains(5, 5)
    assert lake.box == (0, 0, 10, 10)


@pytest.mark.parametrize(
    ("kind", "coordinates"),
    [
        ("Polygon", ()),
        ("Polygon", (((0, 0), (1, 0), (1, 1), (0, 1)),)),  # open
        ("Polygon", (((0, 0), (1, 0), (0, 0)),)),  # too short
        ("Polygon", (((0, 0), (181, 0), (1, 1), (0, 0)),)),  # off the globe
        ("Polygon", (((0, 0), (float("nan"), 0), (1, 1), (0, 0)),)),
        ("Polygon", (((0, 0, 5), (1, 0, 5), (1, 1, 5), (0, 0, 5)),)),  # with heights
        ("MultiPolygon", square(0, 0, 1, 1)),  # one level short
        ("Polygon", ((("a", "b"), (1, 0), (1, 1), ("a", "b")),)),
        ("Polygon", 7),
    ],
)
def test_what_is_no_area_is_refused(kind: str, coordinates: object) -> None:
    with pytest.raises(RecordError):
        Extent(type=kind, coordinates=coordinates)  # type: ignore[arg-type]
