"""Events, statements and figures, a page at a time."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from dateline.incidents import EventKey
from dateline.linking.corrections import corrected
from dateline.records import HarmKind, SourceKind, Stance, Status
from dateline.store import Store
from dateline.store.listing import Narrowing
from dateline.web.answers import StoreNow, answer, tagged
from dateline.web.documented import gives
from dateline.web.filters import After, Limit, Name, Several, Since, Until
from dateline.web.problems import Problem
from dateline.web.shapes import EventItem, EventPage, FigurePage, StatementItem, StatementPage

router = APIRouter(tags=["facts"], dependencies=[Depends(tagged)])
Text = Annotated[str | None, Query(max_length=2000)]


def narrowing(
    report: Text = None,
    incident: Text = None,
    place: Name | None = None,
    type: Several = [],  # noqa: B006 - FastAPI copies it
    family: Several = [],  # noqa: B006
    since: Since = None,
    until: Until = None,
) -> Narrowing:
    """Which events or figures."""
    return Narrowing(
        report=report,
        incident=incident,
        place=place or None,
        types=tuple(type),
        families=tuple(family),
        start=since.isoformat() if since else None,
        end=until.isoformat() if until else None,
    )


Narrow = Annotated[Narrowing, Depends(narrowing)]


@router.get("/events", responses=gives(EventPage))
def list_events(
    request: Request,
    store: StoreNow,
    which: Narrow,
    status: Annotated[list[Status], Query(max_length=50)] = [],  # noqa: B006
    limit: Limit = 100,
    after: After = None,
) -> Response:
    """Events by report and id, as people corrected them.

    What people added is among them, what they rejected is not.
    """
    which = _with(which, statuses=tuple(status))
    found, total = store.event_list(which, limit=limit + 1, after=key_of(after))
    items = tuple(_event_items(store, found[:limit]))
    more = text_of(found[limit - 1][0]) if len(found) > limit else None
    return answer(request, EventPage(items=items, next=more, total=total))


def _with(which: Narrowing, **more: object) -> Narrowing:
    from msgspec.structs import replace

    return replace(which, **more)


def _event_items(store: Store, found: list[tuple[EventKey, str | None]]) -> list[EventItem]:
    reports = {key.report for key, _ in found}
    reviews = store.reviews(reports)
    records = {one.document.id: one for one in store.records(reports)}
    kept = {
        EventKey(name, event.id): event
        for name, record in records.items()
        for one in (record, corrected(record, reviews))
        for event in one.events
    }
    return [
        EventItem(
            report=key.report,
            incident=incident,
            event=kept[key],
            reviewed=tuple(sorted({one.field for one in reviews if one.event == key})),
        )
        for key, incident in found
        if key in kept
    ]


@router.get("/statements", responses=gives(StatementPage))
def list_statements(
    request: Request,
    store: StoreNow,
    report: Text = None,
    incident: Text = None,
    source: Name | None = None,
    kind: Annotated[list[SourceKind], Query(max_length=50)] = [],  # noqa: B006
    stance: Annotated[list[Stance], Query(max_length=50)] = [],  # noqa: B006
    limit: Limit = 100,
    after: After = None,
) -> Response:
    """Statements by report and id."""
    which = Narrowing(
        report=report, incident=incident, source=source, kinds=tuple(kind), stances=tuple(stance)
    )
    found, total = store.statement_list(which, limit=limit + 1, after=key_of(after))
    records = {one.document.id: one for one in store.records({key.report for key in found})}
    items = tuple(
        StatementItem(
            report=key.report, statement=one, text=records[key.report].text_of(one.content)
        )
        for key in found[:limit]
        for one in records[key.report].statements
        if one.id == key.event
    )
    more = text_of(found[limit - 1]) if len(found) > limit else None
    return answer(request, StatementPage(items=items, next=more, total=total))


@router.get("/figures", responses=gives(FigurePage))
def list_figures(
    request: Request,
    store: StoreNow,
    which: Narrow,
    kind: Annotated[list[HarmKind], Query(max_length=50)] = [],  # noqa: B006
    side: Name | None = None,
    limit: Limit = 100,
    after: Annotated[int, Query(ge=0, le=2**53)] = 0,
) -> Response:
    """Figures of incidents, each with the incident it belongs to."""
    which = _with(which, kinds=tuple(kind), side=side)
    found, total = store.figure_list(which, limit=limit + 1, after=after)
    more = str(found[limit - 1].number) if len(found) > limit else None
    return answer(request, FigurePage(items=tuple(found[:limit]), next=more, total=total))


def text_of(key: EventKey) -> str:
    """The key as a cursor."""
    return f"{key.report}/{key.event}"


def key_of(text: str | None) -> EventKey | None:
    """The key that a cursor stands for.

    Raises:
        Problem: it is none of ours.
    """
    if not text:
        return None
    report, slash, event = text.rpartition("/")
    if not slash:
        raise Problem(404, "`after` is no cursor of ours; begin again without it")
    return EventKey(report, event)
