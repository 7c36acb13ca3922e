"""Query parameters that narrow incidents, as a Filter of the store."""

from __future__ import annotations

from datetime import date
from typing import Annotated, TypeAlias

from fastapi import Depends, Query
from msgspec.structs import replace

from dateline.incidents import Standing, Teller
from dateline.records import Status
from dateline.store import Box, Filter
from dateline.web.problems import Problem

# Values of one repeated parameter; ids come by the hundred from a drawn box.
_SEVERAL, _IDS = 50, 500
_NUMBER = r"-?\d{1,3}(\.\d{1,9})?"

Name: TypeAlias = Annotated[str, Query(max_length=200)]
Several: TypeAlias = Annotated[list[str], Query(max_length=_SEVERAL)]
Since: TypeAlias = Annotated[date | None, Query(description="From this day on.")]
Until: TypeAlias = Annotated[date | None, Query(description="Up to and with this day.")]
Limit: TypeAlias = Annotated[int, Query(ge=1, le=1000, description="At most so many.")]
After: TypeAlias = Annotated[
    str | None, Query(max_length=2000, description="`next` of the page before.")
]
BoxText: TypeAlias = Annotated[
    str | None,
    Query(
        description="Degrees: west,south,east,north. West of east crosses the antimeridian.",
        examples=["30.1,46.2,33,48"],
        pattern=f"^{_NUMBER}(,{_NUMBER}){{3}}$",
    ),
]


def narrowed(
    *,
    family: Annotated[
        Several, Query(description="Families of event types.", examples=[["strike"]])
    ] = [],  # noqa: B006 - FastAPI copies it
    type: Annotated[Several, Query(description="Types: strike/drone.")] = [],  # noqa: B006
    status: Annotated[list[Status], Query(max_length=_SEVERAL)] = [],  # noqa: B006
    standing: Annotated[list[Standing], Query(max_length=_SEVERAL)] = [],  # noqa: B006
    side: Annotated[Several, Query(description="Codes of sides that act or suffer.")] = [],  # noqa: B006
    box: BoxText = None,
    place: Annotated[Name | None, Query(description="Name of the place.")] = None,
    since: Since = None,
    until: Until = None,
    sources: Annotated[int, Query(ge=0, le=1_000_000, description="Independent sources.")] = 0,
    killed: Annotated[int, Query(ge=0, le=1_000_000_000, description="Killed, by the best.")] = 0,
    told_by: Annotated[
        list[Teller], Query(max_length=_SEVERAL, description="Kinds of source that tell it.")
    ] = [],  # noqa: B006
    text: Annotated[Name | None, Query(description="Words in names of places, parties.")] = None,
    ids: Annotated[list[str] | None, Query(max_length=_IDS)] = None,
) -> Filter:
    """The incidents meant by the parameters that narrow them."""
    return Filter(
        families=tuple(family),
        types=tuple(type),
        statuses=tuple(status),
        standings=tuple(standing),
        sides=tuple(side),
        box=box_of(box),
        place=place or None,
        start=since.isoformat() if since else None,
        end=until.isoformat() if until else None,
        sources=sources,
        killed=killed,
        told_by=tuple(told_by),
        text=text or None,
        ids=tuple(ids) if ids else None,
    )


Narrowed = Annotated[Filter, Depends(narrowed)]


def paged(
    narrowed: Narrowed,
    newest: Annotated[bool, Query(description="Latest first.")] = False,
    limit: Limit = 100,
    after: After = None,
) -> Filter:
    """One page of the incidents meant."""
    return replace(narrowed, newest=newest, limit=limit, after=after or None)


Paged = Annotated[Filter, Depends(paged)]


def box_of(text: str | None) -> Box | None:
    """The box that `west,south,east,north` stands for.

    Raises:
        Problem: it is none on the globe.
    """
    if not text:
        return None
    try:
        west, south, east, north = map(float, text.split(","))
    except ValueError:
        raise Problem(422, "a box is west,south,east,north in degrees") from None
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        raise Problem(422, "the box is not on the globe; give west,south,east,north in degrees")
    return Box(west, south, east, north)
