"""Parties that grammar does not join to a trigger, from the sentence that tells the event."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from dateline.annotations import Annotations
from dateline.codebook import load_yaml
from dateline.events.mentions import Mention
from dateline.records import Casualty, Party, PartyMention

_NOBODY = frozenset(["", "unknown"])
# How many parties before and after a trigger are looked at.
_AROUND = 12
_HUMAN_HARM = frozenset(["killed", "wounded", "missing", "captured"])

Parties = tuple[tuple[Party, ...], tuple[Party, ...]]


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = load_yaml("dateline.events", "roles.yaml")
    return data


class Roles:
    """The parties of a report, ready to fill the roles of its events."""

    def __init__(self, annotations: Annotations) -> None:
        spoken = {s.source.span for s in annotations.statements if s.source is not None}
        self._parties = [
            mention
            for mention in annotations.parties
            if mention.name and mention.side not in _NOBODY and mention.span not in spoken
        ]
        self._starts = [mention.span.start for mention in self._parties]

    def completed(
        self,
        kind: str,
        told: Parties,
        fullest: Mention,
        figures: Sequence[Casualty],
    ) -> Parties:
        """Actors and targets of an event, an empty role filled where a party fits.

        Args:
            kind: the event type.
            told: the actors and targets that grammar tells.
            fullest: the mention that tells most of it.
            figures: who came to harm.
        """
        actors, targets = told
        if not targets and kind.split("/")[0] in ("civilians", "strike", "explosion"):
            targets = tuple(_harmed(figures))[:1]
        two_sided = _data()["two_sided"].get(kind)
        if two_sided:
            return _both(actors, targets, _of_kinds(self._near(fullest), two_sided))
        if not actors and (wanted := _wanted("actors", kind)):
            actors = _nearest(self._near(fullest), wanted, targets)
        if not targets and (wanted := _wanted("targets", kind)):
            targets = _nearest(self._near(fullest), wanted, actors)
        return actors, targets

    def _near(self, fullest: Mention) -> list[PartyMention]:
        """The parties of the sentence, nearest to the trigger first; who only speaks is none."""
        span, trigger = fullest.sentence.span, fullest.trigger
        place = bisect_left(self._starts, trigger.start)
        around = self._parties[max(0, place - _AROUND) : place + _AROUND]
        found = [mention for mention in around if span.start <= mention.span.start < span.end]
        return sorted(found, key=lambda mention: abs(mention.span.start - trigger.start))


def _wanted(role: str, kind: str) -> str | None:
    fillers = _data()[role]
    found: str | None = fillers.get(kind, fillers.get(kind.split("/")[0]))
    return found


def _harmed(figures: Iterable[Casualty]) -> Iterator[Party]:
    """Those who came to harm, as parties."""
    for figure in figures:
        if figure.kind in _HUMAN_HARM and figure.side not in _NOBODY and figure.group:
            yield Party(name=figure.group, side=figure.side, span=figure.span)


def _of_kinds(near: Iterable[PartyMention], name: str) -> Iterator[PartyMention]:
    kinds = _data()["kinds"][name]
    return (mention for mention in near if mention.kind in kinds)


def _nearest(
    near: Iterable[PartyMention], wanted: str, other: tuple[Party, ...]
) -> tuple[Party, ...]:
    """The nearest party of the wanted kinds that is not on the other role's side."""
    sides = {party.side for party in other}
    fitting = (mention for mention in _of_kinds(near, wanted) if mention.side not in sides)
    return tuple(mention.party() for mention in fitting)[:1]


def _both(
    actors: tuple[Party, ...], targets: tuple[Party, ...], near: Iterable[PartyMention]
) -> Parties:
    """Two sides for what takes two."""
    sides = {party.side for party in (*actors, *targets)}
    for mention in near:
        if len(sides) > 1:
            break
        if mention.side in sides or mention.side == "civilians":
            continue
        sides.add(mention.side)
        if not actors:
            actors = (mention.party(),)
        else:
            targets = (*targets, mention.party())
    return actors, targets
