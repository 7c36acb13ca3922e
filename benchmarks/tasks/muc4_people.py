"""muc4: who did it and who suffered."""

from __future__ import annotations

import re
from collections.abc import Iterator

import dateline
from benchmarks.tasks import Json
from benchmarks.tasks.muc4_fillers import Entity, entities, one_thing
from benchmarks.tasks.muc4_incidents import Incident
from benchmarks.tasks.muc4_words import (
    bare,
    counted,
    has,
    head,
    kind,
    number,
    table,
    thresholds,
    unnational,
    untitled,
    words,
)

_EFFECTS = {"killed": "DEATH", "wounded": "INJURY"}


def perpetrators(incident: Incident) -> Json:
    """The fields of a template on who did it: people, organisations, category."""
    worth = thresholds()["own"]
    doers = [(actor, *_doers(incident, actor)) for one in incident.events for actor in one.actors]
    people = entities(
        incident,
        "perpetrator",
        [Entity([name], worth, _spans(actor), [name]) for actor, name, _ in doers if name],
    ) or entities(incident.of_report(), "perpetrator")
    own = [Entity([name], worth, _spans(actor), [name]) for actor, _, name in doers if name]
    own += _of_people(incident, people[:2])
    groups = entities(incident, "organisation", own, _one_group) or entities(
        incident.of_report(), "organisation", (), _one_group
    )
    organisations = [
        {"mentions": [one.name], "confidence": [_confidence(incident, one)]} for one in groups[:1]
    ]
    named = [one.name for one in people[:2]] + [one["mentions"][0] for one in organisations]
    return {
        "perp_individual": [{"mentions": [one.name]} for one in people[:2]],
        "perp_org": organisations,
        "perp_category": _category(named),
    }


def _of_people(incident: Incident, people: list[Entity]) -> Iterator[Entity]:
    """The organisations of those who did it: "ELN guerrillas" are the ELN's."""
    for one in people:
        if name := next(filter(None, map(incident.group_at, one.spans)), ""):
            yield Entity([name], one.chance, one.spans, [name])


def _spans(party: dateline.Party) -> list[dateline.Span]:
    return [party.span] if party.span else []


def _one_group(one: str, other: str) -> bool:
    """Whether two names may be one organisation's: equal, within the other, or its initials."""
    few, many = sorted((one, other), key=len)
    initials = "".join(word[0] for word in many.split() if word not in ("OF", "THE", "FOR", "AND"))
    return few == initials or set(few.split()) <= set(many.split())


def _category(named: list[str]) -> list[str]:
    """Whose violence it is, by the names of those who did it; none where nobody is named."""
    serve = [name for name in named if has(name, table()["state_servants"])]
    if any(not has(name, table()["rebel_names"]) for name in serve):
        return ["STATE-SPONSORED VIOLENCE"]
    return ["TERRORIST ACT"] if named else []


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


def _confidence(incident: Incident, group: Entity) -> str:
    """How sure the report is of an organisation, by the sentences that name it."""
    told = " ".join(incident.sentences_with(group.names))
    for fact, cue in table()["blame"].items():
        if re.search(cue, told, re.I):
            accused = str(fact).startswith("SUSPECTED")
            by_authority = accused and re.search(table()["authorities"], told, re.I)
            return f"{fact} BY AUTHORITIES" if by_authority else str(fact)
    return "REPORTED AS FACT"


def victims(incident: Incident) -> list[Json]:
    """People aimed at, and what became of them."""
    harms = [
        harm for event in incident.events for harm in event.casualties if _counts(incident, harm)
    ]
    own = [*_of_harms(incident, harms), *_of_targets(incident)]
    found = [
        _victim(incident, one, harms)
        for one in entities(incident, "victim", own, lambda a, b: _one_person(incident, a, b))[:5]
    ]
    if incident.words_say("unharmed"):
        found.append({"effect": [["NO INJURY OR DEATH", "NO INJURY"]]})
    return found


def _counts(incident: Incident, harm: dateline.Casualty) -> bool:
    """Whether a figure tells of victims."""
    taken = harm.kind == "captured" and incident.kind == "KIDNAPPING"
    told = not harm.rate and harm.low != 0
    return told and (harm.kind in _EFFECTS or taken) and _may_suffer(harm.side, harm.group)


def _of_harms(incident: Incident, harms: list[dateline.Casualty]) -> Iterator[Entity]:
    for harm in harms:
        name = bare(harm.group)
        if name:
            spans = [harm.span] if harm.span else []
            yield Entity([incident.name_in(name) or name], thresholds()["own"], spans, [harm.group])


def _of_targets(incident: Incident) -> Iterator[Entity]:
    for event in incident.events:
        for target in event.targets:
            text = incident.text_of(target)
            if not incident.may_be_victim(target) or not _may_suffer(target.side, text):
                continue
            person = incident.is_person(target)
            if person or target.side == "civilians" or _kind(bare(text)):
                name = bare(target.name) if person else bare(text)
                if name:
                    yield Entity(
                        [incident.name_in(name) or name],
                        thresholds()["own"],
                        _spans(target),
                        [text],
                    )


def _victim(incident: Incident, one: Entity, harms: list[dateline.Casualty]) -> Json:
    names = [incident.name_in(name) for name in one.names]
    person = next(filter(None, names), "")
    entry: Json = {"types": [next(filter(None, map(_kind, [*one.names, *one.texts])), "CIVILIAN")]}
    entry["name" if person else "description"] = [person or unnational(one.name)]
    own = [harm for harm in harms if any(one_thing(bare(harm.group), name) for name in one.names)]
    sure = next((harm.low for harm in own if harm.low and harm.low == harm.high), None)
    entry["number"] = ["1"] if person else [str(sure) if sure else number(one.texts[0])]
    entry["effect"] = _effects(incident, one, own)
    return entry


def _effects(incident: Incident, one: Entity, own: list[dateline.Casualty]) -> list[list[str]]:
    """What became of them: by the figures, else by what its sentences say."""
    found = [_EFFECTS[harm.kind] for harm in own if harm.kind in _EFFECTS]
    if not found and incident.kind != "KIDNAPPING":
        told = _told(incident, one)
        found = [name for name, listed in table()["fates"].items() if has(told, listed)][:1]
    if incident.kind == "KIDNAPPING" and has(_told(incident, one), table()["freed"]):
        found.append("REGAINED FREEDOM")
    return [[name] for name in dict.fromkeys(found)]


def _told(incident: Incident, one: Entity) -> str:
    return " ".join(map(incident.sentence_of, one.spans))


def _one_person(incident: Incident, a: str, b: str) -> bool:
    """Whether two phrases may be of one person or group of people."""
    named = incident.name_in(a), incident.name_in(b)
    if all(named):
        few, many = sorted((set(name.split()) for name in named), key=len)
        return few <= many
    if any(named):
        return set(a.split()) <= set(b.split()) or set(b.split()) <= set(a.split())
    return one_thing(a, b)


def _may_suffer(side: str, text: str) -> bool:
    """Whether those hurt are victims there: unarmed people and those who serve a state."""
    return (
        side in ("civilians", "unknown")
        or (len(side) == 3 and side.isupper() and side in words("states"))
        or bool(_kind(bare(text)))
    )


def _kind(name: str) -> str | None:
    return kind(name, table()["people"])
