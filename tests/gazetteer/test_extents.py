"""Extents: the ground of countries, divisions and regions, on every part of the globe."""

from __future__ import annotations

import hashlib
import time
from pathlib import Path

import pytest

from dateline.gazetteer import Entry, countries, extent_of, index
from dateline.gazetteer.countries import read_table
from dateline.gazetteer.extents import packed
from dateline.gazetteer.outlines import area, inside, joined, polygons_of, simplified


def entry(name: str, kind: str, country: str | None = None) -> Entry:
    found = [e for e in index().lookup(name) if e.kind == kind]
    return next(e for e in found if country is None or e.country == country)


def of_kind(kind: str) -> list[Entry]:
    every = (index().entry(number) for number in range(len(index())))
    return [e for e in every if e.kind == kind and (e.lat or e.lon)]


@pytest.mark.parametrize(
    ("name", "kind", "inside", "outside"),
    [
        ("Ukraine", "country", (44.95, 34.1), (44.6, 38.0)),  # with Crimea, as the UN has it
        ("Russia", "country", (55.75, 37.6), (45.3, 34.4)),
        ("Fiji", "country", (-17.8, 178.0), (-17.8, 0.0)),
        ("France", "country", (48.85, 2.35), (4.0, -53.0)),  # French Guiana is its own entry
        ("South Africa", "country", (-26.2, 28.0), (-29.6, 28.2)),  # Lesotho is a hole
        ("Antarctica", "country", (-85.0, 10.0), (-50.0, 10.0)),
        ("Somalia", "country", (9.56, 44.06), (9.0, 42.0)),
        ("Cyprus", "country", (35.25, 33.3), (36.3, 33.5)),
        ("Alaska", "admin1", (64.8, -147.7), (60.7, -135.0)),
        ("Zaporizhzhia Oblast", "admin1", (47.44, 35.84), (48.5, 35.0)),
        ("Gaza Strip", "admin1", (31.42, 34.36), (31.5, 34.9)),
        ("Idlib", "admin1", (35.93, 36.63), (36.2, 37.16)),
        ("Chukotka", "admin1", (66.3, -172.0), (64.5, -165.0)),
        ("Donbas", "region", (48.0, 37.8), (49.99, 36.23)),
        ("Sahel", "region", (14.5, 0.0), (36.0, 3.0)),
        ("Bering Sea", "water", (58.0, -178.0), (58.0, -140.0)),
        ("Arctic", "region", (89.9, 17.0), (50.0, 17.0)),
        ("Middle East", "region", (33.3, 44.4), (41.9, 12.5)),
    ],
)
def test_the_ground_of_a_place_holds_its_towns_and_not_the_neighbours(
    name: str, kind: str, inside: tuple[float, float], outside: tuple[float, float]
) -> None:
    extent = extent_of(entry(name, kind))
    assert extent is not None
    assert extent.contains(*inside)
    assert not extent.contains(*outside)


def test_what_crosses_the_antimeridian_lies_on_both_sides() -> None:
    for name, kind in (("Fiji", "country"), ("Russia", "country"), ("Alaska", "admin1")):
        extent = extent_of(entry(name, kind))
        assert extent is not None
        assert {lon > 0 for polygon in extent.polygons for lon, _ in polygon[0]} == {True, False}
        for polygon in extent.polygons:  # none of its parts runs round the world
            lons = [lon for lon, _ in polygon[0]]
            assert max(lons) - min(lons) < 180


def test_every_state_and_most_divisions_have_an_extent_near_their_point() -> None:
    found = {e.country: extent_of(e) for e in of_kind("country")}
    assert {code for code, extent in found.items() if extent is None} == {"BES", "VAT"}
    divisions = of_kind("admin1")
    with_extent = [(e, x) for e in divisions if (x := extent_of(e))]
    assert len(with_extent) > 0.85 * len(divisions)
    within = sum(extent.contains(e.lat, e.lon) for e, extent in with_extent)
    assert within > 0.94 * len(with_extent)
    assert all(len(str(extent.coordinates)) < 12_000 for extent in found.values() if extent)


