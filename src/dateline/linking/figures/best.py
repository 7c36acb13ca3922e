"""The figure to quote, by a rule that shows its working; and how the figures grew.

After the practice of the UCDP (best, low and high by the reliability of sources): what independent
sources agree on, then the latest count, and last what a party says of its enemy. A later count of
one voice takes the place of its earlier ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from dateline.incidents import Growth
from dateline.linking.figures.claims import Told
from dateline.linking.figures.voices import Weight

_MOST_NAMED = 3  # voices that a sentence names


class Best(NamedTuple):
    """The figure to quote, the rule that gave it, and a sentence with its working."""

    number: int | None
    rule: str
    why: str


def best(told: Sequence[Told]) -> Best:
    """The figure to quote from the claims of one group.

    The first rule that holds: `agreed` (two voices of two families give the number, neither of them
    on its enemy's losses; of several such numbers the one last given, then that of most voices,
    then the lower), `latest` (of the other voices; on one day the middle one of those
    outside the quarrel), `claimed` (parties on their enemies; the lowest), `vague`
    (nobody counted).
    """
    numbered = [one for one in told if one.number is not None]
    if not numbered:
        return Best(None, "", "Nobody gives a number.")
    counted = [one for one in numbered if not one.cues.vague]
    if not counted:
        lowest = min(numbered, key=lambda one: one.number or 0)
        return _shown(
            lowest.number, "vague", "nobody gives more than a vague number", [lowest], told
        )
    now = standing(one for one in counted if not _outgrown(one, counted))
    if agreed := _agreed(now):
        number = agreed[0].number
        voices = len({one.voice for one in agreed})
        return _shown(number, "agreed", f"{voices} independent sources agree", agreed, told)
    apart = [one for one in now if one.weight > Weight.ENEMY]
    if not apart:
        lowest = min(now, key=lambda one: one.number or 0)
        words = "the lowest that a party says of its enemy or of its own doing"
        return _shown(lowest.number, "claimed", words, [lowest], told)
    latest = max(one.claim.published or "" for one in apart)
    last = [one for one in apart if (one.claim.published or "") == latest]
    heaviest = [one for one in last if one.weight == max(other.weight for other in last)]
    chosen = _middle(heaviest)
    words = "the latest count that is not of an enemy"
    return _shown(chosen.number, "latest", words, [chosen], told)


def _middle(told: Sequence[Told]) -> Told:
    """The claim of the middle number, the lower of two."""
    ordered = sorted(told, key=lambda one: (one.number or 0, one.sort_key))
    return ordered[(len(ordered) - 1) // 2]


def standing(told: Iterable[Told]) -> list[Told]:
    """What each voice says at last: its latest claims; the highest of those published on one day.

    Every family that carries the standing number keeps one claim of it.
    """
    voices: dict[str, list[Told]] = {}
    for one in told:
        if one.number is not None:
            voices.setdefault(one.voice, []).append(one)
    kept: list[Told] = []
    for own in voices.values():
        latest = max(one.claim.published or "" for one in own)
        number = max(one.number or 0 for one in own if (one.claim.published or "") == latest)
        families: dict[str, Told] = {}
        for one in own:
            if one.number == number:
                families.setdefault(one.claim.family, one)
        kept.extend(families.values())
    return sorted(kept, key=lambda one: one.sort_key)


def growth(told: Sequence[Told]) -> tuple[Growth, ...]:
    """How the figures stood on each day of publication that changed them."""
    days = sorted({one.claim.published for one in told if one.claim.published is not None})
    found: list[Growth] = []
    for day in days:
        now = standing(one for one in told if one.claim.published and one.claim.published <= day)
        if now:
            low, high = bounds(now)
            step = Growth(published=day, low=low, high=high)
            if not found or (found[-1].low, found[-1].high) != (low, high):
                found.append(step)
    return tuple(found)


def bounds(told: Iterable[Told]) -> tuple[int | None, int | None]:
    """The lowest and the highest number that anyone gives; "at least 25" gives 25."""
    lows = [one.number for one in told if one.number is not None]
    return (min(lows), max(_upper(one) for one in told)) if lows else (None, None)


def _outgrown(one: Told, told: Sequence[Told]) -> bool:
    """Whether its own report calls it an older count and gives a larger one."""
    return one.cues.earlier and any(
        other.claim.report == one.claim.report and (other.number or 0) > (one.number or 0)
        for other in told
    )


def _upper(one: Told) -> int:
    return one.claim.high if one.claim.high is not None else (one.claim.low or 0)


def _agreed(now: Sequence[Told]) -> list[Told]:
    """The claims of the number that independent voices share; none where no number is shared."""
    numbers: dict[int, list[Told]] = {}
    for one in now:
        if one.weight > Weight.ENEMY and one.number is not None:
            numbers.setdefault(one.number, []).append(one)
    shared = [
        own
        for own in numbers.values()
        if len({one.voice for one in own}) > 1 and len({one.claim.family for one in own}) > 1
    ]
    if not shared:
        return []
    return max(
        shared,
        key=lambda own: (
            max(one.claim.published or "" for one in own),
            len({one.voice for one in own}),
            -(own[0].number or 0),
        ),
    )


def _shown(
    number: int | None, rule: str, words: str, chosen: Sequence[Told], told: Sequence[Told]
) -> Best:
    """The choice with a sentence: who gives it, and which other numbers stand beside."""
    names = list(dict.fromkeys(map(_name, chosen)))
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    by = f"{', '.join(names[:_MOST_NAMED])}{more}"
    days = [one.claim.published for one in chosen if one.claim.published]
    when = f", {max(days)}" if days else ""
    others = sorted({one.number for one in told if one.number is not None} - {number})
    beside = f"; also told: {', '.join(map(str, others))}" if others else ""
    return Best(number, rule, f"{number}: {words} ({by}{when}){beside}.")


def _name(one: Told) -> str:
    return one.claim.claimant.name if one.claim.claimant else f"report {one.claim.report}"
