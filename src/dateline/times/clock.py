"""From where a text is read: publication or the story's last date; and what a reading is."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dateline.intervals import TimePrecision
from dateline.records import TimexType
from dateline.times.grammar import Found
from dateline.times.lexer import classes
from dateline.times.moments import Moment

# How far after publication a bare date may lie before it is taken for last year's, told as past and
# told otherwise. 45 days in the past scores .0007 more on timex train, .0037 more on dev (2026-11);
# a month was taken so that "they left on Dec. 24", read in November, stays last year's.
_AHEAD = timedelta(days=31)
_AHEAD_PRESENT = timedelta(days=120)
_REACH = {"past": _AHEAD, "since": timedelta(0)}
# A story's date this many days from the last one named belongs to the next year, or the one before:
# somewhat more than half a year, as a story goes on rather than back. 200 and 300 score alike on
# wikiwars train, 200 is .013 better on dev (2026-11).
_TURN = 200
NEXT = frozenset(["next", "the next", "the following", "coming", "the coming", "this coming"])
LAST = frozenset(
    ["last", "the last", "the previous", "the preceding", "past", "the past", "this past"]
)
# "Of that year" points at the very year named before it.
_BESIDE = frozenset(["that", "same", "that same"])
_YEARS_FROM = {
    "last": -1, "previous": -1, "preceding": -1, "ago": -1, "earlier": -1, "next": 1,
    "following": 1,
}  # fmt: skip
_UNKNOWN: dict[str, tuple[str, TimePrecision]] = {
    "Y": ("XXXX", "year"), "M": ("XXXX-XX", "month"), "W": ("XXXX-WXX", "week"),
    "D": ("XXXX-XX-XX", "day"), "WE": ("XXXX-WXX-WE", "range"), "Q": ("XXXX-QX", "range"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hours:
    """A part of the day ("MO") or an hour ("22:00")."""

    part: str = ""
    clock: str = ""

    @property
    def told(self) -> str:
        """What the text gives, "" for nothing."""
        return self.clock or self.part


@dataclass(frozen=True, slots=True)
class Reading:
    """What one expression stands for. `moment` is None for durations, sets and references."""

    type: TimexType
    value: str
    moment: Moment | None = None
    interval: tuple[date | None, date | None] | None = None
    precision: TimePrecision | None = None
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """From where the text is read: its publication, or the story's last named date.

    Attributes:
        published: the day of publication, None if unproved.
        narrative: the text tells a story by its own dates; publication says nothing about them.
        last: the last date named that the text goes on from.
        beside: the last date named at all, a mere glance at another year too.
        quarter: the last quarter named that was over by publication: what a company reports of.
    """

    published: date | None
    narrative: bool = False
    last: Moment | None = None
    beside: Moment | None = None
    quarter: Moment | None = None

    @property
    def today(self) -> date | None:
        """The day from which "last week" or "two years ago" are reckoned."""
        return self.told if self.narrative else self.published

    @property
    def told(self) -> date | None:
        """The last date named, or publication where none was."""
        interval = self.last.interval() if self.last else None
        if interval:
            return interval[0]
        return None if self.narrative else self.published

    @property
    def year(self) -> int | None:
        """The year a bare month belongs to, in a narrative."""
        if self.last is None:
            return None
        if self.last.year is None and self.last.tens is not None:
            return None
        return self.last.year


def dated(moment: Moment, anchor: date | None = None) -> Reading:
    """The reading of a moment, reckoned from `anchor` if it needed one."""
    kind: TimexType = "TIME" if moment.part or moment.clock else "DATE"
    anchored = anchor.isoformat() if anchor else None
    return Reading(kind, moment.value(), moment, anchor=anchored)


def unknown(unit: str) -> Reading:
    """A unit of the calendar that the text names and nothing proves."""
    value, precision = _UNKNOWN.get(unit, ("XXXX", "range"))
    return Reading("DATE", value, None, (None, None), precision)


def hours_of(found: Found) -> Hours:
    """Part of the day or hour that an expression names."""
    word = found.word("cw")
    if word:
        return Hours(clock=str(classes()["CLOCKWORD"][word]))
    if found.has("c"):
        told = found.word("c").replace(".", ":")
        hour, minute = (told[:2], told[2:]) if told.isdigit() else told.split(":")[:2]
        return Hours(clock=f"{_hour(int(hour), found):02d}:{minute}")
    if found.has("h"):
        return Hours(clock=f"{_hour(int(found.number('h') or 0), found):02d}:00")
    return Hours(part=str(found.value("p"))) if found.has("p") else Hours()


def timed(moment: Moment, hours: Hours) -> Moment:
    """`moment` at these hours, and at no others."""
    return replace(moment, part=hours.part, clock=hours.clock)


def undated(value: str, hours: Hours) -> Reading:
    """A day that nothing proves, at these hours."""
    if hours.told:
        return Reading("TIME", f"{value}T{hours.told}", None, (None, None), "day")
    return Reading("DATE", value, None, (None, None), "day")


def _hour(hour: int, found: Found) -> int:
    half = found.value("ap")
    if half is not None and hour <= 12:
        return hour % 12 + int(half)
    if found.has("p") and hour < 12 and found.value("p") in {"AF", "EV", "NI"}:
        return hour + 12
    return hour


def year_of(found: Found, clock: Clock) -> int | None:
    """The year written in an expression."""
    name = "y2" if found.has("y2") else "y"
    if not found.has(name):
        return None
    lexeme = found.parts[name][0]
    year = int(lexeme.number) if lexeme.code != "s" else century_of(int(lexeme.word[-2:]), clock)
    return -year if found.value("era") == -1 else year


def written_year(found: Found) -> int | None:
    """The year written in full in an expression."""
    if not found.has("y") or found.parts["y"][0].code == "s":
        return None
    year = int(found.number("y") or 0)
    return -year if found.value("era") == -1 else year


def century_of(short: int, clock: Clock) -> int:
    """The year meant by two digits: the nearest to a story's year, else at most five from now."""
    told = clock.year
    if clock.narrative and told is not None:
        century = told // 100 * 100
        return min(
            (century + short + off for off in (-100, 0, 100)), key=lambda year: abs(year - told)
        )
    now = clock.published.year if clock.published else 2030
    return 2000 + short if 2000 + short <= now + 5 else 1900 + short


