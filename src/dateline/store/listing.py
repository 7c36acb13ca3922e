"""Lists of what the store has, page by page, from its columns alone; and the state it is in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, cast

import msgspec
from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select, tuple_

from dateline.incidents import EventKey
from dateline.intervals import require_date
from dateline.store.base import Reads, day_of
from dateline.store.names import key_of
from dateline.store.people import CODING
from dateline.store.queries import conditions
from dateline.store.schema import (
    documents,
    events,
    figures,
    incident_events,
    incidents,
    journal,
    members,
    reviews,
    statements,
)
from dateline.store.types import Box, Filter


class Dot(NamedTuple):
    """What a map shows of an incident: degrees, days as ordinals, the box of its ground, the kinds
    of source that tell it as a bit for each of `TELLERS`. `number` is its row's."""

    id: str
    family: str
    type: str
    status: str
    standing: str
    place: str | None
    lat: float | None
    lon: float | None
    precision: int | None
    start_day: int | None
    end_day: int | None
    sources: int
    killed: int
    west: float | None
    south: float | None
    east: float | None
    north: float | None
    told_by: int
    number: int


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """A report in a list: so many events were read in it; `family` is that of its copies."""

    id: str
    title: str | None
    publisher: str | None
    published: str | None
    coder: str | None
    events: int
    family: str | None


class FigureRow(msgspec.Struct, frozen=True, kw_only=True):
    """One figure of an incident, without its claims; `number` tells it from the others."""

    number: int
    incident: str
    type: str
    place: str | None
    kind: str
    group: str
    side: str
    low: int | None
    high: int | None
    best: int | None


class Narrowing(msgspec.Struct, frozen=True, kw_only=True):
    """Which events, statements or figures to list; what is left empty does not narrow.

    `box` and `located` are of events only: their point lies in it, there is one.

    Raises:
        RecordError: a date is not ISO.
    """

    report: str | None = None
    incident: str | None = None
    types: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    place: str | None = None
    start: str | None = None
    end: str | None = None
    source: str | None = None
    kinds: tuple[str, ...] = ()
    stances: tuple[str, ...] = ()
    side: str | None = None
    box: Box | None = None
    located: bool | None = None

    def __post_init__(self) -> None:
        require_date(self.start, "start of the filter")
        require_date(self.end, "end of the filter")


class Weight(NamedTuple):
    """What hangs on an event that nobody reviewed yet: so many killed, how it stands."""

    key: EventKey
    incident: str
    killed: int
    standing: str


class ListingReads(Reads):
    """Pages of rows, and the number of the journal's last line."""

    def version(self) -> int:
        """The number of the journal's last line: another one means that something changed."""
        row = self._first(select(func.max(journal.c.number)))
        return int(row[0] or 0) if row else 0

    def dots(self, filter: Filter) -> Sequence[Dot]:
        """The incidents with a point that a filter lets through, in no order that means anything.

        The filter's limit, offset and order are not used.
        """
        columns = [incidents.c[name] for name in Dot._fields]
        with self._reading() as connection:
            query = select(*columns).where(*conditions(filter, connection))
            query = query.where(incidents.c.lat.is_not(None))
            rows = connection.execute(query.order_by(incidents.c.number)).all()
        return cast(Sequence[Dot], rows)  # rows have the fields' names; a store has many

    def dot_numbers(self, filter: Filter) -> Sequence[int]:
        """The rows' numbers of the incidents with a point that a filter lets through."""
        with self._reading() as connection:
            query = select(incidents.c.number).where(*conditions(filter, connection))
            query = query.where(incidents.c.lat.is_not(None))
            return connection.execute(query.order_by(incidents.c.number)).scalars().all()

    def report_list(
        self, *, limit: int, after: str | None = None, publisher: str | None = None
    ) -> tuple[list[Listed], int]:
        """A page of reports in order of their ids, and how many there are in all."""
        told = select(func.count()).where(events.c.document == documents.c.number)
        columns = (
            documents.c.report.label("id"),
            *(documents.c[name] for name in ("title", "publisher", "published", "coder")),
            told.scalar_subquery().label("events"),
            members.c.family,
        )
        own = [documents.c.publisher == publisher] if publisher is not None else []
        query = select(*columns).outerjoin(members, members.c.report == documents.c.report)
        query = query.where(*own).order_by(documents.c.report).limit(limit)
        if after is not None:
            query = query.where(documents.c.report > after)
        total = self._first(select(func.count()).select_from(documents).where(*own))
        rows = self._rows(query)
        return [Listed(**row._mapping) for row in rows], int(total[0]) if total else 0

    def event_list(
        self, which: Narrowing, *, limit: int, after: EventKey | None = None
    ) -> tuple[list[tuple[EventKey, str | None]], int]:
        """A page of events with their incidents, by report and id; and how many there are."""
        base = (
            select(documents.c.report, events.c.event, incidents.c.id)
            .select_from(events)
            .join(documents, documents.c.number == events.c.document)
            .outerjoin(
                incident_events,
                and_(
                    incident_events.c.report == documents.c.report,
                    incident_events.c.event == events.c.event,
                ),
            )
            .outerjoin(incidents, incidents.c.number == incident_events.c.incident)
            .where(*_event_conditions(which))
        )
        rows, total = self._page(base, (documents.c.report, events.c.event), limit, after)
        return [(EventKey(row.report, row.event), row.id) for row in rows], total

    def statement_list(
        self, which: Narrowing, *, limit: int, after: EventKey | None = None
    ) -> tuple[list[EventKey], int]:
        """A page of statements by report and id, and how many there are."""
        base = (
            select(documents.c.report, statements.c.statement)
            .select_from(statements)
            .join(documents, documents.c.number == statements.c.document)
            .where(*_statement_conditions(which))
        )
        keys = (documents.c.report, statements.c.statement)
        rows, total = self._page(base, keys, limit, after)
        return [EventKey(row.report, row.statement) for row in rows], total

    def figure_list(
        self, which: Narrowing, *, limit: int, after: int = 0
    ) -> tuple[list[FigureRow], int]:
        """A page of the figures of incidents by their numbers, and how many there are."""
        columns = [figures.c[n] for n in ("number", "kind", "group", "side", "low", "high", "best")]
        base = select(*columns, incidents.c.id, incidents.c.type, incidents.c.place)
        base = base.select_from(figures).join(incidents, incidents.c.number == figures.c.incident)
        base = base.where(*_figure_conditions(which))
        count = self._first(select(func.count()).select_from(base.subquery()))
        query = base.where(figures.c.number > after).order_by(figures.c.number).limit(limit)
        found = [_figure(row) for row in self._rows(query)]
        return found, int(count[0]) if count else 0

    def unreviewed(self, limit: int) -> tuple[list[Weight], int]:
        """Events that nobody reviewed yet, of the incidents that matter most; how many there are.

        Those with more killed come first, then those whose standing is not settled, then the
        latest.
        """
        told = incident_events.c
        seen = select(reviews.c.number).where(
            reviews.c.report == told.report,
            reviews.c.event == told.event,
            reviews.c.undone_by.is_(None),
            reviews.c.field != CODING,
        )
        base = (
            select(told.report, told.event, *(incidents.c[n] for n in ("id", "killed", "standing")))
            .join(incidents, incidents.c.number == told.incident)
            .where(told.event != "", ~seen.exists())
        )
        count = self._first(select(func.count()).select_from(base.subquery()))
        settled = incidents.c.standing == "corroborated"
        order = (incidents.c.killed.desc(), settled, incidents.c.day.desc(), incidents.c.id)
        rows = self._rows(base.order_by(*order, told.report, told.event).limit(limit))
        found = [
            Weight(EventKey(row.report, row.event), row.id, row.killed, row.standing)
            for row in rows
        ]
        return found, int(count[0]) if count else 0

    def _page(
        self,
        base: Select[Any],
        keys: tuple[ColumnElement[str], ColumnElement[str]],
        limit: int,
        after: EventKey | None,
    ) -> tuple[Sequence[Row[Any]], int]:
        count = self._first(select(func.count()).select_from(base.subquery()))
        query = base.order_by(*keys).limit(limit)
        if after is not None:
            query = query.where(tuple_(*keys) > tuple_(after.report, after.event))
        return self._rows(query), int(count[0]) if count else 0


