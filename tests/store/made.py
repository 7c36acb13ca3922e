"""Small reports, records and incidents for the tests of the store."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

from dateline.geometry import Extent
from dateline.incidents import Copy, EventKey, Family, Figure, Incident
from dateline.intervals import Interval
from dateline.records import (
    Document,
    Event,
    Party,
    Period,
    Place,
    Record,
    Source,
    Span,
    Statement,
)
from dateline.store import Store, Writer

ORIKHIV = Place(name="Orikhiv", lat=47.57, lon=35.78)
SUVA = Place(
    name="Fiji",
    lat=-17.8,
    lon=178.0,
    precision=6,
    extent=Extent(
        type="MultiPolygon",
        coordinates=(
            (((177.0, -19.0), (180.0, -19.0), (180.0, -16.0), (177.0, -16.0), (177.0, -19.0)),),
            (
                (
                    (-180.0, -19.0),
                    (-179.0, -19.0),
                    (-179.0, -16.0),
                    (-180.0, -16.0),
                    (-180.0, -19.0),
                ),
            ),
        ),
    ),
)


def document(id: str, text: str = "", **known: Any) -> Document:
    if "published" in known:
        known["published_basis"] = "given"
    return Document(id=id, text=text or f"Shells hit the mill at Orikhiv, wire {id} said.", **known)


def event(id: str = "e1", place: Place | None = ORIKHIV, **fields: Any) -> Event:
    given: dict[str, Any] = {
        "type": "strike/shelling",
        "status": "happened",
        "trigger": Span(0, 6),
        "evidence": (Span(0, 10),),
        "actors": (Party(name="the 4th Battery", side="XAA", canonical="4th Battery"),),
        "targets": (Party(name="millers", side="civilians"),),
        "time": Period(start="2024-03-05", end="2024-03-05"),
    }
    return Event(id=id, place=place, **given | fields)


def record(report: Document, *events: Event) -> Record:
    said = Statement(id="s1", source=Source(name="the mayor", kind="party"), content=Span(0, 6))
    return Record(document=report, events=events or (event(),), statements=(said,))


def incident(id: str, *keys: tuple[str, str], **fields: Any) -> Incident:
    given: dict[str, Any] = {
        "type": "strike/shelling",
        "status": "happened",
        "standing": "one-sided",
        "place": ORIKHIV,
        "period": Interval(start="2024-03-05", end="2024-03-05"),
        "actors": event().actors,
        "targets": event().targets,
        "sources": 1,
        "figures": (Figure(kind="killed", group="people", low=2, best=3, high=4),),
    }
    given |= {"reports": tuple(sorted({report for report, _ in keys}))}
    return Incident(id=id, events=tuple(EventKey(*key) for key in keys), **given | fields)


def family(id: str, *reports: str) -> Family:
    copies = tuple(
        Copy(report=report, kind="reprint" if number else "original")
        for number, report in enumerate(reports)
    )
    return Family(id=id, origin=reports[0], rule="earliest", copies=copies)


def put(writer: Writer, id: str, *events: Event, **known: Any) -> Record:
    """A report with its record and, of each event, an incident."""
    made = record(document(id, **known), *events)
    writer.add(made.document, f"{id}.txt", raw=made.document.text.encode())
    writer.put_record(made, "1.0")
    writer.put_incidents(
        incident(f"i-{id}-{one.id}", (id, one.id), type=one.type, place=one.place, period=one.time)
        for one in made.events
    )
    return made


def add_all(store: Store, ids: Sequence[str]) -> None:
    """One transaction a report."""
    for id in ids:
        with store.write() as writer:
            put(writer, id)


def shuffled(values: Sequence[str], seed: int) -> list[str]:
    return random.Random(seed).sample(values, len(values))
