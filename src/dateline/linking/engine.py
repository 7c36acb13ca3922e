"""Keeps families, incidents and claims of control in step with the records of a store.

A new report touches only its neighbours: the copies that share its wording, and the events that
share its place, time or names. Families and incidents are made anew for the group that it falls
into, each a function of that group alone, so the order of arrival leaves no trace.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from typing import TypeVar

import msgspec

from dateline.incidents import EventKey, Family, Link
from dateline.linking.control import controls
from dateline.linking.copies import (
    REACH_DAYS,
    CopyLink,
    Fingerprint,
    compare,
    families,
    fingerprint,
)
from dateline.linking.corrections import added, corrected
from dateline.linking.grouping import Known, known, rebuild, scored
from dateline.linking.incidents import blocks, sought, subjects
from dateline.linking.incidents.clustering import JOINING
from dateline.linking.reach import Web
from dateline.linking.renaming import is_lost, renamed
from dateline.records import Record
from dateline.store import Filter, Store, Writer

_Node = TypeVar("_Node")
_Links = list[tuple[str, str, bytes]]


def keep(writer: Writer, record: Record, coder: str) -> bool:
    """Keep what a coder read in a report of the store, and link it with all that is there.

    Args:
        writer: the transaction.
        record: the report's record, read with layers.
        coder: the program version or person whose reading it is.

    Returns:
        Whether anything changed.

    Raises:
        StoreError: the report is not in the store, or its text is another.
    """
    report = record.document.id
    read = writer.subjects_of([report])
    before = Web(writer).shaken(read) if read else set()
    earlier = writer.record(report)
    if not writer.put_record(record, coder):
        return False
    if earlier is not None and (said := writer.said_of(report)):
        _move(writer, earlier, record, said)
    left = _as_left(writer, record)
    if left is not record:
        writer.derive(left)
    _link(writer, left, before)
    return True


def _move(writer: Writer, earlier: Record, record: Record, said: Collection[str]) -> None:
    """Have what people said of the report's events follow them into another reading."""
    report = record.document.id
    own = added(writer.reviews([report]))
    lost = filter(is_lost, said)
    names = renamed(earlier.events, record.events, added=own, lost=lost)
    writer.move_events(report, {id: name for id, name in names.items() if id in said})


def reviewed(writer: Writer, report: str) -> None:
    """Link a report of the store anew, after a review of one of its events was kept or undone."""
    record = writer.record(report)
    if record is None:
        return
    read = writer.subjects_of([report])
    before = Web(writer).shaken(read) if read else set()
    left = _as_left(writer, record)
    writer.derive(left)
    _link(writer, left, before)


def _as_left(writer: Writer, record: Record) -> Record:
    """The record as people corrected it."""
    return corrected(record, writer.reviews([record.document.id]))


def decided(writer: Writer, first: EventKey, second: EventKey) -> None:
    """Make the incidents of two events anew, after a decision on them was kept or taken back."""
    pair = {EventKey(*first), EventKey(*second)}
    web = Web(writer)
    rebuild(writer, web, web.shaken(pair), anew=pair)


def relink(store: Store) -> int:
    """Forget all families, links and incidents and make them anew; pins and cuts hold.

    Returns:
        How many reports were linked.
    """
    reports = list(store.reports())
    with store.write() as writer:
        writer.drop_copy_links(reports)
        writer.put_families((), gone=[family.id for family in writer.families()])
        writer.drop_subjects(writer.subjects_of(reports))
        writer.put_incidents((), gone=[each.id for each in writer.incidents(Filter())])
        for record in writer.records(reports):
            _link(writer, _as_left(writer, record), set())
    return len(reports)


def _link(writer: Writer, record: Record, before: set[EventKey]) -> None:
    """Link one report; `before` are the events that its earlier reading was grouped with."""
    refamilied = _link_copies(writer, record)
    mine = _link_events(writer, record)
    touched = before | mine | set(writer.subjects_of(refamilied))
    web = Web(writer)
    rebuild(writer, web, touched | web.shaken(mine), anew=touched)
    writer.put_controls(controls(record))


def _link_copies(writer: Writer, record: Record) -> set[str]:
    """Fold the report into the families; the reports whose family is another now."""
    report = record.document.id
    mine = fingerprint(record.document)
    pairs: _Links = []
    start, end = _within_reach(mine.published)
    for other, payload in writer.fingerprints_sharing(mine.bands, start=start, end=end).items():
        found = compare(mine, Fingerprint.from_bytes(payload)) if other != report else None
        if found is not None:
            pairs.append((found.first, found.second, msgspec.json.encode(found)))
    before = {report, *_copies_of(writer, {report})}
    writer.put_fingerprint(report, mine.bands, mine.to_bytes())
    writer.drop_copy_links([report])
    writer.put_copy_links(pairs)
    reached = _component(before, lambda some: _copies_of(writer, some))
    was = writer.families_of(reached)
    new = _families(writer, reached)
    writer.put_families(new, gone=sorted(set(was.values())))
    return {
        copy.report for family in new for copy in family.copies if was.get(copy.report) != family.id
    }


def _within_reach(published: str | None) -> tuple[str, str] | tuple[None, None]:
    """The first and last day of publication of its copies; none for a report without a date."""
    if published is None:
        return None, None
    day = date.fromisoformat(published).toordinal()
    first, last = max(day - REACH_DAYS, 1), min(day + REACH_DAYS, date.max.toordinal())
    return date.fromordinal(first).isoformat(), date.fromordinal(last).isoformat()


def _families(writer: Writer, reports: set[str]) -> tuple[Family, ...]:
    kept = writer.fingerprints(reports)
    links = [
        msgspec.json.decode(payload, type=CopyLink) for _, _, payload in writer.copy_links(reports)
    ]
    return families([Fingerprint.from_bytes(kept[report]) for report in sorted(kept)], links)


def _link_events(writer: Writer, record: Record) -> set[EventKey]:
    """Put the report's subjects and the links that join them to others; the subjects' keys.

    Weaker links are worked out where events are clustered.
    """
    mine = [Known(each) for each in subjects(record)]
    links: list[Link] = []
    for one in mine:
        near = writer.subjects_sharing(sought(one.subject))
        for other in map(known, near.values()):
            score = scored(one, other)
            if score is not None and score >= JOINING:
                links.append(Link(first=one.key, second=other.key, score=score))
    writer.put_subjects(
        (one.key, blocks(one.subject), msgspec.json.encode(one.subject)) for one in mine
    )
    writer.put_links(links)
    return {one.key for one in mine}


def _copies_of(writer: Writer, reports: set[str]) -> set[str]:
    return {report for pair in writer.copy_links(reports) for report in pair[:2]}


def _component(start: set[_Node], around: Callable[[set[_Node]], set[_Node]]) -> set[_Node]:
    """All that can be reached from `start`, a wave at a time."""
    known = set(start)
    wave = set(start)
    while wave:
        wave = around(wave) - known
        known |= wave
    return known
