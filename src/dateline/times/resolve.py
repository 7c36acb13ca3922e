"""What each expression stands for, seen from publication or from the story's own clock."""

from __future__ import annotations

from dateline.times import dates, days, quarters, relative, vague
from dateline.times.clock import Clock, Reader, Reading, unknown
from dateline.times.grammar import Found

_READERS: dict[str, Reader] = {
    **dates.READERS,
    **days.READERS,
    **quarters.READERS,
    **relative.READERS,
    **vague.READERS,
}


def resolve(found: Found, clock: Clock, tense: str) -> Reading:
    """The reading of one expression.

    Args:
        found: the expression.
        clock: from where it is read.
        tense: "past", "future" or "present": that of the clause it stands in.
    """
    try:
        return _READERS[found.kind](found, clock, tense)
    except (ValueError, OverflowError):
        # Beyond the calendar that Python keeps: the years 1 to 9999.
        return unknown("Y")
