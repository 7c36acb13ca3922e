"""Readers of dates: days, months, years, seasons, quarters, decades, holidays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from dateline.intervals import TimePrecision
from dateline.times.clock import (
    LAST,
    NEXT,
    Clock,
    Reader,
    Reading,
    century_of,
    dated,
    hours_of,
    nearest_year,
    relative_year,
    timed,
    undated,
    year_of,
)
from dateline.times.durations import amount, duration
from dateline.times.grammar import Found
from dateline.times.holidays import holiday
from dateline.times.moments import Moment, narrowed, of_day, season_year, weekday_near

_SUMMER = 6
_LATEST_HUNDREDS = 200


def read_date(found: Found, clock: Clock, tense: str) -> Reading:
    """A day or month, with or without its year."""
    month, day = int(found.value("m") or 1), int(found.number("d") or 0) or None
    year = year_of(found, clock)
    anchor = None
    if year is None and found.has("rel"):
        year = relative_year(found, clock)
        anchor = clock.told if clock.narrative else clock.published
    elif year is None:
        weekday = found.value("wd") or found.value("wx")
        year = nearest_year(clock, tense, lambda y: date(y, month, day or 1))
        if year and weekday and day and not clock.narrative:
            year = _year_of_weekday(year, month, day, int(weekday))
        anchor = clock.told if clock.narrative else clock.published
    moment = timed(Moment(year=year, month=month, day=day), hours_of(found))
    if day and year and year > 0 and not found.has("y") and moment.date is None:
        # 29 February of a year that has none: the year is not the one meant.
        moment = replace(moment, year=None)
    return dated(moment, anchor)


def _year_of_weekday(year: int, month: int, day: int, weekday: int) -> int:
    """The year nearest to `year` in which the date falls on the weekday told with it."""
    for candidate in (year, year - 1, year + 1):
        moment = Moment(year=candidate, month=month, day=day).date
        if moment and moment.isoweekday() == weekday:
            return candidate
    return year


def _read_iso(found: Found, clock: Clock, tense: str) -> Reading:
    word = found.word("iso")
    parts = [int(part) for part in word.replace("/", "-").replace(".", "-").split("-")]
    if parts[0] > 31:
        year, month, day = parts
    else:
        month, day, year = parts
        if month > 12 or "." in word:
            month, day = day, month
        if year < 100:
            year = century_of(year, clock)
    moment = timed(Moment(year=year, month=month, day=day), hours_of(found))
    return dated(moment if moment.date else Moment(year=year))


def _read_month(found: Found, clock: Clock, tense: str) -> Reading:
    month = int(found.value("m") or 1)
    rel = found.word("rel")
    today = clock.today
    if not rel or today is None:
        return (
            read_date(found, clock, tense)
            if not rel
            else dated(Moment(year=clock.year if clock.narrative else None, month=month))
        )
    year = today.year
    if rel in LAST or rel == "past":
        year -= month >= today.month
    elif rel in NEXT:
        year += month <= today.month
    elif rel == "that":
        year = clock.told.year if clock.told else year
    return dated(Moment(year=year, month=month), today)


def _read_year(found: Found, clock: Clock, tense: str) -> Reading:
    if found.has("n"):
        return dated(Moment(year=int(found.number("n") or 0)))
    return dated(Moment(year=year_of(found, clock)))


def _read_years(found: Found, clock: Clock, tense: str) -> Reading:
    year = int(found.number("y") or 0)
    return dated(Moment(year=-year if found.has("era") else year))


def _read_monthend(found: Found, clock: Clock, tense: str) -> Reading:
    today = clock.today
    month = today.month if today and found.value("u") == "M" else None
    return dated(Moment(year=today.year if today else None, month=month), today)


def _read_season(found: Found, clock: Clock, tense: str) -> Reading:
    season = str(found.value("s"))
    rel = found.word("rel")
    today = clock.today
    year = year_of(found, clock)
    if year is not None:
        return dated(Moment(year=year, season=season))
    if rel.removeprefix("the ") in {
        "same",
        "this",
        "that",
        "last",
        "following",
        "previous",
        "next",
    } and (found.parts["rel"][-1].start > found.parts["s"][-1].start):
        return dated(Moment(year=relative_year(found, clock), season=season), today)
    if clock.narrative or today is None:
        return dated(Moment(year=_story_season(season, rel, clock), season=season), today)
    year = season_year(season, today)
    if rel in LAST:
        over = Moment(year=year, season=season).interval()
        year -= bool(over and over[1] >= today)
    elif rel in NEXT or (tense == "future" and rel in {"", "this"}):
        year += 1 if Moment(year=year, season=season).interval() else 0
    return dated(Moment(year=year, season=season), today)


def _story_season(season: str, rel: str, clock: Clock) -> int | None:
    """The year of a season that a story names without one."""
    year = clock.year if clock.narrative else None
    if year is None or rel in NEXT:
        return year if year is None else year + 1
    # The winter told of in January began the year before.
    month = clock.last.month if clock.last else None
    return year - (season == "WI" and month is not None and month < _SUMMER)


def _read_partof(found: Found, clock: Clock, tense: str) -> Reading:
    """ "The last week of August", "the first ten days of May", "the last day of March"."""
    month = read_date(found, clock, tense)
    whole = month.moment.interval() if month.moment else None
    unit, count, final = str(found.value("u")), amount(found), found.has("dir")
    days = 0 if count is None else int(count) * (1 if unit == "D" else 7)
    if whole is not None and days == 1:
        day = whole[1] if final else whole[0] + timedelta(int(found.number("o") or 1) - 1)
        return dated(of_day(day), clock.today)
    interval = None
    if whole is not None and not days:
        interval = narrowed(whole, "END" if final else "START")
    elif whole is not None and final:
        interval = (whole[1] - timedelta(days - 1), whole[1])
    elif whole is not None:
        start = whole[0] + timedelta(days * (int(found.number("o") or 1) - 1))
        interval = (start, start + timedelta(days - 1))
    precision: TimePrecision = "week" if days == 7 else "range"
    value = duration(count, unit)
    return Reading("DURATION", value, None, interval or (None, None), precision, month.anchor)


def _read_nthday(found: Found, clock: Clock, tense: str) -> Reading:
    """ "The first Tuesday of November", "the last Friday in March"."""
    month = read_date(found, clock, tense)
    whole = month.moment.interval() if month.moment else None
    if whole is None:
        return undated("XXXX-XX-XX", hours_of(found))
    weekday, number = int(found.value("wd") or 1), int(found.number("o") or 1)
    if found.has("dir"):
        return dated(of_day(weekday_near(whole[1], weekday, -1)), clock.today)
    first = weekday_near(whole[0], weekday, 1)
    return dated(of_day(first + timedelta(weeks=number - 1)), clock.today)


def _read_half(found: Found, clock: Clock, tense: str) -> Reading:
    year = year_of(found, clock)
    if year is None:
        year = relative_year(found, clock)
    return dated(Moment(year=year, half=1 if found.word("o") == "first" else 2), clock.today)


def _read_decade(found: Found, clock: Clock, tense: str) -> Reading:
    if found.has("w"):
        return dated(Moment(tens=190 + int(found.value("w") or 0)))
    digits = found.word("e").strip("'‘`s")
    if len(digits) <= 2:
        return dated(Moment(tens=190 + int(digits) // 10))
    early, decade = found.value("era") == -1, int(digits) // 10
    if len(digits) == 4 and not decade % 10 and decade < _LATEST_HUNDREDS:
        # "The 1800s" are a century, the 2000s a decade.
        return dated(Moment(century=decade // 10, before_christ=early))
    return dated(Moment(tens=decade, before_christ=early))


def _read_century(found: Found, clock: Clock, tense: str) -> Reading:
    number = int(found.number("o") or 1)
    return dated(Moment(century=number - 1, before_christ=found.value("era") == -1))


def _read_holiday(found: Found, clock: Clock, tense: str) -> Reading:
    rule, today = str(found.value("hol")), clock.today
    year = year_of(found, clock)
    if year is None and found.has("rel") and found.parts["rel"][-1].word == "year":
        year = relative_year(found, clock)
    elif year is None:
        year = nearest_year(clock, tense, lambda y: holiday(rule, y)[0])
        if year and today and found.word("rel") == "last" and holiday(rule, year)[1] >= today:
            year -= 1
    try:
        first, last = holiday(rule, year or 0)
    except ValueError:
        fixed = rule[2:3] == "-" and len(rule) == 5
        undated = Moment(month=int(rule[:2]), day=int(rule[3:])) if fixed else Moment(year=year)
        return dated(undated)
    anchor = None if found.has("y") else today
    if first == last:
        return dated(timed(of_day(first), hours_of(found)), anchor)
    value = Moment(year=first.year, month=first.month).value()
    days = narrowed((first, last), str(found.value("mod") or ""))
    told = anchor.isoformat() if anchor else None
    return Reading("DATE", value, None, days, "range", told)


# Kind of expression (grammar.yaml) -> its reader.
READERS: dict[str, Reader] = {
    "date": read_date,
    "iso": _read_iso,
    "month": _read_month,
    "year": _read_year,
    "years": _read_years,
    "monthend": _read_monthend,
    "season": _read_season,
    "half": _read_half,
    "nthday": _read_nthday,
    "partof": _read_partof,
    "months": read_date,
    "decade": _read_decade,
    "century": _read_century,
    "holiday": _read_holiday,
    "pair": read_date,
}
