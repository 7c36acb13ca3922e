"""Whether a text is a story told by its own dates, and where it only glances at other years."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dateline.times.clock import written_year
from dateline.times.grammar import Found

# A text is a story told by its own dates when it names this many years far from publication, and
# they outweigh its "yesterday" and "on Friday"; set by looking at timex
# train and dev, 2026-11.
_STORY_YEARS = 6
_STORY_SHARE = 0.6
_FAR = 2
_OUTWEIGH = 3
# A text that dates this much by year is a chronicle, however near its years are to publication.
_DENSE_YEARS = 20
_DENSE_SHARE = 8
# So many years of the story's own after a glance at another show that it has gone on; one does
# where the glance goes further than _GLANCE years.
_GOES_ON = 2
_GLANCE = 5


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
    return len(far) >= max(_STORY_YEARS, _STORY_SHARE * len(years)) and len(far) > _OUTWEIGH * here


def asides(found: Sequence[Found]) -> frozenset[int]:
    """Which expressions only glance at another year: the story goes on in the year before them."""
    years = [(index, year) for index, each in enumerate(found) if (year := written_year(each))]
    aside: set[int] = set()
    told: int | None = None
    for place, (index, year) in enumerate(years):
        if told is not None:
            here = {told, told + 1} - {year}
            proof = 1 if abs(year - told) > _GLANCE else _GOES_ON
            following = [other for _, other in years[place + 1 : place + 1 + proof]]
            if year != told and len(following) == proof and here.issuperset(following):
                aside.add(index)
                continue
        told = year
    return frozenset(aside)
