"""What linking keeps: candidates by shared keys, links, families, incidents, people's decisions."""

from __future__ import annotations

import msgspec
import pytest

from dateline.errors import StoreError
from dateline.incidents import Control, Decision, EventKey, Link
from dateline.records import Party
from dateline.store import Filter, Store
from dateline.store.types import Change
from tests.store.made import ORIKHIV, add_all, document, event, family, incident, put

A, B, C = EventKey("a", "e1"), EventKey("b", "e1"), EventKey("c", "e1")


@pytest.fixture(autouse=True)
def _three_reports(store: Store) -> None:
    with store.write() as writer:
        for id in "abc":
            writer.add(document(id), f"{id}.txt")


def _journal(store: Store, action: str) -> list[Change]:
    return [change for change in store.changes() if change.action == action]


def test_reports_that_share_a_band_are_candidates(store: Store) -> None:
    with store.write() as writer:
        writer.put_fingerprint("a", [1, 2**64 - 1], b"A")
        writer.put_fingerprints([("b", [2**64 - 1, 7, 7], b"B"), ("c", [9], b"C")])
        assert writer.fingerprints_sharing([2**64 - 1]) == {"a": b"A", "b": b"B"}
    assert store.fingerprints_sharing([7, 9]) == {"b": b"B", "c": b"C"}
    assert store.fingerprints_sharing([]) == {}
    with store.write() as writer:
        writer.put_fingerprint("b", [8], b"B2")
    assert store.fingerprints_sharing([7, 8, 2**64 - 1]) == {"a": b"A", "b": b"B2"}
    assert store.fingerprint("b") == b"B2"


def test_candidates_may_be_asked_for_of_a_time(store: Store) -> None:
    with store.write() as writer:
        writer.add(document("early", published="2024-03-01"), "early.txt")
        writer.add(document("late", published="2024-05-01"), "late.txt")
        writer.add(document("undated"), "undated.txt")
        for report in ("early", "late", "undated"):
            writer.put_fingerprint(report, [1], b"")
    assert store.fingerprints_sharing([1]).keys() == {"early", "late", "undated"}
    found = store.fingerprints_sharing([1], start="2024-04-01", end="2024-05-01")
    assert found.keys() == {"late", "undated"}


def test_links_between_copies_are_found_from_both_ends(store: Store) -> None:
    with store.write() as writer:
        writer.put_copy_links([("b", "a", b"1"), ("c", "b", b"2"), ("a", "b", b"3")])
    assert store.copy_links(["a"]) == [("a", "b", b"3")]
    assert store.copy_links(["b", "c"]) == [("a", "b", b"3"), ("b", "c", b"2")]
    with store.write() as writer:
        writer.drop_copy_links(["c"])
    assert store.copy_links(["b", "c"]) == [("a", "b", b"3")]


def test_a_report_that_changes_family_is_in_one_only(store: Store) -> None:
    with store.write() as writer:
        writer.put_families([family("f1", "a", "b"), family("f2", "c")])
    with store.write() as writer:
        writer.put_families([family("f1", "a"), family("f3", "b", "c")], gone=["f2"])
        assert writer.family_of("b") == family("f3", "b", "c")
    assert list(store.families()) == [family("f1", "a"), family("f3", "b", "c")]
    assert list(store.families(copies=2)) == [family("f3", "b", "c")]
    assert store.families_of(["a", "c", "x"]) == {"a": "f1", "c": "f3"}
    assert store.family("f2") is None
    assert store.check() == []


def test_a_report_in_two_families_is_refused(store: Store) -> None:
    with pytest.raises(StoreError), store.write() as writer:
        writer.put_families([family("f1", "a", "b"), family("f2", "b")])
    assert store.stats()["families"] == 0


def test_events_that_share_a_block_are_candidates(store: Store) -> None:
    with store.write() as writer:
        for id in "abc":
            put(writer, id)
        writer.put_subjects([(A, ["x", "y"], b"A"), (B, iter(["y", "y"]), b"B"), (C, [], b"C")])
        assert writer.subjects_sharing(["y"]) == {A: b"A", B: b"B"}
        writer.put_subjects([(A, ["z"], b"A2")])
    assert store.subjects_sharing(["x", "y", "z"]) == {A: b"A2", B: b"B"}
    assert store.subjects([C, A, EventKey("a", "e7")]) == {A: b"A2", C: b"C"}
    assert store.subjects_of(["b", "c"]) == {B: b"B", C: b"C"}
    with store.write() as writer:
        writer.put_links([Link(first=A, second=B, score=0.9)])
        writer.drop_subjects([B])
    assert store.subjects_sharing(["y"]) == {}
    assert store.neighbours(store.numbers_of([A, B]).values()) == []
    assert store.check() == []


def test_links_are_found_from_both_ends_and_replaced(store: Store) -> None:
    with store.write() as writer:
        for id in "abc":
            put(writer, id)
        writer.put_subjects([(key, [], b"") for key in (A, B, C)])
        writer.put_links([Link(first=B, second=A, score=0.1), Link(first=B, second=C, score=0.3)])
        writer.put_links([Link(first=A, second=B, score=0.9)])
    number = store.numbers_of([A, B, C, EventKey("x", "e1")])
    a, b, c = (number[key] for key in (A, B, C))
    assert store.keys_of([a, c, 999]) == {a: A, c: C}
    assert store.neighbours([a]) == [(a, b, 0.9)]
    assert sorted(store.neighbours([b])) == sorted([(b, a, 0.9), (b, c, 0.3)])


def test_links_of_events_that_are_not_kept_are_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="before their links"), store.write() as writer:
        writer.put_links([Link(first=A, second=B, score=0.9)])


