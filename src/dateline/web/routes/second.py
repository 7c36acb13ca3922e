"""Second codings: events judged apart by two people, and how far these agree."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from msgspec.structs import replace
from pydantic import BaseModel, ConfigDict, Field

from dateline.incidents import EventKey
from dateline.linking.agreement import Disagreement, Verdict, agreement, code, waiting
from dateline.linking.corrections import corrected
from dateline.records import Event, Record
from dateline.store import Review, Store
from dateline.store.base import now
from dateline.store.people import CODING
from dateline.web.access import Coder, Viewer
from dateline.web.answers import StoreNow, answer, tagged
from dateline.web.documented import gives
from dateline.web.judging import Agreed, Differing, Seconds, Unread
from dateline.web.problems import missing
from dateline.web.routes.reviews import Key, Why, key_of, require_plain
from dateline.web.shapes import Done

router = APIRouter(tags=["review"])

# Characters shown on each side of the sentence, and differences told of at once.
_AROUND = 700
_OPEN = 200


class NewCoding(BaseModel):
    """What a second coder makes of an event, who has not seen what the first made of it."""

    model_config = ConfigDict(extra="forbid")
    event: Key
    verdict: Annotated[Verdict, Field(description="Whether there is such an event.")]
    fields: Annotated[
        dict[str, Any],
        Field(
            max_length=8,
            description="What is otherwise than it was read; the rest holds as read.",
            examples=[{"status": "feared"}],
        ),
    ] = {}
    why: Why = ""


@router.get("/second", responses=gives(Seconds), dependencies=[Depends(tagged)])
def list_seconds(
    request: Request,
    store: StoreNow,
    person: Coder,
    report: Annotated[str | None, Query(max_length=2000, description="Only of this one.")] = None,
    limit: Annotated[int, Query(ge=1, le=50)] = 10,
) -> Response:
    """Events that somebody else judged and you did not, as they were read."""
    with store.snapshot() as snapshot:
        keys = waiting(snapshot, person.name, report or None)
        reports = {key.report for key in keys[:limit]}
        records = {record.document.id: record for record in snapshot.records(reports)}
    items = tuple(
        _unread(key, records[key.report], event)
        for key in keys[:limit]
        if key.report in records
        for event in records[key.report].events
        if event.id == key.event
    )
    return answer(request, Seconds(items=items, total=len(keys)))


@router.post("/second", status_code=201, responses=gives(Done, status=201, tagged=False))
def add_second(request: Request, store: StoreNow, person: Coder, given: NewCoding) -> Response:
    """Judge an event that somebody else judged: it changes nothing, and is compared.

    It is undone as a review is.
    """
    key = key_of(given.event)
    require_plain(given.fields, given.why)
    with store.write(person.name) as writer:
        record = writer.record(key.report)
        if record is None:
            raise missing("report", key.report)
        coding = Review(
            event=key, field=CODING, value=None, by=person.name, at=now(), why=given.why
        )
        number = code(writer, record, coding, given.verdict, given.fields)
    return answer(request, Done(number=number), status=201)


@router.get("/agreement", responses=gives(Agreed), dependencies=[Depends(tagged)])
def show_agreement(request: Request, store: StoreNow, person: Viewer) -> Response:
    """Krippendorff's alpha of each field, and the differences that an editor has to settle.

    A review of the field, made after the second coding, settles it. Whoever is no editor is told of
    the differences with what they said themselves, and stays blind to those of others.
    """
    found = agreement(store)
    if not person.may("editor"):
        own = tuple(each for each in found.open if person.name in each.values)
        found = replace(found, open=own)
    told = Agreed(agreement=found, open=tuple(_differing(store, found.open[:_OPEN])))
    return answer(request, told)


def _unread(key: EventKey, record: Record, event: Event) -> Unread:
    text, said = record.document.text, event.evidence[0]
    return Unread(
        event=key,
        title=record.document.title,
        publisher=record.document.publisher,
        published=record.document.published,
        before=text[max(said.start - _AROUND, 0) : said.start],
        sentence=said.of(text),
        after=text[said.end : said.end + _AROUND],
        reading=event,
    )


def _differing(store: Store, found: tuple[Disagreement, ...]) -> Iterator[Differing]:
    reports = {each.event.report for each in found}
    reviews = store.reviews(reports)
    records = {one.document.id: one for one in store.records(reports)}
    for each in found:
        record = records.get(each.event.report)
        forms = (record, corrected(record, reviews)) if record else ()
        events = {event.id: event for form in forms for event in form.events}
        event = events.get(each.event.event)
        yield Differing(
            difference=each,
            title=record.document.title if record else None,
            sentence=event.evidence[0].of(record.document.text) if event and record else None,
            type=event.type if event else None,
        )
