"""What people said of a report's events, moved to the ids that a new reading gives them."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import or_, select

from dateline.store.base import Writes
from dateline.store.schema import decisions, reviews

_ENDS = (("first_report", "first_event"), ("second_report", "second_event"))


class MoveWrites(Writes):
    """Reviews and decisions under other ids."""

    def said_of(self, report: str) -> set[str]:
        """The events of the report on which there are reviews, undone ones too, or decisions."""
        found = select(reviews.c.event).where(reviews.c.report == report)
        ids = {row.event for row in self._rows(found)}
        for whose, which in _ENDS:
            ends = select(decisions.c[which]).where(decisions.c[whose] == report)
            ids |= {row[0] for row in self._rows(ends)}
        return ids

    def move_events(self, report: str, names: Mapping[str, str]) -> None:
        """Give what was said of the report's events to other ids of it, all at once."""
        moved = {old: new for old, new in names.items() if old != new}
        if not moved:
            return
        self._move_reviews(report, moved)
        self._move_decisions(report, moved)
        for old, new in sorted(moved.items()):
            self._note("moved", f"{report}#{new}", was=old)

    def _move_reviews(self, report: str, moved: Mapping[str, str]) -> None:
        query = select(reviews.c.number, reviews.c.event).where(reviews.c.report == report)
        for row in self._rows(query):
            if row.event in moved:
                this = reviews.update().where(reviews.c.number == row.number)
                self._run(this.values(event=moved[row.event]))

    def _move_decisions(self, report: str, moved: Mapping[str, str]) -> None:
        mine = or_(*(decisions.c[whose] == report for whose, _ in _ENDS))
        rows = [dict(row._mapping) for row in self._rows(select(decisions).where(mine))]
        self._run(decisions.delete().where(mine))
        for row in rows:
            ends = [(row[whose], row[which]) for whose, which in _ENDS]
            first, second = sorted(
                (whose, moved.get(which, which) if whose == report else which)
                for whose, which in ends
            )
            row |= dict(zip((*_ENDS[0], *_ENDS[1]), (*first, *second), strict=True))
        self._insert(decisions, rows)
