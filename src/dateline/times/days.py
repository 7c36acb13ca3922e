"""Readers of days told from another day: weekdays, yesterday, the next morning, the hour."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from dateline.times.clock import (
    LAST,
    NEXT,
    Clock,
    Hours,
    Reader,
    Reading,
    dated,
    hours_of,
    timed,
    undated,
)
from dateline.times.grammar import Found
from dateline.times.moments import Moment, add_months, of_day, shifted, weekday_near

# Relations that point at the last date named rather than at publication.
_TOLD = frozenset(["the following", "the previous", "that", "the next", "the same"])
_STEPS = {
    "yesterday": -1, "tomorrow": 1, "last": -1,
    "the day before yesterday": -2, "the day after tomorrow": 2,
}  # fmt: skip
_FORWARD = frozenset(["next", "following", "after"])
_BACKWARD = frozenset(["previous", "preceding", "before"])


def _read_weekday(found: Found, clock: Clock, tense: str) -> Reading:
    weekday, rel, hours = int(found.value("wd") or 1), found.word("rel"), hours_of(found)
    today = clock.told if rel in _TOLD and clock.last is not None else clock.today
    if today is None or (clock.narrative and not (clock.last and clock.last.day)):
        return undated(f"XXXX-WXX-{weekday}", hours)
    day = _weekday(today, weekday, rel, "future" if clock.narrative else tense)
    return dated(timed(of_day(day), hours), today)


def _weekday(today: date, weekday: int, rel: str, tense: str) -> date:
    """The weekday meant: last, next, or the nearest in the direction of the tense."""
    if rel in LAST:
        return weekday_near(today - timedelta(1), weekday, -1)
    if rel in NEXT:
        return weekday_near(today + timedelta(1), weekday, 1)
    ahead = tense == "future" or (rel == "this" and tense != "past")
    return weekday_near(today, weekday, 1 if ahead else -1)


def _read_day(found: Found, clock: Clock, tense: str) -> Reading:
    word, hours = found.word("w"), hours_of(found)
    if word in {"tonight", "overnight"} and not hours.told:
        hours = Hours(part="NI")
    if clock.narrative and word == "today":
        return Reading("DATE", "PRESENT_REF")
    today = clock.told if word in {"that", "that same"} else clock.today
    if today is None or (clock.narrative and not (clock.last and clock.last.day)):
        return undated("XXXX-XX-XX", hours)
    day = shifted(today, _STEPS.get(word, 0), "D") or of_day(today)
    return dated(timed(day, hours), today)


def _read_anaday(found: Found, clock: Clock, tense: str) -> Reading:
    words, hours, last = set(found.word("w").split()), hours_of(found), clock.last
    step = bool(words & _FORWARD) - bool(words & _BACKWARD)
    if last is None or not last.day:
        if clock.narrative or clock.published is None:
            month = last.coarse("M").value() if last and last.grain == "M" else "XXXX-XX"
            return undated(f"{month}-XX", hours)
        last = of_day(clock.published)
    day = last.date
    if day is None:
        return dated(timed(replace(last, day=max(1, (last.day or 1) + step)), hours))
    return dated(timed(shifted(day, step, "D") or last, hours), day)


def _read_part(found: Found, clock: Clock, tense: str) -> Reading:
    hours = hours_of(found)
    last = clock.last if clock.last and clock.last.day else None
    if last is None and clock.published and not clock.narrative:
        last = of_day(clock.published)
    if last is None or not last.date:
        return undated("XXXX-XX-XX", hours)
    return dated(timed(last, hours), last.date)


def _read_clock(found: Found, clock: Clock, tense: str) -> Reading:
    if found.has("w") and not found.has("cw"):
        found = replace(found, parts={**found.parts, "cw": found.parts["w"]})
    return _read_part(found, clock, tense)


def _read_dayonly(found: Found, clock: Clock, tense: str) -> Reading:
    day, last, told = int(found.number("d") or 1), clock.last, clock.told
    if last is not None and last.month and last.year is not None:
        return dated(Moment(year=last.year, month=last.month, day=day), told)
    told = told if clock.narrative else clock.published
    if told is None or clock.narrative:
        return dated(Moment(day=day))
    month = told
    if day > told.day and tense == "past":
        month = add_months(told.replace(day=1), -1)
    return dated(Moment(year=month.year, month=month.month, day=day), told)


def _read_weekdayof(found: Found, clock: Clock, tense: str) -> Reading:
    """ "Tuesday of last week"."""
    weekday, today = int(found.value("wd") or 1), clock.today
    if today is None:
        return undated(f"XXXX-WXX-{weekday}", Hours())
    step = {"last": -1, "next": 1}.get(found.word("rel"), 0)
    monday = today - timedelta(today.isoweekday() - 1)
    return dated(of_day(monday + timedelta(7 * step + weekday - 1)), today)


# Kind of expression (grammar.yaml) -> its reader.
READERS: dict[str, Reader] = {
    "weekday": _read_weekday,
    "weekdayof": _read_weekdayof,
    "day": _read_day,
    "anaday": _read_anaday,
    "part": _read_part,
    "clock": _read_clock,
    "dayonly": _read_dayonly,
}
