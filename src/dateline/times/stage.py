"""Stage "times": find, date the report, resolve, and tie ranges together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from dateline.annotations import Annotations
from dateline.records import Period, Span, TimeMention, TimePrecision
from dateline.times.checks import same_century, words
from dateline.times.clock import Clock, Reading, written_year
from dateline.times.durations import amount
from dateline.times.find import Finder
from dateline.times.grammar import Found
from dateline.times.moments import Moment, back, narrowed, shifted
from dateline.times.published import proved_date
from dateline.times.resolve import resolve
from dateline.times.syntax import tense_at

if TYPE_CHECKING:
    from spacy.tokens import Token

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
_CONNECTED = (
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
_TENSED = frozenset(
    ["date", "month", "weekday", "season", "holiday", "quarter", "unit", "pair", "dayonly"]
)


@dataclass(frozen=True, slots=True)
class _Read:
    """An expression with its reading, before periods are made."""

    found: Found
    reading: Reading
    tense: str
    span: Span


def times(annotations: Annotations) -> Annotations:
    """Stage "times": time expressions as intervals; the report's own date if none is given."""
    finder = Finder(annotations)
    found = finder.found()
    document = annotations.document
    if document.published is None and (proved := proved_date(annotations, finder, found)):
        document = msgspec.structs.replace(
            document, published=proved.isoformat(), published_basis="inferred"
        )
    published = date.fromisoformat(document.published[:10]) if document.published else None
    narrative = _is_story(found, published)
    if not narrative:
        found = [each for each in found if each.kind != "story"]
    read = _read_all(finder, found, Clock(published, narrative))
    return annotations.add(document=document, times=_mentions(finder, read, published, narrative))


def _is_story(found: Sequence[Found], published: date | None) -> bool:
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


def _read_all(finder: Finder, found: Sequence[Found], clock: Clock) -> list[_Read]:
    read: list[_Read] = []
    aside = asides(found) if clock.narrative else frozenset()
    sentence, before = -1, clock.last
    for index, each in enumerate(found):
        if aside and sentence != finder.annotations.sentence_at(each.start).index:
            # A glance at another year ends with its sentence.
            clock, sentence = replace(clock, last=before), -1
        token = finder.annotations.doc[finder.token(each.start)] if each.kind in _TENSED else None
        tense = _tense(finder, each, token) if token is not None else "past"
        if (
            each.kind in {"date", "month", "season"}
            and not each.has("y")
            and index + 1 < len(found)
        ):
            each = _with_year(finder, each, found[index + 1])
        reading = resolve(each, clock, tense)
        if each.kind in {"pair", "years"}:
            read.extend(_both(each, reading, clock, tense))
        else:
            read.append(_Read(each, reading, tense, Span(each.start, each.end)))
        if (
            moment := _named(
                each, read[-2 if each.kind == "years" else -1].reading, clock.narrative
            )
        ) is not None:
            clock = replace(clock, last=moment)
        if index in aside:
            sentence = finder.annotations.sentence_at(each.start).index
        elif sentence < 0:
            before = clock.last
    return read


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


def _tense(finder: Finder, found: Found, token: Token) -> str:
    """The tense an expression is told in: its preposition or possessive first, then its verb."""
    before = finder.word(found.first - 1)
    if before in {"on", "as", "of", "until"}:
        before = finder.word(found.first - 2)
    if finder.word(found.first - 1) in {"until", "till"} or before in words("ahead"):
        return "future"
    if found.kind == "weekday" and finder.word(found.last) == "'s":
        return "past"
    return tense_at(token)


def _named(found: Found, reading: Reading, narrative: bool) -> Moment | None:
    """The moment that later expressions may be reckoned from, if this one names any."""
    moment = reading.moment
    if moment is None or moment.year is None:
        return None
    if found.kind in {"ago", "fromref"} and moment.grain in {"Y", "Q"} and not (
        narrative and found.value("u") == "Y"
    ):  # fmt: skip
        # "a year earlier" is a comparison: what follows goes on from what was compared.
        return None
    return moment


