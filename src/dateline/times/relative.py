"""Readers of units told from here or there: last week, two years ago, a month later."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from dateline.times.clock import LAST, NEXT, Clock, Reader, Reading, dated, unknown
from dateline.times.dates import read_date
from dateline.times.durations import amount, duration
from dateline.times.grammar import Found
from dateline.times.moments import Moment, of_week, shifted, weekday_near
from dateline.times.quarters import quarter_told, read_company_quarter
from dateline.times.vague import read_window

# Relations that point at the last date named rather than at publication.
_TOLD = frozenset(
    ["the", "that", "the same", "that same", "the following", "the previous", "the preceding",
     "the next", "the latest"]
)  # fmt: skip


_NEAR = timedelta(31)


def _read_unit(found: Found, clock: Clock, tense: str) -> Reading:
    unit, rel = str(found.value("u")), found.word("rel")
    step = 1 if rel in NEXT else -1 if rel in LAST or rel == "the previous" else 0
    told = rel in _TOLD
    anchor = clock.told if clock.narrative or told else clock.published
    if rel == "the" and anchor and clock.published and not clock.narrative:
        # "The year" is this one, unless the text has just told of days near another.
        anchor = anchor if abs(clock.published - anchor) <= _NEAR else clock.published
    if (
        rel in {"the past", "past", "the last"} and unit in {"Y", "DE", "CE", "M", "W"}
    ) or unit == "F":
        return read_window(replace(found, parts={**found.parts, "one": ()}), clock, tense)
    if anchor is None:
        # Without a publication only what points at a date named before can be proved.
        year = clock.last.year if clock.last and (told or clock.narrative) else None
        return _of_year(unit, year, step) if year is not None else unknown(unit)
    if unit == "Q" and (told or found.has("d")):
        return read_company_quarter(found, clock, tense)
    if unit == "WE":
        return dated(_weekend(clock.published or anchor, step, tense), anchor)
    return dated(shifted(anchor, step, unit) or Moment(year=anchor.year), anchor)


def _of_year(unit: str, year: int, step: int) -> Reading:
    """The unit `step` units from a year of which nothing more is known, or before Christ."""
    if unit == "Y":
        return dated(Moment(year=year + step))
    if unit not in {"DE", "CE"}:
        return unknown(unit)
    # Before Christ the years are counted backwards.
    early = year < 0
    number = abs(year) // (10 if unit == "DE" else 100) + (-step if early else step)
    if unit == "DE":
        return dated(Moment(tens=number, before_christ=early))
    return dated(Moment(century=number, before_christ=early))


def _weekend(today: date, step: int, tense: str) -> Moment:
    """The weekend meant: the one that goes on, else the last one or the next to come."""
    on = today.isoweekday() >= 6
    if step > 0 or (tense == "future" and not on):
        sunday = weekday_near(today + timedelta(2 if on else 0), 7, 1)
    else:
        sunday = weekday_near(today + timedelta(1 if on else 0), 7, -1)
    return of_week(sunday, weekend=True)


def _read_unitof(found: Found, clock: Clock, tense: str) -> Reading:
    reading = read_date(found, clock, tense)
    day = reading.moment.date if reading.moment else None
    weekend = found.word("u") == "weekend"
    return dated(of_week(day, weekend=weekend), clock.today) if day else reading


def _count(found: Found) -> float | None:
    """How many units an expression goes back or on; None for "some years"."""
    if not found.has("u"):
        return 1.0
    if found.has("a") and not found.has("n"):
        return found.number("a")
    if any(found.has(name) for name in ("n", "q", "one")):
        return amount(found)
    return 1.0 if found.word("u") in {"year", "week", "month"} else None


def _some_time_ago(unit: str, today: date | None) -> Reading:
    """ "Days ago", "a few hours ago": the week, the day up to now; longer ones are left open."""
    days = {"D": 6, "TH": 0, "TM": 0}.get(unit)
    if today is None or days is None:
        return Reading("DATE", "PAST_REF", None, (None, today), "open")
    start = today - timedelta(days)
    return Reading("DATE", "PAST_REF", None, (start, today), "week" if days else "day")


def _read_shift(found: Found, clock: Clock, anchor: date | None, sign: int) -> Reading:
    unit, number = str(found.value("u") or "Y"), _count(found)
    if number is None:
        if sign > 0 and not clock.narrative and found.kind == "fromref":
            # "Days later": how long after, no more.
            return Reading("DURATION", duration(None, unit))
        if sign > 0:
            return Reading("DATE", "FUTURE_REF")
        return _some_time_ago(unit, clock.today)
    if unit == "TH" and anchor and number >= 24:
        unit, number = "D", number // 24
    if unit in {"TS", "TM", "TH", "ML"}:
        return Reading("DURATION", duration(number, unit))
    years = {"Y": 1, "DE": 10, "CE": 100}.get(unit, 0)
    if anchor is None:
        last = clock.last.year if clock.last else None
        deictic = found.word("dir") in {"", "ago"} and not clock.narrative
        if years and last is not None and not deictic:
            return dated(Moment(year=last + sign * int(number * years)))
        return unknown(unit)
    if years:
        unit, number = ("M", number * 12) if number % 1 else ("Y", number * years)
    moment = shifted(anchor, sign * int(number), unit)
    return dated(moment, anchor) if moment else Reading("DATE", "PAST_REF")


def _year_before(found: Found, clock: Clock) -> Reading | None:
    """ "a year earlier", told of a quarter: the same quarter of the year before."""
    last = quarter_told(replace(clock, last=None)) if found.has("of") else clock.last
    single = found.value("u") in {"Y", None} and (found.has("one") or not found.has("n"))
    if last is None or not last.quarter or last.year is None or not single or found.has("q"):
        return None
    return (
        dated(replace(last, year=last.year - 1), clock.told)
        if found.word("dir") != "later"
        else None
    )


def _read_ago(found: Found, clock: Clock, tense: str) -> Reading:
    if (quarter := _year_before(found, clock)) is not None:
        return quarter
    return _read_shift(found, clock, clock.today, -1)


def _read_fromref(found: Found, clock: Clock, tense: str) -> Reading:
    if (quarter := _year_before(found, clock)) is not None:
        return quarter
    sign = -1 if found.word("dir") in {"earlier", "before", "previously", "prior"} else 1
    anchor = clock.told
    last = clock.last
    vague = _count(found) is None
    if anchor and found.value("u") == "D" and last is not None and not last.day and not vague:
        year = Moment(year=last.year).value()
        return Reading("DATE", f"{year}-XX-XX", None, (None, None), "day")
    return _read_shift(found, clock, anchor, sign)


def _read_fromnow(found: Found, clock: Clock, tense: str) -> Reading:
    return _read_shift(found, clock, clock.today, 1)


# Kind of expression (grammar.yaml) -> its reader.
READERS: dict[str, Reader] = {
    "unit": _read_unit,
    "unitof": _read_unitof,
    "ago": _read_ago,
    "fromref": _read_fromref,
    "fromnow": _read_fromnow,
}
