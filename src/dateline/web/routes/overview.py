"""The whole at a glance: timeline, search, signals, journal, counts, codebook, health."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from dateline import __version__
from dateline.codebook import codebook
from dateline.linking import watch
from dateline.store import Filter, Store
from dateline.store.auditing import ACCOUNTS
from dateline.store.types import Unit
from dateline.web.access import Viewer
from dateline.web.answers import StoreNow, answer, tagged
from dateline.web.documented import gives
from dateline.web.filters import Limit, Name, Narrowed
from dateline.web.problems import Problem
from dateline.web.shapes import Changes, Codes, Health, Hits, Signals, Stats, Timeline

router = APIRouter(tags=["overview"], dependencies=[Depends(tagged)])
open_router = APIRouter(tags=["overview"])

_WEEKS = 8
_LONGEST = timedelta(days=366)


@router.get("/timeline", responses=gives(Timeline))
def show_timeline(
    request: Request,
    store: StoreNow,
    which: Narrowed,
    unit: Unit = "month",
    undated: Annotated[bool, Query(description='Those of no date too, under "".')] = False,
) -> Response:
    """How many incidents of each family began when."""
    found = store.timeline(which, unit, undated=undated)
    return answer(request, Timeline(unit=unit, items=tuple(found)))


@router.get("/search", responses=gives(Hits))
def search(
    request: Request,
    store: StoreNow,
    q: Annotated[str, Query(max_length=200, examples=["Orikhiv"])],
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> Response:
    """Incidents and reports that have all words, in any script; similar ones where few have."""
    return answer(request, Hits(items=tuple(store.search(q, limit))))


@router.get("/signals", responses=gives(Signals))
def show_signals(
    request: Request,
    store: StoreNow,
    since: Annotated[date | None, Query(description="By default eight weeks before.")] = None,
    until: Annotated[date | None, Query(description="By default the last day told of.")] = None,
    area: Name | None = None,
) -> Response:
    """Unusual counts and warning signs by area and week; of a year at most."""
    _, last = _ends(store)
    if until is None:
        until = date.fromisoformat(last) if last else None
    if until is None:
        return answer(request, Signals(since=None, until=None, items=()))
    since = since or until - timedelta(weeks=_WEEKS)
    if until - since > _LONGEST:
        raise Problem(422, "signals are given for a year at most; narrow the days")
    found = watch(store, start=since.isoformat(), end=until.isoformat(), area=area)
    told = Signals(since=since.isoformat(), until=until.isoformat(), items=found)
    return answer(request, told)


@router.get("/changes", responses=gives(Changes))
def show_changes(
    request: Request,
    store: StoreNow,
    person: Viewer,
    since: Annotated[
        str,
        Query(
            description="An ISO date, or date and time in UTC; or the number of a line.",
            pattern=r"^(\d{1,15}|\d{4}-\d\d-\d\d(T[\d:.]{1,15}Z?)?)$",
            examples=["2024-03-05"],
        ),
    ] = "0",
    subject: Annotated[str | None, Query(max_length=2000)] = None,
    limit: Limit = 100,
) -> Response:
    """Lines of the journal, oldest first: what came, changed, was decided, when and by whom.

    Lines on accounts are shown to administrators only.
    """
    start = int(since) if since.isdigit() else since
    found = list(store.changes(start, subject=subject, limit=limit + 1))
    more = found[limit - 1].number if len(found) > limit else None
    hidden = () if person.may("admin") else ACCOUNTS
    items = tuple(one for one in found[:limit] if one.action not in hidden)
    return answer(request, Changes(items=items, next=more))


@router.get("/stats", responses=gives(Stats))
def show_stats(request: Request, store: StoreNow) -> Response:
    """How much the store has."""
    first, last = _ends(store)
    told = Stats(counts=store.stats(), coders=store.coders(), first=first, last=last)
    return answer(request, told)


@router.get("/codebook", responses=gives(Codes))
def show_codebook(request: Request) -> Response:
    """The families and types of events."""
    book = codebook()
    told = Codes(version=book.version, families=book.families, types=tuple(book))
    return answer(request, told)


@open_router.get("/health", responses=gives(Health, tagged=False))
def show_health(request: Request, store: StoreNow) -> Response:
    """That the desk and its store answer; `changes` is the number of the last change."""
    return answer(request, Health(status="ok", version=__version__, changes=store.version()))


def _ends(store: Store) -> tuple[str | None, str | None]:
    """The days on which the first and last incident begin."""
    days = []
    for newest in (False, True):
        found = list(store.incidents(Filter(newest=newest, limit=1)))
        period = found[0].period if found else None
        days.append(period.start or period.end if period else None)
    return days[0], days[1]
