"""Totals and parts: which of a report's figures are of the whole incident.

A total and its parts are never added. What stands beside the whole (children among the dead, the
attackers themselves, a daily rate) is a figure of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

import msgspec

from dateline.linking.figures.claims import Told
from dateline.linking.figures.groups import EVERYBODY, Group

# Things are counted one sort at a time; people make up one whole.
_THINGS = frozenset({"lost"})
# A smaller figure of the same voice after a larger one is a part below this share of it, unless its
# words call it an older count. Chosen on the dev briefs, November 2026.
_PART_BELOW = 0.55
# What counts a part by its name is no total where it is below this share of the smallest total.
_NAMED_BELOW = 0.5


class Split(NamedTuple):
    """Claims of the whole incident, and those of a part or of others beside it."""

    totals: list[Told]
    parts: list[Told]


def split(told: Sequence[Told]) -> Split:
    """Sort the claims of one incident and one kind of harm into totals and parts.

    Each report is read alone: a count of everybody is its total; without one, a count of some group
    is, unless it is called a part or is of the attackers. Figures of other happenings are left out.
    """
    result = Split([], [])
    ordered = sorted(told, key=lambda one: (one.claim.report, one.sort_key))
    for _, own in groupby(ordered, key=lambda one: one.claim.report):
        totals, parts = _of_report([one for one in own if not one.cues.aside])
        result.totals.extend(totals)
        result.parts.extend(parts)
    if not result.totals:
        return _promoted(result.parts)
    return _demoted(result)


def _of_report(own: list[Told]) -> Split:
    counts = [one for one in own if one.claim.rate is None and not one.cues.together]
    if counts and counts[0].kind in _THINGS:
        return Split(counts, [one for one in own if one not in counts])
    everybody = [one for one in counts if one.group.role == "everybody"]
    whole = [one for one in everybody if not one.cues.part] or everybody
    if summed := _in_one_breath(counts, whole):
        return Split([summed], own)
    if whole:
        whole = [one for one in counts if one in whole or _rivals(one, whole)]
    for roles in (("others", "force"), ("part",)):
        whole = whole or [one for one in counts if one.group.role in roles and not one.cues.part]
    whole = _without_smaller(_without_addends(whole))
    return Split(whole, [one for one in own if one not in whole])


def _in_one_breath(counts: Sequence[Told], whole: Sequence[Told]) -> Told | None:
    """The sum of two groups that the report counts together ("11 gunmen and three villagers")
    where it counts no whole."""
    for one, other in pairwise(counts):
        first, second = one.claim.span, other.claim.span
        if first is None or second is None or one.group == other.group:
            continue
        if "others" in (one.group.role, other.group.role):
            continue
        if not (first.start < second.start and first.end == second.end):
            continue
        numbers = (one.number, other.number)
        if None in numbers or any(told not in (one, other) for told in whole):
            continue
        if one.cues.part or other.cues.part:
            continue
        claim = msgspec.structs.replace(
            one.claim,
            low=_added(one.claim.low, other.claim.low),
            high=_added(one.claim.high, other.claim.high),
        )
        return one._replace(claim=claim, group=Group(EVERYBODY, "everybody"), side="unknown")
    return None


def _added(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other


def _rivals(one: Told, whole: Sequence[Told]) -> bool:
    """Whether a count of some group is another account of the whole, not a part of it."""
    if one.cues.part or one.group.role == "attackers" or one.number is None:
        return False
    if all((total.number or 0) < one.number for total in whole):
        return True
    return one.group.role == "force" and all(one.voice != total.voice for total in whole)


def _without_smaller(whole: list[Told]) -> list[Told]:
    """Drop a voice's much smaller count after its larger one, unless it is called an older one."""
    kept: list[Told] = []
    for one in whole:
        larger = [
            before
            for before in kept
            if before.voice == one.voice and (one.number or 0) < _PART_BELOW * (before.number or 0)
        ]
        if not larger or one.cues.earlier or one.number is None:
            kept.append(one)
    return kept


def _without_addends(whole: list[Told]) -> list[Told]:
    """Drop what adds up to another of these: "54 dead: 52 in one hospital, two in another"."""
    for total in sorted(whole, key=lambda one: -(one.number or 0)):
        rest = [one for one in whole if one is not total and (one.number or 0) > 0]
        if len(rest) > 1 and sum(one.number or 0 for one in rest) == total.number:
            return [total]
    return whole


def _demoted(split: Split) -> Split:
    """Where others give a total, one that counts only "two rescuers" gives a part."""
    everybody = [
        one.number for one in split.totals if one.group.role != "part" and one.number is not None
    ]
    if not everybody:
        return split
    floor = min(everybody) * _NAMED_BELOW
    parts = [one for one in split.totals if one.group.role == "part" and (one.number or 0) < floor]
    dropped = set(map(id, parts))
    totals = [one for one in split.totals if id(one) not in dropped]
    return Split(totals, split.parts + parts)


def _promoted(parts: Sequence[Told]) -> Split:
    """Where nobody counts the whole, the groups are all there is to show."""
    result = Split([], [])
    for one in parts:
        apart = one.claim.rate is not None or one.cues.part or one.cues.together
        (result.parts if apart else result.totals).append(one)
    return result


def named(totals: Sequence[Told]) -> Group:
    """The group that the claims of one total go by: their own where all agree, else everybody."""
    groups = {one.group for one in totals}
    return groups.pop() if len(groups) == 1 else Group(EVERYBODY, "everybody")
