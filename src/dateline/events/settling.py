"""Last touches: who reports each event, who denies it, and what each statement is about."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from dateline.events.merging import Happening
from dateline.records import Denial, Event, Source, Statement, Status

_REPORTING = frozenset({"asserts", "predicts", "doubts", "demands", "promises"})


def source_of(one: Happening, statements: Sequence[Statement]) -> Source | None:
    """Who reports the event at its fullest mention: the innermost statement that holds it."""
    trigger = one.fullest().trigger
    holding = [
        statement
        for statement in statements
        if statement.content.overlaps(trigger) and statement.stance in _REPORTING
    ]
    if not holding:
        return None
    return min(holding, key=lambda s: s.content.end - s.content.start).source


def denials_of(one: Happening, statements: Sequence[Statement]) -> tuple[Denial, ...]:
    """Each who denies a mention of the event, once."""
    found: dict[str, Denial] = {}
    for statement in statements:
        if statement.stance == "denies" and any(
            statement.content.overlaps(mention.trigger) for mention in one.mentions
        ):
            name = statement.source.name
            found.setdefault(name.casefold(), Denial(name=name, span=statement.source.span))
    return tuple(found.values())


def status_of_all(one: Happening, statements: Sequence[Statement]) -> Status:
    """The event's status: a fact once told as one; denied where nobody tells it but to deny it."""
    denials = [s.content for s in statements if s.stance == "denies"]
    plain = [
        mention
        for mention in one.mentions
        if not any(content.overlaps(mention.trigger) for content in denials)
    ]
    if not plain:
        return "denied"
    told = [m.standing.status for m in plain if m.type == one.type] or [
        m.standing.status for m in plain
    ]
    known: list[Status] = ["ongoing", "happened", "attempted"]
    for status in known:
        if one.fullest() in plain and one.fullest().standing.status == status:
            return status
    return next((status for status in known if status in told), told[0])


def about(
    statements: Sequence[Statement], events: Sequence[Event], happenings: Sequence[Happening]
) -> tuple[Statement, ...]:
    """The statements, each with the events whose mentions its content holds."""
    settled = []
    for statement in statements:
        ids = tuple(
            event.id
            for event, one in zip(events, happenings, strict=True)
            if any(statement.content.overlaps(mention.trigger) for mention in one.mentions)
        )
        settled.append(msgspec.structs.replace(statement, about=ids))
    return tuple(settled)
