"""Intervals of whole days: how they compare, and their texts in ISO 8601 and EDTF."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import Literal

import msgspec

from dateline.errors import RecordError

TimePrecision = Literal["day", "week", "month", "season", "year", "range", "open"]
_FIRST, _LAST = "", "9999-12-31"


def require(condition: bool, message: str) -> None:
    """Raise RecordError unless the condition holds."""
    if not condition:
        raise RecordError(message)


def require_date(value: str | None, field: str) -> None:
    """Raise RecordError unless the value is null or an ISO date."""
    if value is None:
        return
    written: str | None = None
    with suppress(ValueError):
        # fromisoformat also takes 20241115 and 2024-W46-5, which do not sort as text.
        written = date.fromisoformat(value).isoformat()
    require(written == value, f"{field} must be an ISO date such as 2024-11-15, not {value!r}")


class Interval(msgspec.Struct, frozen=True, kw_only=True):
    """Whole days, both ends inclusive, null where open or unproved."""

    start: str | None = None
    end: str | None = None
    precision: TimePrecision = "day"

    def __post_init__(self) -> None:
        require_date(self.start, "period start")
        require_date(self.end, "period end")
        if self.start and self.end:
            require(self.start <= self.end, f"period starts {self.start} after its end {self.end}")

    def overlaps(self, other: Interval) -> bool:
        """Whether the two share a day. A null end reaches without limit; no dates share none."""
        if not (self.start or self.end) or not (other.start or other.end):
            return False
        ends = (self.end or _LAST, other.end or _LAST)
        return (self.start or _FIRST) <= ends[1] and (other.start or _FIRST) <= ends[0]

    def contains(self, other: Interval) -> bool:
        """Whether every day of `other` is one of this period's; only a null end holds another."""
        if not self.overlaps(other):
            return False
        begins = self.start is None or (other.start is not None and self.start <= other.start)
        return begins and (self.end is None or (other.end is not None and other.end <= self.end))

    def iso(self) -> str:
        """ISO 8601 interval text, null ends as in ISO 8601-2; "" without any date.

        Example:
            2024-11-11/2024-11-17 for a week, 2022-02-24/.. for what goes on.
        """
        return f"{self.start or '..'}/{self.end or '..'}" if self.start or self.end else ""

    def edtf(self) -> str:
        """EDTF (level 1) text, as short as the dates allow; "" without any date.

        A null start is unknown, a null end open. Seasons run from 21 (spring) to 24 (winter), in
        the year in which they begin.

        Example:
            2024-11 for a month, 2024-22 for a summer, /2024-11-13 for "recently".
        """
        if self.start is None or self.end is None:
            return f"{self.start or ''}/{self.end or '..'}" if self.start or self.end else ""
        if self.start == self.end:
            return self.start
        return self._unit(self.start, self.end) or f"{self.start}/{self.end}"

    def _unit(self, start: str, end: str) -> str:
        """The year, month or season that the days make up, "" for any others."""
        first, last = date.fromisoformat(start), date.fromisoformat(end)
        ends_month = end == _LAST or date.fromordinal(last.toordinal() + 1).day == 1
        if first.day != 1 or not ends_month:
            return ""
        months = (last.year - first.year) * 12 + last.month - first.month + 1
        if months == 1:
            return start[:7]
        if months == 12 and first.month == 1:
            return start[:4]
        if months == 3 and self.precision == "season" and first.month % 3 == 0:
            return f"{start[:4]}-{20 + first.month // 3}"
        return ""
