"""One event in the making: its mentions and what they say together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import Any

from dateline.codebook import load_yaml
from dateline.events.casualties import Harm
from dateline.events.mentions import Mention
from dateline.records import Period, Place, Span

ROLES = ("actors", "targets")
_NESTED = ("harms", "kindred")


@cache
def groups() -> Mapping[str, Any]:
    """The groups of types and statuses in `merging.yaml`; lists of names as frozen sets."""
    data = load_yaml("dateline.events", "merging.yaml")
    named = {name: frozenset(value) for name, value in data.items() if name not in _NESTED}
    harms = {kind: frozenset(families) for kind, families in data["harms"].items()}
    return {**named, "harms": harms, "kindred": tuple(frozenset(g) for g in data["kindred"])}


def among(kind: str, group: str) -> bool:
    """Whether the event type `kind`, or its family, is in a group of `merging.yaml`."""
    return kind in groups()[group] or kind.split("/")[0] in groups()[group]


class Happening:
    """One event in the making.

    Attributes:
        mentions: in order of the text.
        type: the most specific type among them.
        place, time: the finest place and the first expression of time that they name.
        own_place: whether a mention names the place, or it was inherited.
        harms: the figures that belong to it.
        extra: sentences that only add a figure.
        sides: the known sides of actors and of targets.
        numbers: counts told of it ("five air strikes").
        whens: expressions of time told of it.
        last_sentence: the number of the last sentence that tells of it.
    """

    def __init__(self, mention: Mention) -> None:
        self.mentions: list[Mention] = []
        self.type = mention.type
        self.place: Place | None = None
        self.time: Period | None = None
        self.own_place = False
        self.harms: list[Harm] = []
        self.extra: set[Span] = set()
        self.sides: dict[str, set[str]] = {role: set() for role in ROLES}
        self.numbers: set[str] = set()
        self.whens: set[str] = set()
        self.last_sentence = 0
        self.only_headline = True
        self._told = (-1, False)
        self.join(mention)

    @property
    def family(self) -> str:
        """The part of the type before the slash."""
        return self.type.split("/")[0]

    def among(self, group: str) -> bool:
        """Whether its type or family is in a group of `merging.yaml`."""
        return among(self.type, group)

    def join(self, mention: Mention) -> None:
        """Add a mention of the same happening."""
        self.mentions.append(mention)
        special = (mention.type not in groups()["open"]) + (mention.type not in groups()["generic"])
        told = (special, bool(mention.targets))
        if not mention.weak and told > self._told:
            self.type, self._told = mention.type, told
        place, time = mention.place, mention.time
        if place is not None and (self.place is None or place.precision < self.place.precision):
            self.place, self.own_place = place, True
        if time is not None and (self.time is None or self.time.span is None):
            self.time = time
        for role in ROLES:
            self.sides[role] |= sides(mention, role)
        if mention.number:
            self.numbers.add(mention.number)
        if mention.when:
            self.whens.add(mention.when)
        self.last_sentence = max(self.last_sentence, mention.sentence.index)
        self.only_headline &= mention.sentence.zone == "headline"

    def ranked(self) -> list[Mention]:
        """The mentions, the one that tells most first, the earlier of two that tell the same."""
        figures = Counter(harm.sentence for harm in self.harms)

        def fullness(mention: Mention) -> tuple[int, int]:
            told = 2 * bool(mention.actors) + 2 * bool(mention.targets)
            told += bool(mention.place) + bool(mention.time and mention.time.span)
            told += 2 * min(figures[mention.sentence.index], 2) + 2 * (mention.type == self.type)
            return told - 2 * mention.definite - 3 * mention.weak, -mention.trigger.start

        return sorted(self.mentions, key=fullness, reverse=True)

    def evidence(self, fullest: Mention) -> tuple[Span, ...]:
        """Every sentence that supports the event, that of the fullest mention first."""
        first = fullest.sentence.span
        rest = {mention.sentence.span for mention in self.mentions} | self.extra
        return (first, *sorted(rest - {first}))


def sides(mention: Mention, role: str) -> set[str]:
    """The known sides that a mention names in a role."""
    return {party.side for party in getattr(mention, role)} - {"unknown"}
