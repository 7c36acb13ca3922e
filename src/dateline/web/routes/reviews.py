"""What people say of events: reviews of a field, decisions on pairs, what waits to be looked at."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Depends, Path, Query, Request, Response
from msgspec.structs import replace
from pydantic import BaseModel, ConfigDict, Field

from dateline.incidents import Decision, EventKey, Verdict
from dateline.linking import decided, reviewed
from dateline.linking.corrections import checked, corrected
from dateline.linking.renaming import unused
from dateline.store import Review, Store, Writer
from dateline.store.base import now
from dateline.web.access import Coder
from dateline.web.answers import StoreNow, answer, tagged
from dateline.web.documented import gives
from dateline.web.problems import Problem, missing
from dateline.web.queue import queue
from dateline.web.shapes import Decisions, Done, Queue, Reviews

router = APIRouter(tags=["review"])

Key = Annotated[
    str, Field(min_length=3, max_length=2000, pattern=r"^.+/[^/]+$", examples=["sumy-agency/e1"])
]
KeyQuery = Annotated[str, Query(min_length=3, max_length=2000, pattern=r"^.+/[^/]+$")]
Why = Annotated[str, Field(max_length=2000)]


class NewReview(BaseModel):
    """A person's word on one field of an event."""

    model_config = ConfigDict(extra="forbid")
    event: Key
    field: Annotated[str, Field(max_length=20, examples=["type"])]
    value: Annotated[Any, Field(examples=["strike/drone"])]
    why: Why = ""


class NewDecision(BaseModel):
    """A person's word on two events: one happening (pin) or two (cut)."""

    model_config = ConfigDict(extra="forbid")
    first: Key
    second: Key
    verdict: Verdict
    why: Why = ""


@router.get("/reviews", responses=gives(Reviews), dependencies=[Depends(tagged)])
def list_reviews(
    request: Request,
    store: StoreNow,
    report: Annotated[list[str] | None, Query(max_length=500)] = None,
    undone: Annotated[bool, Query(description="Those taken back too.")] = False,
) -> Response:
    """Reviews of these reports' events, or all."""
    return answer(request, Reviews(items=tuple(store.reviews(report, undone=undone))))


@router.post("/reviews", status_code=201, responses=gives(Done, status=201, tagged=False))
def add_review(request: Request, store: StoreNow, person: Coder, given: NewReview) -> Response:
    """Correct, accept or reject what was read; what hangs on it is linked anew.

    Fields: type, status, place, time, actors, targets, weapons, casualties, in the form they have
    in an event; `verdict`: "accept" or "reject"; `event`: a whole event that was missed, under the
    id r and a number, or as REPORT/new under the next one that is free. What was coded twice an
    editor settles.
    """
    key = key_of(given.event)
    require_plain(given.value, given.why)
    with store.write(person.name) as writer:
        record = writer.record(key.report)
        if record is None:
            raise missing("report", key.report)
        if not person.may("editor") and any(o.event == key for o in writer.codings([key.report])):
            raise Problem(403, "two people coded this event; an editor settles what is left open")
        review = Review(
            event=key, field=given.field, value=given.value, by=person.name, at=now(), why=given.why
        )
        if review.field == "event" and key.event == "new":
            review = _numbered(writer, review)
            key = review.event
        as_left = corrected(record, writer.reviews([key.report]))
        if review.field == "verdict" and key.event not in {one.id for one in as_left.events}:
            as_left = record  # what was rejected may be accepted after all
        number = writer.add_review(checked(as_left, review))
        reviewed(writer, key.report)
        told = Done(number=number, event="/".join(key), incidents=_incidents(writer, key))
    return answer(request, told, status=201)


