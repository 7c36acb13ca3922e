"""Mentions of one happening become one event (codebook §1)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from math import cos, hypot, radians

from dateline.events.happening import ROLES, Happening, groups, sides
from dateline.events.mentions import Mention
from dateline.records import Place

_NEAR_KM = 30.0
_KM_PER_DEGREE = 111.2
# Places as wide as a first-order division may hold the other place.
_WIDE = 4
# How many sentences back a mention such as "the attack" may refer; set on records dev, 2026-11.
_REACH = 12
_HARM_REACH = 3
# How many happenings back a mention looks for its own; keeps long reports linear.
_LOOK_BACK = 120


def merge(mentions: Iterable[Mention]) -> list[Happening]:
    """Happenings from mentions that carry their place and time, in order of the text."""
    happenings: list[Happening] = []
    turns = 0, 0  # the sentence that last turned to another incident, and what was told before it
    for mention in mentions:
        if mention.turns and mention.sentence.index != turns[0]:
            turns = mention.sentence.index, len(happenings)
        home = _home(happenings, mention, turns)
        if home is not None:
            home.join(mention)
        elif not mention.harm_only:
            happenings.append(Happening(mention))
    return happenings


def _home(
    happenings: list[Happening], mention: Mention, turns: tuple[int, int]
) -> Happening | None:
    """The happening that `mention` tells of again, if any; the latest of several.

    Nothing in a sentence that turns to another incident ("In a third attack, ...") was told
    before, and what refers back later does not reach over it; only a headline sums up all.
    """
    sentence, before = turns
    vague = mention.weak or mention.definite or mention.place is None
    walled = before and (vague or mention.sentence.index == sentence)
    for number in range(len(happenings) - 1, max(-1, len(happenings) - 1 - _LOOK_BACK), -1):
        one = happenings[number]
        if walled and number < before and not one.only_headline:
            continue
        distance = mention.sentence.index - one.last_sentence
        if mention.weak and not _stands_alone(mention):
            if one.among("deadly") and distance <= _HARM_REACH and _near(one, mention):
                return one
        elif _same(one, mention, distance):
            return one
    return None


def _near(one: Happening, mention: Mention) -> bool:
    """Whether bare harm may belong to a happening: no place or time speaks against it."""
    if one.mentions[0].total != mention.total:
        return False
    special = not {one.type, mention.type} & groups()["generic"]
    if special and one.type != mention.type and mention.family in groups()["violent"]:
        return False  # "shelling killed two" is no part of a drone attack
    return _compatible_places(one.place, mention.place) and _compatible_times(one, mention)


def _stands_alone(mention: Mention) -> bool:
    """A weak mention with its own actor tells a happening of its own ("rebels killed ten")."""
    return not mention.harm_only and bool(mention.actors)


def _same(one: Happening, mention: Mention, distance: int) -> bool:
    if one.mentions[0].total != mention.total:
        return False  # a running total is kept apart from its parts (codebook §8)
    if not _compatible_places(one.place if one.own_place else None, mention.place):
        return False
    if not _compatible_times(one, mention) or not _compatible_status(one, mention):
        return False
    # Five air strikes and four air strikes are not the same air strikes.
    if mention.number and one.numbers and mention.number not in one.numbers:
        return False
    related = _kindred(one.type, mention.type)
    # A headline's happening is told again in the lead, often under another word.
    alike = one.type == mention.type or {one.type, mention.type} & groups()["generic"]
    if one.only_headline and related and alike:
        return _compatible_parties(one, mention)
    if mention.definite and distance <= _REACH and related and _refers(one, mention):
        return True
    if one.type != mention.type and not _same_under_another_word(one, mention, distance):
        return False
    return _compatible_parties(one, mention)


def _refers(one: Happening, mention: Mention) -> bool:
    """Whether "the attack" may mean the happening: "the murder" means no battle."""
    return one.type == mention.type or mention.frame not in groups()["exact"]


def _same_under_another_word(one: Happening, mention: Mention, distance: int) -> bool:
    """A general word for what a special one names nearby: "the strike", "missiles struck"."""
    generic = groups()["generic"]
    if not _kindred(one.type, mention.type) or not {one.type, mention.type} & generic:
        return False
    if "security/interception" in (one.type, mention.type):
        return False
    # A campaign and its named phase are two (codebook §8).
    if "battle/offensive" in (one.type, mention.type):
        return False
    if distance == 0 and mention.type in generic:
        return True
    same_place = one.place and mention.place and one.place.name == mention.place.name
    return distance <= _HARM_REACH and one.family == mention.family and bool(same_place)


@cache
def _kindred(one: str, other: str) -> bool:
    names = [{name, name.split("/")[0]} for name in (one, other)]
    return one == other or any(all(n & group for n in names) for group in groups()["kindred"])


def _compatible_status(one: Happening, mention: Mention) -> bool:
    known, new = one.mentions[0].standing.status, mention.standing.status
    realised = groups()["realised"]
    return known == new or (known in realised and new in realised) or mention.definite


def _compatible_places(one: Place | None, other: Place | None) -> bool:
    if one is None or other is None or one.name == other.name:
        return True
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return False
    if max(one.precision, other.precision) >= _WIDE:
        return True
    east = (one.lon - other.lon) * cos(radians(one.lat))
    return hypot(one.lat - other.lat, east) * _KM_PER_DEGREE <= _NEAR_KM


def _compatible_times(happening: Happening, mention: Mention) -> bool:
    one, other = happening.time, mention.time
    if one is None or other is None:
        return True
    if not (one.start or one.end or other.start or other.end):
        # No year is proved: "on Saturday" and "today" are still two days.
        days = one.precision == other.precision == "day"
        return not days or mention.when in happening.whens
    if one.start and other.end and one.start > other.end:
        return False
    return not (one.end and other.start and one.end < other.start)


def _compatible_parties(one: Happening, mention: Mention) -> bool:
    for role in ROLES:
        known, new = one.sides[role], sides(mention, role)
        if known and new and known.isdisjoint(new):
            return False
    return True