def relative_year(found: Found, clock: Clock) -> int | None:
    """ "of this year", "of the following year"."""
    rel = found.word("rel").removeprefix("the ")
    deictic = rel in {"this", "last", "next", "ago", "earlier"}
    if rel in _BESIDE and clock.beside is not None:
        base: int | None = clock.beside.year
    elif clock.narrative and clock.year is not None:
        base = clock.year
    else:
        anchor = clock.published if deictic else clock.told
        base = anchor.year if anchor else None
    if base is None:
        return None
    return base + _YEARS_FROM.get(rel, 0)


def nearest_year(clock: Clock, tense: str, day_of: Callable[[int], date]) -> int | None:
    """The year in which a yearly date fits best: the latest one not ahead, or the next to come."""
    today = clock.published
    if clock.narrative or today is None:
        return _story_year(clock, day_of) if clock.narrative else None
    days: list[date] = []
    for year in (today.year - 1, today.year, today.year + 1):
        with suppress(ValueError):
            days.append(day_of(year))
    if tense == "future":
        ahead = [day for day in days if day >= today - timedelta(31)]
        return min(ahead).year if ahead else None
    limit = today + _REACH.get(tense, _AHEAD_PRESENT)
    return max((day.year for day in days if day <= limit), default=None)


def _story_year(clock: Clock, day_of: Callable[[int], date]) -> int | None:
    """A story goes on: a date more than half a year back belongs to the next year."""
    year = clock.year
    if year is None or year < 1 or clock.last is None:
        return year
    try:
        day = day_of(year)
    except ValueError:
        return year
    told = clock.told
    if told is None or clock.last.grain not in {"D", "WE", "W", "M"}:
        return year
    if (told - day).days > _TURN:
        return year + 1
    if (day - told).days > _TURN:
        return year - 1
    return year


# A reader takes an expression, the clock and the tense of its clause.
Reader = Callable[[Found, Clock, str], Reading]
