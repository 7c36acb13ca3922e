"""Two dates that share a part: "3-5 May", "from March to May 1943", "1914-18"."""

from __future__ import annotations

from dataclasses import replace

from dateline.records import Span
from dateline.times.checks import same_century
from dateline.times.clock import Reading
from dateline.times.find import Finder
from dateline.times.grammar import Found
from dateline.times.lexer import Lexeme
from dateline.times.moments import Moment
from dateline.times.periods import CONNECTED, Read

# Kinds of expressions (grammar.yaml) that hold two dates.
PAIRS = frozenset(["pair", "years", "months"])
_SIDES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "months": (("m", "d"), ("m2", "d2", "y")),
    "years": (("y",), ("y2", "s2")),
}


def completed(finder: Finder, found: Found, after: Found) -> Found:
    """An expression with what it shares with the one behind it: a year, the day it ends on."""
    if found.kind in {"date", "month", "season"} and not found.has("y"):
        return _with_year(finder, found, after)
    return _with_end(finder, found, after) if found.kind == "unit" else found


def _with_year(finder: Finder, found: Found, after: Found) -> Found:
    """ "from March to May 1943": the first takes the year of the second."""
    between = [lexeme.word for lexeme in finder.lexemes[found.last : after.first]]
    told = "y" if after.has("y") else "rel"
    if (
        after.kind in {"date", "season"}
        and after.has(told)
        and not found.has("rel")
        and (between in CONNECTED or between == ["and"])
    ):
        shared = {name: after.parts[name] for name in (told, "era") if after.has(name)}
        kind = found.kind if told == "y" or found.kind != "month" else "date"
        return replace(found, kind=kind, parts={**found.parts, **shared})
    return found


def _with_end(finder: Finder, found: Found, after: Found) -> Found:
    """ "the quarter ended 30 June": the stretch takes the date on which it ends."""
    gap = [finder.word(index) for index in range(found.last, after.first)]
    if after.kind != "date" or not after.has("d") or gap not in (["ended"], ["ending"]):
        return found
    shared = {name: after.parts[name] for name in ("m", "d", "y") if after.has(name)}
    return replace(found, parts={**found.parts, **shared})


def both(found: Found, reading: Reading, tense: str) -> list[Read]:
    """The two dates of an expression, each with its own span; each stands for the whole range."""
    first, other = _dates(found, reading.moment or Moment())
    early, late = _parts(found)
    spans = [Span(min(p.start for p in side), max(p.end for p in side)) for side in (early, late)]
    start, end = first.interval(), other.interval()
    interval = (start[0], end[1]) if start and end and start[0] <= end[1] else None
    return [
        Read(
            found,
            replace(
                reading,
                value=moment.value(), moment=moment, interval=interval, precision="range",
            ),
            tense,
            span,
        )
        for moment, span in ((first, spans[0]), (other, spans[1]))
    ]  # fmt: skip


def _dates(found: Found, first: Moment) -> tuple[Moment, Moment]:
    if found.kind == "years":
        begin = int(found.number("y") or 0)
        last = int(found.number("y2") or found.number("s2") or 0)
        return first, Moment(year=-last if found.has("era") else same_century(begin, last))
    year: int | None = first.year
    month = int(found.value("m2") or first.month or 1)
    other = replace(first, month=month, day=int(found.number("d2") or 0) or None)
    if year is None or month >= (first.month or 1):
        return first, other
    # "December-January 1943": the year told is that of the second.
    if found.has("y"):
        return replace(first, year=year - 1), other
    return first, replace(other, year=year + 1)


def _parts(found: Found) -> tuple[list[Lexeme], list[Lexeme]]:
    """What belongs to the first date, and what to the second."""
    if found.kind == "pair":
        second = found.parts["d2"][0]
        shared = [part for name in ("m", "d", "y") for part in found.parts.get(name, ())]
        return [part for part in shared if part.start < second.start], [
            second,
            *(part for part in shared if part.start > second.start),
        ]
    early, late = _SIDES[found.kind]
    return _named(found, early), _named(found, late)


def _named(found: Found, names: tuple[str, ...]) -> list[Lexeme]:
    return [part for name in names for part in found.parts.get(name, ())]
