"""Reports: pages, one with its record, how two copies differ."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Path, Request, Response
from rapidfuzz.distance import Indel

from dateline.linking.corrections import corrected
from dateline.store import Store
from dateline.web.answers import StoreNow, answer, tagged
from dateline.web.documented import gives
from dateline.web.filters import After, Limit, Name
from dateline.web.problems import missing
from dateline.web.shapes import Difference, ReportDossier, ReportPage, Segment

router = APIRouter(tags=["reports"], dependencies=[Depends(tagged)])

Id = Annotated[str, Path(max_length=2000)]
# Words up to which two texts are compared by words; longer ones by lines.
_WORDS = 15_000


@router.get("/reports", responses=gives(ReportPage))
def list_reports(
    request: Request,
    store: StoreNow,
    publisher: Name | None = None,
    limit: Limit = 100,
    after: After = None,
) -> Response:
    """Reports in order of their ids."""
    found, total = store.report_list(limit=limit + 1, after=after or None, publisher=publisher)
    items = tuple(found[:limit])
    more = items[-1].id if len(found) > limit else None
    return answer(request, ReportPage(items=items, next=more, total=total))


@router.get("/reports/{id:path}/changes/{other:path}", responses=gives(Difference))
def compare_reports(request: Request, store: StoreNow, id: Id, other: Id) -> Response:
    """What of the first report's text the second has, leaves out and adds."""
    texts = []
    for name in (id, other):
        document = store.document(name)
        if document is None:
            raise missing("report", name)
        texts.append(document.text)
    return answer(request, Difference(first=id, second=other, segments=difference(*texts)))


def difference(first: str, second: str) -> tuple[Segment, ...]:
    """The two texts as runs that both have, or one of them."""
    one, two = (re.findall(r"\w+|\s+|[^\w\s]", text) for text in (first, second))
    if max(len(one), len(two)) > 2 * _WORDS:
        one, two = (text.splitlines(keepends=True) for text in (first, second))
    found: list[Segment] = []

    def put(kind: Literal["same", "removed", "added"], words: list[str]) -> None:
        if words:
            found.append(Segment(kind=kind, text="".join(words)))

    for step in Indel.opcodes(one, two):
        old, new = one[step.src_start : step.src_end], two[step.dest_start : step.dest_end]
        if step.tag == "equal":
            put("same", old)
        else:
            put("removed", old)
            put("added", new)
    return tuple(found)


@router.get("/reports/{id:path}", responses=gives(ReportDossier))
def show_report(request: Request, store: StoreNow, id: Id) -> Response:
    """One report, what was read in it, and what people made of that."""
    name = store.report_of(id)
    if name is None:
        raise missing("report", id)
    return answer(request, dossier(store, name))


def dossier(store: Store, name: str) -> ReportDossier:
    """All about the report of this id, which has to be there."""
    document = store.document(name)
    if document is None:
        raise missing("report", name)
    record = store.record(name)
    reviews = tuple(store.reviews([name]))
    as_left = corrected(record, reviews) if record else None
    kept = {event.id: event for event in as_left.events} if as_left else {}
    read = record.events if record else ()
    names = store.incidents_of(store.event_keys(name))
    return ReportDossier(
        document=as_left.document if as_left else document,
        record=as_left,
        originals={event.id: event for event in read if kept.get(event.id) != event},
        reviews=reviews,
        incidents={key.event: incident for key, incident in names.items()},
        origins=tuple(store.origins(name)),
        family=store.family_of(name),
    )
