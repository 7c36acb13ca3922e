"""Server-Sent Events: lines of the journal on incidents, as they are written."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from typing import Annotated

import msgspec
from anyio import sleep, to_thread
from fastapi import APIRouter, Header, Query, Request
from starlette.responses import StreamingResponse

from dateline.store import Store
from dateline.store.types import Change
from dateline.web.access import person_of, visit_of
from dateline.web.answers import SettingsNow, StoreNow
from dateline.web.problems import Problem

router = APIRouter(tags=["overview"])
# Seconds between looks at the journal, and between signs of life where nothing happens.
_EVERY, _SIGN = 1.0, 15.0
_BATCH = 200


class Streams:
    """How many streams are open."""

    def __init__(self) -> None:
        self.open = 0


@router.get(
    "/stream",
    response_class=StreamingResponse,
    responses={200: {"description": "Events.", "content": {"text/event-stream": {"schema": {}}}}},
)
async def stream(
    request: Request,
    store: StoreNow,
    settings: SettingsNow,
    last_event_id: Annotated[str | None, Header(max_length=20)] = None,
    since: Annotated[
        int | None, Query(ge=0, le=2**53, description="As `Last-Event-ID`, which goes before it.")
    ] = None,
) -> StreamingResponse:
    """New, changed and dropped incidents, as `text/event-stream`; `Last-Event-ID` resumes.

    The first event, `here`, tells the number of the journal's line after which the rest come.
    """
    streams: Streams = request.app.state.streams
    if streams.open >= settings.streams:
        raise Problem(503, "so many streams are open already; try again", {"Retry-After": "30"})
    known = last_event_id or ""
    resumed = int(known) if known.isascii() and known.isdigit() else since
    start = resumed if resumed is not None else await to_thread.run_sync(store.version)
    until = time.monotonic() + settings.stream_seconds
    body = _lines(request, store, start, until, streams)
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(body, media_type="text/event-stream", headers=headers)


async def _lines(
    request: Request, store: Store, since: int, until: float, streams: Streams
) -> AsyncIterator[str]:
    streams.open += 1
    try:
        yield f"retry: 3000\nid: {since}\nevent: here\ndata: {since}\n\n"
        last = time.monotonic()
        while True:
            news = await to_thread.run_sync(_news, store, since)
            for change in news:
                since = change.number
                if change.action.startswith("incident"):
                    yield f"id: {since}\nevent: {change.action}\ndata: {_json(change)}\n\n"
            if time.monotonic() >= until or await request.is_disconnected():
                return
            if len(news) == _BATCH:
                continue
            await sleep(_EVERY)
            if time.monotonic() - last >= _SIGN:
                last = time.monotonic()
                if not await to_thread.run_sync(_let_in, request):
                    return
                yield ": still here\n\n"
    finally:
        streams.open -= 1


def _news(store: Store, since: int) -> list[Change]:
    return list(store.changes(since, limit=_BATCH))


def _let_in(request: Request) -> bool:
    """Whether whoever opened the stream still may: a session ends, an account is disabled."""
    store, settings = request.app.state.store, request.app.state.settings
    try:
        return person_of(request, store, settings, visit_of(request, settings)).may("viewer")
    except Problem:
        return False


def _json(change: Change) -> str:
    return msgspec.json.encode(change).decode()
