"""Last touches: who reports each event, who denies it, and what each statement is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import msgspec

from dateline.events.happening import Happening
from dateline.events.mentions import Mention
from dateline.events.speech import Speech
from dateline.records import Denial, Event, Source, Stance, Statement, Status

_REPORTING: frozenset[Stance] = frozenset({"asserts", "predicts", "doubts", "demands", "promises"})
_TOLD_AS_FACT: tuple[Status, ...] = ("ongoing", "happened", "attempted")


def source_of(fullest: Mention, speech: Speech) -> Source | None:
    """Who reports the event at its fullest mention: the innermost statement that holds it."""
    statement = speech.innermost(fullest, _REPORTING)
    return statement.source if statement is not None else None


def denials_of(one: Happening, speech: Speech) -> tuple[Denial, ...]:
    """Each who denies a mention of the event, once."""
    found: dict[str, Denial] = {}
    for mention in one.mentions:
        for statement in speech.around(mention):
            if statement.stance == "denies":
                source = statement.source
                found.setdefault(source.name.casefold(), Denial(name=source.name, span=source.span))
    return tuple(found.values())


def status_of_all(one: Happening, fullest: Mention, speech: Speech) -> Status:
    """The event's status: a fact once told as one; denied where nobody tells it but to deny it."""
    plain = [mention for mention in one.mentions if not speech.denies(mention)]
    if not plain:
        return "denied"
    if fullest in plain and fullest.standing.status in _TOLD_AS_FACT:
        return fullest.standing.status
    told = [m.standing.status for m in plain if m.type == one.type]
    told = told or [m.standing.status for m in plain]
    return next((status for status in _TOLD_AS_FACT if status in told), told[0])


def about(
    statements: Sequence[Statement],
    events: Sequence[Event],
    happenings: Sequence[Happening],
    speech: Speech,
) -> tuple[Statement, ...]:
    """The statements, each with the events whose mentions its content holds."""
    subjects: dict[str, dict[str, None]] = defaultdict(dict)
    for event, one in zip(events, happenings, strict=True):
        for mention in one.mentions:
            for statement in speech.around(mention):
                subjects[statement.id][event.id] = None
    return tuple(
        msgspec.structs.replace(statement, about=tuple(subjects[statement.id]))
        for statement in statements
    )
