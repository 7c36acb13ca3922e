"""Queries over incidents: filters, counts over time, look-ups of places and parties."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, exists, or_, select, text

from dateline.incidents import Incident
from dateline.store.base import Reads, clause, day_of, unpack
from dateline.store.derived import bits_of
from dateline.store.names import key_of
from dateline.store.schema import (
    LATEST,
    incident_areas,
    incident_events,
    incident_parties,
    incident_texts,
    incidents,
)
from dateline.store.searching import naming
from dateline.store.types import Box, Count, Filter, Unit, unknown

_EMPTY = Filter()
# Of a store of 200,000 incidents; measured on generated reports, November 2026.
_MANY = 5000


class QueryReads(Reads):
    """Incidents by what they are."""

    def incidents(self, filter: Filter = _EMPTY) -> Iterator[Incident]:
        """The incidents that a filter lets through, in its order.

        Raises:
            StoreError: the filter's `after` is no incident.
        """
        query = select(incident_texts.c.payload).join(incidents)
        with self._reading() as connection:
            query = query.where(*conditions(filter, connection))
        if filter.after is not None:
            query = query.where(self._after(filter))
        query = query.order_by(_order(filter.newest), incidents.c.id).limit(filter.limit)
        if filter.offset:
            query = query.offset(filter.offset)
        for row in self._stream(query):
            yield unpack(row.payload, Incident)

    def count_incidents(self, filter: Filter = _EMPTY) -> int:
        """How many incidents a filter lets through, whatever its limit, offset and order."""
        with self._reading() as connection:
            query = select(_COUNT).select_from(incidents).where(*conditions(filter, connection))
            return int(connection.execute(query).scalar_one())

    def timeline(
        self, filter: Filter = _EMPTY, unit: Unit = "month", *, undated: bool = False
    ) -> list[Count]:
        """How many incidents of each family began when, in order of time and family.

        Periods without an incident are left out. An incident that is known to a month or year
        only counts in the period in which that begins; one of which only the end is known, where
        it ends.

        Args:
            filter: which incidents; its limit, offset and order are not used.
            unit: days, weeks from Monday, or months.
            undated: whether to give those without any date too, last, under period "".
        """
        with self._reading() as connection:
            kinds = (incidents.c.day, incidents.c.family)
            query = select(*kinds, _COUNT).where(*conditions(filter, connection)).group_by(*kinds)
            rows = connection.execute(query).all()
        counts: Counter[tuple[str, str]] = Counter()
        for day, family, number in rows:
            if day != LATEST or undated:
                counts[_period(day, unit), family] += number
        ordered = sorted(counts, key=lambda key: (not key[0], key))
        return [Count(period=p, family=f, incidents=counts[p, f]) for p, f in ordered]

    def _after(self, filter: Filter) -> ColumnElement[bool]:
        assert filter.after is not None
        order = _order(filter.newest)
        row = self._first(select(order).where(incidents.c.id == filter.after))
        if row is None:
            raise unknown("incident", filter.after)
        return or_(order > row[0], and_(order == row[0], incidents.c.id > filter.after))


_COUNT: ColumnElement[int] = text("count(*)")  # type: ignore[assignment]


def _order(newest: bool) -> ColumnElement[int]:
    return incidents.c.recency if newest else incidents.c.day


def conditions(filter: Filter, connection: Connection) -> list[ColumnElement[bool]]:
    """The filter as conditions on the table of incidents."""
    return [
        *_plain_conditions(filter),
        *_period_conditions(filter),
        *_set_conditions(filter, connection),
    ]


def _plain_conditions(filter: Filter) -> Iterator[ColumnElement[bool]]:
    for column, values in (
        (incidents.c.family, filter.families),
        (incidents.c.type, filter.types),
        (incidents.c.status, filter.statuses),
        (incidents.c.standing, filter.standings),
    ):
        if values:
            yield column.in_(values)
    if filter.ids is not None:
        yield incidents.c.id.in_(filter.ids)
    if filter.sources:
        yield incidents.c.sources >= filter.sources
    if filter.killed:
        yield incidents.c.killed >= filter.killed
    if filter.located is not None:
        yield incidents.c.lat.is_not(None) if filter.located else incidents.c.lat.is_(None)
    if filter.told_by:
        yield incidents.c.told_by.bitwise_and(bits_of(filter.told_by)) != 0
    if filter.place is not None:
        yield incidents.c.folded == key_of(filter.place)


def _set_conditions(filter: Filter, connection: Connection) -> Iterator[ColumnElement[bool]]:
    if filter.sides:
        yield _sided(filter, connection)
    if filter.reports is not None:
        told = select(incident_events.c.incident).where(
            incident_events.c.report.in_(filter.reports)
        )
        yield incidents.c.number.in_(told)
    if filter.box is not None:
        yield _meeting(filter.box, connection)
    for word in (filter.text or "").split():
        yield incidents.c.number.in_(naming(word, connection.dialect.name == "sqlite"))


def _period_conditions(filter: Filter) -> Iterator[ColumnElement[bool]]:
    if (end := day_of(filter.end)) is not None:
        yield incidents.c.start_day <= end
    if (start := day_of(filter.start)) is not None:
        yield incidents.c.end_day >= start


def _sided(filter: Filter, connection: Connection) -> ColumnElement[bool]:
    """That one of the sides acts or suffers: asked of each where a few of many are wanted."""
    mine = incident_parties.c.side.in_(filter.sides)
    sided = select(incident_parties.c.incident).where(mine)
    if filter.limit is not None and len(connection.execute(sided.limit(_MANY)).all()) == _MANY:
        return exists().where(incident_parties.c.incident == incidents.c.number, mine)
    return incidents.c.number.in_(sided)


def _meeting(box: Box, connection: Connection) -> ColumnElement[bool]:
    """That an incident's ground meets the box."""
    west, south, east, north = box
    halves = (
        [box] if west <= east else [Box(west, south, 180, north), Box(-180, south, east, north)]
    )
    return or_(*(_meets(half, connection) for half in halves))


