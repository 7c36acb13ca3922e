"""The text of a report cut into blocks and, inside them, into stretches with the same marks.

Evidence, triggers, mentions and statements overlap freely; HTML elements may not. So the text is
cut at every start and end, and each stretch carries all the marks that cover it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from dateline.exports.words import date_text, period_text, point_text
from dateline.records import Event, PlaceMention, Record, Span, TimeMention


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of the text: `kind` a class of the legend, `ref` the event or statement it is of."""

    span: Span
    kind: str
    ref: str = ""
    note: str = ""
    anchor: str = ""  # the place a link jumps to


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters that carry the same marks."""

    start: int
    end: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or other part of the page, in stretches."""

    kind: str
    stretches: tuple[tuple[str, tuple[Stretch, ...]], ...]  # (zone, its stretches), run in


def marks_of(record: Record) -> list[Mark]:
    """Every mark of a record."""
    found: list[Mark] = []
    for event in record.events:
        found += _event_marks(event)
    for statement in record.statements:
        anchor = f"p-{statement.id}-0"
        found.append(Mark(statement.content, "st", statement.id, "", anchor))
        found += [Mark(span, "cue", statement.id) for span in (statement.cue,) if span]
        if statement.source.span:
            found.append(Mark(statement.source.span, "pa", statement.id))
    if record.layers:
        found += [Mark(m.span, "pl", "", _place_note(m)) for m in record.layers.places]
        found += [Mark(m.span, "ti", "", _time_note(m)) for m in record.layers.times]
        found += [Mark(m.span, "pa", "", f"{m.name} ({m.side})") for m in record.layers.parties]
    return found


def _event_marks(event: Event) -> Iterator[Mark]:
    for number, span in enumerate(event.evidence):
        yield Mark(span, "ev", event.id, "", f"p-{event.id}-{number}")
    yield Mark(event.trigger, "tr", event.id, event.type)
    places = (event.place, *event.place.more_places) if event.place else ()
    named: list[tuple[str, Span | None, str]] = []
    named += [("pa", p.span, f"{p.name} ({p.side})") for p in (*event.actors, *event.targets)]
    named += [("pl", p.span, f"{p.name} {point_text(p)}".strip()) for p in places]
    named += [("ti", t.span, period_text(t)) for t in (event.time,) if t]
    named += [("fi", harm.span, harm.kind) for harm in event.casualties]
    named += [("pa", voice.span, voice.name) for voice in (event.source, *event.denied_by) if voice]
    for kind, where, note in named:
        if where:
            yield Mark(where, kind, event.id, note)


def _place_note(mention: PlaceMention) -> str:
    where = ", ".join(part for part in (mention.admin1, mention.country) if part)
    return f"{mention.name} ({where})" if where else mention.name


def _time_note(mention: TimeMention) -> str:
    if mention.period and (mention.period.start or mention.period.end):
        return period_text(mention.period)
    return date_text(mention.value) if re.fullmatch(r"\d{4}-\d\d-\d\d", mention.value) else ""


def blocks(record: Record) -> list[Block]:
    """The report in blocks. Nothing but white space between them is left out."""
    text = record.document.text
    marks = sorted(marks_of(record), key=lambda mark: mark.span)
    made: list[Block] = []
    position = 0
    for start, end, kind, joined in _parts(record):
        while position < len(marks) and marks[position].span.end <= start:
            position += 1
        inside = _stretches(start, end, marks, position)
        if joined and made:
            made[-1] = Block(kind, (*made[-1].stretches, (kind, inside)))
        elif text[start:end].strip():
            made.append(Block(kind, ((kind, inside),)))
    return made


def _parts(record: Record) -> Iterator[tuple[int, int, str, bool]]:
    """(start, end, zone, whether it runs on from the part before) for each part of the text."""
    text, reached, before = record.document.text, 0, ""
    for zone in sorted(record.document.zones, key=lambda zone: zone.start):
        start = max(zone.start, reached)
        if start >= zone.end:
            continue
        yield from _paragraphs(text, reached, start)
        runs_on = before == "dateline" and zone.zone == "body" and "\n" not in text[reached:start]
        yield start, zone.end, zone.zone, runs_on
        reached, before = zone.end, zone.zone
    yield from _paragraphs(text, reached, len(text))


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int, str, bool]]:
    for match in re.compile(r"[^\n]*\S[^\n]*").finditer(text, start, end):
        yield match.start(), match.end(), "body", False


def _stretches(start: int, end: int, marks: list[Mark], first: int) -> tuple[Stretch, ...]:
    """The block cut wherever a mark begins or ends; `first` is the first mark that may reach it."""
    inside: list[Mark] = []
    for mark in marks[first:]:
        if mark.span.start >= end:
            break
        if mark.span.end > start:
            inside.append(mark)
    cuts = {start, end}
    for mark in inside:
        cuts |= {max(start, mark.span.start), min(end, mark.span.end)}
    ordered = sorted(cuts)
    made: list[Stretch] = []
    active: list[Mark] = []
    waiting = 0
    for left, right in pairwise(ordered):
        while waiting < len(inside) and inside[waiting].span.start <= left:
            active.append(inside[waiting])
            waiting += 1
        active = [mark for mark in active if mark.span.end > left]
        made.append(Stretch(left, right, tuple(active)))
    return tuple(made)
