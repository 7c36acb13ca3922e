"""Places, parties, and who holds what."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from dateline.incidents import Control
from dateline.linking import PartyDossier, PlaceDossier, party_dossier, place_dossier
from dateline.linking.control import holders
from dateline.web.answers import StoreNow, answer, tagged
from dateline.web.documented import gives
from dateline.web.shapes import Holdings, Parties, Places

router = APIRouter(tags=["places and parties"], dependencies=[Depends(tagged)])

Asked = Annotated[str, Query(min_length=1, max_length=200, examples=["Orikhiv"])]
Called = Annotated[str, Path(max_length=200)]
At = Annotated[date | None, Query(description="As of this day; by default the last told of.")]
Most = Annotated[int, Query(ge=1, le=200)]


@router.get("/places", responses=gives(Places))
def find_places(request: Request, store: StoreNow, name: Asked) -> Response:
    """Places of events by name, similar names where nothing has just that."""
    return answer(request, Places(items=tuple(store.places(name))))


@router.get("/places/{name:path}", responses=gives(PlaceDossier))
def show_place(
    request: Request, store: StoreNow, name: Called, at: At = None, limit: Most = 50
) -> Response:
    """What happened in a place and who is said to hold it."""
    return answer(request, place_dossier(store, name, at=at, limit=limit))


@router.get("/parties", responses=gives(Parties))
def find_parties(request: Request, store: StoreNow, name: Asked) -> Response:
    """Parties of events by name, similar names where nothing has just that."""
    return answer(request, Parties(items=tuple(store.parties(name))))


@router.get("/parties/{name:path}", responses=gives(PartyDossier))
def show_party(request: Request, store: StoreNow, name: Called, limit: Most = 50) -> Response:
    """What a party did and suffered; by name, alias or code of a side."""
    return answer(request, party_dossier(store, name, limit=limit))


@router.get("/control", responses=gives(Holdings))
def show_control(request: Request, store: StoreNow, at: At = None) -> Response:
    """Who is said to hold which place on a day."""
    claims = store.controls()
    days = sorted(filter(None, map(_day, claims)))
    day = at or (date.fromisoformat(days[-1]) if days else None)
    held = holders(claims, day) if day else ()
    told = Holdings(
        at=day.isoformat() if day else None,
        first=days[0] if days else None,
        last=days[-1] if days else None,
        items=held,
    )
    return answer(request, told)


def _day(claim: Control) -> str | None:
    period = claim.period
    return (period.start or period.end if period else None) or claim.published
