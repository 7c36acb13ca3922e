"""Places of the gazetteer, for a person who says where something was."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from dateline.gazetteer import Entry, countries, index
from dateline.gazetteer.nearest import nearest
from dateline.places.relate import precision_of
from dateline.web.answers import answer, tagged
from dateline.web.documented import gives
from dateline.web.judging import KnownPlace, KnownPlaces

router = APIRouter(tags=["places and parties"], dependencies=[Depends(tagged)])

_MOST = 12


@router.get("/gazetteer", responses=gives(KnownPlaces))
def find_known_places(
    request: Request,
    name: Annotated[str, Query(min_length=1, max_length=200, examples=["Orikhiv"])],
) -> Response:
    """Places of the gazetteer by name, the most populous first; similar ones where none has it."""
    known = index()
    found = known.lookup(name) or known.similar(name)
    return answer(request, KnownPlaces(items=tuple(_known(entry) for entry in found[:_MOST])))


@router.get("/gazetteer/near", responses=gives(KnownPlaces))
def find_places_near(
    request: Request,
    lat: Annotated[float, Query(ge=-90, le=90, examples=[50.9])],
    lon: Annotated[float, Query(ge=-180, le=180, examples=[34.8])],
) -> Response:
    """The settlements and facilities nearest to a point, with their distance.

    The divisions and the country of the nearest follow, for what is told no finer.
    """
    known = index()
    found = nearest(known, lat, lon)
    items = [_known(entry, km) for entry, km in found]
    if found:
        items += [_known(entry) for entry in _around(found[0][0])]
    return answer(request, KnownPlaces(items=tuple(items)))


def _around(entry: Entry) -> list[Entry]:
    """The divisions and the country that a place lies in, the smallest first."""
    known = index()
    numbers = [entry.admin2_number, entry.admin1_number]
    divisions = [known.entry(number - 1) for number in numbers if number]
    land = countries().get(entry.country or "")
    lands = [one for one in known.lookup(land.name if land else "") if one.kind == "country"]
    return [one for one in (*divisions, *lands[:1]) if one.number != entry.number]


def _known(entry: Entry, km: float | None = None) -> KnownPlace:
    return KnownPlace(
        name=entry.name,
        kind=entry.kind,
        lat=round(entry.lat, 5),
        lon=round(entry.lon, 5),
        precision=precision_of(entry.kind, entry),
        admin1=entry.admin1,
        country=entry.country,
        km=None if km is None else round(km, 1),
    )
