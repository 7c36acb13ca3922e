"""What the API gives: pages, filters, tags, problems."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dateline.store import Box, Filter, Store
from dateline.web.routes.reports import difference
from tests.web.desk import Client

V1 = "/api/v1"


@pytest.fixture
def store(either: Store) -> Store:
    """The dispatches, in each database."""
    return either


def all_pages(client: Client, address: str, **asked: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    asked["limit"] = 7
    while True:
        page = client.get(V1 + address, params=asked).json()
        found += page["items"]
        if page["next"] is None:
            break
        asked["after"] = page["next"]
    assert page["total"] == len(found)
    return found


@pytest.mark.parametrize("newest", [False, True])
def test_pages_give_every_incident_once_in_order(
    client: Client, store: Store, newest: bool
) -> None:
    found = [one["id"] for one in all_pages(client, "/incidents", newest=newest)]
    assert found == [one.id for one in store.incidents(Filter(newest=newest))]
    assert len(found) > 20


def test_pages_give_every_report_event_statement_and_figure_once(
    client: Client, store: Store
) -> None:
    counts = store.stats()
    reports = all_pages(client, "/reports")
    assert [one["id"] for one in reports] == list(store.reports())
    events = all_pages(client, "/events")
    keys = [(one["report"], one["event"]["id"]) for one in events]
    assert len(set(keys)) == len(keys) == counts["events"] == sum(one["events"] for one in reports)
    said = all_pages(client, "/statements")
    assert len({(one["report"], one["statement"]["id"]) for one in said}) == counts["statements"]
    assert len({one["number"] for one in all_pages(client, "/figures")}) == counts["figures"]


def test_the_map_shows_the_incidents_of_the_filter_that_have_a_point(
    client: Client, store: Store
) -> None:
    asked = {"family": "strike", "since": "2022-01-01"}
    dots = client.get(f"{V1}/incidents.geojson", params=asked)
    assert dots.headers["content-type"] == "application/geo+json"
    wanted = Filter(families=("strike",), start="2022-01-01")
    located = {
        one.id: one for one in store.incidents(wanted) if one.place and one.place.lat is not None
    }
    features = dots.json()["features"]
    assert {one["properties"]["id"] for one in features} == located.keys() != set()
    for one in features:
        incident = located[one["properties"]["id"]]
        assert incident.place is not None
        lon, lat = one["geometry"]["coordinates"]
        assert (lat, lon) == pytest.approx((incident.place.lat, incident.place.lon), abs=1e-4)
        assert one["properties"]["place"] == incident.place.name
        assert one["properties"]["sources"] == incident.sources


def test_filters_narrow_as_the_store_does(client: Client, store: Store) -> None:
    for asked, wanted in (
        ({"side": ["RUS", "M23"]}, Filter(sides=("RUS", "M23"))),
        ({"box": "22,44,40,52.5"}, Filter(box=Box(22, 44, 40, 52.5))),
        ({"standing": "disputed"}, Filter(standings=("disputed",))),
        ({"type": "battle/clash"}, Filter(types=("battle/clash",))),
        ({"killed": 1}, Filter(killed=1)),
        ({"text": "pokrovsk"}, Filter(text="pokrovsk")),
        ({"told_by": ["party", "civilian"]}, Filter(told_by=("party", "civilian"))),
    ):
        total = client.get(f"{V1}/incidents", params={**asked, "limit": 1}).json()["total"]
        assert total == store.count_incidents(wanted), asked
        assert 0 < total < store.count_incidents()


def test_a_dossier_has_reports_families_sentences_and_history(client: Client, store: Store) -> None:
    incident = max(store.incidents(), key=lambda one: len(one.reports))
    told = client.get(f"{V1}/incidents/{incident.id}").json()
    assert told["incident"]["links"]
    assert {one["id"] for one in told["reports"]} == set(incident.reports)
    assert {one["id"] for one in told["families"]} == set(incident.families)
    assert all(told["sentences"]["/".join(key)] for key in incident.events)
    assert told["history"][0]["action"] == "incident-new"
    assert incident.id not in {one["id"] for one in told["near"]}


def test_a_report_comes_with_its_record_and_incidents(client: Client, store: Store) -> None:
    name = next(iter(store.incidents())).reports[0]
    told = client.get(f"{V1}/reports/{name}").json()
    document = store.document(name)
    assert document is not None
    assert told["document"]["text"] == document.text
    assert told["record"]["layers"]["places"] is not None
    assert set(told["incidents"]) == {one["id"] for one in told["record"]["events"]}
    assert told["originals"] == {} and told["reviews"] == []


def test_the_difference_of_two_texts_holds_both() -> None:
    first, second = "Two were killed in Sumy, police said.", "Three were killed near Sumy."
    found = difference(first, second)
    assert "".join(one.text for one in found if one.kind != "added") == first
    assert "".join(one.text for one in found if one.kind != "removed") == second
    assert next(one.text for one in found if one.kind == "same") == " were killed "


def test_the_rest_answers(client: Client, store: Store) -> None:
    report, other = list(store.reports())[:2]
    place = next(one.place.name for one in store.incidents() if one.place)
    for address, key in (
        (f"/reports/{report}/changes/{other}", "segments"),
        (f"/places?name={place}", "items"),
        (f"/places/{place}", "incidents"),
        ("/parties?name=russia", "items"),
        ("/parties/RUS", "acted"),
        ("/control", "items"),
        ("/timeline?unit=week", "items"),
        ("/search?q=Pokrovsk", "items"),
        ("/changes?limit=5", "items"),
        ("/codebook", "types"),
        ("/queue", "items"),
        ("/stats", "counts"),
    ):
        answer = client.get(f"{V1}{address}")
        assert answer.status_code == 200, answer.text
        assert answer.json()[key], address
    assert client.get(f"{V1}/signals").status_code == 200
    assert client.get(f"{V1}/health").json()["status"] == "ok"


def test_control_is_as_of_the_day_asked_for(client: Client) -> None:
    told = client.get(f"{V1}/control").json()
    assert told["first"] <= told["last"] == told["at"]
    assert client.get(f"{V1}/control?at=1990-01-01").json()["items"] == []


def test_what_did_not_change_is_not_sent_again(client: Client, store: Store) -> None:
    first = client.get(f"{V1}/incidents")
    tag = {"If-None-Match": first.headers["etag"]}
    again = client.get(f"{V1}/incidents", headers=tag)
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(f"{V1}/incidents?limit=1", headers=tag).status_code == 200
    with store.write() as writer:
        writer.note("add", "something new")
    assert client.get(f"{V1}/incidents", headers=tag).status_code == 200


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/incidents/nonesuch", 404),
        ("/reports/nonesuch", 404),
        ("/reports/nonesuch/changes/other", 404),
        ("/nothing", 404),
        ("/incidents?after=nonesuch", 404),
        ("/events?after=nonesuch", 404),
        ("/incidents?killed=x", 422),
        ("/incidents?since=yesterday", 422),
        ("/incidents?box=1,2,3", 422),
        ("/incidents?box=1,50,3,40", 422),
        ("/incidents?status=maybe", 422),
        ("/incidents?limit=1000000", 422),
        ("/incidents?text=%00", 400),
        ("/signals?since=2000-01-01&until=2024-01-01", 422),
        ("/signals?since=0001-01-01&until=0001-01-02", 422),
        ("/import/nonesuch", 404),
    ],
)
def test_what_is_wrong_is_told_as_a_problem(client: Client, address: str, status: int) -> None:
    answer = client.get(V1 + address)
    told = answer.json()
    assert answer.status_code == told["status"] == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert told["detail"] and told["title"]


def test_the_stream_tells_what_happened_since(client: Client, store: Store) -> None:
    answer = client.get(f"{V1}/stream", headers={"Last-Event-ID": "0"})
    assert answer.headers["content-type"].startswith("text/event-stream")
    lines = answer.text.splitlines()
    assert "event: here" in lines[:5] and "data: 0" in lines[:5]
    told = [json.loads(line[6:]) for line in lines if line.startswith("data: {")]
    wanted = [one.number for one in store.changes() if one.action.startswith("incident")][:5]
    assert [one["number"] for one in told][:5] == wanted
    assert "data: {" not in client.get(f"{V1}/stream").text
    assert client.get(f"{V1}/stream?since=0").text == answer.text
    later = client.get(f"{V1}/stream?since=0", headers={"Last-Event-ID": str(store.version())})
    assert f"event: here\ndata: {store.version()}\n" in later.text and "data: {" not in later.text


def test_the_description_names_every_form_it_refers_to(client: Client) -> None:
    told = client.get(f"{V1}/openapi.json")
    named = set(told.json()["components"]["schemas"])
    referred = {part.split('"')[0] for part in told.text.split("#/components/schemas/")[1:]}
    assert referred <= named
    assert {"IncidentPage", "ReportDossier", "ProblemDetails"} <= named


def test_files_of_the_front_end_are_kept_by_their_digest(client: Client, tmp_path: Path) -> None:
    assert client.get("/").status_code == 404
    assert "not built" in client.get("/").json()["detail"]
    built = tmp_path / "static"
    (built / "assets").mkdir(parents=True)
    (built / "index.html").write_text("<!doctype html><title>Dateline</title>")
    (built / "assets" / "index-Ab12Cd34.js").write_text("export {}")
    from dateline.web.pages import _files

    _files.cache_clear()
    page = client.get("/incident/i123")
    assert page.text.startswith("<!doctype html>")
    assert page.headers["cache-control"] == "no-cache"
    assert "default-src 'self'" in page.headers["content-security-policy"]
    script = client.get("/assets/index-Ab12Cd34.js")
    assert "immutable" in script.headers["cache-control"]
    assert script.headers["content-type"].startswith("text/javascript")
    assert client.get("/assets/other.js").status_code == 404
