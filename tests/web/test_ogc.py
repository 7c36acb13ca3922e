"""OGC API – Features, as its clients read it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn

from dateline.store import Filter, Store
from dateline.web import Settings, create_app
from tests.web.desk import Client

owslib = pytest.importorskip("owslib.ogcapi.features")


@pytest.fixture
def address(store: Store, settings: Settings) -> Iterator[str]:
    """The desk on a port of this machine."""
    config = uvicorn.Config(create_app(store, settings), port=0, log_level="error", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}/ogc"
    server.should_exit = True
    thread.join()


def test_owslib_reads_all_collections(address: str, store: Store) -> None:
    service = owslib.Features(address)
    assert any(one.endswith("/core") for one in service.conformance()["conformsTo"])
    assert service.feature_collections() == ["incidents", "events", "control"]
    counts = {"incidents": store.count_incidents(), "events": store.stats()["events"]}
    for name in service.feature_collections():
        assert service.collection(name)["id"] == name
        found = service.collection_items(name, limit=10_000)
        assert (
            found["numberMatched"]
            == len(found["features"])
            == counts.get(name, found["numberMatched"])
        )
        first = found["features"][0]
        assert service.collection_item(name, first["id"])["properties"] == first["properties"]


def test_owslib_narrows_by_box_and_time(address: str, store: Store) -> None:
    service = owslib.Features(address)
    found = service.collection_items(
        "incidents", bbox=[22, 44, 40, 52.5], datetime_="2022-01-01/..", limit=1000
    )
    from dateline.store import Box

    wanted = Filter(box=Box(22, 44, 40, 52.5), start="2022-01-01")
    assert {one["id"] for one in found["features"]} == {one.id for one in store.incidents(wanted)}
    assert 0 < found["numberMatched"] < store.count_incidents()
    points = service.collection_items("events", bbox=[22, 44, 40, 52.5], limit=1000)["features"]
    assert points
    for one in points:
        lon, lat = one["geometry"]["coordinates"]
        assert 22 <= lon <= 40 and 44 <= lat <= 52.5


@pytest.mark.parametrize("name", ["incidents", "events", "control"])
def test_next_links_lead_through_all(client: Client, name: str) -> None:
    href: str | None = f"/ogc/collections/{name}/items?limit=2"
    seen = []
    while href:
        page = client.get(href).json()
        seen += [one["id"] for one in page["features"]]
        assert page["numberReturned"] == len(page["features"])
        href = next((one["href"] for one in page["links"] if one["rel"] == "next"), None)
    assert len(set(seen)) == len(seen) == page["numberMatched"]


@pytest.mark.parametrize(
    "asked",
    [
        "bbox=1,2,3",
        "bbox=a,b,c,d",
        "bbox=0,50,1,40",
        "datetime=soon",
        "datetime=2024-02-30",
        "datetime=2024-03-01/2024-01-01",
        "datetime=a/b/c",
        "limit=0",
        "colour=red",
        "after=nonesuch",
    ],
)
def test_what_cannot_be_read_is_a_bad_request(client: Client, asked: str) -> None:
    assert client.get(f"/ogc/collections/incidents/items?{asked}").status_code == 400


def test_unknown_collections_and_features_are_not_found(client: Client) -> None:
    assert client.get("/ogc/collections/nonesuch").status_code == 404
    assert client.get("/ogc/collections/nonesuch/items").status_code == 404
    for name in ("incidents", "events", "control"):
        assert client.get(f"/ogc/collections/{name}/items/none/such").status_code == 404


def test_a_box_with_heights_counts_by_its_ground(client: Client) -> None:
    flat = client.get("/ogc/collections/incidents/items?bbox=22,44,40,52").json()
    high = client.get("/ogc/collections/incidents/items?bbox=22,44,0,40,52,9000").json()
    assert flat["features"] == high["features"] != []


def test_control_is_as_of_the_day(client: Client) -> None:
    none = client.get("/ogc/collections/control/items?datetime=1990-01-01").json()
    assert none["numberMatched"] == 0


@pytest.mark.parametrize("name", ["incidents", "events"])
@pytest.mark.parametrize("limit", [1, 3, 10_000])
def test_those_with_a_point_come_first_and_none_is_lost(
    client: Client, name: str, limit: int
) -> None:
    """QGIS takes a layer for a mere table whose first features have no point."""
    href: str | None = f"/ogc/collections/{name}/items?limit={limit}"
    seen = []
    while href:
        page = client.get(href).json()
        assert 0 < len(page["features"]) <= limit
        seen += page["features"]
        href = next((one["href"] for one in page["links"] if one["rel"] == "next"), None)
    placed = [one["geometry"] is not None for one in seen]
    assert placed == sorted(placed, reverse=True)
    assert 0 < sum(placed) < len(placed) == page["numberMatched"]
    assert len({one["id"] for one in seen}) == len(seen)
