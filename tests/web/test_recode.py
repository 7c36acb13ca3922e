"""What people said of events, when reports are read anew and their events get other ids."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from dateline.incidents import EventKey
from dateline.linking import keep, relink
from dateline.records import Event, Record
from dateline.spans import Span
from dateline.store import Store
from tests.web.desk import Client
from tests.web.test_reviews import V1, lone, say, shown

__all__ = ["lone"]  # a fixture


def read_anew(store: Store, report: str, *events: Event, by: str = "dateline next") -> None:
    """Another reading of a report, which finds these events and numbers them from e1 on."""
    record = store.record(report)
    assert record is not None
    told = tuple(replace(one, id=f"e{number}") for number, one in enumerate(events, 1))
    with store.write() as writer:
        assert keep(writer, Record(document=record.document, events=told), by)


def events_of(store: Store, report: str) -> tuple[Event, ...]:
    record = store.record(report)
    assert record is not None
    return record.events


@pytest.fixture
def many(store: Store) -> str:
    """A report of several events, all with triggers of their own."""
    for report in store.reports():
        events = events_of(store, report)
        if len({one.trigger for one in events}) == len(events) > 2:
            return report
    raise AssertionError("no such dispatch")


def test_a_correction_follows_its_event_to_another_id(
    client: Client, store: Store, many: str
) -> None:
    first, *others = events_of(store, many)
    say(client, EventKey(many, first.id), "status", "feared", why="a rumour")
    read_anew(store, many, *others, first)
    moved = EventKey(many, f"e{len(others) + 1}")
    assert shown(client, moved)["status"] == "feared"
    told = client.get(f"{V1}/reports/{many}").json()
    others_now = [one for one in told["record"]["events"] if one["id"] != moved.event]
    assert [one["status"] for one in others_now] == [one.status for one in others]
    assert [tuple(one["event"]) for one in told["reviews"]] == [moved]
    assert store.check() == []
    line = list(store.changes(subject=f"{many}#{moved.event}"))[-1]
    assert (line.action, line.detail) == ("moved", {"was": first.id})
    relink(store)
    assert shown(client, moved)["status"] == "feared"


def test_a_review_whose_event_is_gone_waits_and_changes_no_other(
    client: Client, store: Store, many: str
) -> None:
    first, *others = events_of(store, many)
    number = say(client, EventKey(many, first.id), "status", "feared").json()["number"]
    read_anew(store, many, *others)
    told = client.get(f"{V1}/reports/{many}").json()
    assert [one["status"] for one in told["record"]["events"]] == [one.status for one in others]
    name = f"@{first.trigger.start}-{first.trigger.end}"
    assert [tuple(one["event"]) for one in told["reviews"]] == [(many, name)]
    read_anew(store, many, *others, first, by="dateline after")
    assert shown(client, EventKey(many, f"e{len(others) + 1}"))["status"] == "feared"
    read_anew(store, many, *others, by="dateline last")
    assert client.post(f"{V1}/reviews/{number}/undo").status_code == 200
    assert store.check() == []


def test_a_review_that_names_no_event_is_refused(client: Client, store: Store, many: str) -> None:
    assert say(client, EventKey(many, "@1-5"), "status", "feared").status_code == 422
    event = shown(client, EventKey(many, "e1"))
    added = say(client, EventKey(many, "e99"), "event", event | {"id": "e99"})
    assert added.status_code == 422 and "r1" in added.json()["detail"]


def test_pins_and_cuts_follow_their_events(client: Client, store: Store, many: str) -> None:
    first, *others = events_of(store, many)
    other = next(one.events[0] for one in store.incidents() if one.events[0].report != many)
    pair = {"first": f"{many}/{first.id}", "second": "/".join(other), "verdict": "pin"}
    joined = client.post(f"{V1}/decisions", json=pair).json()["incidents"]
    assert len(set(joined.values())) == 1
    read_anew(store, many, *others, first)
    moved = EventKey(many, f"e{len(others) + 1}")
    assert store.incidents_of([moved, other])[moved] == store.incidents_of([other])[other]
    said = store.decisions()[0]
    assert {said.first, said.second} == {moved, other}
    assert store.check() == []


def added_event(client: Client, store: Store, report: str, **fields: Any) -> EventKey:
    record = store.record(report)
    assert record is not None
    start = next(
        at
        for at in range(len(record.document.text) - 6)
        if not any(Span(at, at + 6).overlaps(one.trigger) for one in record.events)
    )
    span = {"start": start, "end": start + 6}
    event = {"id": "new", "type": "strike/drone", "status": "happened", "trigger": span}
    given = event | {"evidence": [span], "place": {"name": "Orikhiv"}} | fields
    answer = say(client, EventKey(report, "new"), "event", given)
    assert answer.status_code == 201, answer.text
    name = next(iter(answer.json()["incidents"]))
    return EventKey(report, name.rpartition("/")[2])


def test_an_added_event_is_listed_exported_and_goes_when_undone(
    client: Client, store: Store, lone: EventKey
) -> None:
    before = client.get(f"{V1}/events").json()["total"]
    key = added_event(client, store, lone.report)
    assert key.event == "r1"
    asked = {"report": lone.report, "type": "strike/drone", "place": "Orikhiv"}
    listed = client.get(f"{V1}/events", params=asked).json()
    mine = [one for one in listed["items"] if one["event"]["id"] == "r1"]
    assert mine and mine[0]["incident"] and mine[0]["reviewed"] == ["event"]
    assert client.get(f"{V1}/events").json()["total"] == before + 1
    exported = client.get(f"{V1}/export", params={"type": "strike/drone"}).text
    assert mine[0]["incident"] in exported
    assert client.get("/ogc/collections/events/items/" + "/".join(key)).status_code == 200
    assert added_event(client, store, lone.report).event == "r2"
    assert store.check() == []
    for review in client.get(f"{V1}/reviews").json()["items"]:
        client.post(f"{V1}/reviews/{review['number']}/undo")
    assert client.get(f"{V1}/events").json()["total"] == before
    assert store.incident_of(key) is None
    assert store.check() == []


def test_an_added_event_outlives_readings_and_is_not_told_twice(
    client: Client, store: Store, lone: EventKey
) -> None:
    key = added_event(client, store, lone.report, status="feared")
    event = shown(client, key)
    read = events_of(store, lone.report)
    read_anew(store, lone.report, *read, by="dateline second")
    assert shown(client, key)["status"] == "feared"
    trigger = Span(**event["trigger"])
    found = replace(read[0], trigger=trigger, evidence=(trigger,), type="strike/missile")
    read_anew(store, lone.report, *read, found)
    now = EventKey(lone.report, f"e{len(read) + 1}")
    told = client.get(f"{V1}/reports/{lone.report}").json()["record"]["events"]
    assert len(told) == len(read) + 1
    assert (shown(client, now)["status"], shown(client, now)["type"]) == ("feared", "strike/drone")
    read_anew(store, lone.report, *read, by="dateline after")
    assert shown(client, key)["status"] == "feared"
    assert store.check() == []


def test_rejected_events_are_not_listed(client: Client, store: Store, lone: EventKey) -> None:
    number = say(client, lone, "verdict", "reject").json()["number"]
    listed = client.get(f"{V1}/events", params={"report": lone.report}).json()["items"]
    assert lone.event not in {one["event"]["id"] for one in listed}
    client.post(f"{V1}/reviews/{number}/undo")
    listed = client.get(f"{V1}/events", params={"report": lone.report}).json()["items"]
    assert lone.event in {one["event"]["id"] for one in listed}


def test_events_are_filtered_by_what_people_made_of_them(
    client: Client, store: Store, lone: EventKey
) -> None:
    say(client, lone, "place", {"name": "Elsewhere", "lat": 10.0, "lon": 20.0})
    listed = client.get(f"{V1}/events", params={"place": "Elsewhere"}).json()["items"]
    assert [(one["report"], one["event"]["id"]) for one in listed] == [lone]
