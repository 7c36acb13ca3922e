"""The audit: who did what, when and why; for administrators."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Annotated, Literal

import msgspec
from fastapi import APIRouter, Depends, Query, Request, Response
from starlette.responses import StreamingResponse

from dateline.store.auditing import Audited
from dateline.store.types import Change
from dateline.web.access import Admin
from dateline.web.answers import StoreNow, answer
from dateline.web.documented import gives
from dateline.web.filters import Since, Until
from dateline.web.people import NAME
from dateline.web.routes.exports import cell
from dateline.web.shapes import Changes

router = APIRouter(tags=["accounts"])
Kind = Literal["logins", "accounts", "reviews", "decisions", "imports"]
_KINDS = {"jsonl": "application/x-ndjson", "csv": "text/csv; charset=utf-8"}
_COLUMNS = ("number", "at", "who", "action", "subject", "why", "detail")


def audited(
    kind: Annotated[list[Kind], Query(max_length=5)] = [],  # noqa: B006 - FastAPI copies it
    who: Annotated[str | None, Query(max_length=NAME, description="By or on this user.")] = None,
    since: Since = None,
    until: Until = None,
) -> Audited:
    """Which lines."""
    try:
        end = until and until + timedelta(days=1)
    except OverflowError:
        end = None
    return Audited(
        kinds=tuple(kind),
        who=who or None,
        since=since.isoformat() if since else None,
        until=end.isoformat() if end else None,
    )


Which = Annotated[Audited, Depends(audited)]


@router.get("/audit", responses=gives(Changes, tagged=False))
def show_audit(
    request: Request,
    store: StoreNow,
    person: Admin,
    which: Which,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
    before: Annotated[
        int | None, Query(ge=1, le=2**53, description="`next` of the page before.")
    ] = None,
) -> Response:
    """What people did, newest first; `next` is to be given as `before`."""
    found = list(store.audit(which, limit=limit + 1, before=before))
    more = found[limit - 1].number if len(found) > limit else None
    return answer(request, Changes(items=tuple(found[:limit]), next=more))


@router.get(
    "/audit/export",
    response_class=StreamingResponse,
    responses={
        200: {
            "description": "All that the parameters let through, newest first.",
            "content": {kind.partition(";")[0]: {"schema": {}} for kind in _KINDS.values()},
        }
    },
)
def export_audit(
    store: StoreNow, person: Admin, which: Which, format: Literal["jsonl", "csv"] = "jsonl"
) -> StreamingResponse:
    """All that the parameters let through, newest first, as lines of JSON or a table."""
    lines = store.audit(which)
    headers = {
        "Content-Disposition": f'attachment; filename="audit.{format}"',
        "Cache-Control": "no-store",
    }
    body = _csv(lines) if format == "csv" else (msgspec.json.encode(one) + b"\n" for one in lines)
    return StreamingResponse(body, media_type=_KINDS[format], headers=headers)


def _csv(lines: Iterable[Change]) -> Iterator[str]:
    stream = io.StringIO()
    table = csv.writer(stream)
    table.writerow(_COLUMNS)
    for line in lines:
        rest = {key: value for key, value in line.detail.items() if key != "why"}
        told = (line.number, line.at, line.who, line.action, line.subject)
        detail = msgspec.json.encode(rest).decode()
        table.writerow([cell(one) for one in (*told, line.detail.get("why", ""), detail)])
        yield stream.getvalue()
        stream.seek(0)
        stream.truncate()
    yield stream.getvalue()
