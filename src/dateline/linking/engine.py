"""Keeps families, incidents and claims of control in step with the records of a store.

A new report touches only its neighbours: the copies that share its wording, and the events that
share its place, time or names. Families and incidents are made anew for the connected component
that it falls into, each a function of that component alone, so the order of arrival leaves no
trace.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TypeVar

import msgspec

from dateline.incidents import EventKey, Family, Incident, Link
from dateline.linking.control import controls
from dateline.linking.copies import CopyLink, Fingerprint, compare, families, fingerprint
from dateline.linking.corrections import corrected
from dateline.linking.incidents import (
    Subject,
    blocks,
    cluster,
    components,
    link,
    sought,
    subjects,
)
from dateline.linking.incidents import incident as summary
from dateline.linking.incidents.batch import across
from dateline.linking.incidents.clustering import JOINING
from dateline.linking.telling import told
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
    before = _reachable(writer, writer.subjects_of([report]))
    if not writer.put_record(record, coder):
        return False
    _link(writer, _as_left(writer, record), before)
    return True


def reviewed(writer: Writer, report: str) -> None:
    """Link a report of the store anew, after a review of one of its events was kept or undone."""
    record = writer.record(report)
    if record is None:
        return
    known = writer.subjects_of([report])
    before = _reachable(writer, known)
    as_left = _as_left(writer, record)
    here = {event.id for event in as_left.events}
    writer.drop_subjects(key for key in known if key.event not in here)
    writer.drop_links(known)
    writer.put_controls((), gone=known)
    _link(writer, as_left, before)


def _as_left(writer: Writer, record: Record) -> Record:
    """The record as people corrected it."""
    return corrected(record, writer.reviews([record.document.id]))


def decided(writer: Writer, first: EventKey, second: EventKey) -> None:
    """Make the incidents of two events anew, after a decision on them was kept or taken back."""
    _rebuild(writer, _reachable(writer, [first, second]))


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
    """Link one report; `before` are the events it was linked with by its earlier reading."""
    refamilied = _link_copies(writer, record)
    mine = _link_events(writer, record)
    _rebuild(writer, before | mine | set(writer.subjects_of(refamilied)), mine)
    writer.put_controls(controls(record))


def _link_copies(writer: Writer, record: Record) -> set[str]:
    """Fold the report into the families; the reports whose family is another now."""
    report = record.document.id
    mine = fingerprint(record.document)
    pairs: _Links = []
    for other, payload in writer.fingerprints_sharing(mine.bands).items():
        found = compare(mine, Fingerprint.from_bytes(payload)) if other != report else None
        if found is not None:
            pairs.append((found.first, found.second, msgspec.json.encode(found)))
    before = {report, *_copies_of(writer, {report})}
    writer.put_fingerprint(report, mine.bands, mine.to_bytes())
    writer.drop_copy_links([report])
    writer.put_copy_links(pairs)
    reached = _component(before, lambda some: _copies_of(writer, some))
    names = sorted(set(writer.families_of(reached).values()))
    old = [family for name in names if (family := writer.family(name))]
    new = _families(writer, reached)
    writer.put_families(new, gone=names)
    was = {copy.report: family for family in old for copy in family.copies}
    return {
        copy.report for family in new for copy in family.copies if was.get(copy.report) != family
    }


def _families(writer: Writer, reports: set[str]) -> tuple[Family, ...]:
    kept = writer.fingerprints(reports)
    links = [
        msgspec.json.decode(payload, type=CopyLink) for _, _, payload in writer.copy_links(reports)
    ]
    return families([Fingerprint.from_bytes(kept[report]) for report in sorted(kept)], links)


def _link_events(writer: Writer, record: Record) -> set[EventKey]:
    """Put the report's subjects and their links; the keys of those subjects."""
    mine = subjects(record)
    near = {subject.key: writer.subjects_sharing(sought(subject)) for subject in mine}
    writer.put_subjects(
        (subject.key, blocks(subject), msgspec.json.encode(subject)) for subject in mine
    )
    links: list[Link] = []
    for subject in mine:
        for key, payload in near[subject.key].items():
            if key.report != record.document.id:
                found = link(subject, msgspec.json.decode(payload, type=Subject))
                links.extend([found] if found else [])
    writer.put_links(links)
    return set(near)


def _rebuild(writer: Writer, touched: set[EventKey], new: Collection[EventKey] = ()) -> None:
    """Make the incidents of the components of these events anew; `new` ones were in none so far.

    Events that are no longer there leave the incidents they were in.
    """
    reached = _reachable(writer, touched)
    held = {
        key: msgspec.json.decode(payload, type=Subject)
        for key, payload in writer.subjects(reached).items()
    }
    writer.put_links(_bridges(writer, held, new))
    old = set(writer.incidents_of(reached).values())
    writer.put_incidents(_incidents(writer, held), gone=sorted(old))


def _bridges(
    writer: Writer, held: Mapping[EventKey, Subject], new: Collection[EventKey]
) -> list[Link]:
    """The links that no block found between what new events made one component of."""
    links = _links(writer, held)
    decisions = writer.decisions(held)
    known = [key for key in held if key not in new]
    part_of = {
        key: number
        for number, part in enumerate(components(known, links, decisions))
        for key in part
    }
    found: list[Link] = []
    for component in components(held, links, decisions):
        parts: dict[int | EventKey, list[Subject]] = {}
        for key in component:
            parts.setdefault(part_of.get(key, key), []).append(held[key])
        found += across(list(parts.values()))
    return found


def _links(writer: Writer, held: Mapping[EventKey, Subject]) -> list[Link]:
    return [each for each in writer.links_of(held) if held.keys() >= set(_ends(each))]


def _incidents(writer: Writer, held: Mapping[EventKey, Subject]) -> list[Incident]:
    links = _links(writer, held)
    reports = {key.report for key in held}
    family_of = writer.families_of(reports)
    reviews = writer.reviews(reports)
    records = {one.document.id: corrected(one, reviews) for one in writer.records(reports)}
    made = []
    for members in cluster(held.values(), links, writer.decisions(held)):
        within = [each for each in links if members >= set(_ends(each))]
        one = summary([held[key] for key in sorted(members)], within, family_of)
        made.append(told(one, records, family_of))
    return made


def _reachable(writer: Writer, keys: Iterable[EventKey]) -> set[EventKey]:
    """The events that links and decisions join to these, directly or by way of others."""

    def around(some: set[EventKey]) -> set[EventKey]:
        decisions = [(each.first, each.second) for each in writer.decisions(some)]
        strong = [each for each in writer.links_of(some) if each.score >= JOINING]
        pairs = [*map(_ends, strong), *decisions]
        return {key for pair in pairs for key in pair}

    return _component(set(keys), around)


def _ends(link: Link) -> tuple[EventKey, EventKey]:
    return link.first, link.second


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
