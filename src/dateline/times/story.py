"""Whether a text is a story told by its own dates, and where it only glances at other years."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from dateline.times.clock import LAST, written_year
from dateline.times.grammar import Found
from dateline.times.moments import Moment

# A text is a story told by its own dates when it names this many years far from publication, and
# they outweigh its "yesterday" and "on Friday"; set by looking at timex
# train and dev, 2026-11.
_STORY_YEARS = 6
_STORY_SHARE = 0.6
_FAR = 2
_LATER = frozenset(["later", "after", "afterwards", "afterward", "thereafter"])
_OUTWEIGH = 3
_SHORT_YEARS = 3
_DATED = frozenset(["date", "month", "year", "years", "season", "dayonly", "months", "pair"])
# A text that dates this much by year is a chronicle, however near its years are to publication.
_DENSE_YEARS = 20
_DENSE_SHARE = 8


def is_story(found: Sequence[Found], published: date | None) -> bool:
    """Whether the text is reckoned by its own dates rather than by its publication."""
    years = [int(each.number("y") or 0) for each in found if each.has("y")]
    here = sum(each.kind in {"weekday", "day", "ago"} for each in found)
    here += sum(
        each.kind == "unit" and each.word("rel") in {"this", "last", "next"} for each in found
    )
    far = [year for year in years if published is None or abs(year - published.year) > _FAR]
    if len(years) >= _DENSE_YEARS and len(years) > _DENSE_SHARE * here:
        return True
    if published and not here and len(far) == len(years) >= _SHORT_YEARS:
        # A short story begins with its year and names no day seen from publication.
        first = next((each for each in found if each.kind in _DATED), None)
        return first is not None and first.has("y")
    return len(far) >= max(_STORY_YEARS, _STORY_SHARE * len(years)) and len(far) > _OUTWEIGH * here


def asides(found: Sequence[Found]) -> frozenset[int]:
    """Which expressions only glance at another year: the story goes on in the year before them."""
    years = [(index, year) for index, each in enumerate(found) if (year := written_year(each))]
    aside: set[int] = set()
    told: int | None = None
    for (index, year), (_, following) in pairwise([*years, (-1, 0)]):
        if told is not None and year != told and following in {told, told + 1} - {year}:
            aside.add(index)
        else:
            told = year
    return frozenset(aside)


def goes_on(found: Found, moment: Moment, last: Moment | None) -> bool:
    """Whether a story goes on from a date: not from one it looks back to ("two years earlier").

    Args:
        found: the expression.
        moment: what it stands for.
        last: the date from which the story was told so far.
    """
    if found.kind in {"ago", "fromref"}:
        return found.word("dir") in _LATER
    if found.kind in {"unit", "month", "season"}:
        return found.word("rel") not in LAST
    # A bare year that holds the day told of says less than that day.
    within = last is not None and last.month is not None and last.year == moment.year
    return moment.grain != "Y" or not within
