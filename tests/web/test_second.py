"""Second codings: what another person made of an event stays unseen, and both are compared."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dateline.incidents import EventKey
from dateline.linking.agreement import JUDGED
from dateline.store import Store
from tests.web.desk import Client
from tests.web.test_recode import events_of, many, read_anew
from tests.web.test_reviews import V1, say, shown

__all__ = ["many"]  # a fixture


@pytest.fixture
def store(either: Store) -> Store:
    """The dispatches, in each database."""
    return either


@pytest.fixture
def log_in(open_client: Callable[[], Client], people: None) -> Callable[[str], Client]:
    def enter(name: str) -> Client:
        client = open_client()
        client.log_in(name)
        return client

    return enter


def code(client: Client, key: EventKey, verdict: str = "accept", **fields: Any) -> Any:
    given = {"event": "/".join(key), "verdict": verdict, "fields": fields}
    return client.post(f"{V1}/second", json=given)


def told(client: Client) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"{V1}/agreement").json()
    return found


def fields(client: Client) -> dict[str, dict[str, Any]]:
    return {one["field"]: one for one in told(client)["agreement"]["fields"]}


def test_a_second_coder_sees_the_reading_and_nothing_else(
    log_in: Callable[[str], Client], store: Store, many: str
) -> None:
    cora, carl = log_in("cora"), log_in("carl")
    event = events_of(store, many)[0]
    key = EventKey(many, event.id)
    assert carl.get(f"{V1}/second").json() == {"items": [], "total": 0}
    say(cora, key, "status", "feared", why="only a rumour, says cora")
    waiting = carl.get(f"{V1}/second")
    assert waiting.json()["total"] == 1
    item = waiting.json()["items"][0]
    assert item["reading"]["status"] == event.status != "feared"
    assert item["sentence"] in item["before"] + item["sentence"] + item["after"]
    assert "cora" not in waiting.text and "feared" not in waiting.text
    assert cora.get(f"{V1}/second").json()["total"] == 0  # her own does not wait for her
    assert carl.get(f"{V1}/second", params={"report": "another"}).json()["total"] == 0
    assert log_in("vic").get(f"{V1}/second").status_code == 403


def test_a_second_coding_changes_no_event_and_is_compared(
    log_in: Callable[[str], Client], store: Store, many: str
) -> None:
    cora, carl = log_in("cora"), log_in("carl")
    one, two, *_ = (EventKey(many, each.id) for each in events_of(store, many))
    say(cora, one, "verdict", "accept")
    say(cora, two, "status", "feared")
    before = shown(carl, one)
    assert code(carl, one, type="diplomacy/talks").status_code == 201
    assert code(carl, two).status_code == 201
    assert shown(carl, one) == before
    assert carl.get(f"{V1}/second").json()["total"] == 0
    assert {each["field"] for each in carl.get(f"{V1}/reviews").json()["items"]} == {
        "verdict",
        "status",
    }
    found = told(carl)
    assert found["agreement"]["units"] == 2
    assert found["agreement"]["coders"] == {"carl": 2, "cora": 2}
    known = fields(carl)
    assert (known["verdict"]["units"], known["verdict"]["alpha"]) == (2, None)
    assert (known["type"]["units"], known["type"]["same"]) == (1, 0)  # she judged one type only
    assert (known["status"]["units"], known["status"]["same"]) == (2, 1)
    assert known["status"]["alpha"] is not None
    differing = {(tuple(o["difference"]["event"]), o["difference"]["field"]) for o in found["open"]}
    assert differing == {(one, "type"), (two, "status")}
    said = next(o for o in found["open"] if o["difference"]["field"] == "status")
    assert said["difference"]["values"]["cora"] == "feared"
    assert said["sentence"] and said["type"]


def test_an_editor_settles_and_no_coder_may(
    log_in: Callable[[str], Client], store: Store, many: str
) -> None:
    cora, carl, ed = log_in("cora"), log_in("carl"), log_in("ed")
    key = EventKey(many, events_of(store, many)[0].id)
    say(cora, key, "verdict", "accept")
    code(carl, key, status="feared")
    before = fields(ed)
    assert say(cora, key, "status", "feared").status_code == 403
    answer = say(ed, key, "status", "feared", why="the sentence says so")
    assert answer.status_code == 201
    assert shown(ed, key)["status"] == "feared"
    found = told(ed)
    assert found["open"] == [] and found["agreement"]["settled"] == 1
    assert fields(ed) == before  # what is settled later does not count as agreement
    ed.post(f"{V1}/reviews/{answer.json()['number']}/undo")
    assert len(told(ed)["open"]) == 1


def test_a_third_coder_stays_blind_to_what_two_said(
    log_in: Callable[[str], Client], store: Store, many: str
) -> None:
    cora, carl, ed = log_in("cora"), log_in("carl"), log_in("ed")
    key = EventKey(many, events_of(store, many)[0].id)
    say(ed, key, "verdict", "accept")
    code(cora, key, status="feared")
    assert carl.get(f"{V1}/second").json()["total"] == 1
    assert "feared" not in carl.get(f"{V1}/agreement").text
    assert len(told(cora)["open"]) == len(told(ed)["open"]) == 1
    code(carl, key, status="planned")
    assert told(carl)["open"][0]["difference"]["values"]["carl"] == "planned"
    assert told(carl)["agreement"]["coders"] == {"carl": 1, "cora": 1, "ed": 1}


def test_a_coding_can_be_undone_by_its_coder(
    log_in: Callable[[str], Client], store: Store, many: str
) -> None:
    cora, carl = log_in("cora"), log_in("carl")
    key = EventKey(many, events_of(store, many)[0].id)
    say(cora, key, "verdict", "reject")
    number = code(carl, key).json()["number"]
    assert [one["difference"]["field"] for one in told(carl)["open"]] == ["verdict"]
    assert cora.post(f"{V1}/reviews/{number}/undo").status_code == 403
    assert carl.post(f"{V1}/reviews/{number}/undo").status_code == 200
    assert told(carl)["agreement"]["units"] == 0
    assert carl.get(f"{V1}/second").json()["total"] == 1


@pytest.mark.parametrize(
    "given",
    [{"status": "perhaps"}, {"event": {}}, {"nonesuch": 1}, {"place": {"name": "X", "lat": 99}}],
)
def test_what_is_no_coding_is_refused(
    log_in: Callable[[str], Client], store: Store, many: str, given: dict[str, Any]
) -> None:
    cora, carl = log_in("cora"), log_in("carl")
    key = EventKey(many, events_of(store, many)[0].id)
    assert code(carl, key).status_code == 422  # nobody judged it yet
    say(cora, key, "verdict", "accept")
    assert code(cora, key).status_code == 422
    assert code(carl, key, **given).status_code == 422
    assert store.codings() == []


def test_what_was_compared_outlives_another_reading(
    log_in: Callable[[str], Client], store: Store, many: str
) -> None:
    cora, carl = log_in("cora"), log_in("carl")
    first, *others = events_of(store, many)
    say(cora, EventKey(many, first.id), "verdict", "accept")
    code(carl, EventKey(many, first.id), status="feared")
    before = told(carl)["agreement"]["fields"]
    read_anew(store, many, *others, first)
    after = told(carl)["agreement"]
    assert after["fields"] == before
    assert after["open"][0]["event"] == [many, f"e{len(others) + 1}"]


def test_the_fields_compared_are_those_that_can_be_corrected() -> None:
    assert set(JUDGED) == {
        "type", "status", "place", "time", "actors", "targets", "weapons", "casualties",
    }  # fmt: skip