def _with_year(finder: Finder, found: Found, after: Found) -> Found:
    """ "from March to May 1943": the first takes the year of the second."""
    between = [lexeme.word for lexeme in finder.lexemes[found.last : after.first]]
    if (
        after.kind in {"date", "season"}
        and after.has("y")
        and not found.has("rel")
        and (between in _CONNECTED or between == ["and"])
    ):
        shared = {name: after.parts[name] for name in ("y", "era") if after.has(name)}
        return replace(found, parts={**found.parts, **shared})
    return found


def _both(found: Found, reading: Reading, clock: Clock, tense: str) -> list[_Read]:
    """The two dates of "3-5 May" or "1914-18", each with its own span."""
    second = "d2" if found.has("d2") else "y2" if found.has("y2") else "s2"
    number = int(found.number(second) or 0)
    first = reading.moment or Moment()
    if second == "d2":
        cut = [part for name in ("m", "d", "y") for part in found.parts.get(name, ())]
        other = replace(first, day=number)
        early = [part for part in cut if part.start < found.parts["d2"][0].start]
        late = [
            found.parts["d2"][0],
            *(part for part in cut if part.start > found.parts["d2"][0].start),
        ]
    else:
        year = int(found.number("y") or 0)
        other = Moment(year=-number if first.year == -year else same_century(year, number))
        early, late = [found.parts["y"][0]], [found.parts[second][0]]
    spans = [Span(min(p.start for p in side), max(p.end for p in side)) for side in (early, late)]
    whole = Span(found.start, found.end)
    start, end = first.interval(), other.interval()
    interval = (start[0], end[1]) if start and end and start[0] <= end[1] else None
    return [
        _Read(replace(found, start=whole.start, end=whole.end), replace(
            reading, value=moment.value(), moment=moment, interval=interval, precision="range",
        ), tense, span)
        for moment, span in ((first, spans[0]), (other, spans[1]))
    ]  # fmt: skip


def _mentions(
    finder: Finder, read: list[_Read], published: date | None, narrative: bool
) -> tuple[TimeMention, ...]:
    clip = None if narrative else published
    periods: list[Period | None] = []
    for index, each in enumerate(read):
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
        )
        for each, period in zip(read, periods, strict=True)
    )


def _told_beside(finder: Finder, read: list[_Read], index: int) -> date | None:
    """The day named just before an expression in its sentence."""
    before = read[index - 1] if index else None
    if before is None or before.reading.moment is None:
        return None
    sentence = finder.annotations.sentence_at(read[index].span.start).span
    return before.reading.moment.date if before.span.start >= sentence.start else None


def _period(finder: Finder, each: _Read, published: date | None) -> Period | None:
    """The interval an expression stands for, opened by "since" or "until" before it."""
    reading, found = each.reading, each.found
    if reading.moment is None and reading.interval is None:
        return _stretch(finder, each, published) if found.kind == "span" else None
    start, end, precision = _bounds(each, published)
    span = each.span
    before = finder.lexemes[found.first - 1] if found.first else None
    if found.kind in {"pair", "years"}:
        span = Span(found.start, found.end)
    elif before is not None and precision != "open" and reading.moment is not None:
        if finder.is_since(found):
            begin = before.start if before.word == "since" else span.start
            end, precision, span = None, "open", Span(begin, span.end)
        elif before.word in {"until", "till", "by"}:
            start, precision, span = None, "open", Span(before.start, span.end)
    return Period(
        start=start.isoformat() if start else None,
        end=end.isoformat() if end else None,
        precision=precision,
        span=span,
    )


def _stretch(finder: Finder, each: _Read, published: date | None) -> Period | None:
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


def _bounds(each: _Read, published: date | None) -> tuple[date | None, date | None, TimePrecision]:
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


def _tie(finder: Finder, read: list[_Read], periods: list[Period | None]) -> None:
    """ "from March to May", "between 3 May and 5 June": both ends get the whole range."""
    for index in range(len(read) - 1):
        first, second = periods[index], periods[index + 1]
        if first is None or second is None or first.span is None or second.span is None:
            continue
        left, right = read[index].found, read[index + 1].found
        if left.kind in {"pair", "years"} or left.last > right.first:
            continue
        gap = [lexeme.word for lexeme in finder.lexemes[left.last : right.first]]
        before = finder.word(left.first - 1)
        if not (gap in _CONNECTED or (gap == ["and"] and before == "between")):
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