def test_a_decision_lasts_is_replaced_by_the_next_and_may_be_taken_back(store: Store) -> None:
    pin = Decision(
        first=A, second=B, verdict="pin", by="eve", at="2024-03-06T10:00:00Z", why="same"
    )
    cut = msgspec.structs.replace(pin, first=B, second=A, verdict="cut", by="ann")
    with store.write() as writer:
        writer.decide(pin)
    assert store.decisions([B]) == store.decisions() == [pin]
    with store.write() as writer:
        writer.decide(cut)
    assert store.decisions() == [msgspec.structs.replace(cut, first=A, second=B)]
    with store.write() as writer:
        assert writer.undecide(B, A, "ann")
        assert not writer.undecide(B, A, "ann")
    assert store.decisions() == []
    actions = [c.action for c in store.changes() if c.subject == "a#e1"]
    assert actions == ["pin", "cut", "undecide"]
    with pytest.raises(StoreError, match="pinned to itself"), store.write() as writer:
        writer.decide(msgspec.structs.replace(pin, second=A))


def test_an_event_moves_from_incident_to_incident(store: Store) -> None:
    add_all(store, "abc")
    with store.write() as writer:
        writer.put_incidents(
            [incident("i1", A, B), incident("i2", C)], gone=["i-a-e1", "i-b-e1", "i-c-e1"]
        )
    with store.write() as writer:
        assert writer.put_incidents([incident("i2", B, C), incident("i1", A)]) == 2
        assert writer.incidents_of([A, B, C]) == {A: "i1", B: "i2", C: "i2"}
    assert store.incident_of(B) == store.incident("i2") == incident("i2", B, C)
    assert store.check() == []
    changed = {c.subject: c.detail for c in _journal(store, "incident-changed")}
    assert changed["i2"] == {"fields": [], "came": ["b"], "left": []}
    with store.write() as writer:
        assert writer.put_incidents([incident("i1", A)], gone=["i2", "no"]) == 1
    assert [c.subject for c in _journal(store, "incident-gone")] == [
        "i-a-e1",
        "i-b-e1",
        "i-c-e1",
        "i2",
    ]
    assert list(store.incidents()) == [incident("i1", A)]
    assert store.stats()["figures"] == 1


@pytest.mark.parametrize("second", [incident("i2", A), incident("i2", B, A)])
def test_an_event_in_two_incidents_is_refused(store: Store, second: object) -> None:
    add_all(store, "ab")
    gone = ["i-a-e1", "i-b-e1"]
    with pytest.raises(StoreError, match="cannot be in two incidents"), store.write() as writer:
        writer.put_incidents([incident("i1", A), second], gone)  # type: ignore[list-item]
    with store.write() as writer:
        writer.put_incidents([incident("i1", A)], gone)
    with pytest.raises(StoreError, match="event e1 of a cannot be"), store.write() as writer:
        writer.put_incidents([second])  # type: ignore[list-item]
    assert list(store.incidents()) == [incident("i1", A)]


def test_putting_the_same_incident_again_makes_no_line(store: Store) -> None:
    add_all(store, "a")
    before = store.stats()["journal"]
    with store.write() as writer:
        (same,) = writer.incidents()
        assert writer.put_incidents([same]) == 0
    assert store.stats()["journal"] == before


def test_a_changed_incident_is_found_by_what_it_is_now(store: Store) -> None:
    add_all(store, "a")
    sumy = msgspec.structs.replace(ORIKHIV, name="Sumy", lat=50.9, lon=34.8)
    with store.write() as writer:
        writer.put_incidents([incident("i-a-e1", A, place=sumy, type="battle/clash")])
    assert [i.type for i in store.incidents(Filter(text="sumy", place="Sumy"))] == ["battle/clash"]
    assert list(store.incidents(Filter(text="orikhiv"))) == []
    assert [hit.id for hit in store.search("Sumy")] == ["i-a-e1"]
    assert store.check() == []


def test_control_is_kept_by_event(store: Store) -> None:
    held = Control(
        place=ORIKHIV,
        hold="held",
        holder=Party(name="the 4th Battery"),
        event=A,
        status="ongoing",
        published="2024-03-05",
    )
    taken = msgspec.structs.replace(held, hold="taken", event=B, published="2024-03-01")
    with store.write() as writer:
        writer.put_controls([held, taken])
    assert store.controls(["ORÍKHIV"]) == [taken, held]
    assert store.controls(["Sumy"]) == []
    assert store.controls(events=[A]) == [held]
    with store.write() as writer:
        writer.put_controls([], gone=[A])
    assert store.controls() == [taken]


def test_linking_of_a_report_that_is_not_there_is_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="x: add this report before"), store.write() as writer:
        writer.put_fingerprint("x", [1], b"")
    with pytest.raises(StoreError, match="x: add this report before"), store.write() as writer:
        writer.put_subjects([(EventKey("x", "e1"), ["k"], b"")])


def test_more_than_one_batch_of_everything(store: Store) -> None:
    ids = [f"r{number:04}" for number in range(210)]
    with store.write() as writer:
        for id in ids:
            put(writer, id, event("e1"), event("e2"))
        keys = [EventKey(id, e) for id in ids for e in ("e1", "e2")]
        writer.put_subjects(
            [(key, ["one", f"{number % 9}"], b"s") for number, key in enumerate(keys)]
        )
        writer.put_fingerprints([(id, [5], b"f") for id in ids])
        writer.put_families(family(f"f{id}", id) for id in ids)
    assert len(store.subjects_sharing(["one"])) == len(store.subjects(keys)) == 420
    assert len(store.fingerprints_sharing([5])) == len(store.families_of(ids)) == 210
    assert len(list(store.incidents())) == len(store.incidents_of(keys)) == 420
