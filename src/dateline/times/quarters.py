"""Readers of quarters: of the calendar, and those that companies report of."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from dateline.times.clock import Clock, Reader, Reading, dated, relative_year, unknown, year_of
from dateline.times.dates import read_date
from dateline.times.grammar import Found
from dateline.times.moments import Moment, of_quarter, shifted

_HALF_QUARTER = timedelta(45)


def _read_quarter(found: Found, clock: Clock, tense: str) -> Reading:
    number = int(found.number("o") or 1)
    if number > 4:
        return Reading("DURATION", "P1Q")
    year = year_of(found, clock)
    if year is None and found.has("rel"):
        year = relative_year(found, clock)
    elif year is None:
        year = _quarter_year(number, clock, tense)
    return dated(Moment(year=year, quarter=number), clock.today)


def _quarter_year(number: int, clock: Clock, tense: str) -> int | None:
    """Companies report the quarter that has just ended or goes on."""
    today = clock.published
    if clock.narrative or today is None:
        return clock.year if clock.narrative else None
    ahead = number - (today.month + 2) // 3
    if ahead >= 2 and tense == "past":
        return today.year - 1
    return today.year + (ahead <= -3 and tense == "future")


def _read_sameq(found: Found, clock: Clock, tense: str) -> Reading:
    """ "The 1988 period": the quarter told of, in that year."""
    quarter = clock.last.quarter if clock.last else None
    return dated(Moment(year=year_of(found, clock), quarter=quarter))


def read_company_quarter(found: Found, clock: Clock, tense: str) -> Reading:
    """ "The quarter", "that quarter", "the latest quarter", "the quarter ended 31 July"."""
    if found.has("d"):
        end = read_date(found, clock, tense).moment
        if end is None or end.date is None:
            return unknown("Q")
        # The quarter of the calendar in which most of the company's own lies.
        return dated(of_quarter(end.date - _HALF_QUARTER), clock.published)
    if found.word("rel") == "the latest":
        return _read_latest(found, clock, tense)
    moment = quarter_told(clock)
    return dated(moment, clock.today) if moment else unknown("Q")


def quarter_told(clock: Clock) -> Moment | None:
    """The quarter last named, else the one that has just ended, None where nothing dates it."""
    last = clock.last
    if last is not None and last.quarter:
        return last
    if clock.quarter is not None or clock.published is None:
        return clock.quarter
    return shifted(clock.published, -1, "Q")


def _read_latest(found: Found, clock: Clock, tense: str) -> Reading:
    """ "The latest period": the quarter that is reported of."""
    moment = quarter_told(replace(clock, last=None))
    return dated(moment, clock.published) if moment else unknown("Q")


def _read_sameof(found: Found, clock: Clock, tense: str) -> Reading:
    """ "The same period last year": what was named last, in another year."""
    last, word = clock.last, found.word("rel")
    year = int(found.number("y") or 0) or None
    if year is None:
        deictic = word in {"last year", "this year"}
        base = clock.published if deictic and not clock.narrative else clock.told
        year = base.year - (word != "this year") if base else None
    if last is None or last.grain not in {"Q", "M"}:
        last = clock.quarter
    if last is None:
        return dated(Moment(year=year), clock.published)
    return dated(replace(last, year=year, part="", clock=""), clock.told)


def reported(reading: Reading, clock: Clock, *, over: bool) -> Moment | None:
    """The quarter that a company reports of: the one last named that is over, no earlier year's.

    Args:
        reading: what an expression stands for.
        clock: with the quarter known so far.
        over: the text says that it has ended.
    """
    moment, known = reading.moment, clock.quarter
    days = moment.interval() if moment and moment.quarter else None
    if days is None or (not over and clock.published and days[1] > clock.published):
        return known
    return moment if known is None or days >= (known.interval() or days) else known


# Kind of expression (grammar.yaml) -> its reader.
READERS: dict[str, Reader] = {
    "quarter": _read_quarter,
    "sameq": _read_sameq,
    "latest": _read_latest,
    "sameof": _read_sameof,
}
