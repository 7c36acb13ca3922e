"""Groups of events that a new report shakes: the order of arrival leaves no trace in them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from benchmarks.store_reports import reports
from dateline.incidents import EventKey
from dateline.linking import keep, reach, relink
from dateline.linking.copies import group as families
from dateline.linking.incidents import clustering, group
from dateline.records import Record
from dateline.store import Filter, Store, open_store


@pytest.fixture(params=[3, 60], ids=["small groups", "large groups"])
def _largest(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Components that outgrow what may hang together, and such that do not."""
    monkeypatch.setattr(clustering, "LARGEST", request.param)
    monkeypatch.setattr(reach, "LARGEST", request.param)


@pytest.fixture(scope="module")
def records() -> list[Record]:
    return list(reports(45, seed=5, a_day=30))


def filled(path: Path, records: list[Record]) -> Iterator[Store]:
    with open_store(path) as store:
        for record in records:
            with store.write() as writer:
                if writer.add(record.document, record.document.id).new:
                    keep(writer, record, "test")
        yield store


def told(store: Store) -> dict[str, tuple[EventKey, ...]]:
    return {one.id: one.events for one in store.incidents(Filter())}


@pytest.mark.usefixtures("_largest")
def test_any_order_of_arrival_gives_what_the_batch_gives(
    tmp_path: Path, records: list[Record]
) -> None:
    family_of = {
        copy.report: family.id
        for family in families([record.document for record in records])
        for copy in family.copies
    }
    batch = {one.id: one.events for one in group(records, family_of)}
    assert max(map(len, batch.values())) > 3
    shuffled = list(records)
    Random(7).shuffle(shuffled)
    for number, order in enumerate((records, records[::-1], shuffled)):
        for store in filled(tmp_path / f"{number}.db", order):
            assert told(store) == batch


@pytest.mark.usefixtures("_largest")
def test_relinking_changes_nothing(tmp_path: Path, records: list[Record]) -> None:
    for store in filled(tmp_path / "a.db", records):
        before = list(store.incidents(Filter()))
        relink(store)
        assert list(store.incidents(Filter())) == before