def _meets(box: Box, connection: Connection) -> ColumnElement[bool]:
    area = incident_areas.c
    exact = _overlaps(area, box)
    values = {side: float(value) for side, value in box._asdict().items()}
    if connection.dialect.name != "sqlite":
        near = clause(
            "incident_areas.area && ST_MakeEnvelope(:west, :south, :east, :north, 4326)", **values
        )
        return incidents.c.number.in_(select(area.incident).where(near, exact))
    within = "west <= :east AND east >= :west AND south <= :north AND north >= :south"
    near = clause(
        f"incident_areas.number IN (SELECT number FROM incident_areas_boxes WHERE {within})",  # noqa: S608
        **values,
    )
    some = select(text("1")).select_from(text("incident_areas_boxes")).limit(_MANY)
    found = connection.execute(some.where(clause(within, **values))).all()
    if len(found) < _MANY:
        return incidents.c.number.in_(select(area.incident).where(near, exact))
    # The tree is no help where it finds a large part of all: their own boxes are quicker to go by.
    own = exists().where(area.incident == incidents.c.number, exact)
    return and_(_overlaps(incidents.c, box), or_(incidents.c.areas == 1, own))


def _overlaps(columns: Any, box: Box) -> ColumnElement[bool]:
    return and_(
        columns.west <= box.east,
        columns.east >= box.west,
        columns.south <= box.north,
        columns.north >= box.south,
    )


def _period(day: int, unit: Unit) -> str:
    if day == LATEST:
        return ""
    first = date.fromordinal(day)
    if unit == "week":
        first -= timedelta(days=first.weekday())
    elif unit == "month":
        first = first.replace(day=1)
    return first.isoformat()
