"""What people did: their lines of the journal, newest first, with the reasons they gave."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from sqlalchemy import Row, Select, and_, func, or_, select

from dateline.store.base import STREAM, Reads, batches
from dateline.store.schema import journal, reviews
from dateline.store.types import Change

# Lines of the journal that are no reader's business.
ACCOUNTS = (
    "login",
    "login-failed",
    "login-throttled",
    "login-refused",
    "logout",
    "token",
    "passes-gone",
    "user",
    "user-gone",
)
# What people do, by kind; all else in the journal is what reading reports led to.
DOINGS = {
    "logins": ACCOUNTS[:5],
    "accounts": ACCOUNTS[5:],
    "reviews": ("review", "review-undone"),
    "decisions": ("pin", "cut", "undecide"),
    "imports": ("import",),
}


class Audited(msgspec.Struct, frozen=True, kw_only=True):
    """Which doings: of these kinds (else all), by or on somebody, between two moments (ISO)."""

    kinds: tuple[str, ...] = ()
    who: str | None = None
    since: str | None = None
    until: str | None = None


class AuditReads(Reads):
    """The journal as an administrator looks at it."""

    def audit(
        self, which: Audited, *, limit: int | None = None, before: int | None = None
    ) -> Iterator[Change]:
        """What people did, newest first; reviews with their value and reason.

        Args:
            which: what is let through.
            limit: at most so many lines.
            before: only lines before this one.
        """
        query = _query(which).limit(limit)
        if before is not None:
            query = query.where(journal.c.number < before)
        for rows in batches(self._stream(query), STREAM):
            yield from self._told([_line(row) for row in rows])

    def _told(self, lines: list[Change]) -> Iterator[Change]:
        """The lines, those on reviews with what the review says."""
        numbers = {number for line in lines if (number := _review(line)) is not None}
        rows = self._rows_in(select(reviews), reviews.c.number, sorted(numbers))
        known = {row.number: row for row in rows}
        for line in lines:
            row = known.get(_review(line) or 0)
            yield line if row is None else msgspec.structs.replace(line, detail=_detail(line, row))

    def last_logins(self, names: Iterable[str]) -> dict[str, str]:
        """When these users logged in last, by name; those who never did are left out."""
        query = select(journal.c.subject, func.max(journal.c.at).label("at"))
        query = query.where(journal.c.action == "login").group_by(journal.c.subject)
        return {row.subject: row.at for row in self._rows_in(query, journal.c.subject, names)}


def _query(which: Audited) -> Select[Any]:
    actions = [one for kind in which.kinds or DOINGS for one in DOINGS.get(kind, ())]
    query = select(journal).where(journal.c.action.in_(actions)).order_by(journal.c.number.desc())
    if which.who is not None:
        on_accounts = and_(journal.c.subject == which.who, journal.c.action.in_(ACCOUNTS))
        query = query.where(or_(journal.c.who == which.who, on_accounts))
    if which.since is not None:
        query = query.where(journal.c.at >= which.since)
    if which.until is not None:
        query = query.where(journal.c.at < which.until)
    return query


def _line(row: Row[Any]) -> Change:
    return Change(**dict(row._mapping) | {"detail": msgspec.json.decode(row.detail)})


def _review(line: Change) -> int | None:
    """The number of the review that a line is of."""
    if line.action == "review":
        return int(line.detail.get("number", 0))
    return int(line.subject) if line.action == "review-undone" else None


def _detail(line: Change, row: Row[Any]) -> dict[str, Any]:
    told = {"number": row.number, "field": row.field, "value": msgspec.json.decode(row.value)}
    return line.detail | told | {"event": f"{row.report}/{row.event}", "why": row.why}
