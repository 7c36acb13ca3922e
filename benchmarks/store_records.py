"""Generated reports before and after they have a record: see `store_reports.py`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from dateline.gazetteer import Entry
from dateline.geometry import Extent
from dateline.records import (
    Casualty,
    Denial,
    Document,
    Event,
    HarmKind,
    Layers,
    Party,
    PartyMention,
    Period,
    Place,
    PlaceMention,
    Record,
    Source,
    Span,
    Statement,
    TimeMention,
)

_HARM: tuple[HarmKind, HarmKind] = ("killed", "wounded")


@dataclass(frozen=True, slots=True)
class Happening:
    """What reports tell of."""

    kind: dict[str, Any]
    theatre: dict[str, Any]
    place: Entry
    near: Entry
    day: date
    killed: int
    wounded: int
    actor: Party
    target: Party
    weapon: str
    wide: bool


class Mark(NamedTuple):
    """A slot that was filled in: its name and characters."""

    slot: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its marks; one that tells of an event knows which, its figures and source."""

    text: str
    marks: tuple[Mark, ...] = ()
    told: Happening | None = None
    figures: tuple[int, int] = (0, 0)
    source: Source | None = None
    denied: bool = False


@dataclass(slots=True)
class Draft:
    """A report before its record is made."""

    title: str
    sentences: list[Sentence]
    publisher: str
    published: date


def record_of(id: str, draft: Draft) -> Record:
    """The report as a reader that errs in nothing would read it."""
    text, starts = "", []
    for number, sentence in enumerate(draft.sentences):
        text += ("\n\n" if number % 3 == 0 else " ") if number else ""
        starts.append(len(text))
        text += sentence.text
    document = Document(
        id=id,
        text=text,
        title=draft.title,
        publisher=draft.publisher,
        published=draft.published.isoformat(),
        published_basis="given",
    )
    heads = [
        (sentence, start)
        for sentence, start in zip(draft.sentences, starts, strict=True)
        if sentence.source is not None
    ]
    denials = [
        Denial(name=_target(sentence).name, span=_span(sentence, start, "target"))
        for sentence, start in zip(draft.sentences, starts, strict=True)
        if sentence.denied
    ]
    events = tuple(
        _event(f"e{number}", sentence, start, denials if number == 1 else ())
        for number, (sentence, start) in enumerate(heads, 1)
    )
    statements = tuple(
        Statement(
            id=f"s{number}",
            source=event.source,
            content=event.evidence[0],
            about=(event.id,),
        )
        for number, event in enumerate(events, 1)
        if event.source is not None
    )
    layers = _layers(draft.sentences, starts)
    return Record(document=document, events=events, statements=statements, layers=layers)


def _target(sentence: Sentence) -> Party:
    assert sentence.told is not None
    return sentence.told.target


def _event(id: str, sentence: Sentence, start: int, denials: Sequence[Denial]) -> Event:
    told = sentence.told
    assert told is not None
    assert sentence.source is not None
    claimant = Source(
        name=sentence.source.name, kind=sentence.source.kind, span=_span(sentence, start, "source")
    )
    group = "fighters" if told.kind["type"].startswith("battle") else "people"
    return Event(
        id=id,
        type=told.kind["type"],
        status="happened",
        trigger=_span(sentence, start, "trigger"),
        evidence=(Span(start, start + len(sentence.text)),),
        actors=(told.actor,),
        targets=(told.target,),
        place=_place(told, _span(sentence, start, "place")),
        time=Period(
            start=told.day.isoformat(), end=told.day.isoformat(), span=_span(sentence, start, "day")
        ),
        weapons=(told.weapon,),
        casualties=tuple(
            Casualty(
                kind=kind,
                group=group,
                low=figure,
                high=figure,
                span=_span(sentence, start, kind),
                claimant=claimant,
            )
            for kind, figure in zip(_HARM, sentence.figures, strict=True)
        ),
        source=claimant,
        denied_by=tuple(denials),
        certainty=2.0,
        asserted=0.9,
    )


def _place(told: Happening, span: Span) -> Place:
    place = told.place
    if not (told.wide and place.admin1):
        return Place(name=place.name, span=span, lat=place.lat, lon=place.lon)
    west, south, east, north = (
        round(edge, 3)
        for edge in (place.lon - 0.6, place.lat - 0.4, place.lon + 0.6, place.lat + 0.4)
    )
    ring = ((west, south), (east, south), (east, north), (west, north), (west, south))
    extent = Extent(type="Polygon", coordinates=(ring,))
    return Place(
        name=place.admin1, span=span, lat=place.lat, lon=place.lon, precision=4, extent=extent
    )


def _layers(sentences: Sequence[Sentence], starts: Sequence[int]) -> Layers:
    places: list[PlaceMention] = []
    times: list[TimeMention] = []
    parties: list[PartyMention] = []
    for sentence, start in zip(sentences, starts, strict=True):
        told = sentence.told
        for mark in sentence.marks if told else ():
            assert told is not None
            span = Span(start + mark.start, start + mark.end)
            if mark.slot == "place":
                places.append(_mention(told, span))
            elif mark.slot == "day":
                value = told.day.isoformat()
                period = Period(start=value, end=value, span=span)
                times.append(TimeMention(span=span, type="DATE", value=value, period=period))
            elif mark.slot in ("actor", "target"):
                party = told.actor if mark.slot == "actor" else told.target
                parties.append(
                    PartyMention(
                        span=span, head=span, name=party.name, side=party.side, kind="force"
                    )
                )
    return Layers(places=tuple(places), times=tuple(times), parties=tuple(parties))


def _mention(told: Happening, span: Span) -> PlaceMention:
    place = _place(told, span)
    return PlaceMention(
        span=span,
        name=place.name,
        kind="settlement" if place.precision == 1 else "admin1",
        lat=place.lat,
        lon=place.lon,
        precision=place.precision,
        country=told.place.country,
        admin1=told.place.admin1,
        extent=place.extent,
        population=told.place.population,
    )


def _span(sentence: Sentence, start: int, slot: str) -> Span:
    mark = next(mark for mark in sentence.marks if mark.slot == slot)
    return Span(start + mark.start, start + mark.end)
