"""conflict-class/case2021: one ACLED-style label for a short report, read off its record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import dateline
from benchmarks.tasks import Json, patient_reader
from dateline.codebook import load_yaml

_UNTOLD = ("hypothetical", "feared", "denied")
_VIOLENT = ("battle", "strike", "explosion", "civilians", "unrest", "security", "diplomacy")
_DONE = ("happened", "ongoing", "attempted")


def predict(records: Iterable[Json]) -> Iterator[Json]:
    """The label of the most telling event; of the words where no event was found."""
    reader = patient_reader()
    for record in records:
        found = reader.read(record["text"], id=record["id"])
        yield {"id": record["id"], "labels": [label(found)]}


def label(record: dateline.Record) -> str:
    """The one CASE 2021 label of a record."""
    text = record.document.text.lower()
    if (disaster := _disaster(record, text)) is not None:
        return disaster
    event = _most_telling(record.events)
    if event is None:
        return _label_by_words(text)
    return _finer(record, event, text)


def _disaster(record: dateline.Record, text: str) -> str | None:
    """A disaster, where nobody armed is named; one of nature also where nothing violent is told."""
    armed = _says("armed", text)
    violent = any(event.family in _VIOLENT for event in record.events)
    if _says("nature", text) and not (armed and (violent or _says("protest", text))):
        return "NATURAL_DISASTER"
    return "MAN_MADE_DISASTER" if _says("accident", text) and not armed else None


def _most_telling(events: tuple[dateline.Event, ...]) -> dateline.Event | None:
    """The event whose type tells most, those told early preferred to those told late."""
    told = [event for event in events if event.status in _DONE] or [
        event for event in events if event.status not in _UNTOLD
    ]
    rank = {kind: number for number, kind in enumerate(_table()["order"])}
    early = sorted(told, key=lambda event: event.trigger.start)
    later = _table()["later"]
    return min(
        told, key=lambda e: rank.get(e.type, len(rank)) + later * early.index(e), default=None
    )


def _finer(record: dateline.Record, event: dateline.Event, text: str) -> str:
    """Labels that cut finer than the codebook: who gained ground, how a protest went."""
    plain = str(_table()["types"][event.type])
    other = _other(plain, text)
    if other == "PROTEST_WITH_INTER" or (event.family == "unrest" and other is None):
        return _unrest(event, text)
    if other is None and (
        event.type == "battle/territory_gained"
        or (event.family == "battle" and _says("advance", text))
    ):
        return _ground(record, event, text)
    return other or plain


def _other(plain: str, text: str) -> str | None:
    """The label that a text's words put in place of a plain one."""
    for labels, words, unless, other in _table()["finer"]:
        if (
            plain in labels
            and all(_says(word, text) for word in words)
            and not any(_says(word, text) for word in unless)
        ):
            return str(other)
    return None


def _ground(record: dateline.Record, event: dateline.Event, text: str) -> str:
    """Who took the ground, and whether it was fought for."""
    fought = any(other.type == "battle/clash" for other in record.events)
    if _says("left", text) and not fought:
        return "NON_VIOL_TERRIT_TRANSFER"
    names = " ".join(actor.name for actor in event.actors).lower()
    if not names:
        names = text[: event.trigger.start][-80:]
    state = any(len(actor.side) == 3 and actor.side.isupper() for actor in event.actors)
    if (state or _says("government", names)) and not _says("rebels", names):
        return "GOV_REGAINS_TERIT"
    return "NON_STATE_ACTOR_OVERTAKES_TER"


def _unrest(event: dateline.Event, text: str) -> str:
    if event.type != "unrest/riot" and _says("intervention", text) and not _says("violent", text):
        return "FORCE_AGAINST_PROTEST" if _says("force", text) else "PROTEST_WITH_INTER"
    return (
        "VIOL_DEMONSTR"
        if event.type == "unrest/riot" or _says("violent", text)
        else "PEACE_PROTEST"
    )


def _label_by_words(text: str) -> str:
    return next((label for words, label in _table()["told"] if _says(words, text)), "DIPLO")


def _says(name: str, text: str) -> bool:
    return bool(_patterns()[name].search(text))


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = load_yaml(__package__, "conflict_class_case2021.yaml")
    return table


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(pattern) for name, pattern in _table()["words"].items()}
