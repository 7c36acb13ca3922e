"""muc4: who did it and who suffered, from the parties and figures of an incident's events."""

from __future__ import annotations

import re

import dateline
from benchmarks.tasks import Json
from benchmarks.tasks.muc4_incidents import Incident
from benchmarks.tasks.muc4_words import bare, has, head, kind, number, stem, table, untitled, words

_EFFECTS = {"killed": "DEATH", "wounded": "INJURY"}


def perpetrators(incident: Incident) -> Json:
    """The fields of a template on who did it: people, organisations, category."""
    people: dict[str, Json] = {}
    groups: dict[str, Json] = {}
    sides: list[str] = []
    for event in incident.events:
        for actor in event.actors:
            sides.append(actor.side)
            person, group = _doers(incident, actor)
            if person:
                people.setdefault(stem(head(person)), {"mentions": [person]})
            if group:
                fact = confidence(incident, event, actor)
                groups.setdefault(group, {"mentions": [group], "confidence": [fact]})
    for group, fact in _accused(incident):
        if not groups or fact == "CLAIMED OR ADMITTED":
            groups = {group: {"mentions": [group], "confidence": [fact]}}
    category = "STATE-SPONSORED VIOLENCE" if _of_state(sides) else "TERRORIST ACT"
    return {
        "perp_individual": list(people.values())[:2],
        "perp_org": list(groups.values())[:1],
        "perp_category": [category],
    }


def _of_state(sides: list[str]) -> bool:
    """Whether those who did it serve a state, as far as is told."""
    told = [side for side in sides if side not in ("unknown", "civilians")]
    return bool(told) and all(side in words("states") for side in told)


def _doers(incident: Incident, actor: dateline.Party) -> tuple[str, str]:
    """The people and the organisation that an actor stands for; either may be empty."""
    text = incident.text_of(actor)
    if incident.is_person(actor):
        return untitled(bare(actor.name)), ""
    name = bare(text)
    if head(name).lower() not in words("perpetrators"):
        if actor.side in ("civilians", "unknown"):
            return "", ""
        return "", incident.group_of(actor.side) or name
    inside = [one for one in incident.groups() if re.search(rf"\b{re.escape(one)}\b", name)]
    group = next(iter(inside), incident.group_of(actor.side))
    if group and name.startswith(group) and not head(name).startswith("MEMBER"):
        name = name[len(group) :].strip() or name
    return counted(text, name), group


def _accused(incident: Incident) -> list[tuple[str, str]]:
    """Organisations that claim an incident or are blamed for it, and how sure that is."""
    found = []
    claims = [
        span
        for event in incident.record.events
        if event.type == "diplomacy/claim" and incident.only
        for span in event.evidence
    ]
    for span in dict.fromkeys([*claims, *incident.spans]):
        sentence = " ".join(incident.record.text_of(span).split())
        for fact, cues in table()["blame"].items():
            match = re.search("|".join(cues), sentence, re.I)
            groups = incident.groups_in(span)
            if match and groups:
                before = [name for start, name in groups if start < match.start()]
                after = [name for start, name in groups if start >= match.start()]
                near = before[::-1] + after if fact.startswith("CLAIMED") else after
                found += [(near[0], fact)] if near else []
    return found


def counted(text: str, name: str) -> str:
    """A name for people with the number of them that the text gives."""
    match = re.search(rf"\b(\w+) {re.escape(name)}", text.upper())
    return (
        f"{match[1]} {name}"
        if match and match[1].lower() in table()["numbers"] and len(match[1]) > 2
        else name
    )


def confidence(incident: Incident, event: dateline.Event, actor: dateline.Party) -> str:
    """How sure the report is of the organisation."""
    for name, listed in table()["confidence"].items():
        if has(incident.words, listed):
            return str(name)
    by = event.source.kind if event.source else ""
    if by in ("party", "government") and actor.side not in words("states"):
        return "SUSPECTED OR ACCUSED BY AUTHORITIES"
    if actor.alleged:
        return "SUSPECTED OR ACCUSED"
    return "REPORTED AS FACT"


def victims(incident: Incident) -> list[Json]:
    """People aimed at: who a figure tells of, then the events' other targets."""
    found: list[Json] = []
    for event in incident.events:
        for harm in event.casualties:
            if not harm.rate and harm.low != 0:
                _add_harm(incident, found, harm)
        for target in event.targets:
            _add_target(incident, found, target)
    if incident.words_say("unharmed"):
        found.append({"effect": [["NO INJURY OR DEATH", "NO INJURY"]]})
    return found[:5]


def _add_harm(incident: Incident, found: list[Json], harm: dateline.Casualty) -> None:
    taken = harm.kind == "captured" and incident.kind == "KIDNAPPING"
    if not (harm.kind in _EFFECTS or taken) or not _may_suffer(harm.side, harm.group):
        return
    entry = _person(incident, harm.group)
    sure = harm.low if harm.low == harm.high else None
    entry["number"] = [str(sure) if sure else "PLURAL"]
    if not taken:
        entry["effect"] = [[_EFFECTS[harm.kind]]]
    _put(found, entry)


def _add_target(incident: Incident, found: list[Json], target: dateline.Party) -> None:
    text = incident.text_of(target)
    if not incident.may_be_victim(target) or not _may_suffer(target.side, text):
        return
    person = incident.is_person(target)
    if not (person or target.side == "civilians" or _kind(bare(text))):
        return
    entry = _person(incident, text)
    if person:
        entry.pop("description", None)
        entry["name"] = [incident.name_in(bare(target.name)) or untitled(bare(target.name))]
    entry["number"] = ["1"] if person else [number(text)]
    if incident.kills:
        entry["effect"] = [["DEATH"]]
    _put(found, entry)


def _may_suffer(side: str, text: str) -> bool:
    """Whether those hurt are victims there: unarmed people and those who serve a state."""
    return (
        side in ("civilians", "unknown")
        or (len(side) == 3 and side.isupper() and side in words("states"))
        or bool(_kind(bare(text)))
    )


def _put(found: list[Json], entry: Json) -> None:
    """Add a victim, or what is new of one already there."""
    for old in found:
        if _one(old, entry):
            for effect in entry["effect"]:
                if effect not in old["effect"]:
                    old["effect"].append(effect)
            if "name" in entry and len(entry["name"][0]) > len(old.get("name", [""])[0]):
                old["name"] = entry["name"]
                old.pop("description", None)
            return
    if entry.get("name") or entry.get("description"):
        found.append(entry)


def _one(old: Json, new: Json) -> bool:
    a, b = _string(old).split(), _string(new).split()
    if not a or not b:
        return not b
    return (
        a == b
        or set(a) <= set(b)
        or set(b) <= set(a)
        or ("name" not in old and "name" not in new and stem(a[-1]) == stem(b[-1]))
    )


def _string(entry: Json) -> str:
    names: list[str] = entry.get("name") or entry.get("description") or [""]
    return names[0]


def _kind(name: str) -> str | None:
    return kind(name, table()["people"])


def _person(incident: Incident, text: str) -> Json:
    """One who suffered, by name where the words hold one."""
    described = bare(text)
    entry: Json = {"effect": [], "types": [_kind(described) or "CIVILIAN"]}
    if name := incident.name_in(described):
        entry["name"] = [name]
    elif described:
        entry["description"] = [described]
    return entry
