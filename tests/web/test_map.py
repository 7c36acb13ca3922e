"""The map's incidents as the desk gets them: in columns, compressed."""

from __future__ import annotations

from datetime import date, timedelta

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
