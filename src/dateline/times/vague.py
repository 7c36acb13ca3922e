"""Readers of stretches, sets and vague words: the past three days, every week, recently, now."""

from __future__ import annotations

from datetime import timedelta

from dateline.intervals import TimePrecision
from dateline.records import TimexType
from dateline.times.clock import Clock, Reader, Reading
from dateline.times.durations import amount, duration
from dateline.times.grammar import Found
from dateline.times.moments import back


def read_window(found: Found, clock: Clock, tense: str) -> Reading:
    """A stretch up to now, or from now on."""
    unit, rel = str(found.value("u")), found.word("rel").removeprefix("the ")
    number = 1.0 if found.has("one") and not found.parts["one"] else amount(found)
    number = found.number("a") if found.has("a") else number
    value = duration(number, unit)
    today = clock.today
    if rel == "recent":
        value = "PAST_REF"
    kind: TimexType = "DATE" if rel == "recent" else "DURATION"
    if today is None or rel in {
        "first",
        "final",
        "opening",
        "intervening",
        "ensuing",
        "subsequent",
        "early",
    }:
        told = rel in {"past", "last", "recent", "next", "coming"}
        return Reading(
            kind, value, None, (None, None) if told else None, _window_precision(number, unit)
        )
    # A few days are seven, both ends counted (codebook §7); a few hours are of the same day.
    count = number if number is not None else {"D": 6.0, "TH": 0.0}.get(unit, 3.0)
    other = back(today, -count if rel in {"next", "coming", "following"} else count, unit)
    if other is None:
        return Reading(kind, value)
    precision = _window_precision(number, unit)
    if number is None and unit not in {"D", "TH"}:
        return Reading(
            kind, value, None, (None, max(today, other)) if other <= today else None, "open"
        )
    return Reading(
        kind, value, None, (min(today, other), max(today, other)), precision, today.isoformat()
    )


def _window_precision(number: float | None, unit: str) -> TimePrecision:
    if number == 1 or (unit == "TH" and (number is None or number <= 24)):
        table: dict[str, TimePrecision] = {
            "Y": "year",
            "M": "month",
            "W": "week",
            "D": "day",
            "TH": "day",
        }
        return table.get(unit, "range")
    return "range"


def _read_span(found: Found, clock: Clock, tense: str) -> Reading:
    unit = str(found.value("u"))
    number = found.number("a") if found.has("a") else amount(found)
    if found.has("u2"):
        first = duration(found.number("n"), unit)
        second = duration(found.number("n2"), str(found.value("u2")))
        both = "T" in first and "T" in second
        return Reading("DURATION", first + second.removeprefix("PT" if both else "P"))
    return Reading("DURATION", duration(number, unit))


def _read_awhile(found: Found, clock: Clock, tense: str) -> Reading:
    return Reading("DURATION", "PXX")


def _read_set(found: Found, clock: Clock, tense: str) -> Reading:
    if found.has("wd") or found.has("wds"):
        weekday = found.value("wd") or found.value("wds")
        part = found.value("p")
        return Reading("SET", f"XXXX-WXX-{weekday}" + (f"T{part}" if part else ""))
    if found.has("m"):
        return Reading("SET", f"XXXX-{int(found.value('m') or 1):02d}")
    if found.has("s"):
        return Reading("SET", f"XXXX-{found.value('s')}")
    if found.has("p"):
        return Reading("SET", f"XXXX-XX-XXT{found.value('p')}")
    if found.has("u"):
        number = 2.0 if found.has("other") else amount(found)
        return Reading("SET", duration(1.0 if number is None else number, str(found.value("u"))))
    return Reading("SET", str(found.value("w")))


def _read_now(found: Found, clock: Clock, tense: str) -> Reading:
    return Reading("DATE", "PRESENT_REF", None, None if clock.narrative else (None, None), "open")


def _read_past(found: Found, clock: Clock, tense: str) -> Reading:
    days = found.word("days") or ""
    today = None if clock.narrative else clock.published
    if days or "days" in {lexeme.word for part in found.parts.values() for lexeme in part}:
        return Reading(
            "DATE",
            "PAST_REF",
            None,
            (today - timedelta(6), today) if today else (None, None),
            "week",
        )
    return Reading("DATE", "PAST_REF", None, (None, today), "open")


def _read_future(found: Found, clock: Clock, tense: str) -> Reading:
    return Reading("DATE", "FUTURE_REF")


def _read_story(found: Found, clock: Clock, tense: str) -> Reading:
    return Reading("DATE", str(found.value("w")))


# Kind of expression (grammar.yaml) -> its reader.
READERS: dict[str, Reader] = {
    "window": read_window,
    "span": _read_span,
    "awhile": _read_awhile,
    "set": _read_set,
    "now": _read_now,
    "past": _read_past,
    "future": _read_future,
    "story": _read_story,
}
