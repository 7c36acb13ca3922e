"""conflict-class/case2021: one ACLED-style label for a short report, read off its record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import dateline
from benchmarks.tasks import Json
from dateline.codebook import load_yaml


def predict(records: Iterable[Json]) -> Iterator[Json]:
    """The label of the most telling event; of the words where no event was found."""
    reader = dateline.Reader()
    for record in records:
        found = reader.read(record["text"], id=record["id"])
        yield {"id": record["id"], "labels": [label(found)]}


def label(record: dateline.Record) -> str:
    """The one CASE 2021 label of a record."""
    table, text = _table(), record.document.text.lower()
    told = [e for e in record.events if e.status not in ("hypothetical", "feared", "denied")]
    if not told:
        return _label_by_words(text)
    rank = {kind: number for number, kind in enumerate(table["order"])}
    event = min(told, key=lambda e: (rank.get(e.type, len(rank)), e.evidence[0].start))
    return _refined(event, text, str(table["types"][event.type]))


def _refined(event: dateline.Event, text: str, plain: str) -> str:
    """Labels that cut finer than the codebook: who gained ground, how a protest went."""
    if plain == "NON_STATE_ACTOR_OVERTAKES_TER":
        state = any(len(a.side) == 3 and a.side.isupper() for a in event.actors)
        return "GOV_REGAINS_TERIT" if state else plain
    if event.family == "explosion" and event.type == "explosion/bombing" and _says("GRENADE", text):
        return "GRENADE"
    if event.family == "unrest":
        return _unrest(event, text)
    if plain == "CHANGE_TO_GROUP_ACT" and _says("HQ_ESTABLISHED", text):
        return "HQ_ESTABLISHED"
    return plain


def _unrest(event: dateline.Event, text: str) -> str:
    protest = event.type == "unrest/protest"
    if protest and _says("intervention", text):
        return "FORCE_AGAINST_PROTEST" if _says("force", text) else "PROTEST_WITH_INTER"
    if not protest and _says("MOB_VIOL", text) and "protest" not in text:
        return "MOB_VIOL"
    return "VIOL_DEMONSTR" if not protest or _says("violent", text) else "PEACE_PROTEST"


def _label_by_words(text: str) -> str:
    words = ("GRENADE", "NATURAL_DISASTER", "MAN_MADE_DISASTER", "HQ_ESTABLISHED", "ORG_CRIME")
    return next((name for name in words if _says(name, text)), "DIPLO")


def _says(name: str, text: str) -> bool:
    return bool(_patterns()[name].search(text))


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = load_yaml(__package__, "conflict_class_case2021.yaml")
    return table


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(pattern) for name, pattern in _table()["words"].items()}
