"""re3d: who, where, when and with what, from Dateline's mentions; relations are left alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import dateline
from benchmarks.tasks import Json, patient_reader
from dateline.codebook import load_yaml
from dateline.errors import DatelineError


def predict(records: Iterable[Json]) -> Iterator[Json]:
    """The entities of each report."""
    reader = patient_reader(layers=True)
    for record in records:
        try:
            found = entities(reader.read(record["text"], id=record["id"]))
        except DatelineError:
            found = []
        yield {"id": record["id"], "entities": found, "relations": []}


def entities(record: dateline.Record) -> list[Json]:
    """Mentions of parties, places, times and weapons, typed; of one inside another the outer."""
    assert record.layers is not None, "read with layers"
    spans: dict[tuple[int, int], str] = {}
    for party in record.layers.parties:
        if (kind := _type_of(party, record.text_of(party.span).lower())) is not None:
            spans[_ends(party.span)] = kind
    for place in record.layers.places:
        if not any(_inside(_ends(place.span), outer) for outer in spans):
            spans[_ends(place.span)] = "Nationality" if place.kind == "adjective" else "Location"
    for time in record.layers.times:
        spans[_ends(time.span)] = "Temporal"
    for event in record.events:
        for weapon in event.weapons:
            start = record.document.text.find(weapon, event.evidence[0].start)
            if 0 <= start < event.evidence[0].end:
                spans.setdefault((start, start + len(weapon)), "Weapon")
    return [{"start": start, "end": end, "type": kind} for (start, end), kind in spans.items()]


def _type_of(party: dateline.PartyMention, text: str) -> str | None:
    """The entity type of a party: by the word for a pronoun or an office, else by its kind."""
    kinds: dict[str, str] = _table()["kinds"]
    words: dict[str, list[str]] = _table()["by_word"].get(party.kind, {})
    by_word = (kind for kind, known in words.items() if set(text.split()) & set(known))
    return next(by_word, kinds.get(party.kind))


def _inside(inner: tuple[int, int], outer: tuple[int, int]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1] and inner != outer


def _ends(span: dateline.Span) -> tuple[int, int]:
    return span.start, span.end


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = load_yaml(__package__ or "", "re3d.yaml")
    return table