@router.post("/reviews/{number}/undo", responses=gives(Done, tagged=False))
def undo_review(
    request: Request,
    store: StoreNow,
    person: Coder,
    number: Annotated[int, Path(ge=1, le=2**53)],
) -> Response:
    """Take a review back: one's own, or as an editor anybody's."""
    with store.write(person.name) as writer:
        said = (*writer.reviews(), *writer.codings())
        found = [one for one in said if one.number == number]
        if not found:
            raise Problem(404, f"there is no review {number} that could be undone")
        review = found[0]
        if review.by != person.name and not person.may("editor"):
            raise Problem(403, "this review is somebody else's; an editor may take it back")
        writer.undo_review(number, person.name)
        reviewed(writer, review.event.report)
        told = Done(number=number, incidents=_incidents(writer, review.event))
    return answer(request, told)


@router.get("/decisions", responses=gives(Decisions), dependencies=[Depends(tagged)])
def list_decisions(request: Request, store: StoreNow) -> Response:
    """What people said of pairs of events."""
    return answer(request, Decisions(items=tuple(store.decisions())))


@router.post("/decisions", responses=gives(Done, tagged=False))
def decide(request: Request, store: StoreNow, person: Coder, given: NewDecision) -> Response:
    """Say that two events are one happening (pin) or two (cut); linking abides by it."""
    first, second = key_of(given.first), key_of(given.second)
    with store.write(person.name) as writer:
        _require(writer, first, second)
        decision = Decision(
            first=first,
            second=second,
            verdict=given.verdict,
            by=person.name,
            at=now(),
            why=given.why,
        )
        writer.decide(decision)
        decided(writer, first, second)
        told = Done(incidents=_incidents(writer, first, second))
    return answer(request, told)


@router.delete("/decisions", responses=gives(Done, tagged=False))
def undecide(
    request: Request, store: StoreNow, person: Coder, first: KeyQuery, second: KeyQuery
) -> Response:
    """Take back what was said of two events: by oneself, or as an editor by anybody."""
    keys = key_of(first), key_of(second)
    with store.write(person.name) as writer:
        said = [one for one in writer.decisions(keys) if {one.first, one.second} == set(keys)]
        if not said:
            raise Problem(404, "nothing was said of these two events")
        if said[0].by != person.name and not person.may("editor"):
            raise Problem(403, "this is somebody else's word; an editor may take it back")
        writer.undecide(*keys, person.name)
        decided(writer, *keys)
        told = Done(incidents=_incidents(writer, *keys))
    return answer(request, told)


@router.get("/queue", responses=gives(Queue), dependencies=[Depends(tagged)])
def show_queue(
    request: Request, store: StoreNow, limit: Annotated[int, Query(ge=1, le=200)] = 50
) -> Response:
    """Events that nobody looked at, the most uncertain and consequential first."""
    return answer(request, queue(store, limit))


def key_of(text: str) -> EventKey:
    """The event that REPORT/EVENT names."""
    report, _, event = text.rpartition("/")
    return EventKey(report, event)


def _numbered(writer: Writer, review: Review) -> Review:
    """The review of an added event under the next id that is free."""
    id = unused(writer.said_of(review.event.report))
    value = review.value | {"id": id} if isinstance(review.value, dict) else review.value
    return replace(review, event=EventKey(review.event.report, id), value=value)


def require_plain(*values: Any) -> None:
    """Let through what both databases can keep: no half characters, NULs, endless numbers."""
    try:
        kept = msgspec.json.encode(values)
    except (UnicodeEncodeError, OverflowError, RecursionError) as error:
        raise Problem(422, f"the value cannot be kept ({error})") from error
    if rb"\u0000" in kept:
        raise Problem(422, "there is a NUL character in the value")


def _require(writer: Writer, *keys: EventKey) -> None:
    if keys[0] == keys[-1]:
        raise Problem(422, "an event cannot be pinned to itself or cut from itself")
    known = writer.subjects(keys)
    for key in keys:
        if key not in known:
            raise missing("event", f"{key.report}/{key.event}")


def _incidents(writer: Store | Writer, *keys: EventKey) -> dict[str, str]:
    found = writer.incidents_of(keys)
    return {f"{key.report}/{key.event}": incident for key, incident in found.items()}
