"""Last touches: who reports each event, who denies it, and what each statement is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import msgspec

from dateline.events.casualties import Harm
from dateline.events.happening import Happening
from dateline.events.mentions import Mention
from dateline.events.speech import Speech
from dateline.records import Casualty, Denial, Event, Source, Stance, Statement, Status

_REPORTING: frozenset[Stance] = frozenset({"asserts", "predicts", "doubts", "demands", "promises"})
_TOLD_AS_FACT: tuple[Status, ...] = ("ongoing", "happened", "attempted")


def source_of(fullest: Mention, speech: Speech) -> Source | None:
    """Who reports the event at its fullest mention: the innermost statement that holds it."""
    if fullest.standing.refuted:
        return None
    statement = speech.innermost(fullest, _REPORTING)
    return statement.source if statement is not None else None


def claimed(harm: Harm, speech: Speech, source: Source | None) -> Casualty:
    """A figure with who gives it: whose words hold it, else who reports the event."""
    figure = harm.casualty
    told = figure.span and speech.teller(harm.sentence, figure.span, _REPORTING)
    return msgspec.structs.replace(figure, claimant=told or source)


def denials_of(one: Happening, speech: Speech) -> tuple[Denial, ...]:
    """Each who denies a mention of the event, once."""
    found: dict[str, Denial] = {}
    for mention in one.mentions:
        against = [s for s in speech.around(mention) if s.stance == "denies"]
        if mention.standing.refuted and not against:  # "the report is false, the governor said"
            against = [s for s in [speech.innermost(mention)] if s is not None]
        for statement in against:
            source = statement.source
            found.setdefault(source.name.casefold(), Denial(name=source.name, span=source.span))
    return tuple(found.values())


def status_of_all(one: Happening, fullest: Mention, speech: Speech) -> Status:
    """The event's status: that of its fullest mention outside the words of a denial.

    Denied is what nobody tells but to deny it; what is dated after the report is planned.
    """
    plain = [mention for mention in one.mentions if not speech.denies(mention)]
    if not plain:
        return "denied"
    if _later(one, speech.published):
        return "planned" if fullest.standing.status in _TOLD_AS_FACT else fullest.standing.status
    if fullest in plain:
        return fullest.standing.status
    told = [m.standing.status for m in plain if m.type == one.type]
    told = told or [m.standing.status for m in plain]
    return next((status for status in _TOLD_AS_FACT if status in told), told[0])


def _later(one: Happening, published: str | None) -> bool:
    """Whether an event is dated after the report."""
    start = one.time.start if one.time is not None else None
    day = published[:10] if published else ""
    return bool(start and len(day) == len("2025-01-01") and start > day)


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
