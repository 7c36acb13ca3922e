"""muc4: what of a record is an incident there, and which sentences, events and words tell of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import dateline
from benchmarks.tasks.muc4_words import (
    bare,
    has,
    head,
    is_name,
    is_title,
    of_people,
    place_name,
    table,
    thresholds,
    untitled,
    words,
)
from dateline.records import Layers, Period, Place, PlaceMention
from dateline.spans import Filler, FillerRole, ViolenceMention

_RECENT = 62
# Events of one place and kind may be dated so many days apart and be one incident: days are tied to
# events less surely than places. Of 0, 1, 3, 7, 14, 30 the best on train, with the chances of an
# encoder that had not seen it, and on dev; November 2026.
_DAYS = 3
# How far on a report may add what became of the people: a sentence. Tuned on train, 2026.
_AFTER = 150
# Divisions of a country; a settlement told beside one is finer.
_WIDE = ("admin1", "admin2", "region")
_PEOPLE = ("victim", "perpetrator")


@dataclass(frozen=True)
class Incident:
    """What makes one template: sentences that tell of an incident, and the events in them."""

    record: dateline.Record
    kind: str
    spans: tuple[dateline.Span, ...]
    events: tuple[dateline.Event, ...] = ()
    fillers: tuple[Filler, ...] = ()

    @property
    def status(self) -> str:
        """How it stands with it: as with the event told first."""
        return self.events[0].status if self.events else "happened"

    @cached_property
    def country(self) -> str | None:
        """Where it happened; where that is not told, the country the report most often names."""
        found = (_country(self.record, event.place) for event in self.events)
        return next(filter(None, found), None) or _home(self.record)

    @cached_property
    def place(self) -> str:
        """Its most specific place, finer than a country; empty where none is told."""
        own = [event.place.span for event in self.events if event.place]
        known = {m.span: m for m in _layers(self.record).places if self._may_be_place(m)}
        near = [span for span in known if self._holds(span)]
        parts = [span for span in near if self._is_part_of_town(span)]
        told = [known[span] for span in [*own, *near] if span in known]
        told = [known[span] for span in parts] + sorted(told, key=lambda one: one.kind in _WIDE)
        return next(filter(None, (place_name(one.name) for one in told)), "")

    def _may_be_place(self, mention: PlaceMention) -> bool:
        """Not so countries, buildings, waters, names within others, and what is not covered."""
        people = (one.span for one in _layers(self.record).fillers if one.role in _PEOPLE)
        return (
            mention.precision < 6
            and mention.kind not in ("adjective", "country", "facility", "water")
            and mention.country in (None, *table()["countries"])
            and not any(span.overlaps(mention.span) for span in people)
        )

    def _is_part_of_town(self, span: dateline.Span) -> bool:
        """Whether a name is that of a neighbourhood: "the Escalon neighborhood"."""
        after = " ".join(self.record.document.text[span.end :][:30].split())
        return bool(re.match(table()["parts_of_towns"], after, re.I))

    @cached_property
    def day(self) -> str | None:
        """The one day on which it happened, as far as is told.

        A day told beside it is taken for its own, but for that of the report, on which it is told.
        """
        own = [_day(event.time) for event in self.events]
        near = [
            _day(m.period)
            for m in _layers(self.record).times
            if self._holds(m.span) and not m.dates_report
        ]
        published = self.record.document.published
        return next(filter(None, [*own, *(day for day in near if day != published)]), None)

    def _holds(self, span: dateline.Span) -> bool:
        return any(one.overlaps(span) for one in self.spans)

    @cached_property
    def sentences(self) -> list[str]:
        """The sentences that tell of it, each once, those of the first event first."""
        return [" ".join(self.record.text_of(span).split()) for span in self.spans]

    @cached_property
    def words(self) -> str:
        """All that is told of it."""
        return " ".join(self.sentences)

    def sentence_of(self, span: dateline.Span) -> str:
        """The sentence in which a span stands."""
        for one in _layers(self.record).violence:
            if one.span.overlaps(span):
                return " ".join(self.record.text_of(one.span).split())
        return ""

    def sentences_with(self, names: list[str]) -> list[str]:
        """The sentences of the report that hold one of the names."""
        pattern = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in names), re.I)
        told = (self.record.text_of(one.span) for one in _layers(self.record).violence)
        return [text for text in (" ".join(one.split()) for one in told) if pattern.search(text)]

    def words_say(self, name: str) -> bool:
        """Whether its sentences, or what follows the last, hold a phrase of one of the lists."""
        last = max(span.end for span in self.spans)
        after = " ".join(self.record.document.text[last : last + _AFTER].split())
        return has(f"{self.words} {after}", table()[name])

    def of_report(self) -> Incident:
        """The incident with the words of the whole report as candidates for its roles."""
        return replace(self, fillers=_layers(self.record).fillers)

    def of_role(self, role: FillerRole) -> list[Filler]:
        """Its words that may fill a role, the likeliest first."""
        found = [one for one in self.fillers if one.role == role]
        return sorted(found, key=lambda one: -one.chance)

    def text_of(self, party: dateline.Party) -> str:
        """The words for a party where it acts or suffers; its name where they say less or more."""
        if party.span is None:
            return party.name
        text = " ".join(self.record.text_of(party.span).split())
        first = text.split(" ")[0].lower()
        if first in words("pronouns") or len(text) > 80:
            return party.name
        clause = first.endswith("ing") and not party.name.lower().startswith(first)
        return party.name if clause else text

    def mention_kind(self, party: dateline.Party) -> str:
        """What sort of party it is: person, group, civilians ..."""
        found = (m.kind for m in _layers(self.record).parties if m.span == party.span)
        return next(found, "")

    def is_person(self, party: dateline.Party) -> bool:
        """Whether the party is a person with a name."""
        kind = self.mention_kind(party)
        return kind == "person" or (kind == "pronoun" and bare(party.name) in self._people)

    @cached_property
    def _people(self) -> dict[str, str]:
        """The fullest name of each person, by each way in which the report names them."""
        found: dict[str, str] = {}
        for m in _layers(self.record).parties:
            if m.kind == "person":
                full = untitled(bare(m.name))
                for name in (bare(self.record.text_of(m.span)), bare(m.name)):
                    found[name] = found[untitled(name)] = full
        return found

    def may_be_victim(self, party: dateline.Party) -> bool:
        """Not so who only tells of it, and no organisation."""
        return self.mention_kind(party) not in ("media", "witness", "analyst", "group", "state")

    def name_in(self, phrase: str) -> str:
        """The fullest name of the person whom a phrase names; empty where it names none."""
        phrase = phrase.split(" OF ")[0] if self._ends_in_name(phrase.split(" OF ")[0]) else phrase
        if name := self._ends_in_name(phrase):
            return name
        last = max((n for n, word in enumerate(phrase.split()) if is_title(word)), default=-1)
        after = " ".join(phrase.split()[last + 1 :])
        return after if last >= 0 and is_name(after) else ""

    def _ends_in_name(self, phrase: str) -> str:
        ends = [name for name in self._people if f" {phrase}".endswith(f" {name}")]
        return self._people[max(ends, key=len)] if ends else ""

    def group_in(self, phrase: str) -> str:
        """The organisation that a phrase for its people names, the phrase where it knows none."""
        named = [one for one in self.groups() if re.search(rf"\b{re.escape(one)}\b", phrase)]
        return named[0] if named else of_people(phrase)

    def groups(self) -> list[str]:
        """The names of organisations in the report, longest first."""
        return sorted(set(self._named), key=len, reverse=True)

    @cached_property
    def _named(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for m in _layers(self.record).parties:
            name = bare(self.record.text_of(m.span))
            if m.kind in ("group", "force") and head(name).lower() not in words("perpetrators"):
                found.setdefault(name, m.side)
        return {name: side for name, side in found.items() if len(name) > 2}

    def group_at(self, span: dateline.Span) -> str:
        """The armed group whom the people named there belong to."""
        sides = (m.side for m in _layers(self.record).parties if m.span.overlaps(span))
        return next(filter(None, map(self.group_of, sides)), "")

    def group_of(self, side: str) -> str:
        """How the report first names the armed group of a side."""
        if side in words("states") or side in ("civilians", "unknown") or side.endswith("rebels"):
            return ""
        if re.search(rf"\b{re.escape(side)}\b", self.record.document.text, re.I):
            return side.upper()
        return next((name for name, theirs in self._named.items() if theirs == side), "")


def incidents(record: dateline.Record) -> list[Incident]:
    """What of the record MUC-4 asks for, one for each incident."""
    told = [(one, *_likeliest(one)) for one in _layers(record).violence]
    surest = max((chance for _, _, chance in told), default=0.0)
    fullest = max((one.chance for one in _layers(record).fillers), default=0.0)
    if (surest + fullest) / 2 < thresholds()["report"]:
        return []
    found: list[Incident] = []
    for event in record.events:
        if kind := _kind_of(record, event):
            _join(found, Incident(record, kind, tuple(dict.fromkeys(event.evidence)), (event,)))
    out = [span for event in record.events if _is_out(record, event) for span in event.evidence]
    told = [one for one in told if not any(span.overlaps(one[0].span) for span in out)]
    if told and not found:
        sentence, kind, _ = max(told, key=lambda one: one[2])
        found = [Incident(record, kind, (sentence.span,))]
    return _filled(record, found)


def _kind_of(record: dateline.Record, event: dateline.Event) -> str:
    """The kind of incident an event is; empty where it is none."""
    own: str = table()["types"].get(event.type, "")
    if not own or _is_out(record, event):
        return ""
    chances = {own: 0.0}
    for one in _layers(record).violence:
        if any(span.overlaps(one.span) for span in event.evidence):
            for kind, chance in one.chances.items():
                name = table()["kinds"][kind]
                chances[name] = max(chances.get(name, 0.0), chance)
    if max(chances.values()) < thresholds()["event"]:
        return ""
    own_worth = thresholds()["own_type"]
    return max(chances, key=lambda name: chances[name] + own_worth * (name == own))


def _is_out(record: dateline.Record, event: dateline.Event) -> bool:
    """Whether it is denied or too long ago."""
    age = _age(record, event)
    return event.status == "denied" or (age is not None and age > _RECENT)


def _likeliest(sentence: ViolenceMention) -> tuple[str, float]:
    kind = max(sentence.chances, key=lambda name: sentence.chances[name])
    return table()["kinds"][kind], sentence.chances[kind]


def _join(found: list[Incident], new: Incident) -> None:
    """Add an incident, to one that it is part of where there is one."""
    for number, old in enumerate(found):
        if _same(old, new):
            spans = tuple(dict.fromkeys(old.spans + new.spans))
            found[number] = replace(old, spans=spans, events=old.events + new.events)
            return
    found.append(new)


def _same(old: Incident, new: Incident) -> bool:
    """Whether two are told of one incident: of one kind, and nothing that both tell is at odds."""
    return old.kind == new.kind and all(_agree(a, b) for a in old.events for b in new.events)


def _agree(a: dateline.Event, b: dateline.Event) -> bool:
    if fine(a) and fine(b) and a.place and b.place and a.place.name != b.place.name:
        return False
    if a.time and b.time and a.time.start and b.time.start and a.time.end and b.time.end:
        return max(_days(a.time.end, b.time.start), _days(b.time.end, a.time.start)) <= _DAYS
    return True


def _days(first: str, second: str) -> int:
    """From one day to another; below none where the second comes before."""
    return (date.fromisoformat(second) - date.fromisoformat(first)).days


def _filled(record: dateline.Record, found: list[Incident]) -> list[Incident]:
    """Each incident with the words that may fill its roles: each goes to the nearest."""
    shares: list[list[Filler]] = [[] for _ in found]
    for filler in _layers(record).fillers if found else ():
        nearest = min(range(len(found)), key=lambda number: _distance(found[number], filler.span))
        shares[nearest].append(filler)
    return [replace(one, fillers=tuple(share)) for one, share in zip(found, shares, strict=True)]


def _distance(incident: Incident, span: dateline.Span) -> tuple[int, int]:
    """How far words stand from the sentences of an incident, then from its triggers."""
    triggers = [event.trigger for event in incident.events] or incident.spans
    return _gap(span, incident.spans), _gap(span, triggers)


def _gap(span: dateline.Span, others: Iterable[dateline.Span]) -> int:
    return min(max(other.start - span.end, span.start - other.end, 0) for other in others)


def _age(record: dateline.Record, event: dateline.Event) -> int | None:
    """How many days before the report it was over; below none for what is to come."""
    published, end = record.document.published, event.time and event.time.end
    if not (published and end):
        return None
    return _days(end, published)


def _day(period: Period | None) -> str | None:
    return period.start if period and period.start == period.end else None


def fine(event: dateline.Event) -> bool:
    """Whether its place is finer than a country."""
    return event.place is not None and event.place.precision < 6


def _country(record: dateline.Record, place: Place | None) -> str | None:
    if place is None or place.span is None:
        return None
    return next((m.country for m in _layers(record).places if m.span == place.span), None)


def _home(record: dateline.Record) -> str | None:
    """The country named most often, of those MUC-4 covers."""
    covered = table()["countries"]
    named = Counter(m.country for m in _layers(record).places if m.country in covered)
    return named.most_common(1)[0][0] if named else None


def _layers(record: dateline.Record) -> Layers:
    assert record.layers is not None, "read with layers"
    return record.layers
