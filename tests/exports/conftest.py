"""Records made by hand: one rich, one empty, one hostile."""

from __future__ import annotations

import pytest

from dateline.records import (
    Casualty,
    Denial,
    Document,
    Event,
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
    Zone,
)

TEXT = """Drones hit grain port as Halvia denies attack

By Ana Writer

SELBY, Nov 14 (Example Wire) - Halvian drones struck the grain port of Selby overnight,
killing at least two dock workers and wounding five, the governor said on Thursday.

Halvia's defence ministry denied that its forces had carried out the strike. "We did not
attack civilian objects," spokesman Oto Brandt said.

A small armoured column tried to break through south of Merrow on Wednesday but was beaten
back, the general staff of Ostland said. It fears a larger offensive in the coming weeks.

Between 10 and 20 soldiers are lost every day on the eastern front, a medic told reporters.

Ostland's army has held the Karn power station since March 2022."""


def span(text: str, words: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def rich_record() -> Record:
    def at(words: str, nth: int = 0) -> Span:
        return span(TEXT, words, nth)

    zones = (
        Zone(0, 45, "headline"),
        Zone(at("By Ana").start, at("Writer").end, "byline"),
        Zone(at("SELBY").start, at("Wire) -").end, "dateline"),
        Zone(at("Halvian drones").start, at("on Thursday.").end, "body"),
        Zone(at("Halvia's").start, at("Brandt said.").end, "body"),
        Zone(at("A small").start, at("coming weeks.").end, "body"),
        Zone(at("Between").start, at("reporters.").end, "body"),
        Zone(at("Ostland's army").start, len(TEXT), "body"),
    )
    halvia = Party(name="Halvian drones", side="HAL", span=at("Halvian drones"))
    ostland = Party(name="Ostland's army", side="OST", span=at("Ostland's army"))
    governor = Source(name="the governor", kind="government", span=at("the governor"))
    staff = Source(
        name="general staff of Ostland", kind="party", span=at("the general staff of Ostland")
    )
    lead = Span(at("Halvian drones").start, at("on Thursday.").end)
    denied = Span(at("Halvia's").start, at("the strike.").end)
    column = Span(at("A small").start, at("Ostland said.").end)
    events = (
        Event(
            id="e1",
            type="strike/drone",
            status="happened",
            trigger=at("struck"),
            evidence=(lead, at("Drones hit grain port as Halvia denies attack"), denied),
            actors=(halvia,),
            targets=(Party(name="dock workers", side="civilians", span=at("dock workers")),),
            place=Place(name="Selby", span=at("Selby"), lat=46.48, lon=30.73),
            time=Period(start="2024-11-13", end="2024-11-14", span=at("overnight")),
            weapons=("drones",),
            casualties=(
                Casualty(kind="killed", group="dock workers", low=2, span=at("at least two")),
                Casualty(kind="wounded", group="dock workers", low=5, high=5, span=at("five")),
            ),
            source=governor,
            denied_by=(
                Denial(name="Halvia's defence ministry", span=at("Halvia's defence ministry")),
            ),
        ),
        Event(
            id="e2",
            type="battle/clash",
            status="attempted",
            trigger=at("tried to break through"),
            evidence=(column,),
            actors=(Party(name="armoured column", span=at("armoured column"), alleged=True),),
            targets=(ostland,),
            place=Place(
                name="Merrow",
                span=at("Merrow"),
                lat=47.1,
                lon=36.2,
                relation="south of",
                precision=2,
            ),
            time=Period(start="2024-11-13", end="2024-11-13", span=at("Wednesday")),
            source=staff,
        ),
        Event(
            id="e3",
            type="battle/offensive",
            status="feared",
            trigger=at("offensive"),
            evidence=(at("It fears a larger offensive in the coming weeks."),),
        ),
        Event(
            id="e4",
            type="losses/military",
            status="ongoing",
            trigger=at("lost"),
            evidence=(Span(at("Between").start, at("reporters.").end),),
            place=Place(name="the eastern front", span=at("the eastern front"), precision=5),
            time=Period(start=None, end=None, precision="open"),
            casualties=(
                Casualty(
                    kind="lost",
                    group="soldiers",
                    low=10,
                    high=20,
                    rate="per day",
                    span=at("Between 10 and 20"),
                ),
            ),
        ),
        Event(
            id="e5",
            type="control/holds",
            status="ongoing",
            trigger=at("held"),
            evidence=(at("Ostland's army has held the Karn power station since March 2022."),),
            actors=(ostland,),
            place=Place(name="Karn power station", span=at("Karn power station")),
            time=Period(start="2022-03-01", precision="open", span=at("since March 2022")),
        ),
    )
    statements = (
        Statement(id="s1", source=governor, cue=at("said"), content=lead, about=("e1",)),
        Statement(
            id="s2",
            source=Source(
                name="Halvia's defence ministry", kind="party", span=at("Halvia's defence ministry")
            ),
            cue=at("denied"),
            content=at("its forces had carried out the strike"),
            stance="denies",
            about=("e1",),
        ),
        Statement(
            id="s3",
            source=Source(name="Oto Brandt", kind="party", span=at("spokesman Oto Brandt")),
            cue=at("said", 1),
            content=at('"We did not\nattack civilian objects,"'),
            stance="denies",
        ),
    )
    layers = Layers(
        places=(PlaceMention(span=at("Selby"), name="Selby", kind="settlement", country="OST"),),
        times=(TimeMention(span=at("Thursday"), type="DATE", value="2024-11-14"),),
        parties=(
            PartyMention(
                span=at("Halvian drones"),
                head=at("drones"),
                name="Halvia",
                side="HAL",
                kind="force",
            ),
        ),
    )
    document = Document(
        id="selby-port",
        text=TEXT,
        publisher="Example Wire",
        published="2024-11-15",
        published_basis="given",
        dateline="Selby",
        zones=zones,
    )
    return Record(document=document, events=events, statements=statements, layers=layers)


HOSTILE = (
    "</script><script>alert(1)</script> <img src=x onerror=alert(2)> \"'`&amp; \x1b[31mred\x07"
    " \u202egnp.exe\u202c [bold]brackets[/bold] \x00 שלום \U0001f525 shelled]]> {{7*7}}"
)


def hostile_record() -> Record:
    whole = Span(0, len(HOSTILE))
    party = Party(name=HOSTILE, side='"><b>', span=whole)
    return Record(
        document=Document(
            id='../"><script>', text=HOSTILE, title=HOSTILE, publisher=HOSTILE, dateline=HOSTILE
        ),
        events=(
            Event(
                id="e1",
                type="strike/shelling",
                status="denied",
                trigger=span(HOSTILE, "shelled"),
                evidence=(whole,),
                actors=(party,),
                place=Place(name=HOSTILE, relation=HOSTILE, span=whole),
                weapons=(HOSTILE,),
                casualties=(Casualty(kind="killed", group=HOSTILE, rate=HOSTILE, span=whole),),
                source=Source(name=HOSTILE, kind="anonymous"),
                denied_by=(Denial(name=HOSTILE),),
            ),
        ),
        statements=(Statement(id="s1", source=Source(name=HOSTILE, kind="media"), content=whole),),
    )


@pytest.fixture
def rich() -> Record:
    return rich_record()


@pytest.fixture
def hostile() -> Record:
    return hostile_record()


@pytest.fixture
def empty() -> Record:
    return Record(document=Document(id="empty", text="Nothing happened."))