def test_points_and_unknown_places_have_no_extent() -> None:
    assert extent_of(entry("Kyiv", "settlement")) is None
    assert extent_of(entry("Ramstein Air Base", "facility")) is None


def test_every_own_area_is_of_a_region_and_holds_its_point() -> None:
    own = {row["name"].split(" (")[0]: row for row in read_table("regions.csv")}
    for row in read_table("areas.csv"):
        found = own[row["name"]]
        assert sum(bool(row[field]) for field in ("members", "box", "radius_km")) == 1, row
        if row["members"]:
            continue
        place = next(
            e
            for e in index().lookup(row["name"])
            if e.kind in ("region", "water") and abs(e.lat - float(found["lat"])) < 0.01
        )
        extent = extent_of(place)
        assert extent is not None
        assert extent.contains(place.lat, place.lon), row["name"]
    without = [e.name for kind in ("region", "water") for e in of_kind(kind) if not extent_of(e)]
    assert not without


def test_extents_are_ready_at_once_and_the_index_stays_small() -> None:
    start = time.perf_counter()
    for state in countries().values():
        for found in index().lookup(state.name):
            extent_of(found)
    assert time.perf_counter() - start < 2
    data = Path(__import__("dateline").__file__).parent / "gazetteer" / "data"
    assert sum(path.stat().st_size for path in data.iterdir()) < 40_000_000


SQUARE = (((0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0), (0.0, 0.0)),)
BESIDE = (((2.0, 0.0), (4.0, 0.0), (4.0, 2.0), (2.0, 2.0), (2.0, 0.0)),)


class TestOutlines:
    def test_neighbours_join_into_one(self) -> None:
        (whole,) = joined([SQUARE, BESIDE])
        assert area(whole[0]) == pytest.approx(area(SQUARE[0]) * 2, rel=0.01)
        assert inside(whole, 1, 2) and inside(whole, 1, 3.5)
        assert len(joined([SQUARE, (((9.0, 9.0), (9.5, 9.0), (9.0, 9.5), (9.0, 9.0)),)])) == 2

    def test_a_ring_of_neighbours_leaves_a_hole(self) -> None:
        cells = [
            (((x, y), (x + 1.0, y), (x + 1.0, y + 1.0), (x, y + 1.0), (x, y)),)
            for x in (0.0, 1.0, 2.0)
            for y in (0.0, 1.0, 2.0)
            if (x, y) != (1, 1)
        ]
        (whole,) = joined(cells)
        assert len(whole) == 2
        assert not inside(whole, 1.5, 1.5) and inside(whole, 0.5, 0.5)

    def test_simplifying_keeps_shape_within_bounds(self) -> None:
        import math

        turns = [2 * math.pi * n / 2_000 for n in range(2_000)]
        ring = [(10 * math.cos(t), 10 * math.sin(t)) for t in turns]
        circle = ((*ring, ring[0]),)
        (thin,) = simplified((circle,), 60)
        assert 30 < len(thin[0]) < 75
        assert abs(area(thin[0]) / area(circle[0]) - 1) < 0.02

    def test_a_geopackage_geometry_is_read(self) -> None:
        import struct

        ring = SQUARE[0]
        head = b"GP\x00\x03" + struct.pack("<i4d", 4326, 0, 2, 0, 2)
        body = struct.pack("<BII", 1, 6, 1) + struct.pack("<BIII", 1, 3, 1, len(ring))
        corners = struct.pack(f"<{2 * len(ring)}d", *[v for corner in ring for v in corner])
        assert polygons_of(head + body + corners) == (SQUARE,)

    def test_packing_is_deterministic(self) -> None:
        raw = packed({7: (SQUARE, BESIDE), 3: (BESIDE,)})
        assert raw == packed({3: (BESIDE,), 7: (SQUARE, BESIDE)})
        assert hashlib.sha256(raw).digest() != hashlib.sha256(packed({3: (SQUARE,)})).digest()
