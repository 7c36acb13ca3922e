"""What stands out in the areas of a store, week by week."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from dateline.incidents import EventKey, Signal
from dateline.linking.signals import BASELINE_WEEKS, monday, signals
from dateline.records import Event, Record
from dateline.store import Filter, Store


def watch(store: Store, *, start: str, end: str, area: str | None = None) -> tuple[Signal, ...]:
    """The signals of the weeks that begin from `start` to `end`, in order of week and area.

    Args:
        store: the store.
        start, end: ISO dates, inclusive; the weeks before them that counts are held against are
            looked up as well.
        area: a first-order division or country by its name; all by default.
    """
    first = monday(date.fromisoformat(start))
    before = first - timedelta(weeks=BASELINE_WEEKS)
    told = list(store.incidents(Filter(start=before.isoformat(), end=end)))
    recent = {key for one in store.incidents(Filter(start=start, end=end)) for key in one.events}
    reports = sorted({key.report for key in recent})
    family_of = store.families_of(reports)
    found = signals(told, _members(store, reports, recent), family_of)
    return tuple(
        one for one in found if first.isoformat() <= one.week <= end and area in (None, one.area)
    )


def _members(
    store: Store, reports: list[str], keys: set[EventKey]
) -> Iterator[tuple[Record, Event]]:
    for record in store.records(reports):
        for event in record.events:
            if (record.document.id, event.id) in keys:
                yield record, event
