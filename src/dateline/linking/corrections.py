"""What people made of a record: its events with every review applied.

A review names an event and a field. `verdict` is "accept" or "reject": a rejected event is left
out. `event` is a whole event that the reader missed; where a later reading has it too, the person's
takes its place. Any other is a field of the event, whose value takes the place of what was read.
The latest review of a field holds; a reading that comes later changes nothing of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

import msgspec
from msgspec.structs import replace

from dateline.errors import RecordError
from dateline.linking.renaming import is_added
from dateline.records import Casualty, Event, Party, Period, Place, Record, Status
from dateline.store.types import Review

# The fields that a person may correct, and what their values are.
FIELDS: Mapping[str, Any] = {
    "type": str,
    "status": Status,
    "place": Place | None,
    "time": Period | None,
    "actors": tuple[Party, ...],
    "targets": tuple[Party, ...],
    "weapons": tuple[str, ...],
    "casualties": tuple[Casualty, ...],
    "verdict": Literal["accept", "reject"],
    "event": Event,
}
# A larger figure is a slip; the databases keep whole numbers of 32 bits.
_MOST = 2_000_000_000
# What is said of an event as a whole.
WHOLE = ("verdict", "event")


def corrected(record: Record, reviews: Iterable[Review]) -> Record:
    """The record as people left it; a review that no longer fits its event is passed over.

    Args:
        record: as a coder read it.
        reviews: of any events, in the order in which they were made, none taken back.
    """
    mine = [review for review in reviews if review.event.report == record.document.id]
    if not mine:
        return record
    events = {event.id: event for event in record.events}
    latest: dict[tuple[str, str], Review] = {(r.event.event, r.field): r for r in mine}
    for (id, field), review in latest.items():
        if field == "event" and (event := _added(review)):
            events[id] = event
    for (id, field), review in latest.items():
        if field not in WHOLE and id in events:
            events[id] = _changed(events[id], review)
    for (id, field), review in latest.items():
        if field == "verdict" and review.value == "reject":
            events.pop(id, None)
    return _with(record, events)


def checked(record: Record, review: Review) -> Review:
    """The review, if it can be applied to the record.

    Raises:
        RecordError: there is no such event or field, or the value is none of that field.
    """
    report = record.document.id
    if review.field not in FIELDS:
        raise RecordError(f"no field {review.field!r} can be reviewed: {', '.join(FIELDS)}", report)
    known = {event.id: event for event in record.events}
    new = review.field == "event"
    if new == (review.event.event in known):
        what = "an event of this id already" if new else "no such event"
        raise RecordError(f"there is {what} in the report: {review.event.event}", report)
    if new and not is_added(review.event.event):
        raise RecordError("the id of an added event is r and a number: r1", report)
    try:
        value = msgspec.convert(review.value, FIELDS[review.field])
    except msgspec.ValidationError as error:
        raise RecordError(f"not a valid {review.field}: {error}", report) from error
    if new and value.id != review.event.event:
        raise RecordError("the event has another id than the review says", report)
    if review.field != "verdict":
        event = value if new else replace(known[review.event.event], **{review.field: value})
        if any((bound or 0) > _MOST for one in event.casualties for bound in (one.low, one.high)):
            raise RecordError(f"a figure is at most {_MOST:,}", report)
        replace(record, events=(event,), statements=())  # its spans lie in the text, or this raises
    return review


def added(reviews: Iterable[Review]) -> dict[str, Event]:
    """The events that people added, by their ids; the reviews are as in `corrected`."""
    latest = {one.event.event: _added(one) for one in reviews if one.field == "event"}
    return {id: event for id, event in latest.items() if event is not None}


def _added(review: Review) -> Event | None:
    try:
        return replace(msgspec.convert(review.value, Event), id=review.event.event)
    except (msgspec.ValidationError, RecordError):
        return None


def _changed(event: Event, review: Review) -> Event:
    try:
        value = msgspec.convert(review.value, FIELDS[review.field])
        return replace(event, **{review.field: value})
    except (KeyError, msgspec.ValidationError, RecordError):
        return event


def _with(record: Record, events: Mapping[str, Event]) -> Record:
    """The record with these events; a statement on one that is gone is on the others only."""
    statements = tuple(
        replace(one, about=tuple(id for id in one.about if id in events))
        for one in record.statements
    )
    return replace(record, events=tuple(events.values()), statements=statements)
