"""Reports and records: one content is one report, a record is what was put, in any order."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.errors import StoreError
from dateline.incidents import Control, EventKey, Link
from dateline.records import Document, Party
from dateline.store import Fetch, Store, open_store
from tests.store.made import ORIKHIV, document, event, record


def _add(store: Store, *reports: Document) -> None:
    with store.write() as writer:
        for report in reports:
            writer.add(report, f"{report.id}.txt")


def test_the_same_content_twice_is_one_report_with_two_origins(store: Store) -> None:
    first, again = document("a", "Shells hit the mill."), document("b", "Shells hit the mill.")
    with store.write() as writer:
        assert writer.add(first, "a.txt") == ("a", True)
        assert writer.add(again, "b.txt", raw=b"<p>Shells", fetched=Fetch(url="x:y")) == (
            "a",
            False,
        )
    assert store.stats()["documents"] == 1
    assert [(o.given, o.origin, o.raw) for o in store.origins("a")] == [
        ("a", "a.txt", False),
        ("b", "b.txt", True),
    ]
    assert store.origins("a")[1].fetched == Fetch(url="x:y")
    assert store.raw("a") == b"<p>Shells"
    assert store.report_of("b") == "a"
    assert store.report_of("c") is None


def test_adding_again_from_the_same_place_changes_nothing(store: Store) -> None:
    for _ in range(3):
        with store.write() as writer:
            writer.add(document("a"), "a.txt", raw=b"raw")
    assert store.stats()["origins"] == 1
    assert [change.action for change in store.changes()] == ["init", "add"]


@pytest.mark.parametrize("other", [{"publisher": "The Mill"}, {"published": "2024-03-06"}])
def test_a_reprint_by_another_outlet_or_of_another_day_is_a_report_of_its_own(
    store: Store, other: dict[str, str]
) -> None:
    with store.write() as writer:
        writer.add(document("a", "Shells hit the mill."), "a.txt")
        assert writer.add(document("b", "Shells hit the mill.", **other), "b.txt").new
    assert store.stats()["documents"] == 2


@pytest.mark.parametrize("known", ["a", "also"])
def test_an_id_that_belongs_to_other_words_is_refused_and_nothing_is_kept(
    store: Store, known: str
) -> None:
    with store.write() as writer:
        writer.add(document("a", "Shells hit the mill."), "a.txt")
        writer.add(document("also", "Shells hit the mill."), "also.txt")
    before = store.stats()
    with pytest.raises(StoreError, match=f"{known}: another report of this id .* id of its own"):
        _add(store, document("c", "Rain fell."), document(known, "Rain fell again."))
    assert store.stats() == before


def test_what_the_reader_inferred_does_not_make_it_another_report(store: Store) -> None:
    read = msgspec.structs.replace(
        document("a"), published="2024-03-05", published_basis="inferred", dateline="Orikhiv"
    )
    with store.write() as writer:
        writer.add(document("a"), "a.txt")
        assert not writer.add(read, "a.txt").new
        writer.put_record(record(read), "1.0")
    assert store.document("a") == document("a")
    assert store.record("a") == record(read)


def test_a_record_comes_back_as_it_was_put(store: Store) -> None:
    made = record(document("a", title="Mill hit", published="2024-03-06"), event(), event("e2"))
    with store.write() as writer:
        writer.add(made.document, "a.txt")
        assert writer.record("a") is None
        assert writer.put_record(made, "1.0")
        assert writer.record("a") == made
        assert not writer.put_record(made, "1.0")
    assert store.record("a") == made
    assert list(store.records()) == list(store.records(["a", "a", "b"])) == [made]
    assert store.event_keys("a") == [("a", "e1"), ("a", "e2")]
    counts = {name: store.stats()[name] for name in ("events", "statements", "places", "parties")}
    assert counts == {"events": 2, "statements": 1, "places": 2, "parties": 4}


def test_the_address_of_a_report_is_kept_with_it(store: Store) -> None:
    url = "https://example.org/shells-hit-mill-at-orikhiv"
    with store.write() as writer:
        writer.add(document("a", url=url), "a.txt")
        writer.put_record(record(document("a", url=url)), "1.0")
    kept, read = store.document("a"), store.record("a")
    assert kept is not None and read is not None
    assert kept.url == read.document.url == url


def test_a_new_reading_stands_beside_the_old_and_takes_its_place_in_queries(store: Store) -> None:
    old, new = record(document("a"), event(), event("e2")), record(document("a"), event("e9"))
    key, other = EventKey("a", "e1"), EventKey("b", "")
    with store.write() as writer:
        writer.add(old.document, "a.txt")
        writer.put_record(old, "1.0")
        writer.add(document("b"), "b.txt")
        writer.put_record(record(document("b")), "2.0")
        writer.put_subjects([(key, ["x"], b"1"), (other, ["x"], b"2")])
        writer.put_links([Link(first=other, second=key, score=0.5)])
        held = Party(name="the 4th Battery")
        writer.put_controls(
            [Control(place=ORIKHIV, hold="held", holder=held, event=key, status="happened")]
        )
        writer.put_record(new, "2.0")
    assert store.record("a") == new
    assert store.record("a", "1.0") == old
    assert [coded.coder for coded in store.coded("a")] == ["1.0", "2.0"]
    assert store.coders() == {"2.0": 2}
    assert list(store.uncoded("2.0")) == []
    assert list(store.uncoded("1.0")) == ["a", "b"]
    assert store.event_keys("a") == [("a", "e9")]
    assert (store.subjects([key]), store.controls()) == ({}, [])
    assert store.neighbours(store.numbers_of([other]).values()) == []
    assert store.check() == []


def test_the_same_reading_by_a_newer_coder_keeps_what_linking_made(store: Store) -> None:
    made, key = record(document("a")), EventKey("a", "e1")
    with store.write() as writer:
        writer.add(made.document, "a.txt")
        writer.put_record(made, "1.0")
        writer.put_subjects([(key, ["x"], b"1")])
        writer.put_record(made, "2.0")
    assert store.coders() == {"2.0": 1}
    assert store.subjects([key]) == {key: b"1"}


def test_a_record_of_an_unknown_report_or_of_other_words_is_refused(store: Store) -> None:
    unknown, other = record(document("b")), record(document("a", "Shells hit the mill, again."))
    _add(store, document("a"))
    with pytest.raises(StoreError, match="b: add this report before"), store.write() as writer:
        writer.put_record(unknown, "1.0")
    with pytest.raises(StoreError, match="a: the record was made"), store.write() as writer:
        writer.put_record(other, "1.0")
    assert store.stats()["records"] == 0


def test_records_are_given_in_order_of_ids_and_of_one_moment(store: Store) -> None:
    ids = [f"r{number:03}" for number in range(250)]
    with store.write() as writer:
        for id in reversed(ids):
            writer.add(document(id), "x")
            writer.put_record(record(document(id)), "1.0")
    given_out = iter(store.records())
    first = next(given_out)
    with store.write() as writer:
        writer.add(document("r9"), "x")
        writer.put_record(record(document("r9")), "1.0")
    assert [first.document.id, *(each.document.id for each in given_out)] == ids
    assert list(store.reports()) == sorted([*ids, "r9"])
    assert [each.id for each in store.documents(["r003", "r001", "no"])] == ["r001", "r003"]


@pytest.mark.parametrize("text", ["Снаряди влучили в млин.", "ضربة على المطحنة", "炮弹击中磨坊 🙂"])
def test_any_script_comes_back(store: Store, text: str) -> None:
    with store.write() as writer:
        writer.add(document("a", text, title=text), "a.txt")
    assert store.document("a") == document("a", text, title=text)


_TEXTS = st.sampled_from(["Shells hit the mill.", "Rain fell.", "Troops left Orikhiv."])
_REPORTS = st.lists(st.tuples(_TEXTS, st.sampled_from(["x", "y"])), max_size=8)


def _seen(folder: Path, reports: list[tuple[str, str]], batch: int) -> Any:
    """All that a store gives out of reports added in this order, moments left out."""
    (folder / "store.db").unlink(missing_ok=True)
    with open_store(folder / "store.db") as store:
        for start in range(0, len(reports), batch):
            with store.write() as writer:
                for text, origin in reports[start : start + batch]:
                    id = text.split()[0]
                    writer.add(document(id, text), origin, raw=origin.encode())
                    writer.put_record(record(document(id, text)), "1.0")
        stats = {name: n for name, n in store.stats().items() if name != "journal"}
        ways = [(o.report, o.given, o.origin) for r in store.reports() for o in store.origins(r)]
        assert store.check() == []
        return stats, list(store.records()), ways, [store.raw(r) for r in store.reports()]


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(reports=_REPORTS, data=st.data(), batch=st.integers(1, 8))
def test_the_order_and_the_batches_in_which_reports_come_do_not_show(
    tmp_path_factory: pytest.TempPathFactory,
    reports: list[tuple[str, str]],
    data: st.DataObject,
    batch: int,
) -> None:
    folder = tmp_path_factory.mktemp("order")
    mixed = data.draw(st.permutations(reports))
    assert _seen(folder, reports, 1) == _seen(folder, mixed, batch)


def test_the_order_does_not_show_in_either_database(fresh_url: Callable[[], str]) -> None:
    seen = []
    for order in (1, -1):
        with open_store(fresh_url()) as store:
            for id in ["c", "a", "b"][::order]:
                with store.write() as writer:
                    writer.add(document(id), id)
                    writer.put_record(record(document(id)), "1.0")
            seen.append((list(store.records()), store.stats(), store.search("mill")))
    assert seen[0] == seen[1]
