"""The map's incidents as the desk gets them: in columns, compressed; the ground of vague ones."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dateline.geometry import Extent
from dateline.store import Filter, Store
from tests.web.desk import Client

V1 = "/api/v1"


def test_the_columns_of_the_map_say_the_same_as_its_features(client: Client) -> None:
    asked = {"family": "strike", "since": "2022-01-01"}
    features = client.get(f"{V1}/incidents.geojson", params=asked).json()["features"]
    columns = client.get(f"{V1}/dots", params=asked).json()
    same = ("id", "precision", "radius_km", "killed", "sources")
    for number, one in enumerate(features):
        told = one["properties"]
        assert [columns[name][number] for name in same] == [told[name] for name in same]
        assert [columns["lon"][number], columns["lat"][number]] == one["geometry"]["coordinates"]
        for name in ("type", "status", "standing", "place"):
            where = columns[name]["of"][number]
            assert (None if where is None else columns[name]["names"][where]) == told[name]
        bits = columns["told_by"][number]
        kinds = [kind for bit, kind in enumerate(columns["tellers"]) if bits >> bit & 1]
        assert kinds == told["told_by"]
        for name in ("start", "end"):
            day = columns[name][number]
            shown = None if day is None else (date(1970, 1, 1) + timedelta(day)).isoformat()
            assert shown == told[name]
    assert len(columns["id"]) == len(features) > 0
    nowhere = client.get(f"{V1}/dots", params={"text": "zzzz"}).json()
    assert nowhere["id"] == nowhere["type"]["of"] == []


def test_large_answers_are_compressed_but_a_session_is_not(client: Client) -> None:
    assert client.get(f"{V1}/dots").headers["content-encoding"] == "gzip"
    assert "content-encoding" not in client.get(f"{V1}/session").headers


@pytest.mark.parametrize(
    "asked", [{"side": "RUS"}, {"text": "pokrovsk"}, {"told_by": "civilian"}, {"place": "Sumy"}]
)
def test_the_numbers_are_those_of_the_dots_that_a_filter_leaves(
    client: Client, asked: dict[str, str]
) -> None:
    everything = client.get(f"{V1}/dots").json()
    left = client.get(f"{V1}/dots", params=asked).json()
    numbers = client.get(f"{V1}/dots/numbers", params=asked).json()["numbers"]
    assert numbers == left["number"]
    named = dict(zip(everything["number"], everything["id"], strict=True))
    assert [named[number] for number in numbers] == left["id"]
    assert 0 < len(numbers) < len(named)


def test_kinds_of_source_narrow_every_view_alike(client: Client) -> None:
    asked = {"told_by": "party"}
    found = client.get(f"{V1}/incidents", params=asked | {"limit": "1000"}).json()
    ids = {one["id"] for one in found["items"]}
    assert all("party" in one["told_by"] for one in found["items"])
    assert 0 < len(ids) < client.get(f"{V1}/incidents").json()["total"]
    exported = client.get(f"{V1}/export", params=asked | {"format": "geojson"}).json()["features"]
    assert {one["id"] for one in exported} == ids
    assert all("party" in one["properties"]["told_by"].split("; ") for one in exported)
    counted = client.get(f"{V1}/timeline", params=asked | {"undated": "true"}).json()["items"]
    assert sum(one["incidents"] for one in counted) == len(ids)
    assert client.get(f"{V1}/incidents", params={"told_by": "nobody"}).status_code == 422


def test_vague_incidents_have_the_outline_of_their_ground(client: Client, store: Store) -> None:
    vague = [one for one in store.incidents(Filter()) if one.place and one.place.precision >= 4]
    sharp = next(one for one in store.incidents(Filter(place="Sumy")))
    ids = [one.id for one in vague]
    answer = client.get(f"{V1}/grounds", params={"ids": [*ids, sharp.id, "nonesuch"]})
    assert answer.headers["content-type"] == "application/geo+json"
    found = {one["id"]: one for one in answer.json()["features"]}
    assert found.keys() == set(ids)
    extents = {id: Extent(**one["geometry"]) for id, one in found.items() if one["geometry"]}
    mali = next(one.id for one in vague if one.place and one.place.name == "Mali")
    assert extents[mali].contains(18.4, 1.4)  # Kidal
    assert not extents[mali].contains(18.4, 5.0)  # as far from the middle, in Niger
    part = next(one for one in vague if one.place and one.place.relation == "south of")
    assert part.place and part.place.lat is not None and part.place.lon is not None
    assert not extents[part.id].contains(part.place.lat + 1, part.place.lon)


def test_so_many_grounds_at_once_and_no_more(client: Client) -> None:
    assert client.get(f"{V1}/grounds", params={"ids": ["x"] * 101}).status_code == 422
    assert client.get(f"{V1}/grounds").status_code == 422
