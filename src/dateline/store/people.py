"""Users, their reviews, and the journal of all that was done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from sqlalchemy import Row, Select, select

from dateline.errors import StoreError
from dateline.incidents import EventKey
from dateline.store.base import Reads, Writes
from dateline.store.passes import passes
from dateline.store.schema import journal, reviews, users
from dateline.store.types import Change, Review, User

# The field of a review that is a second coding: it is compared, never applied.
CODING = "coding"


class PeopleReads(Reads):
    """Users, reviews, journal."""

    def user(self, name: str) -> User | None:
        """The user of this name."""
        row = self._first(select(users).where(users.c.name == name))
        return User(**row._mapping) if row else None

    def users(self) -> list[User]:
        """All users, in order of their names."""
        return [User(**row._mapping) for row in self._rows(select(users).order_by(users.c.name))]

    def reviews(
        self, reports: Iterable[str] | None = None, *, undone: bool = False
    ) -> list[Review]:
        """The reviews of these reports' events, or all, in the order in which they were made.

        Args:
            reports: ids of reports.
            undone: whether to give those taken back too.
        """
        query = select(reviews).where(reviews.c.field != CODING)
        return self._reviews(
            query if undone else query.where(reviews.c.undone_by.is_(None)), reports
        )

    def codings(self, reports: Iterable[str] | None = None) -> list[Review]:
        """What second coders made of these reports' events, or of all, in order.

        They are reviews of the field CODING, and none of the others: they change no event.
        """
        coded = (reviews.c.field == CODING, reviews.c.undone_by.is_(None))
        return self._reviews(select(reviews).where(*coded), reports)

    def _reviews(self, query: Select[Any], reports: Iterable[str] | None) -> list[Review]:
        if reports is None:
            rows = list(self._rows(query))
        else:
            rows = list(self._rows_in(query, reviews.c.report, sorted(set(reports))))
        return [_review(row) for row in sorted(rows, key=lambda row: row.number)]

    def changes(
        self, since: str | int = 0, *, subject: str | None = None, limit: int | None = None
    ) -> Iterator[Change]:
        """The lines of the journal, oldest first.

        Args:
            since: an ISO date, or date and time in UTC, from which on; or the number of a line,
                after which.
            subject: only lines on this report or incident.
            limit: at most so many.
        """
        after = journal.c.number > since if isinstance(since, int) else journal.c.at >= since
        query = select(journal).where(after).order_by(journal.c.number)
        if subject is not None:
            query = query.where(journal.c.subject == subject)
        for row in self._stream(query if limit is None else query.limit(limit)):
            yield Change(
                number=row.number,
                at=row.at,
                who=row.who,
                action=row.action,
                subject=row.subject,
                detail=msgspec.json.decode(row.detail),
            )


class PeopleWrites(PeopleReads, Writes):
    """Keeping users and reviews."""

    def put_user(self, user: User, **detail: Any) -> None:
        """Keep a user, in place of the one of that name; `detail` is for the journal."""
        self._upsert(users, [msgspec.structs.asdict(user)])
        self._note("user", user.name, role=user.role, **detail)

    def drop_user(self, name: str) -> bool:
        """Remove a user and their passes; what they did stays. False where there is none."""
        self._run(passes.delete().where(passes.c.user == name))
        result = self._connection.execute(users.delete().where(users.c.name == name))
        if result.rowcount:
            self._note("user-gone", name)
        return bool(result.rowcount)

    def add_review(self, review: Review) -> int:
        """Keep a review and give its number."""
        row: dict[str, Any] = {
            "report": review.event.report,
            "event": review.event.event,
            "field": review.field,
            "value": msgspec.json.encode(review.value).decode(),
            "by": review.by,
            "at": review.at,
            "why": review.why,
        }
        result = self._connection.execute(reviews.insert().values(row).returning(reviews.c.number))
        number = int(result.scalar_one())
        self._note(
            "review",
            f"{review.event.report}#{review.event.event}",
            number=number,
            field=review.field,
            by=review.by,
        )
        return number

    def undo_review(self, number: int, by: str) -> None:
        """Take a review back; it stays to be seen.

        Raises:
            StoreError: there is no such review, or it was taken back before.
        """
        here = (reviews.c.number == number, reviews.c.undone_by.is_(None))
        result = self._connection.execute(reviews.update().where(*here).values(undone_by=by))
        if not result.rowcount:
            raise StoreError(f"there is no review {number} that could be undone")
        self._note("review-undone", str(number), by=by)

    def note(self, action: str, subject: str, **detail: Any) -> None:
        """Add a line to the journal, for what the store does not note by itself."""
        self._note(action, subject, **detail)


def _review(row: Row[Any]) -> Review:
    return Review(
        event=EventKey(row.report, row.event),
        field=row.field,
        value=msgspec.json.decode(row.value),
        by=row.by,
        at=row.at,
        why=row.why,
        number=row.number,
        undone_by=row.undone_by,
    )
