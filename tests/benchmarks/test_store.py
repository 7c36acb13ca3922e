"""The benchmark of the store: what it makes, and that a small store is quick and grows evenly.

The figures of 100,000 reports are in benchmarks/RESULTS.md; here a store of a few hundred shows
what goes wrong by far. Times are of the processor and compared within one run, so that a loaded
machine fails nothing.
"""

from __future__ import annotations

from itertools import islice, pairwise
from typing import Any

import pytest

from benchmarks import store
from benchmarks.report import with_store
from benchmarks.store_queries import QUERIES
from benchmarks.store_reports import FIRST, reports
from dateline.store import open_store

COUNT, A_DAY = 300, 6
FAR = 4.0  # times the bar: what no load explains


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    monkeypatch = pytest.MonkeyPatch()
    monkeypatch.setattr(store, "EACH", 30)
    monkeypatch.setattr(store, "SINGLE", 30)
    path = tmp_path_factory.mktemp("store") / "a.db"
    found = store.measure(path, COUNT, a_day=A_DAY)
    with open_store(path) as made:
        assert made.check() == []
    monkeypatch.undo()
    return found


def test_reports_are_the_same_for_a_seed_and_run_on_by_day() -> None:
    made = list(reports(60, 3, 20))
    assert made == list(reports(60, 3, 20))
    assert made != list(reports(60, 4, 20))
    days = [one.document.published or "" for one in made]
    assert days == sorted(days)
    assert days[0] == FIRST.isoformat()
    assert len(set(days)) > 1


def test_records_fit_their_texts() -> None:
    for record in islice(reports(200), 200):
        for event in record.events:
            assert event.place is not None
            assert event.place.span is not None
            assert record.text_of(event.place.span) == event.place.name
            for figure in event.casualties:
                assert figure.span is not None
                assert int(record.text_of(figure.span)) == figure.low


def test_adding_one_report_and_asking_take_no_time_that_grows(figures: dict[str, Any]) -> None:
    assert store.over(figures, bar=FAR * store.BAR) == []
    assert figures["last tenth to second"] < 3, "later reports cost more than earlier ones"


def test_reports_of_one_happening_come_together_and_not_all(figures: dict[str, Any]) -> None:
    assert figures["events"] > figures["incidents"] > COUNT / 10
    assert figures["events of the largest incident"] < COUNT / 4
    assert figures["reports of the largest family"] > 1


def test_every_figure_is_told(figures: dict[str, Any]) -> None:
    told = dict(store.rows(figures))
    assert {f"query: {name}" for name in QUERIES} <= told.keys()
    assert f"ms a report at {COUNT}" in told
    assert all(told.values())


def test_the_section_of_the_store_survives_the_others(figures: dict[str, Any]) -> None:
    kept = {"date": "2026-11-23", "command": "make", "rows": [["reports", "9"]]}
    page = "# Results\n\n## Speed\n\nfast\n"
    first = with_store(page, kept)
    assert "## Store\n\n| what | figure |" in first
    again = with_store(f"{first}\n\n## Later\n\nmore\n", {**kept, "date": "2026-11-24"})
    titles = [line for line in again.splitlines() if line.startswith("#")]
    assert titles == ["# Results", "## Speed", "## Store", "## Later"]
    assert "2026-11-23" not in again
    assert all(before < after for before, after in pairwise(map(again.index, titles)))
