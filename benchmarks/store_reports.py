"""Reports for measuring the store, as many as wanted, with the records a reader might make of them.

To read 100,000 reports would take a day, and what is measured is the store: so the records are made
together with the texts. A first sentence is made after `store.yaml` with places of the gazetteer;
the others are words drawn as often as news has them, so that two reports share no more rare ones
than reports do, and sentences of the bundled dispatches with other numbers. Many reports tell of
one incident with figures of their own, some tell of a second one beside it, a quarter are reprints
and cuts of others. Days run on as in an archive: `A_DAY` reports a day, so that 100,000 fill two
years, and fewer less.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from heapq import nlargest
from importlib.resources import files
from itertools import accumulate
from math import exp
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import yaml

from dateline.dispatches import dispatches
from dateline.gazetteer import Entry, index
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

FIRST = date(2023, 1, 2)
A_DAY = 137
_PLACES = 160  # of a theatre, the most populous
_COPIES, _SECONDS, _WIDE, _BUNDLED = 0.25, 0.15, 0.05, 0.15  # shares of the reports
_STATES = "16"  # the weight that the table gives all names of states, seldom as they are
_SLOT = re.compile(r"\{(\w+)\}|<([^>]+)>")
_NUMBER = re.compile(r"\d[\d,]*")
_HARM: tuple[HarmKind, HarmKind] = ("killed", "wounded")
_STOP = re.compile(r"(?<=[.!?]) +(?=[A-Z])")


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
    copies: int = field(default=0)


def reports(count: int, seed: int = 1, a_day: int = A_DAY) -> Iterator[Record]:
    """`count` reports in order of their publication, about `a_day` a day, ids ascending."""
    return _Newsroom(Random(seed), a_day).records(count)


@cache
def _material() -> dict[str, Any]:
    material: dict[str, Any] = yaml.safe_load(
        Path(__file__).with_suffix("").with_name("store.yaml").read_text(encoding="utf-8")
    )
    return material


@cache
def towns() -> dict[str, list[Entry]]:
    """The most populous towns of each theatre, each name once."""
    found: dict[str, dict[str, Entry]] = {one["country"]: {} for one in _material()["theatres"]}
    places = index()
    for number in range(len(places)):
        entry = places.entry(number)
        if entry.kind == "settlement" and entry.country in found:
            known = found[entry.country].get(entry.name)
            if known is None or known.population < entry.population:
                found[entry.country][entry.name] = entry
    return {
        country: nlargest(_PLACES, entries.values(), key=lambda e: (e.population, -e.number))
        for country, entries in found.items()
    }


@cache
def _bundled() -> tuple[str, ...]:
    """The sentences of the bundled dispatches, without those at the edge of a page."""
    found = (
        sentence
        for dispatch in dispatches()
        for paragraph in dispatch.text.split("\n")
        for sentence in _STOP.split(paragraph)
    )
    return tuple(one for one in found if len(one) > 60 and one.endswith("."))


@cache
def _vocabulary() -> tuple[list[str], list[float]]:
    """Words of news and the running sums of their shares of reports."""
    table = files("dateline.linking.incidents").joinpath("rarity.tsv").read_text("utf-8")
    rows = [row.split("\t") for row in table.splitlines() if row and not row.startswith("#")]
    rows = [row for row in rows if row[1] != _STATES]
    return [word for word, _ in rows], [*accumulate(exp(-int(tenths) / 10) for _, tenths in rows)]


class _Newsroom:
    """Writes reports day by day."""

    def __init__(self, random: Random, a_day: int) -> None:
        self.random, self.a_day = random, a_day
        self.material = _material()
        first, second = (self.material["publishers"][part] for part in ("first", "second"))
        self.publishers = [f"{one} {other}" for one in first for other in second]
        self.waiting: dict[date, list[Draft]] = {}
        self.recent: list[Happening] = []

    def records(self, count: int) -> Iterator[Record]:
        made, day = 0, FIRST
        while made < count:
            while len(self.waiting.get(day, ())) < self.a_day:
                self._cover(self._happening(day), day)
            for draft in self.waiting.pop(day, [])[: count - made]:
                yield _record(f"r{made:06}", draft)
                made += 1
            day += timedelta(1)

    def _happening(self, day: date) -> Happening:
        random = self.random
        theatre = _pick(random, self.material["theatres"])
        kind = _pick(random, self.material["kinds"])
        here = towns()[theatre["country"]]
        place = here[min(int(random.paretovariate(0.6)) - 1, len(here) - 1)]
        if random.random() < 0.5:
            place = random.choice(here)
        sides = [Party(name=name, side=side) for name, side in theatre["sides"]]
        actor = random.randrange(2)
        killed = min(300, int(random.paretovariate(0.9)))
        return Happening(
            kind=kind,
            theatre=theatre,
            place=place,
            near=random.choice(here),
            day=day - timedelta(random.choice((0, 0, 0, 1))),
            killed=killed,
            wounded=1 + int(killed * random.uniform(0.5, 4)),
            actor=sides[actor],
            target=sides[1 - actor],
            weapon=random.choice(kind["weapons"]),
            wide=random.random() < _WIDE,
        )

    def _cover(self, told: Happening, day: date) -> None:
        """All reports on a happening; most have one or two, a few a dozen and more."""
        random = self.random
        written: list[Draft] = []
        for _ in range(min(25, int(random.paretovariate(1.1)))):
            late = min(6, int(random.expovariate(1.2)))
            draft = self._draft(told, day + timedelta(late))
            written.append(draft)
            while random.random() < _COPIES:
                written.append(self._copy(random.choice(written)))
        for draft in written:
            self.waiting.setdefault(draft.published, []).append(draft)
        self.recent = [*self.recent[-30:], told]

    def _draft(self, told: Happening, published: date) -> Draft:
        random = self.random
        head = self._head(told, published)
        sentences = [head]
        if random.random() < 0.1:
            sentences.append(self._filled(random.choice(self.material["denials"]), told, True))
        for _ in range(random.randint(5, 12)):
            sentences.append(self._filled(self._prose(), told))
        if random.random() < _BUNDLED:
            for sentence in random.sample(_bundled(), 3):
                sentences.insert(random.randint(1, len(sentences)), self._varied(sentence))
        if self.recent and random.random() < _SECONDS:
            other = random.choice(self.recent)
            if other.place is not told.place and other.day <= published:
                opening = random.choice(self.material["seconds"])
                sentences.append(self._head(other, published, opening))
        title = self._filled(random.choice(self.material["titles"]), told).text
        return Draft(title, sentences, random.choice(self.publishers), published)

    def _copy(self, draft: Draft) -> Draft:
        """A reprint, with a credit or another headline, or a cut."""
        random = self.random
        sentences = list(draft.sentences)
        if random.random() < 0.5:
            sentences = sentences[: max(3, int(len(sentences) * random.uniform(0.5, 0.9)))]
        if random.random() < 0.3:
            sentences.append(Sentence(f"{random.choice(self.material['agencies'])} contributed."))
        title = draft.title if random.random() < 0.6 else f"Report: {draft.title}"
        published = draft.published + timedelta(random.choice((0, 0, 1)))
        return Draft(title, sentences, random.choice(self.publishers), published)

    def _head(self, told: Happening, published: date, opening: str = "") -> Sentence:
        random = self.random
        killed = max(1, told.killed + random.choice((0, 0, 0, 0, 1, -1, round(told.killed / 4))))
        wounded = max(1, told.wounded + random.choice((0, 0, 0, 2, -1)))
        name, kind = random.choice(told.theatre["sources"])
        filled = self._filled(
            random.choice(told.kind["told"]),
            told,
            figures=(killed, wounded),
            source=Source(name=name, kind=kind),
            published=published,
        )
        if not opening:
            return filled
        marks = tuple(
            Mark(m.slot, m.start + len(opening), m.end + len(opening)) for m in filled.marks
        )
        return Sentence(opening + filled.text, marks, told, filled.figures, filled.source)

    def _filled(
        self,
        template: str,
        told: Happening,
        denied: bool = False,
        figures: tuple[int, int] = (0, 0),
        source: Source | None = None,
        published: date | None = None,
    ) -> Sentence:
        area = told.wide and told.place.admin1
        values = {
            "place": area or told.place.name,
            "near": told.near.name,
            "actor": told.actor.name,
            "target": told.target.name,
            "killed": str(figures[0] or told.killed),
            "wounded": str(figures[1] or told.wounded),
            "day": f"{told.day:%A}" if published else f"{told.day.day} {told.day:%B}",
            "source": source.name if source else told.theatre["sources"][0][0],
        }
        text, end, marks = "", 0, []
        for match in _SLOT.finditer(template):
            text += template[end : match.start()]
            slot = match[1]
            value = match[2] if slot is None else values.get(slot) or self._word(slot)
            marks.append(Mark(match[1] or "trigger", len(text), len(text) + len(value)))
            text, end = text + value, match.end()
        text += template[end:]
        text = text[0].upper() + text[1:]
        if source is None:
            return Sentence(text, tuple(marks), told if denied else None, denied=denied)
        return Sentence(text, tuple(marks), told, figures, source)

    def _word(self, slot: str) -> str:
        """A number, a name, or a word of a list."""
        random, people = self.random, self.material["people"]
        if slot == "n":
            return str(int(random.paretovariate(0.5)) % 5000 + 2)
        if slot == "person":
            names = ("".join(random.choices(people["syllables"], k=k)).title() for k in (2, 3))
            return " ".join(names)
        raise KeyError(slot)

    def _prose(self) -> str:
        """A sentence of words, each as often as news has it, with a name and a number."""
        random, (words, shares) = self.random, _vocabulary()
        length = random.randint(9, 16)
        drawn = random.choices(words, cum_weights=shares, k=length)
        drawn.insert(random.randrange(length), random.choice(("{person}", "{near}", "{place}")))
        if random.random() < 0.2:
            drawn.insert(random.randrange(length), "{n}")
        return " ".join(drawn) + "."

    def _varied(self, sentence: str) -> Sentence:
        """A sentence of a bundled dispatch with other numbers."""
        return Sentence(_NUMBER.sub(lambda _: str(self.random.randint(2, 400)), sentence))


def _pick(random: Random, items: Sequence[dict[str, Any]]) -> dict[str, Any]:
    return random.choices(items, [item["share"] for item in items])[0]


def _record(id: str, draft: Draft) -> Record:
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
