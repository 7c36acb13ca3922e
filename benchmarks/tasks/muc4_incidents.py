"""muc4: which of a record's events are incidents there, and which of them are one."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property

import dateline
from benchmarks.tasks.muc4_weighing import CLASSES, chances, marks_of, may_be_incident
from benchmarks.tasks.muc4_words import bare, has, head, table, untitled, words

# How sure the weights may be that an event is no incident and it is still taken for one, and the
# same for the likeliest of a report: found on the train split, 2026.
_DOUBT, _DOUBT_OF_REPORT = 0.6, 0.7
# How far on a report may add what became of the people: a sentence. Tuned on train, 2026.
_AFTER = 150


@dataclass(frozen=True)
class Incident:
    """Events of one record that make one template."""

    record: dateline.Record
    events: tuple[dateline.Event, ...]
    kind: str
    country: str | None
    only: bool = False  # the report tells of no other

    @property
    def first(self) -> dateline.Event:
        """The event told first."""
        return self.events[0]

    @cached_property
    def sentences(self) -> list[str]:
        """The sentences that tell of it, each once, the fullest of the first event first."""
        return [" ".join(self.record.text_of(span).split()) for span in self.spans]

    @cached_property
    def spans(self) -> list[dateline.Span]:
        """Where its sentences stand, each once."""
        return list(dict.fromkeys(span for event in self.events for span in event.evidence))

    @cached_property
    def words(self) -> str:
        """All that is told of it."""
        return " ".join(self.sentences)

    @property
    def kills(self) -> bool:
        """Whether its verb or noun says that somebody died."""
        return any(
            event.status == "happened"
            and has(self.record.text_of(event.trigger), table()["killing"])
            for event in self.events
        )

    def words_say(self, name: str) -> bool:
        """Whether its sentences, or what follows the last, hold a phrase of one of the lists."""
        last = max(span.end for span in self.spans)
        after = " ".join(self.record.document.text[last : last + _AFTER].split())
        return has(f"{self.words} {after}", table()[name])

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
        assert self.record.layers is not None, "read with layers"
        found = (m.kind for m in self.record.layers.parties if m.span == party.span)
        return next(found, "")

    def is_person(self, party: dateline.Party) -> bool:
        """Whether the party is a person with a name."""
        kind = self.mention_kind(party)
        return kind == "person" or (kind == "pronoun" and bare(party.name) in self._people)

    @cached_property
    def _people(self) -> dict[str, str]:
        """The fullest name of each person, by each way in which the report names them."""
        assert self.record.layers is not None, "read with layers"
        found: dict[str, str] = {}
        for m in self.record.layers.parties:
            if m.kind == "person":
                full = untitled(bare(m.name))
                for name in (bare(self.record.text_of(m.span)), bare(m.name)):
                    found[name] = found[untitled(name)] = full
        return found

    def may_be_victim(self, party: dateline.Party) -> bool:
        """Not so who only tells of it, and no organisation."""
        return self.mention_kind(party) not in ("media", "witness", "analyst", "group", "state")

    def name_in(self, phrase: str) -> str:
        """The fullest name of the person with whose name a phrase ends."""
        ends = [name for name in self._people if f" {phrase}".endswith(f" {name}")]
        return self._people[max(ends, key=len)] if ends else ""

    def groups(self) -> list[str]:
        """The names of organisations in the report, longest first."""
        return sorted(set(self._named), key=len, reverse=True)

    @cached_property
    def _named(self) -> dict[str, str]:
        assert self.record.layers is not None, "read with layers"
        found: dict[str, str] = {}
        for m in self.record.layers.parties:
            name = bare(self.record.text_of(m.span))
            if m.kind in ("group", "force") and head(name).lower() not in words("perpetrators"):
                found.setdefault(name, m.side)
        return {name: side for name, side in found.items() if len(name) > 2}

    def groups_in(self, span: dateline.Span) -> list[tuple[int, str]]:
        """The organisations a sentence names, with the offset of each in it."""
        assert self.record.layers is not None, "read with layers"
        found = []
        for m in self.record.layers.parties:
            name = bare(self.record.text_of(m.span))
            if span.start <= m.span.start < span.end and name in self._named:
                found.append((m.span.start - span.start, self.group_of(m.side) or name))
        return found

    def group_of(self, side: str) -> str:
        """How the report first names the armed group of a side."""
        if side in words("states") or side in ("civilians", "unknown") or side.endswith("rebels"):
            return ""
        if re.search(rf"\b{re.escape(side)}\b", self.record.document.text, re.I):
            return side.upper()
        return next((name for name, theirs in self._named.items() if theirs == side), "")


def incidents(record: dateline.Record) -> list[Incident]:
    """What of the record MUC-4 asks for, one for each incident."""
    weighed = [
        (event, country, chances(marks_of(record, event, country)))
        for event in record.events
        if may_be_incident(record, event)
        for country in [country_of(record, event)]
    ]
    least = min((one["NONE"] for _, _, one in weighed), default=1.0)
    found: list[Incident] = []
    for event, country, one in weighed:
        if one["NONE"] < _DOUBT or one["NONE"] == least < _DOUBT_OF_REPORT:
            kind = max(CLASSES[1:], key=lambda name: one[name])
            _join(found, Incident(record, (event,), kind, country))
    return [replace(one, only=True) for one in found] if len(found) == 1 else found


def _join(found: list[Incident], new: Incident) -> None:
    """Add an incident, to one that it is part of where there is one."""
    for number, old in enumerate(found):
        if _same(old, new):
            kind = old.kind if new.kind == "ATTACK" else new.kind
            found[number] = Incident(
                old.record, old.events + new.events, kind, old.country or new.country
            )
            return
    found.append(new)


def _same(old: Incident, new: Incident) -> bool:
    """Whether two are told of one incident: nothing that both tell is at odds."""
    if old.kind != new.kind and "ATTACK" not in (old.kind, new.kind):
        return False
    return all(_agree(a, b) for a in old.events for b in new.events)


def _agree(a: dateline.Event, b: dateline.Event) -> bool:
    if fine(a) and fine(b) and a.place and b.place and a.place.name != b.place.name:
        return False
    if a.time and b.time and a.time.start and b.time.start and a.time.end and b.time.end:
        return a.time.start <= b.time.end and b.time.start <= a.time.end
    return a.status == b.status


def fine(event: dateline.Event) -> bool:
    """Whether its place is finer than a country."""
    return event.place is not None and event.place.precision < 6


def country_of(record: dateline.Record, event: dateline.Event) -> str | None:
    """Where an event happened; where that is not told, the country the report most often names."""
    return _country(record, event.place) or _home(record)


def _country(record: dateline.Record, place: dateline.Place | None) -> str | None:
    if place is None or place.span is None:
        return None
    assert record.layers is not None, "read with layers"
    return next((m.country for m in record.layers.places if m.span == place.span), None)


def _home(record: dateline.Record) -> str | None:
    """The country named most often, of those MUC-4 covers."""
    assert record.layers is not None, "read with layers"
    named = Counter(m.country for m in record.layers.places if m.country in table()["countries"])
    return named.most_common(1)[0][0] if named else None
