"""Examples for the API's description, made up."""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec

from dateline.incidents import Claim, EventKey, Figure, Incident
from dateline.intervals import Interval
from dateline.records import Party, Place, Source
from dateline.spans import Span
from dateline.store.types import Hit
from dateline.web import mapped, shapes

_KEY = EventKey("sumy-agency", "e1")


@cache
def examples() -> dict[str, Any]:
    """An example of an answer by the name of its shape."""
    made = (_page(), _dots(), _hits(), *_small())
    return {type(one).__name__: msgspec.to_builtins(one) for one in made}


def _page() -> shapes.IncidentPage:
    police = Source(name="police", kind="government")
    claim = Claim(report="sumy-agency", event="e1", family="F1", low=3, high=3, claimant=police)
    figure = Figure(kind="killed", group="people", low=3, high=5, best=5, claims=(claim,))
    incident = Incident(
        id="id481190bbc3b",
        type="strike/drone",
        status="happened",
        standing="disputed",
        place=Place(name="Sumy", lat=50.92, lon=34.8),
        period=Interval(start="2025-03-07", end="2025-03-07"),
        actors=(Party(name="Russia", side="RUS"),),
        targets=(Party(name="civilians", side="civilians"),),
        reports=("sumy-agency", "sumy-local"),
        families=("F1", "F2"),
        sources=2,
        events=(_KEY, EventKey("sumy-local", "e1")),
        figures=(figure,),
    )
    return shapes.IncidentPage(items=(incident,), next=None, total=1)


def _dots() -> mapped.DotCollection:
    properties = mapped.DotProperties(
        id="id481190bbc3b",
        type="strike/drone",
        family="strike",
        status="happened",
        standing="disputed",
        precision=1,
        radius_km=0.0,
        start="2025-03-07",
        end="2025-03-07",
        killed=5,
        sources=2,
        place="Sumy",
        told_by=("party", "outlet"),
        title="Drone, Sumy",
    )
    point = mapped.Point(coordinates=(34.8, 50.92))
    return mapped.DotCollection(
        features=(mapped.DotFeature(geometry=point, properties=properties),)
    )


def _hits() -> shapes.Hits:
    hit = Hit(
        kind="report",
        id="sumy-agency",
        field="text",
        snippet="Drones struck a market in Sumy.",
        matches=(Span(26, 30),),
        span=Span(26, 30),
    )
    return shapes.Hits(items=(hit,))


def _small() -> tuple[shapes.Shape, ...]:
    failure = shapes.Failure(report="wires.jsonl", what="this line is no JSON", line=7)
    return (
        shapes.Health(status="ok", version="1.0", changes=1040),
        shapes.Session(name="ana", role="editor", csrf="5f2c…", login=True),
        shapes.Done(number=12, incidents={"sumy-agency/e1": "id481190bbc3b"}),
        shapes.Job(
            id="Yc2f0a",
            state="running",
            files=("wires.jsonl",),
            new=40,
            known=2,
            failed=1,
            errors=(failure,),
        ),
    )
