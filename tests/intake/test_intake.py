"""Reports into a store: nothing lost, nothing doubled, whatever happens on the way."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from dateline.dispatches import dispatches
from dateline.errors import DatelineError, StoreError
from dateline.incidents import Decision, EventKey
from dateline.intake import add, add_documents, recode
from dateline.linking import decided, relink, reviewed
from dateline.records import Document, Record, to_json
from dateline.store import Filter, Review, Store, open_store
from dateline.store.types import Added

KILLING = Path(__file__).with_name("killing.py")


def seen(store: Store) -> str:
    """All that an export would print."""
    parts = [*store.records(), *store.incidents(Filter()), *store.families(), *store.controls()]
    return "\n".join(map(to_json, parts))


def lines(path: Path, documents: list[Document]) -> Path:
    """A JSONL file of reports."""
    fields = ("id", "title", "text", "published", "publisher")
    rows = [json.dumps({name: getattr(each, name) for name in fields}) for each in documents]
    path.write_text("\n".join(rows) + "\n")
    return path


def test_reports_come_in_and_are_linked(store: Store, prepared: dict[str, Record]) -> None:
    results = list(add_documents(store, dispatches()))
    assert all(result == (id, True) for result, id in zip(results, prepared, strict=True))
    assert store.stats()["documents"] == len(prepared)
    family = store.family_of("sumy-agency-cut")
    assert family is not None and family.origin == "sumy-agency"
    assert store.check() == []


def test_the_order_of_arrival_leaves_no_trace(
    fresh_url: Callable[[], str], prepared: dict[str, Record]
) -> None:
    found = []
    reports = list(dispatches())
    for order in (reports, reports[::-1], reports[7:] + reports[:7]):
        with open_store(fresh_url()) as store:
            assert not [r for r in add_documents(store, order) if isinstance(r, DatelineError)]
            found.append(seen(store))
    assert found[0] == found[1] == found[2]


def test_relinking_gives_what_adding_gave(store: Store, prepared: dict[str, Record]) -> None:
    list(add_documents(store, dispatches()))
    before = seen(store)
    assert relink(store) == len(prepared)
    assert seen(store) == before
    assert store.check() == []


def test_the_same_content_is_one_report_with_two_origins(
    tmp_path: Path, store: Store, prepared: dict[str, Record]
) -> None:
    report = next(iter(dispatches()))
    one = lines(tmp_path / "one.jsonl", [report])
    two = lines(tmp_path / "two.jsonl", [replace(report, id="another-name")])
    assert list(add(store, [one])) == [(report.id, True)]
    assert list(add(store, [two, one])) == [(report.id, False), (report.id, False)]
    assert store.stats()["documents"] == 1
    assert [origin.given for origin in store.origins(report.id)] == ["another-name", report.id]
    raw = store.raw(report.id)
    assert raw is not None and json.loads(raw)["id"] == "another-name"


def test_another_text_under_a_known_id_is_refused_and_the_batch_goes_on(
    tmp_path: Path, store: Store, prepared: dict[str, Record]
) -> None:
    first, second, *_ = dispatches()
    list(add_documents(store, [first]))
    changed = replace(first, text=first.text + " More.")
    refused, added = add(store, [lines(tmp_path / "r.jsonl", [changed, second])])
    assert isinstance(refused, StoreError) and refused.report == first.id
    assert added == (second.id, True)


def test_files_of_one_name_are_different_reports(
    tmp_path: Path, store: Store, prepared: dict[str, Record]
) -> None:
    for folder, text in (("a", "Shells hit Orikhiv."), ("b", "Shells hit Sumy.")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "report.txt").write_text(text)
    assert list(add(store, [tmp_path / "a"])) == [("report", True)]
    ((name, new),) = add(store, [tmp_path / "b"])  # type: ignore[misc]
    assert new and name.startswith("report-")
    assert list(add(store, [tmp_path / "b"])) == [(name, False)]


def test_a_report_that_is_there_is_not_read_again(
    tmp_path: Path, store: Store, prepared: dict[str, Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = lines(tmp_path / "all.jsonl", list(dispatches()))
    list(add(store, [path]))
    prepared.clear()
    again = list(add(store, [path]))
    assert [new for _, new in again] == [False] * len(again)  # type: ignore[misc]
    assert store.stats()["events"] > 0


def test_an_incident_is_found_by_the_id_it_had_before_it_grew(
    store: Store, prepared: dict[str, Record]
) -> None:
    reports = {each.id: each for each in dispatches()}
    list(add_documents(store, [reports["sumy-local"]]))
    (before,) = store.incidents(Filter(types=("strike/missile",), place="Sumy"))
    list(add_documents(store, [reports["sumy-agency"]]))
    now = store.incident(before.id)
    assert now is not None
    assert now.id != before.id
    assert "sumy-agency" in now.reports


def test_what_a_person_pinned_or_cut_survives_relinking_and_new_reports(
    store: Store, prepared: dict[str, Record]
) -> None:
    reports = list(dispatches())
    list(add_documents(store, [each for each in reports if each.id != "sumy-local"]))
    joined = EventKey("mali-mines", "e1"), EventKey("goma-airport", "e1")
    parted = EventKey("sumy-agency", "e1"), EventKey("sumy-ministry", "e1")
    assert store.incident_of(parted[0]) == store.incident_of(parted[1])
    for pair, verdict in ((joined, "pin"), (parted, "cut")):
        with store.write("editor") as writer:
            writer.decide(
                Decision(
                    first=pair[0],
                    second=pair[1],
                    verdict=verdict,  # type: ignore[arg-type]
                    by="editor",
                    at="2026-11-23T10:00:00",
                )
            )
            decided(writer, *pair)
    for step in (lambda: None, lambda: relink(store), lambda: list(add_documents(store, reports))):
        step()
        assert store.incident_of(joined[0]) == store.incident_of(joined[1])
        assert store.incident_of(parted[0]) != store.incident_of(parted[1])


def test_reading_again_replaces_the_record_and_its_links(
    store: Store, prepared: dict[str, Record]
) -> None:
    list(add_documents(store, dispatches()))
    assert store.incident_of(EventKey("sumy-ministry", "e1")) is not None
    was = prepared["sumy-ministry"]
    prepared["sumy-ministry"] = replace(was, events=(), statements=())
    changed = [result for result in recode(store, everything=True) if result[1]]  # type: ignore[index]
    assert [report for report, _ in changed] == ["sumy-ministry"]  # type: ignore[misc]
    assert store.incident_of(EventKey("sumy-ministry", "e1")) is None
    assert store.check() == []
    assert list(recode(store)) == []
    prepared["sumy-ministry"] = was
    list(recode(store, everything=True))
    again = seen(store)
    relink(store)
    assert seen(store) == again


def test_reading_again_leaves_a_review_on_its_event_whatever_its_number(
    store: Store, prepared: dict[str, Record]
) -> None:
    list(add_documents(store, dispatches()))
    was = prepared["sumy-agency"]
    first, *others = was.events
    said = Review(
        event=EventKey("sumy-agency", first.id),
        field="status",
        value="feared",
        by="ann",
        at="2025-04-14T08:00:00Z",
    )
    with store.write("ann") as writer:
        writer.add_review(said)
        reviewed(writer, "sumy-agency")
    before = store.incident_of(said.event)
    moved = [replace(one, id=f"e{number}") for number, one in enumerate((*others, first), 1)]
    prepared["sumy-agency"] = replace(was, events=tuple(moved), statements=())
    assert [one.new for one in recode(store, everything=True) if isinstance(one, Added)].count(True)
    key = EventKey("sumy-agency", moved[-1].id)
    assert [one.event for one in store.reviews()] == [key]
    after = store.incident_of(key)
    assert before is not None and after is not None
    assert (after.type, after.place) == (before.type, before.place)
    assert store.check() == []


def test_a_batch_killed_dozens_of_times_ends_like_an_undisturbed_one(
    tmp_path: Path, told: list[Record]
) -> None:
    many = []
    for number in range(2):
        for record in told:
            document = replace(record.document, id=f"{record.document.id}-{number}")
            document = replace(document, publisher=f"{document.publisher} {number}")
            many.append(replace(record, document=document))
    prepared = tmp_path / "records.jsonl"
    prepared.write_text("".join(to_json(record) + "\n" for record in many))
    reports = lines(tmp_path / "reports.jsonl", [record.document for record in many])

    done = subprocess.run(
        [sys.executable, KILLING, reports, prepared, tmp_path / "killed.db", "24"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    rounds = done.stdout.splitlines()
    counts = [int(line.split()[0]) for line in rounds]
    assert all(line.endswith("[]") for line in rounds), rounds
    assert counts == sorted(counts) and len(set(counts)) > 5, "the kills came too early or late"
    with (
        open_store(tmp_path / "killed.db.first") as one,
        open_store(tmp_path / "killed.db") as other,
    ):
        assert seen(one) == seen(other)
        assert other.stats()["documents"] == len(many)
