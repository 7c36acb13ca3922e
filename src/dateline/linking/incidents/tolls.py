"""Numbers of dead and hurt as plain words give them, in texts too bare to tell of an event.

Only for comparing reports: which figure holds of what is the business of the coder.

>>> tolls("Fourteen dead, two of them children, and 108 hurt; by noon 16 dead.")
Tolls(killed=(14, 16), wounded=(108,), numbers=(2, 14, 16, 108))
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from dateline.events.numbers import quantities

_DEAD = frozenset(
    [
        "dead",
        "killed",
        "killing",
        "kills",
        "die",
        "dies",
        "died",
        "death",
        "deaths",
        "body",
        "bodies",
        "toll",
    ]
)
_HURT = frozenset(["hurt", "wounded", "wounding", "injured", "injuring", "injuries", "hospital"])
_PART = frozenset(["including", "among", "them", "these"])
_JOINS = frozenset([",", "and", "to", "or", "then"])
_STOPS = frozenset([".", ";", ":", "(", ")", ",", "-"])
_TOKEN = re.compile(r"\d{1,2}:\d\d|\d[\d.,]*\d|\w+(?:['’-]\w+)*|[^\w\s]")
_AHEAD, _BACK = 4, 3  # words between a number and what it counts
_YEARS = range(1900, 2100)


class Tolls(NamedTuple):
    """Numbers of killed and wounded, and every count, each once and in order of size."""

    killed: tuple[int, ...]
    wounded: tuple[int, ...]
    numbers: tuple[int, ...]


def tolls(text: str) -> Tolls:
    """The counts in a text."""
    words = _TOKEN.findall(text.casefold())
    found: dict[str, set[int]] = {"killed": set(), "wounded": set()}
    numbers: set[int] = set()
    waiting: set[int] = set()  # counts in a row that the last one's noun may explain
    end = 0
    for one in quantities(words):
        counts = {count for count in (one.low, one.high) if count}
        if not counts or (one.bare and not counts.isdisjoint(_YEARS)):
            continue
        numbers |= counts
        in_a_row = bool(waiting) and set(words[end : one.start]) <= _JOINS
        waiting, end = (waiting | counts if in_a_row else counts), one.end
        kind = _kind(words, one.start, one.end)
        if kind:
            found[kind] |= waiting
            waiting = set()
    killed, wounded = (tuple(sorted(found[kind])) for kind in ("killed", "wounded"))
    return Tolls(killed, wounded, tuple(sorted(numbers)))


def _kind(words: Sequence[str], start: int, end: int) -> str | None:
    """What a count is of: the nearest word of harm after it, else before it."""
    for word in words[end : end + _AHEAD]:
        if word in _STOPS or word in _PART:
            break
        if word in _DEAD:
            return "killed"
        if word in _HURT:
            return "wounded"
    for word in reversed(words[max(0, start - _BACK) : start]):
        if word in _STOPS or word in _PART:
            break
        if word in _DEAD:
            return "killed"
        if word in _HURT:
            return "wounded"
    return None
