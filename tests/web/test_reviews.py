"""What people say of events: it shows everywhere, lasts, and can be taken back."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from dateline.incidents import EventKey
from dateline.linking import keep, relink
from dateline.records import Record
from dateline.store import Filter, Store
from tests.web.desk import Client

V1 = "/api/v1"


@pytest.fixture
def store(either: Store) -> Store:
    """The dispatches, in each database."""
    return either


def say(client: Client, key: EventKey, field: str, value: Any, why: str = "") -> httpx.Response:
    given = {"event": "/".join(key), "field": field, "value": value, "why": why}
    return client.post(f"{V1}/reviews", json=given)


@pytest.fixture
def lone(store: Store) -> EventKey:
    """The only event of an incident that has a place."""
    found = (one for one in store.incidents() if len(one.events) == 1 and one.place)
    return next(one.events[0] for one in found if one.type != "strike/drone")


def shown(client: Client, key: EventKey) -> dict[str, Any]:
    told = client.get(f"{V1}/reports/{key.report}").json()
    return {one["id"]: one for one in told["record"]["events"]}.get(key.event, {})


def test_a_correction_shows_in_report_event_incident_and_filter(
    client: Client, store: Store, lone: EventKey
) -> None:
    before = shown(client, lone)
    answer = say(client, lone, "type", "strike/drone", why="the text says so")
    assert answer.status_code == 201, answer.text
    assert shown(client, lone)["type"] == "strike/drone"
    told = client.get(f"{V1}/reports/{lone.report}").json()
    assert told["originals"][lone.event]["type"] == before["type"]
    review = told["reviews"][0]
    assert (review["by"], review["why"]) == ("local", "the text says so")
    events = client.get(f"{V1}/events", params={"report": lone.report}).json()["items"]
    mine = next(one for one in events if one["event"]["id"] == lone.event)
    assert mine["event"]["type"] == "strike/drone" and mine["reviewed"] == ["type"]
    incident = store.incident_of(lone)
    assert incident is not None and incident.type == "strike/drone"
    assert incident.id in {one.id for one in store.incidents(Filter(types=("strike/drone",)))}
    assert store.check() == []
    line = list(store.changes(subject=f"{lone.report}#{lone.event}"))[-1]
    assert (line.who, line.action) == ("local", "review")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("status", "denied"),
        ("place", {"name": "Elsewhere", "lat": 10.0, "lon": 20.0}),
        ("place", None),
        ("time", {"start": "2020-02-02", "end": "2020-02-03", "precision": "range"}),
        ("actors", [{"name": "somebody", "side": "XYZ"}]),
        ("targets", []),
        ("weapons", ["sling"]),
        ("casualties", [{"kind": "killed", "group": "people", "low": 7, "high": 7}]),
    ],
)
def test_every_field_can_be_corrected_and_put_back(
    client: Client, store: Store, lone: EventKey, field: str, value: Any
) -> None:
    was, incident = shown(client, lone), store.incident_of(lone)
    number = say(client, lone, field, value).json()["number"]
    now = shown(client, lone)[field]
    if isinstance(value, dict):
        assert now is not None and value.items() <= now.items()
    elif field == "casualties":
        assert [one["low"] for one in now] == [7]
    elif field == "actors":
        assert [one["side"] for one in now] == ["XYZ"]
    else:
        assert now == value
    assert client.post(f"{V1}/reviews/{number}/undo").status_code == 200
    assert shown(client, lone) == was
    assert store.incident_of(lone) == incident
    assert store.check() == []
    assert client.post(f"{V1}/reviews/{number}/undo").status_code == 404


def test_a_rejected_event_leaves_its_incident_and_may_be_accepted_again(
    client: Client, store: Store, lone: EventKey
) -> None:
    say(client, lone, "verdict", "reject")
    assert shown(client, lone) == {}
    assert store.incident_of(lone) is None
    assert store.check() == []
    assert say(client, lone, "verdict", "accept").status_code == 201
    assert shown(client, lone)
    assert store.incident_of(lone) is not None


def test_a_missed_event_can_be_added(client: Client, store: Store, lone: EventKey) -> None:
    given = shown(client, lone) | {"id": "r1", "type": "strike/drone"}
    key = EventKey(lone.report, "r1")
    assert say(client, key, "event", given).status_code == 201
    assert shown(client, key)["type"] == "strike/drone"
    assert store.incident_of(key) is not None
    assert store.check() == []
    assert say(client, key, "status", "denied").status_code == 201
    assert shown(client, key)["status"] == "denied"


def test_corrections_outlive_another_reading_and_relinking(
    client: Client, store: Store, lone: EventKey
) -> None:
    say(client, lone, "type", "strike/drone")
    record = store.record(lone.report)
    assert record is not None
    other = Record(
        document=record.document, events=record.events, statements=(), layers=record.layers
    )
    with store.write() as writer:
        assert keep(writer, other, "dateline next")
    for _ in range(2):
        incident = store.incident_of(lone)
        assert incident is not None and incident.type == "strike/drone"
        assert shown(client, lone)["type"] == "strike/drone"
        relink(store)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("nonesuch", 1),
        ("type", "no/type"),
        ("type", 5),
        ("status", "perhaps"),
        ("place", {"name": "X", "lat": 99, "lon": 1}),
        ("place", {"name": "X", "span": {"start": 0, "end": 10**7}}),
        ("time", {"start": "soon"}),
        ("verdict", "maybe"),
        ("event", {"id": "e1"}),
        ("weapons", ["a\0b"]),
        ("casualties", [{"kind": "killed", "group": "people", "low": 2**62}]),
        ("casualties", [{"kind": "killed", "group": "people", "low": 10**400}]),
    ],
)
def test_what_is_no_value_of_a_field_is_refused(
    client: Client, store: Store, lone: EventKey, field: str, value: Any
) -> None:
    before = store.version()
    answer = say(client, lone, field, value)
    assert answer.status_code == 422, answer.text
    assert store.version() == before


def test_half_a_character_is_refused(client: Client, store: Store, lone: EventKey) -> None:
    body = '{{"event": "{}", "field": "weapons", "value": ["\\ud800"]}}'.format("/".join(lone))
    headers = {"Content-Type": "application/json"}
    assert client.post(f"{V1}/reviews", content=body, headers=headers).status_code == 422
    assert store.reviews() == []


def test_unknown_reports_and_events_are_refused(client: Client, lone: EventKey) -> None:
    assert say(client, EventKey("nonesuch", "e1"), "type", "strike/drone").status_code == 404
    unknown = EventKey(lone.report, "e999")
    assert say(client, unknown, "type", "strike/drone").status_code == 422


def test_the_queue_has_what_nobody_looked_at_the_most_valuable_first(
    client: Client, store: Store
) -> None:
    told = client.get(f"{V1}/queue?limit=200").json()
    assert told["total"] == len(told["items"]) == store.stats()["events"]
    values = [one["value"] for one in told["items"]]
    assert values == sorted(values, reverse=True)
    first = EventKey(*told["items"][0]["event"])
    say(client, first, "verdict", "accept")
    rest = client.get(f"{V1}/queue?limit=200").json()
    assert rest["total"] == told["total"] - 1
    assert list(first) not in [one["event"] for one in rest["items"]]


def test_pins_and_cuts_join_and_part_incidents(client: Client, store: Store) -> None:
    one, other = [each.events[0] for each in store.incidents() if len(each.events) == 1][:2]
    pair = {"first": "/".join(one), "second": "/".join(other)}
    told = client.post(f"{V1}/decisions", json={**pair, "verdict": "pin"}).json()
    assert len(set(told["incidents"].values())) == 1
    assert len(client.get(f"{V1}/decisions").json()["items"]) == 1
    told = client.request("DELETE", f"{V1}/decisions", params=pair).json()
    assert len(set(told["incidents"].values())) == 2
    assert client.request("DELETE", f"{V1}/decisions", params=pair).status_code == 404
    itself = {"first": pair["first"], "second": pair["first"], "verdict": "pin"}
    assert client.post(f"{V1}/decisions", json=itself).status_code == 422
