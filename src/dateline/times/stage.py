"""Stage "times": find, date the report, resolve, and tie ranges together."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import msgspec

from dateline.annotations import Annotations
from dateline.errors import DateWarning
from dateline.records import Span
from dateline.times.clock import Clock, Reading
from dateline.times.find import DAYS, HOURS, Finder
from dateline.times.grammar import Found
from dateline.times.moments import Moment
from dateline.times.pairs import PAIRS, both, completed
from dateline.times.periods import Read, mentions
from dateline.times.published import Proof, proved_date
from dateline.times.quarters import reported
from dateline.times.resolve import resolve
from dateline.times.story import asides, goes_on, is_story

# A report may be dated a day before what it tells: the sun rises later elsewhere.
_SLACK = timedelta(1)
# So many of the words that prove a date are quoted.
_SHOWN = 3
# An hour belongs to a day that is told this many words later at most.
_NEAR = 8
_BARE = frozenset(["date", "month"])
_REPORTED = frozenset(["quarter", "unit"])
_TENSED = frozenset(
    ["date", "month", "monthend", "weekday", "season", "holiday", "quarter", "unit", "pair",
     "dayonly"]
)  # fmt: skip


def times(annotations: Annotations) -> Annotations:
    """Stage "times": time expressions as intervals; the report's own date if none is given."""
    finder = Finder(annotations)
    found = finder.found()
    document = annotations.document
    proof = proved_date(annotations, finder, found)
    if document.published is None and proof is not None:
        document = msgspec.structs.replace(
            document, published=proof.day.isoformat(), published_basis="inferred"
        )
    published = date.fromisoformat(document.published[:10]) if document.published else None
    if proof is not None and published is not None and proof.day > published + _SLACK:
        warnings.warn(_contradiction(annotations, proof, published), DateWarning, stacklevel=2)
    narrative = is_story(found, published)
    if not narrative:
        found = [each for each in found if each.kind != "story"]
    read = _read_all(finder, found, Clock(published, narrative))
    found_times = mentions(finder, read, published, narrative)
    if proof is not None:
        proving = {at for span in proof.spans for at in range(span.start, span.end)}
        found_times = tuple(
            mention
            if proving.isdisjoint(range(mention.span.start, mention.span.end))
            else msgspec.structs.replace(mention, dates_report=True)
            for mention in found_times
        )
    return annotations.add(document=document, times=found_times)


def _contradiction(annotations: Annotations, proof: Proof, published: date) -> str:
    shown = [f'"{span.of(annotations.text)}"' for span in proof.spans[:_SHOWN]]
    words = ", ".join(shown) or "its title"
    return (
        f"{annotations.document.id}: given as published on {published}, but its text proves"
        f" {proof.day} ({words}); the given date is kept, check it"
    )


def _read_all(finder: Finder, found: Sequence[Found], clock: Clock) -> list[Read]:
    read: list[Read] = []
    aside = asides(found) if clock.narrative else frozenset()
    sentence, before = -1, clock.last
    for index, each in enumerate(found):
        if aside and sentence != finder.annotations.sentence_at(each.start).index:
            # A glance at another year ends with its sentence.
            clock, sentence = replace(clock, last=before), -1
        tense = finder.tense(each) if each.kind in _TENSED else "past"
        if index + 1 < len(found):
            each = completed(finder, each, found[index + 1])
        reading = resolve(each, _seen_from(finder, found, index, clock, tense), tense)
        if each.kind in PAIRS:
            read.extend(both(each, reading, tense))
        else:
            read.append(Read(each, reading, tense, Span(each.start, each.end)))
        moment = _named(finder, each, read[-2 if each.kind == "years" else -1].reading, clock)
        if moment is not None:
            clock = replace(clock, last=moment, beside=moment)
        elif (beside := read[-1].reading.moment) is not None:
            clock = replace(clock, beside=beside)
        if each.kind in _REPORTED:
            over = finder.word(each.last) == "ended"
            clock = replace(clock, quarter=reported(read[-1].reading, clock, over=over))
        if index in aside:
            sentence = finder.annotations.sentence_at(each.start).index
        elif sentence < 0:
            before = clock.last
    return read


def _seen_from(
    finder: Finder, found: Sequence[Found], index: int, clock: Clock, tense: str
) -> Clock:
    """From where one expression is read: its neighbours may name its day or its year."""
    if found[index].kind in HOURS:
        return _at_its_day(finder, found, index, clock)
    if found[index].kind in _BARE and tense != "future":
        return _beside_its_year(finder, found, index, clock)
    return clock


def _at_its_day(finder: Finder, found: Sequence[Found], index: int, clock: Clock) -> Clock:
    """From where an hour is read whose day comes after it: "at 8:30 a.m. (0530 GMT) on Tuesday"."""
    each = found[index]
    sentence = finder.annotations.sentence_at(each.start).span
    before = found[index - 1] if index else None
    if before and before.kind in DAYS and before.end > sentence.start:
        return clock
    for later in found[index + 1 : index + 3]:
        if later.start >= sentence.end or later.first - each.last > _NEAR:
            break
        if later.kind in DAYS or later.kind == "pair":
            day = resolve(later, clock, finder.tense(later)).moment
            return replace(clock, last=day) if day is not None and day.day else clock
        if later.kind not in HOURS:
            break
    return clock


def _beside_its_year(finder: Finder, found: Sequence[Found], index: int, clock: Clock) -> Clock:
    """From where a bare date is read after a full one: "on 4 May 2012 and again on 5 June"."""
    each, before = found[index], found[index - 1] if index else None
    if before is None or before.kind not in _BARE or not before.has("y"):
        return clock
    if each.has("y") or each.has("rel") or clock.last is None or not clock.last.month:
        return clock
    same = before.start >= finder.annotations.sentence_at(each.start).span.start
    return replace(clock, narrative=True) if same else clock


def _named(finder: Finder, found: Found, reading: Reading, clock: Clock) -> Moment | None:
    """The moment that later expressions may be reckoned from, if this one names any."""
    moment = reading.moment
    if moment is None or moment.year is None:
        return None
    if clock.narrative:
        since = finder.word(found.first - 1) == "since" and moment.grain == "Y"
        return None if since or not goes_on(found, moment, clock.last) else moment
    if found.kind in {"ago", "fromref"} and moment.grain in {"Y", "Q"}:
        # "a year earlier" is a comparison: what follows goes on from what was compared.
        return None
    return moment
