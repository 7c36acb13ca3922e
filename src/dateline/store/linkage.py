"""What finding incidents keeps of events: subjects with their blocks, links, people's decisions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Row, Table, select, tuple_

from dateline.errors import StoreError
from dateline.incidents import Decision, EventKey, Link, Reason
from dateline.store.base import Reads, Writes, batches, number_of, pack, unpack
from dateline.store.schema import blocks, decisions, documents, links, subjects

_SUBJECT = select(documents.c.report, subjects.c.event, subjects.c.payload).join(
    documents, documents.c.number == subjects.c.document
)
_SIDES = ("first_", "second_")
_SCORE = select(
    links.c.first_report,
    links.c.first_event,
    links.c.second_report,
    links.c.second_event,
    links.c.score,
)


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
        query = _SUBJECT.join(blocks, blocks.c.subject == subjects.c.number).distinct()
        return _payloads(self._rows_in(query, blocks.c.block, {number_of(key) for key in keys}))

    def links_of(self, keys: Iterable[EventKey]) -> list[Link]:
        """Every link that one of these events is in, in order of their two ends."""
        return [_link(row) for row in self._touching(links, keys)]

    def scores_of(self, reports: Iterable[str]) -> list[tuple[str, str, str, str, float]]:
        """The two ends and the chance of every link that an event of these reports is in.

        There may be thousands: they come as the driver's own rows.
        """
        asked = sorted(set(reports))
        found: list[tuple[str, str, str, str, float]] = []
        with self._reading() as connection:
            for side in _SIDES:
                for batch in batches(asked):
                    query = _SCORE.where(links.c[f"{side}report"].in_(batch))
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
        asked = sorted({tuple(key) for key in keys})
        found = {}
        for side in _SIDES:
            pair = tuple_(table.c[f"{side}report"], table.c[f"{side}event"])
            for row in self._rows_in(select(table), pair, asked):
                found[_ends(row)] = row
        return [found[ends] for ends in sorted(found)]


class LinkWrites(LinkReads, Writes):
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
            pair = tuple_(subjects.c.document, subjects.c.event)
            old = select(subjects.c.number).where(pair.in_(sorted(entered)))
            self._run(blocks.delete().where(blocks.c.subject.in_(old)))
            self._delete_in(subjects, pair, sorted(entered))
            self._insert(
                subjects,
                [
                    {"document": number, "event": event, "payload": data}
                    for (number, event), (_, data) in entered.items()
                ],
            )
            made = select(subjects.c.number, subjects.c.document, subjects.c.event)
            rows = [
                {"block": block, "subject": row.number}
                for row in self._rows_in(made, pair, sorted(entered))
                for block in sorted({number_of(key) for key in entered[row.document, row.event][0]})
            ]
            self._insert(blocks, rows)

    def drop_subjects(self, keys: Iterable[EventKey]) -> None:
        """Forget these events, with their blocks and links."""
        asked = sorted({EventKey(*key) for key in keys})
        for key in asked:
            number = select(documents.c.number).where(documents.c.report == key.report)
            mine = (subjects.c.document == number.scalar_subquery(), subjects.c.event == key.event)
            old = select(subjects.c.number).where(*mine)
            self._run(blocks.delete().where(blocks.c.subject.in_(old)))
            self._run(subjects.delete().where(*mine))
        self.drop_links(asked)

    def put_links(self, found: Iterable[Link]) -> None:
        """Keep links, each in place of an earlier one of the same two events."""
        for batch in batches(found):
            rows = {}
            for link in batch:
                columns = _columns(link.first, link.second)
                rows[tuple(columns.values())] = {
                    **columns,
                    "score": link.score,
                    "reasons": pack(link.reasons),
                }
            self._upsert(links, rows.values())

    def drop_links(self, keys: Iterable[EventKey]) -> None:
        """Forget every link that one of these events is in."""
        asked = sorted({EventKey(*key) for key in keys})
        for side in _SIDES:
            self._delete_keys(links, asked, side)

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


def _link(row: Row[Any]) -> Link:
    first, second = _ends(row)
    reasons = unpack(row.reasons, tuple[Reason, ...])
    return Link(first=first, second=second, score=row.score, reasons=reasons)


def _payloads(rows: Iterable[Row[Any]]) -> dict[EventKey, bytes]:
    found = {EventKey(row.report, row.event): bytes(row.payload) for row in rows}
    return dict(sorted(found.items()))
