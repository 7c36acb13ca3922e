"""From readings to mentions: the interval each expression stands for, opened, cut or tied."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from dateline.intervals import TimePrecision
from dateline.records import Period, Span, TimeMention
from dateline.times.clock import Reading
from dateline.times.durations import amount
from dateline.times.find import Finder
from dateline.times.grammar import Found
from dateline.times.moments import back, narrowed, shifted
from dateline.times.zones import offset

_DAY = timedelta(1)
_SIDES = {"first": "START", "opening": "START", "final": "END", "last": "END"}
_ENDS = frozenset(["ended", "ending", "to", "through"])
CONNECTED = (
    ["to"],
    ["-"],
    ["–"],
    ["—"],
    ["through"],
    ["until"],
    ["till"],
    ["up", "to"],
    ["to", "the"],
)


@dataclass(frozen=True, slots=True)
class Read:
    """An expression with its reading, before periods are made."""

    found: Found
    reading: Reading
    tense: str
    span: Span


def mentions(
    finder: Finder, read: list[Read], published: date | None, narrative: bool
) -> tuple[TimeMention, ...]:
    """The mentions of all readings, with their periods.

    Args:
        finder: the search that found them.
        read: the readings, in order.
        published: the day of publication, None if unproved.
        narrative: the text is told by its own dates.
    """
    clip = None if narrative else published
    periods: list[Period | None] = []
    for index, each in enumerate(read):
        after = read[index + 1 : index + 2]
        measured = (
            _measured(finder, each, after)
            or _up_to(finder, each, after)
            or _part_of(finder, each, after)
        )
        if measured is not None:
            periods.append(measured)
            continue
        told = _told_beside(finder, read, index) or clip
        periods.append(_period(finder, each, told if each.found.kind == "span" else clip))
    _tie(finder, read, periods)
    return tuple(
        TimeMention(
            span=each.span,
            type=each.reading.type,
            value=each.reading.value,
            period=period,
            anchor=each.reading.anchor,
            offset=_offset(each),
        )
        for each, period in zip(read, periods, strict=True)
    )


def _offset(each: Read) -> str | None:
    zone, moment = each.found.value("z"), each.reading.moment
    if zone is None or moment is None or not moment.clock:
        return None
    return offset(zone, moment.date, moment.clock)


def _told_beside(finder: Finder, read: list[Read], index: int) -> date | None:
    """The day named just before an expression in its sentence."""
    before = read[index - 1] if index else None
    if before is None or before.reading.moment is None:
        return None
    sentence = finder.annotations.sentence_at(read[index].span.start).span
    return before.reading.moment.date if before.span.start >= sentence.start else None


def _period(finder: Finder, each: Read, published: date | None) -> Period | None:
    """The interval an expression stands for, opened by "since" or "until" before it."""
    reading, found = each.reading, each.found
    if reading.moment is None and reading.interval is None:
        return _stretch(finder, each, published) if found.kind == "span" else None
    start, end, precision = _bounds(each, published)
    span = each.span
    before = finder.lexemes[found.first - 1] if found.first else None
    if found.kind in {"pair", "years", "months"}:
        span = Span(found.start, found.end)
    elif before is not None and precision != "open" and reading.moment is not None:
        if before.word in {"until", "till", "by"}:
            start, precision, span = None, "open", Span(before.start, span.end)
        elif finder.is_since(found):
            begin = before.start if before.word == "since" else span.start
            end, precision, span = None, "open", Span(begin, span.end)
    return Period(
        start=start.isoformat() if start else None,
        end=end.isoformat() if end else None,
        precision=precision,
        span=span,
    )


def _measured(finder: Finder, each: Read, after: list[Read]) -> Period | None:
    """ "Two days after 3 May 2023": the day that a duration measures from the date behind it."""
    found, number = each.found, amount(each.found)
    sign = {"after": 1, "before": -1}.get(finder.word(found.last))
    if found.kind != "span" or sign is None or number is None or not after or found.has("u2"):
        return None
    beside = after[0].reading.moment
    dated = beside.interval() if beside else None
    gap = [finder.word(index) for index in range(found.last + 1, after[0].found.first)]
    if dated is None or gap not in ([], ["the"]) or number % 1:
        return None
    moment = shifted(dated[0], sign * int(number), str(found.value("u")))
    days = moment.interval() if moment else None
    if moment is None or days is None:
        return None
    return Period(
        start=days[0].isoformat(),
        end=days[1].isoformat(),
        precision=moment.precision(),
        span=each.span,
    )


def _up_to(finder: Finder, each: Read, after: list[Read]) -> Period | None:
    """ "The year ended 30 June", "the three months to March": the stretch that ends there."""
    found, number = each.found, amount(each.found)
    if found.kind != "span" or not number or not after or found.has("u2"):
        return None
    gap = [finder.word(index) for index in range(found.last, after[0].found.first)]
    moment = after[0].reading.moment
    days = moment.interval() if moment else None
    if days is None or len(gap) != 1 or gap[0] not in _ENDS:
        return None
    unit = str(found.value("u"))
    start = back(days[1] if unit.startswith("T") else days[1] + _DAY, number, unit)
    if start is None or start > days[1]:
        return None
    return Period(
        start=start.isoformat(),
        end=days[1].isoformat(),
        precision="range",
        span=Span(found.start, after[0].span.end),
    )


def _part_of(finder: Finder, each: Read, after: list[Read]) -> Period | None:
    """ "The first five months of 2024", "the final ten days of May": a part."""
    found, number = each.found, amount(each.found)
    side = _SIDES.get(found.word("rel").removeprefix("the "))
    if found.kind != "window" or side is None or not number or not after:
        return None
    gap = [finder.word(index) for index in range(found.last, after[0].found.first)]
    whole = after[0].reading.moment.interval() if after[0].reading.moment else None
    if whole is None or gap not in (["of"], ["in"], ["of", "the"]):
        return None
    start, end = whole
    unit = str(found.value("u"))
    edge = back(start, -number, unit) if side == "START" else back(end + _DAY, number, unit)
    if edge is None or not start < edge <= end:
        return None
    days = (start, edge - _DAY) if side == "START" else (edge, end)
    return Period(
        start=days[0].isoformat(),
        end=days[1].isoformat(),
        precision="range",
        span=Span(found.start, after[0].span.end),
    )


def _stretch(finder: Finder, each: Read, published: date | None) -> Period | None:
    """The interval of a duration that is tied to the calendar, None for all others.

    "have held it for two years" began two years ago and goes on; "a week after the attack" dates
    the attack, a week before what is told.
    """
    found = each.found
    number, unit = amount(found), str(found.value("u"))
    if number is None or found.has("u2") or found.has("a"):
        return None
    if finder.word(found.first - 1) == "for" and finder.is_perfect(found):
        start = back(published, number, unit) if published else None
        return Period(start=start.isoformat() if start else None, precision="open", span=each.span)
    if finder.word(found.last) not in {"after", "before"} or unit not in {"D", "W"}:
        return None
    moment = None
    if published is not None:
        moment = shifted(published, int(number) * (7 if unit == "W" else 1) * (
            -1 if finder.word(found.last) == "after" else 1
        ), "D")  # fmt: skip
    day = moment.date.isoformat() if moment and moment.date else None
    span = Span(each.span.start, finder.lexemes[found.last].end)
    return Period(start=day, end=day, precision="day", span=span)


def _bounds(each: Read, published: date | None) -> tuple[date | None, date | None, TimePrecision]:
    """First day, last day and precision, before any preposition is looked at."""
    reading, moment = each.reading, each.reading.moment
    if reading.interval is not None or moment is None:
        start, end = reading.interval or (None, None)
        return start, end, reading.precision or "open"
    precision = moment.precision()
    interval = moment.interval()
    if interval is None:
        return None, None, precision
    start, end = interval
    inside = published is not None and start < published < end
    modifier = str(each.found.value("mod") or "")
    word = each.found.word("mod")
    if word == "earlier" and inside and published:
        return start, published, "range"
    if modifier == "LATER" and inside and published and each.tense == "future":
        return published, end, "range"
    if modifier in {"START", "MID", "END"} and start != end:
        cut = narrowed(interval, modifier)
        return cut[0], cut[1], "range"
    if inside and published and each.tense != "future":
        return start, published, precision
    return start, end, precision


def _tie(finder: Finder, read: list[Read], periods: list[Period | None]) -> None:
    """ "from March to May", "between 3 May and 5 June": both ends get the whole range."""
    for index in range(len(read) - 1):
        first, second = periods[index], periods[index + 1]
        if first is None or second is None or first.span is None or second.span is None:
            continue
        left, right = read[index].found, read[index + 1].found
        if left.kind in {"pair", "years", "months"} or left.last > right.first:
            continue
        gap = [lexeme.word for lexeme in finder.lexemes[left.last : right.first]]
        before = finder.word(left.first - 1)
        if not (gap in CONNECTED or (gap == ["and"] and before == "between")):
            continue
        begin = (
            finder.lexemes[left.first - 1].start if before in {"from", "between"} else left.start
        )
        span = Span(begin, read[index + 1].span.end)
        ends = (first.start, second.end)
        if ends[0] and ends[1] and ends[0] > ends[1]:
            continue
        tied = Period(start=ends[0], end=ends[1], precision="range", span=span)
        periods[index] = periods[index + 1] = tied
