"""Places that a person is offered, by name and by a point on the map."""

from __future__ import annotations

import pytest

from dateline.geometry import KM_PER_DEGREE
from tests.web.desk import Client

V1 = "/api/v1"


def test_places_are_found_by_name_in_any_spelling(client: Client) -> None:
    found = client.get(f"{V1}/gazetteer", params={"name": "orikhiv"}).json()["items"]
    assert found[0]["name"] == "Orikhiv" and found[0]["country"] == "UKR"
    assert found[0]["precision"] == 1 and found[0]["km"] is None
    similar = client.get(f"{V1}/gazetteer", params={"name": "Kharkhiv"}).json()["items"]
    assert "Kharkiv" in {one["name"] for one in similar}
    assert client.get(f"{V1}/gazetteer", params={"name": "Xqzwv"}).json()["items"] == []


def test_the_nearest_come_first_then_what_they_lie_in(client: Client) -> None:
    asked = {"lat": 50.9216, "lon": 34.8003}
    found = client.get(f"{V1}/gazetteer/near", params=asked).json()["items"]
    near = [one for one in found if one["km"] is not None]
    assert near[0]["name"] == "Sumy" and near[0]["km"] < 2
    assert [one["km"] for one in near] == sorted(one["km"] for one in near)
    around = [(one["name"], one["precision"]) for one in found if one["km"] is None]
    assert ("Sumy Oblast", 4) in around and ("Ukraine", 6) in around


def test_nearness_goes_across_the_antimeridian_and_up_to_the_poles(client: Client) -> None:
    east, west = (
        client.get(f"{V1}/gazetteer/near", params={"lat": -16.8, "lon": lon}).json()["items"]
        for lon in (180, -180)
    )
    assert [one["name"] for one in east] == [one["name"] for one in west]
    assert client.get(f"{V1}/gazetteer/near", params={"lat": 90, "lon": 0}).status_code == 200
    assert east[0]["km"] < 5 * KM_PER_DEGREE


@pytest.mark.parametrize("asked", [{"lat": 91, "lon": 0}, {"lat": "nan", "lon": 0}, {"lat": 1}])
def test_what_is_no_point_is_refused(client: Client, asked: dict[str, object]) -> None:
    assert client.get(f"{V1}/gazetteer/near", params=asked).status_code == 422
