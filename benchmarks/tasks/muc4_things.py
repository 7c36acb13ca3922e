"""muc4: what was hit and with what."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.tasks import Json
from benchmarks.tasks.muc4_fillers import Entity, entities, one_thing
from benchmarks.tasks.muc4_incidents import Incident
from benchmarks.tasks.muc4_words import bare, has, kind, number, table, thresholds

_EFFECTS = {"lost": "DESTROYED", "damaged": "SOME DAMAGE"}


def objects(incident: Incident) -> list[Json]:
    """Buildings and things that were hit."""
    return [
        {
            "mentions": [one.name],
            "types": [kind(one.name, table()["objects"]) or "OTHER"],
            "number": [number(one.texts[0])],
            "effect": _effect(incident, one),
        }
        for one in entities(incident, "object")
    ]


def _effect(incident: Incident, thing: Entity) -> list[list[str]]:
    """What became of it: by the figures, else by its sentences; bombs and fires do some damage."""
    told = " ".join(map(incident.sentence_of, thing.spans))
    if has(told, table()["damage"]["NO DAMAGE"]):
        return [["NO DAMAGE"]]
    if incident.kind == "ARSON":
        return [["SOME DAMAGE"]]  # so the keys, of what burned down too
    for harm in (harm for event in incident.events for harm in event.casualties):
        if harm.kind in _EFFECTS and one_thing(bare(harm.group), thing.name):
            return [[_EFFECTS[harm.kind]]]
    for name, listed in table()["damage"].items():
        if has(told, listed):
            return [[name]]
    return [["SOME DAMAGE"]] if incident.kind == "BOMBING" else []


def instruments(incident: Incident) -> list[Json]:
    """Weapons; guns where somebody was shot."""
    found = entities(incident, "instrument", _weapons(incident))
    told = [
        {"mentions": [one.name], "types": [kind(one.name, table()["instruments"])]}
        for one in found
        if kind(one.name, table()["instruments"])
    ]
    if not told and incident.kind in ("ATTACK", "BOMBING"):
        for sort, listed in table()["implied"].items():
            if has(incident.words, listed):
                return [{"mentions": [], "types": [sort]}]
    return told


def _weapons(incident: Incident) -> Iterator[Entity]:
    if incident.kind in ("ATTACK", "BOMBING"):
        for event in incident.events:
            for weapon in event.weapons:
                yield Entity([bare(weapon)], thresholds()["own"], [], [weapon])
