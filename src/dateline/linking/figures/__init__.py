"""Rival figures side by side: every claim of harm in an incident, and the figure to quote.

Pure functions: nothing is read from a store, and the order of what goes in does not matter.
`docs/figures.md` tells the rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple, get_args

from msgspec.structs import replace

from dateline.incidents import Figure
from dateline.linking.figures.best import best, bounds, growth
from dateline.linking.figures.claims import WHOLE, Member, Told, claims
from dateline.linking.figures.groups import EVERYBODY
from dateline.linking.figures.parts import named, split
from dateline.records import HarmKind

__all__ = ["WHOLE", "Member", "Tally", "figures"]

_KINDS: tuple[HarmKind, ...] = get_args(HarmKind)
_UNKNOWN = "unknown"


class Tally(NamedTuple):
    """The figures of one incident.

    Attributes:
        figures: of the whole, the killed first; the losses of rival sides each on their own.
        parts: of some among them, of attackers, rates, dead and hurt counted together. Never to be
            added to the others.
    """

    figures: tuple[Figure, ...]
    parts: tuple[Figure, ...]


def figures(members: Iterable[Member], family_of: Mapping[str, str]) -> Tally:
    """All figures that the reports of one incident give.

    Args:
        members: the incident's events, each with the record of its report; no event where a report
            belongs to the incident although the reader found none in it.
        family_of: the id of each report's family; a report that is missing is its own.
    """
    told = claims(members, family_of)
    totals: list[Figure] = []
    parts: list[Figure] = []
    for kind in _KINDS:
        own = [one for one in told if one.kind == kind]
        denials = [one for one in own if one.claim.denies]
        divided = split([one for one in own if not one.claim.denies])
        whole = [_figure(kind, group) for group in _by_side(kind, divided.totals)]
        if denials:
            whole = _beside(kind, whole, denials)
        totals.extend(whole)
        parts.extend(_figure(kind, group) for group in _by_group(divided.parts))
    return Tally(tuple(totals), tuple(parts))


def _by_side(kind: HarmKind, totals: Sequence[Told]) -> list[list[Told]]:
    """The claims of each figure of the whole: one, or one for each of two forces that fought; of
    things lost one for each sort."""
    if kind == "lost":
        return _by_group(totals)
    sides = {one.side for one in totals} - {_UNKNOWN}
    if len(sides) < 2:
        return [list(totals)] if totals else []
    ordered = sorted(totals, key=lambda one: (one.side != _UNKNOWN, one.side))
    return [list(own) for _, own in groupby(ordered, key=lambda one: one.side)]


def _by_group(told: Sequence[Told]) -> list[list[Told]]:
    def key(one: Told) -> tuple[str, str, str]:
        return one.group.name, one.side, one.claim.rate or ""

    return [list(own) for _, own in groupby(sorted(told, key=key), key=key)]


def _figure(kind: HarmKind, told: Sequence[Told]) -> Figure:
    ordered = sorted(told, key=lambda one: one.sort_key)
    low, high = bounds(ordered)
    number, rule, why = best(ordered)
    sides = {one.harmed for one in ordered} - {_UNKNOWN}
    return Figure(
        kind=kind,
        group=named(ordered).name,
        side=sides.pop() if len(sides) == 1 else _UNKNOWN,
        low=low,
        high=high,
        best=number,
        rule=rule,
        why=why,
        claims=tuple(one.claim for one in ordered),
        history=growth(ordered),
    )


def _beside(kind: HarmKind, whole: list[Figure], denials: Sequence[Told]) -> list[Figure]:
    """Put the denials beside the figure of the whole; on their own where nobody gives one."""
    denied = tuple(one.claim for one in denials)
    if not whole:
        why = "Nobody gives a number; the harm is denied."
        return [Figure(kind=kind, group=EVERYBODY, claims=denied, why=why)]
    return [replace(whole[0], claims=whole[0].claims + denied), *whole[1:]]