def _figure(row: Row[Any]) -> FigureRow:
    known = dict(row._mapping)
    return FigureRow(incident=known.pop("id"), **known)


def _event_conditions(which: Narrowing) -> Iterator[ColumnElement[bool]]:
    yield from _types(events.c, which)
    yield from _days(events.c, which)
    if which.box is not None:
        west, south, east, north = which.box
        lon = events.c.lon
        yield events.c.lat.between(south, north)
        yield lon.between(west, east) if west <= east else or_(lon >= west, lon <= east)
    if which.located is not None:
        yield events.c.lat.is_not(None) if which.located else events.c.lat.is_(None)
    if which.report is not None:
        yield documents.c.report == which.report
    if which.incident is not None:
        yield incidents.c.id == which.incident
    if which.statuses:
        yield events.c.status.in_(which.statuses)
    if which.place is not None:
        yield events.c.folded == key_of(which.place)


def _statement_conditions(which: Narrowing) -> Iterator[ColumnElement[bool]]:
    if which.report is not None:
        yield documents.c.report == which.report
    if which.incident is not None:
        told = select(incident_events.c.report).join(incidents)
        yield documents.c.report.in_(told.where(incidents.c.id == which.incident))
    if which.source is not None:
        yield statements.c.folded == key_of(which.source)
    if which.kinds:
        yield statements.c.kind.in_(which.kinds)
    if which.stances:
        yield statements.c.stance.in_(which.stances)


def _figure_conditions(which: Narrowing) -> Iterator[ColumnElement[bool]]:
    yield from _types(incidents.c, which)
    yield from _days(incidents.c, which)
    if which.incident is not None:
        yield incidents.c.id == which.incident
    if which.report is not None:
        told = select(incident_events.c.incident).where(incident_events.c.report == which.report)
        yield figures.c.incident.in_(told)
    if which.place is not None:
        yield incidents.c.folded == key_of(which.place)
    if which.kinds:
        yield figures.c.kind.in_(which.kinds)
    if which.side is not None:
        yield figures.c.side == which.side


def _types(columns: Any, which: Narrowing) -> Iterator[ColumnElement[bool]]:
    if which.types or which.families:
        yield or_(columns.type.in_(which.types), columns.family.in_(which.families))


def _days(columns: Any, which: Narrowing) -> Iterator[ColumnElement[bool]]:
    if (end := day_of(which.end)) is not None:
        yield columns.start_day <= end
    if (start := day_of(which.start)) is not None:
        yield columns.end_day >= start
