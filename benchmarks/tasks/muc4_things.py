"""muc4: what was hit and with what, from the sentences that tell of an incident."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from benchmarks.tasks import Json
from benchmarks.tasks.muc4_incidents import Incident
from benchmarks.tasks.muc4_words import bare, has, kind, number, stem, table, words

_TOKEN = re.compile(r"[\w'&./-]+|[^\w\s]")


def objects(incident: Incident) -> list[Json]:
    """Buildings and things that words of harm or attack stand beside."""
    found: dict[str, Json] = {}
    for sentence in incident.sentences:
        for phrase in _hit(sentence):
            name = bare(phrase)
            if name and stem(name.split()[-1]) not in {stem(old.split()[-1]) for old in found}:
                found[name] = {
                    "mentions": [name],
                    "types": [kind(name, table()["objects"]) or "OTHER"],
                    "number": [number(phrase)],
                    "effect": _effect(sentence, incident.kind),
                }
    return list(found.values())[:3]


def _effect(sentence: str, kind: str) -> list[list[str]]:
    """What became of the things a sentence tells of; a bomb does some damage, if none is told."""
    for name, listed in table()["damage"].items():
        if has(sentence, listed):
            return [[name]]
    return [["SOME DAMAGE"]] if kind == "BOMBING" else []


def _hit(sentence: str) -> Iterator[str]:
    """Noun phrases for things after a word of harm, or before one in the passive."""
    tokens = _TOKEN.findall(sentence.upper())
    for place, token in enumerate(tokens):
        if not _is_thing(token):
            continue
        after = tokens[place + 1] if place + 1 < len(tokens) else ""
        if _is_thing(after) or after in ("BOMB", "BOMBS"):
            continue
        start = place
        while start and _modifies(tokens[start - 1]) and place - start < 5:
            start -= 1
        if start and (
            tokens[start - 1].lower() in table()["numbers"] or tokens[start - 1].isdigit()
        ):
            start -= 1
        if _harmed_before(tokens[:start]) or _harmed_after(tokens[place + 1 :]):
            yield " ".join(tokens[start : place + 1])


def _is_thing(token: str) -> bool:
    return stem(token) in _things() and token.lower() not in words("no_objects")


@cache
def _things() -> frozenset[str]:
    listed = [*table()["objects"].values(), table()["other_objects"]]
    return frozenset(stem(word) for found in listed for word in found)


def _modifies(token: str) -> bool:
    return (
        token[0].isalnum()
        and token.lower() not in words("breaks")
        and not token.endswith(("ED", "ING"))
    ) or token.lower() in ("a", "an", "the")


def _harmed_before(tokens: list[str]) -> bool:
    """Whether a word of harm governs what follows: "DESTROYED", "ATTACK ON"."""
    for token in reversed(tokens[-12:]):
        if token.lower() in words("clause_breaks"):
            return False
        if has(token, table()["harms"]):
            return True
    return False


def _harmed_after(tokens: list[str]) -> bool:
    """Whether what stands before is said to be harmed: "WAS DESTROYED"."""
    for place, token in enumerate(tokens[:8]):
        if token.lower() in words("clause_breaks"):
            return False
        if token in ("WAS", "WERE", "BEEN", "IS", "ARE"):
            return any(has(later, table()["harms"]) for later in tokens[place : place + 5])
    return False


def instruments(incident: Incident) -> list[Json]:
    """Weapons of the incident's events; guns where somebody was shot."""
    found: dict[str, Json] = {}
    for event in incident.events:
        for weapon in event.weapons:
            name = bare(weapon)
            sort = kind(name, table()["instruments"])
            if sort and (incident.kind in ("BOMBING", "ATTACK")):
                found.setdefault(stem(name.split()[-1]), {"mentions": [name], "types": [sort]})
    if not found and incident.kind in ("ATTACK", "BOMBING"):
        for sort, listed in table()["implied"].items():
            if has(incident.words, listed):
                return [{"mentions": [], "types": [sort]}]
    return list(found.values())[:2]
