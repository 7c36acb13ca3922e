"""muc4: what fills a role of an incident: the encoder's words and the record's, each thing once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import dateline
from benchmarks.tasks.muc4_incidents import Incident
from benchmarks.tasks.muc4_words import bare, head, stem, thresholds, words
from dateline.spans import Filler, FillerRole


@dataclass
class Entity:
    """A person, group or thing that fills a role.

    Attributes:
        names: each form of its name that the report uses, the likeliest first.
        chance: how likely the likeliest of its mentions fills the role.
        spans: its mentions.
        texts: the words of its mentions as they stand, with the one before.
    """

    names: list[str]
    chance: float
    spans: list[dateline.Span] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The form to give."""
        return self.names[0]


def entities(
    incident: Incident,
    role: FillerRole,
    own: Iterable[Entity] = (),
    same: Callable[[str, str], bool] | None = None,
) -> list[Entity]:
    """What likely fills a role, the likeliest first.

    Args:
        incident: the incident.
        role: the role.
        own: what the record's events say fills it.
        same: whether two names may be one thing's.
    """
    found: list[Entity] = []
    for entity in [*_joined(incident, list(_offered(incident, role))), *own]:
        _put(found, entity, same or one_thing)
    return [
        one
        for one in sorted(found, key=lambda one: -one.chance)
        if one.chance >= thresholds()[role]
    ]


def _offered(incident: Incident, role: FillerRole) -> Iterable[Entity]:
    for filler in incident.of_role(role):
        if _outdone(incident, filler):
            continue
        text = " ".join(incident.record.text_of(filler.span).split())
        name = bare(text)
        if role == "organisation":
            name = incident.group_in(name)
        elif role == "victim":
            name = incident.name_in(name) or name
        if name and head(name).lower() not in words("pronouns"):
            before = incident.record.document.text[: filler.span.start].split()[-1:]
            yield Entity([name], filler.chance, [filler.span], [" ".join([*before, text])])


def _joined(incident: Incident, offered: list[Entity]) -> list[Entity]:
    """Descriptions beside a name go with it: "Ana Ruiz, a teacher of the school, ..."."""
    named = [one for one in offered if incident.name_in(one.name)]
    rest = []
    for one in offered:
        home = next(
            (name for name in named if name is not one and _beside(incident, name, one)), None
        )
        if home is None or one in named:
            rest.append(one)
        else:
            home.names.append(one.name)
            home.spans += one.spans
            home.texts += one.texts
    return rest


def _beside(incident: Incident, one: Entity, other: Entity) -> bool:
    first, second = sorted((one.spans[0], other.spans[0]))
    between = incident.record.document.text[first.end : second.start]
    return bool(re.fullmatch(r"\s*,\s*(?:an?|the|his|her)?\s*", between, re.I))


def _outdone(incident: Incident, filler: Filler) -> bool:
    """Whether its words likelier fill another role; a group may be named within its people."""
    likelier = [one for one in incident.fillers if one.chance > filler.chance]
    people_and_group = {"perpetrator", "organisation"}
    return any(
        one.span == filler.span
        or (one.span.overlaps(filler.span) and {one.role, filler.role} != people_and_group)
        for one in likelier
    )


def _put(found: list[Entity], new: Entity, same: Callable[[str, str], bool]) -> None:
    for old in found:
        if any(same(old_name, name) for old_name in old.names for name in new.names):
            old.names += [name for name in new.names if name not in old.names]
            old.spans += new.spans
            old.texts += new.texts
            old.chance = 1 - (1 - old.chance) * (1 - new.chance)
            return
    found.append(new)


def one_thing(one: str, other: str) -> bool:
    """Whether two names may be one thing's: the same noun, or the words of one in the other."""
    few, many = sorted((set(one.split()), set(other.split())), key=len)
    return few <= many or stem(head(one)) == stem(head(other))
