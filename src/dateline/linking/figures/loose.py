"""Figures of dead and hurt in texts too bare for the reader to find an event in.

>>> [(kind, count.low, count.high) for kind, count in loose("Over 20 dead, 83 hurt by noon.")]
[('killed', 20, None), ('wounded', 83, 83)]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dateline.events.numbers import Quantity, quantities
from dateline.linking.figures.groups import Group, group_of
from dateline.records import HarmKind
from dateline.spans import Span

_HARM: dict[str, HarmKind] = {
    "dead": "killed",
    "killed": "killed",
    "killing": "killed",
    "kills": "killed",
    "die": "killed",
    "dies": "killed",
    "died": "killed",
    "deaths": "killed",
    "bodies": "killed",
    "lives": "killed",
    "hurt": "wounded",
    "wounded": "wounded",
    "wounding": "wounded",
    "injured": "wounded",
    "injuring": "wounded",
    "injuries": "wounded",
    "hospital": "wounded",
}
# A count may also come after these ("killed 70"), but none of metres or hours.
_HARM_BEFORE: dict[str, HarmKind] = {
    "killed": "killed",
    "killing": "killed",
    "kills": "killed",
    "toll": "killed",
    "making": "killed",
    "hurt": "wounded",
    "wounded": "wounded",
    "wounding": "wounded",
    "injured": "wounded",
    "injuring": "wounded",
}
_PART = frozenset({"including", "among", "of", "these", "with"})
_JOINS = frozenset({",", "and", "to", "or", "then", "more", "another"})
_STOPS = frozenset({".", ";", ":", "(", ")", ",", "-", "–", "—", "and"})
# "Two dead at 08:00, three at 10:46": what a bare count is of was told before.
_AGAIN = frozenset({"at", "by", "before", "earlier", "says", "say", "said"})
_AFTER_PEOPLE = frozenset({"and", "in", "on", "at", "by", "from", "or", "so", "when", "after"})
_TOKEN = re.compile(r"\d{1,2}:\d\d|\d[\d.,]*\d|\w+(?:['’-]\w+)*|[^\w\s]")
_AHEAD, _BACK = 5, 3  # words between a number and what it counts
_YEARS = range(1900, 2100)


class Count(NamedTuple):
    """One count of people: its bounds, whom it counts, where it stands, whether of a part; `again`
    where it is another count of what was counted before."""

    low: int | None
    high: int | None
    group: Group
    span: Span
    part: bool
    again: bool = False


def loose(text: str) -> Iterator[tuple[HarmKind, Count]]:
    """Each count of killed or wounded, in order; "two, then three hurt" gives both."""
    tokens = list(_TOKEN.finditer(text.casefold()))
    if len(text.casefold()) != len(text):
        return
    words = [token[0] for token in tokens]
    waiting: list[Quantity] = []
    last: HarmKind | None = None
    for one in quantities(words):
        bound = one.low if one.low is not None else one.high
        if (
            not bound
            or (one.bare and bound in _YEARS)
            or words[one.start - 1 : one.start] == ["no"]
        ):
            continue
        if waiting and not set(words[waiting[-1].end : one.start]) <= _JOINS:
            waiting = []
        waiting.append(one)
        counted = _harm(words, one)
        if told := counted or _again(words, one, last):
            last, group, end = told
            for each in waiting:
                span = Span(tokens[each.start].start(), tokens[max(end, one.end - 1)].end())
                part = bool(_PART & set(words[max(0, each.start - 2) : each.start]))
                yield last, Count(each.low, each.high, group, span, part, counted is None)
            waiting = []


def _harm(words: Sequence[str], one: Quantity) -> tuple[HarmKind, Group, int] | None:
    """What a count is of: the nearest word of harm after it, else before it; and its last word."""
    for number, word in enumerate(words[one.end : one.end + _AHEAD], one.end):
        if word in _STOPS or word in _PART:
            break
        if word in _HARM:
            return _HARM[word], _counted(words[one.end : number]), number
    for word in reversed(words[max(0, one.start - _BACK) : one.start]):
        if word in _STOPS or word in _PART:
            break
        if word in _HARM_BEFORE and _may_be_people(words[one.end : one.end + 1]):
            return _HARM_BEFORE[word], _counted(words[one.end : one.end + 1]), one.end - 1
    return None


def _may_be_people(follows: Sequence[str]) -> bool:
    """Whether what follows a count leaves open that it is of people: "killed 70 and wounded"."""
    word = "".join(follows)
    return not word.isalpha() or word in _AFTER_PEOPLE or group_of(word).role != "others"


def _again(
    words: Sequence[str], one: Quantity, last: HarmKind | None
) -> tuple[HarmKind, Group, int] | None:
    follows = words[one.end] if one.end < len(words) else ""
    return (last, group_of(""), one.end - 1) if last and follows in _AGAIN else None


def _counted(words: Sequence[str]) -> Group:
    """Who is counted, where a known word tells it; else everybody."""
    group = group_of(" ".join(words))
    return group if group.role != "others" else group_of("")
