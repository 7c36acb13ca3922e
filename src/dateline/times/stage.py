"""Stage "times": find, date the report, resolve, and tie ranges together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from dateline.annotations import Annotations
from dateline.records import Span
from dateline.times.checks import words
from dateline.times.clock import Clock, Reading
from dateline.times.find import Finder
from dateline.times.grammar import Found
from dateline.times.moments import Moment
from dateline.times.pairs import PAIRS, both, with_year
from dateline.times.periods import Read, mentions
from dateline.times.published import proved_date
from dateline.times.resolve import resolve
from dateline.times.story import asides, is_story
from dateline.times.syntax import tense_at

if TYPE_CHECKING:
    from spacy.tokens import Token

_TENSED = frozenset(
    ["date", "month", "weekday", "season", "holiday", "quarter", "unit", "pair", "dayonly"]
)


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
    narrative = is_story(found, published)
    if not narrative:
        found = [each for each in found if each.kind != "story"]
    read = _read_all(finder, found, Clock(published, narrative))
    return annotations.add(document=document, times=mentions(finder, read, published, narrative))


def _read_all(finder: Finder, found: Sequence[Found], clock: Clock) -> list[Read]:
    read: list[Read] = []
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
            each = with_year(finder, each, found[index + 1])
        reading = resolve(each, clock, tense)
        if each.kind in PAIRS:
            read.extend(both(each, reading, tense))
        else:
            read.append(Read(each, reading, tense, Span(each.start, each.end)))
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
