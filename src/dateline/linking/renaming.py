"""Which event of a new reading is which of the one before: by what they rest on, not by their ids.

A reader numbers events as it finds them, so another reading may give the same happening another id.
What people said of an event goes with its trigger: to the event of the new reading whose trigger
overlaps it best, each to one at most. An event that is not found keeps what was said of it under a
name that tells where it stood ("@120-126"), which no reading gives, and is looked for again in
every later reading.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from dateline.records import Event
from dateline.spans import Span

_LOST = re.compile(r"@(\d+)-(\d+)(?:\.\d+)?")
_ADDED = re.compile(r"r[1-9]\d{0,8}")


class _Mark(NamedTuple):
    """An event of an earlier reading: where its trigger stood and, if known, what was read."""

    id: str
    trigger: Span
    event: Event | None = None
    added: bool = False


def renamed(
    before: Sequence[Event],
    after: Sequence[Event],
    *,
    added: Mapping[str, Event] = {},
    lost: Iterable[str] = (),
) -> dict[str, str]:
    """The ids under which a new reading has the events of the one before it.

    Args:
        before: the events of the last reading.
        after: those of the new one.
        added: the events that people added, by id. One that the new reading found as well takes
            that one's id; no other id of the new reading is ever taken.
        lost: the names of events that an earlier reading had and the last one had not.

    Returns:
        The new id or name of every event of `before`, `added` and `lost`.
    """
    read = [_Mark(each.id, each.trigger, each) for each in before if each.id not in added]
    own = [_Mark(id, each.trigger, each, added=True) for id, each in added.items()]
    names = sorted(set(lost))
    found: dict[str, str] = {}
    for marks in (read, own, _alone(names)):
        found |= _matched(marks, [each for each in after if each.id not in found.values()])
    taken = {each.id for each in after} | {id for id in added if is_added(id)} | set(names)
    for mark in (*read, *own):
        if mark.id in found:
            continue
        if mark.id in added:
            found[mark.id] = mark.id if is_added(mark.id) else unused(taken)
        else:
            found[mark.id] = _lost_name(mark.trigger, taken)
        taken.add(found[mark.id])
    return {id: id for id in names} | found


def is_lost(id: str) -> bool:
    """Whether this is the name of an event that no reading has now."""
    return _LOST.fullmatch(id) is not None


def is_added(id: str) -> bool:
    """Whether this is an id as events that people add have."""
    return _ADDED.fullmatch(id) is not None


def unused(taken: Collection[str]) -> str:
    """The next free id for an event that a person adds."""
    return next(id for number in range(1, len(taken) + 2) if (id := f"r{number}") not in taken)


def _matched(marks: Sequence[_Mark], events: Sequence[Event]) -> dict[str, str]:
    """The event of each mark that has one, the best fitting pairs first."""
    pairs = sorted(
        (-_overlap(mark.trigger, event.trigger), -_likeness(mark.event, event), one, other)
        for one, mark in enumerate(marks)
        for other, event in enumerate(events)
        if mark.trigger.overlaps(event.trigger) and _may_be(mark, event, marks)
    )
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, one, other in pairs:
        if one not in found and other not in taken:
            found[one] = other
            taken.add(other)
    return {marks[one].id: events[other].id for one, other in found.items()}


def _overlap(one: Span, other: Span) -> float:
    """How much of both the two have in common, 0 to 1."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return max(shared, 0) / (max(one.end, other.end) - min(one.start, other.start))


def _likeness(one: Event | None, other: Event) -> int:
    """In how many fields the two readings agree."""
    fields = ("type", "place", "time", "status", "actors", "targets", "evidence")
    return sum(getattr(one, name, None) == getattr(other, name) for name in fields) if one else 0


def _may_be(mark: _Mark, event: Event, marks: Sequence[_Mark]) -> bool:
    """Whether the event can be the one that the mark stands for.

    Where a trigger tells of several happenings ("shells hit A and B"), the place has to tell apart
    those that it fits no better than another; what a person added is found again only as something
    of its kind.
    """
    if mark.event is None:
        return True
    if mark.added and mark.event.family != event.family:
        return False
    mine = _overlap(mark.trigger, event.trigger)
    twins = sum(_overlap(each.trigger, event.trigger) >= mine for each in marks) > 1
    return not twins or _named(mark.event) == _named(event)


def _named(event: Event) -> str | None:
    return event.place.name if event.place else None


def _alone(names: Sequence[str]) -> list[_Mark]:
    """The lost events, but for those that nothing tells apart."""
    where = {id: Span(int(known[1]), int(known[2])) for id in names if (known := _LOST.match(id))}
    spans = list(where.values())
    return [_Mark(id, span) for id, span in where.items() if spans.count(span) == 1]


def _lost_name(trigger: Span, taken: Collection[str]) -> str:
    """A name that tells where the event stood, other than those given already."""
    name = f"@{trigger.start}-{trigger.end}"
    further = (f"{name}.{number}" for number in range(2, len(taken) + 3))
    return next(id for id in (name, *further) if id not in taken)
