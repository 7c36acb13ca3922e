"""What finding incidents keeps of events: subjects with their blocks, links, people's decisions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Row, Table, bindparam, select

from dateline.errors import StoreError
from dateline.incidents import Decision, EventKey, Link
from dateline.store.base import Reads, Writes, batches, number_of
from dateline.store.schema import blocks, decisions, documents, links, subjects

_SUBJECT = select(documents.c.report, subjects.c.event, subjects.c.payload).join(
    documents, documents.c.number == subjects.c.document
)
_KEY = select(documents.c.report, subjects.c.event, subjects.c.number).join(
    documents, documents.c.number == subjects.c.document
)
_NEAR = select(links.c.subject, links.c.other, links.c.score)
_SIDES = ("first_", "second_")


class LinkReads(Reads):
    """Subjects, links and decisions by event."""

    def subjects(self, keys: Iterable[EventKey]) -> dict[EventKey, bytes]:
        """The payloads of these events, those that are kept."""
        asked = {EventKey(*key) for key in keys}
        reports = {key.report for key in asked}
        found = _payloads(self._rows_in(_SUBJECT, documents.c.report, reports))
        return {key: found[key] for key in sorted(asked & found.keys())}

    def subjects_of(self, reports: Iterable[str]) -> dict[EventKey, bytes]:
        """The payloads of all events of these reports."""
        return _payloads(self._rows_in(_SUBJECT, documents.c.report, set(reports)))

    def subjects_sharing(self, keys: Iterable[str]) -> dict[EventKey, bytes]:
        """The events that have one of these blocks, with their payloads, in order of the keys."""
        found: set[int] = set()
        for batch in batches(sorted({number_of(key) for key in keys})):
            query = select(blocks.c.subject).where(blocks.c.block.in_(batch))
            found.update(row.subject for row in self._rows(query))
        return _payloads(self._rows_in(_SUBJECT, subjects.c.number, sorted(found)))

    def numbers_of(self, keys: Iterable[EventKey]) -> dict[EventKey, int]:
        """The numbers by which links know these events, those whose subjects are kept."""
        asked = {EventKey(*key) for key in keys}
        rows = self._rows_in(_KEY, documents.c.report, sorted({key.report for key in asked}))
        found = {EventKey(row.report, row.event): int(row.number) for row in rows}
        return {key: found[key] for key in asked & found.keys()}

    def keys_of(self, numbers: Iterable[int]) -> dict[int, EventKey]:
        """The events of these numbers."""
        rows = self._rows_in(_KEY, subjects.c.number, sorted(numbers))
        return {int(row.number): EventKey(row.report, row.event) for row in rows}

    def neighbours(self, numbers: Iterable[int]) -> list[tuple[int, int, float]]:
        """The links of these events: an event's number, another's, the chance that they are one.

        There may be thousands: they come as the driver's own rows.
        """
        found: list[tuple[int, int, float]] = []
        with self._reading() as connection:
            for batch in batches(sorted(numbers)):
                query = _NEAR.where(links.c.subject.in_(batch))
                found += connection.execute(query).cursor.fetchall()
        return found

    def decisions(self, keys: Iterable[EventKey] | None = None) -> list[Decision]:
        """What people decided on these events, or all they did, in order of the two events."""
        if keys is None:
            rows: Sequence[Row[Any]] = self._rows(select(decisions))
            rows = sorted(rows, key=_ends)
        else:
            rows = self._touching(decisions, keys)
        return [
            Decision(
                first=ends[0],
                second=ends[1],
                verdict=row.verdict,
                by=row.by,
                at=row.at,
                why=row.why,
            )
            for row in rows
            for ends in (_ends(row),)
        ]

    def _touching(self, table: Table, keys: Iterable[EventKey]) -> list[Row[Any]]:
        asked = {EventKey(*key) for key in keys}
        found = {}
        for side in _SIDES:
            column = table.c[f"{side}report"]
            for row in self._rows_in(select(table), column, sorted({key.report for key in asked})):
                if asked & set(ends := _ends(row)):
                    found[ends] = row
        return [found[ends] for ends in sorted(found)]


class SubjectWrites(Writes):
    """Forgetting what was kept of events."""

    def _kept(self, documents: Iterable[int]) -> Iterator[Row[Any]]:
        query = select(subjects.c.number, subjects.c.document, subjects.c.event)
        return self._rows_in(query, subjects.c.document, documents)

    def _forget_subjects(self, numbers: Iterable[int]) -> None:
        for batch in batches(sorted(numbers)):
            linked = select(links.c.subject, links.c.other)
            pairs = list(self._rows_in(linked, links.c.subject, batch))
            self._delete_in(links, links.c.subject, batch)
            if rows := [{"one": row.other, "two": row.subject} for row in pairs]:
                back = (links.c.subject == bindparam("one"), links.c.other == bindparam("two"))
                self._run(links.delete().where(*back), rows)
            self._delete_in(blocks, blocks.c.subject, batch)
            self._delete_in(subjects, subjects.c.number, batch)


class LinkWrites(LinkReads, SubjectWrites):
    """Keeping subjects, links and decisions."""

    def put_subjects(self, entries: Iterable[tuple[EventKey, Iterable[str], bytes]]) -> None:
        """Keep what comparing an event needs, in place of what was kept of it.

        Args:
            entries: the event, the blocks it is in (events that share one are candidates), and
                whatever comparing two events needs.

        Raises:
            StoreError: an event's report is not in the store.
        """
        for batch in batches(entries, 200):
            query = select(documents.c.report, documents.c.number)
            asked = {key[0] for key, _, _ in batch}
            known = dict(map(tuple, self._rows_in(query, documents.c.report, asked)))
            if unknown := asked - known.keys():
                raise StoreError("add this report before its events", min(unknown))
            entered = {(known[key[0]], key[1]): (keys, data) for key, keys, data in batch}
            self._forget_subjects(
                row.number
                for row in self._kept(known.values())
                if (row.document, row.event) in entered
            )
            self._insert(
                subjects,
                [
                    {"document": number, "event": event, "payload": data}
                    for (number, event), (_, data) in entered.items()
                ],
            )
            rows = [
                {"block": block, "subject": row.number}
                for row in self._kept(known.values())
                if (row.document, row.event) in entered
                for block in sorted(
                    {number_of(key) for key in entered[(row.document, row.event)][0]}
                )
            ]
            self._insert(blocks, rows)

    def drop_subjects(self, keys: Iterable[EventKey]) -> None:
        """Forget these events, with their blocks and links."""
        self._forget_subjects(self.numbers_of(keys).values())

    def put_links(self, found: Iterable[Link]) -> None:
        """Keep the chances of links, each in place of an earlier one of the same two events.

        Raises:
            StoreError: an event's subject is not kept.
        """
        for batch in batches(found):
            ends = {EventKey(*end) for link in batch for end in (link.first, link.second)}
            number = self.numbers_of(ends)
            if unknown := ends - number.keys():
                raise StoreError("put this report's events before their links", min(unknown).report)
            chances = {}
            for link in batch:
                one, other = number[link.first], number[link.second]
                chances[one, other] = chances[other, one] = link.score
            rows = [
                {"subject": one, "other": other, "score": score}
                for (one, other), score in sorted(chances.items())
            ]
            self._upsert(links, rows)

    def decide(self, decision: Decision) -> None:
        """Keep a person's word on two events, in place of an earlier one on the same two."""
        columns = _columns(decision.first, decision.second)
        if columns["first_report"] == columns["second_report"] and (
            columns["first_event"] == columns["second_event"]
        ):
            raise StoreError("an event cannot be pinned to itself or cut from itself")
        told = {"verdict": decision.verdict, "by": decision.by, "at": decision.at}
        self._upsert(decisions, [columns | told | {"why": decision.why}])
        subject = f"{columns['first_report']}#{columns['first_event']}"
        other = f"{columns['second_report']}#{columns['second_event']}"
        self._note(decision.verdict, subject, other=other, by=decision.by, why=decision.why)

    def undecide(self, first: EventKey, second: EventKey, by: str) -> bool:
        """Take back what was decided on two events; false where nothing was."""
        columns = _columns(first, second)
        same = [decisions.c[name] == value for name, value in columns.items()]
        result = self._connection.execute(decisions.delete().where(*same))
        if result.rowcount:
            ends = list(columns.values())
            self._note("undecide", "#".join(ends[:2]), other="#".join(ends[2:]), by=by)
        return bool(result.rowcount)


def _columns(first: EventKey, second: EventKey) -> dict[str, str]:
    a, b = sorted((EventKey(*first), EventKey(*second)))
    return {
        "first_report": a.report,
        "first_event": a.event,
        "second_report": b.report,
        "second_event": b.event,
    }


def _ends(row: Row[Any]) -> tuple[EventKey, EventKey]:
    first = EventKey(row.first_report, row.first_event)
    return first, EventKey(row.second_report, row.second_event)


def _payloads(rows: Iterable[Row[Any]]) -> dict[EventKey, bytes]:
    found = {EventKey(row.report, row.event): bytes(row.payload) for row in rows}
    return dict(sorted(found.items()))
