"""Who speaks: which tellings come from one mouth, and how much each weighs.

Two outlets that both quote one ministry are two families of reports and one voice.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from enum import IntEnum
from functools import lru_cache

from dateline.gazetteer import index
from dateline.parties.registry import named
from dateline.records import Source

UNSIDED = frozenset({"civilians", "unknown"})

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_ARTICLE = re.compile(r"^(?:the|a|an|its|their|his|her)\s+")
_LONGEST_NAME = 5  # words of a name looked up in the registry


class Weight(IntEnum):
    """How far a claim is from the quarrel: the heavier decides."""

    ENEMY = 1  # a party on its enemy's losses, or on harm that it is said to have done
    OWN = 2  # a party on losses of its own side or of civilians, and whoever stays unnamed
    NEUTRAL = 3  # everybody else, the outlet itself included


@lru_cache(4096)
def side_of(name: str) -> str | None:
    """The side that a speaker's name tells of; None where it tells none.

    >>> side_of("Russian Defence Ministry"), side_of("the RSF"), side_of("police")
    ('RUS', 'RSF', None)
    """
    words = _WORD.findall(re.sub(r"['’]s\b", "", name))
    for length in range(min(_LONGEST_NAME, len(words)), 0, -1):
        for first in range(len(words) - length + 1):
            found = named(" ".join(words[first : first + length]))
            sides = {entity.side for entity in found}
            if len(sides) == 1:
                return sides.pop()
    for word in words:
        if word[0].isupper():
            states = {entry.country for entry in index().adjective(word)} - {None}
            if len(states) == 1:
                return states.pop()
    return None


def voice_of(source: Source | None, family: str) -> str:
    """What tells one mouth from another: a belligerent or government is one, whoever speaks for it.

    Args:
        source: who says so; None is the outlet itself.
        family: the family of the report: all copies of a dispatch are one voice.
    """
    if source is None:
        return f"family {family}"
    side = side_of(source.name) if source.kind in ("party", "government") else None
    return f"side {side}" if side else f"name {folded(source.name)}"


def folded(name: str) -> str:
    """A speaker's name as it is compared with another."""
    return _ARTICLE.sub("", " ".join(name.casefold().split()))


def weight_of(source: Source | None, victims: str, actors: Collection[str]) -> Weight:
    """How much a claim of harm weighs.

    Args:
        source: who says so; None is the outlet itself.
        victims: the side of those harmed, as in a Party.
        actors: the sides of those who are said to have done it.
    """
    if source is None or source.kind not in ("party", "anonymous"):
        return Weight.NEUTRAL
    side = side_of(source.name)
    if side is not None and side in actors and side != victims:
        return Weight.ENEMY
    if side is not None and victims not in UNSIDED and side != victims:
        return Weight.ENEMY
    return Weight.OWN
