"""How likely a mention tells again of a happening: a small linear model over what both say.

The weights are made by `training/merging`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import combinations
from math import cos, exp, fsum, hypot, radians
from typing import NamedTuple

from dateline.codebook import load_weights
from dateline.events.happening import ROLES, Happening, groups, sides
from dateline.events.mentions import Mention
from dateline.geometry import KM_PER_DEGREE
from dateline.records import Place

_NEAR_KM = 30.0
# Places as wide as a first-order division may hold the other place.
_WIDE = 4
_LIMIT = 30.0  # of the logistic function's argument
# Sentences between a mention and the last one before it, in steps.
_STEPS = (0, 1, 2, 4, 8, 16)


@cache
def _weights() -> dict[str, float]:
    return load_weights("dateline.events", "merging.tsv")


class Candidate(NamedTuple):
    """A happening that a later mention may tell of again.

    Attributes:
        happening: told before.
        walled: whether the text turned to another incident in between.
        nearest: whether no later happening is of the same kind as the mention.
    """

    happening: Happening
    walled: bool
    nearest: bool


def sameness(candidate: Candidate, mention: Mention) -> float:
    """The chance that `mention` tells of the candidate again."""
    weights = _weights()
    total = fsum(weights.get(name, 0.0) for name in features(candidate, mention))
    return 1 / (1 + exp(-max(-_LIMIT, min(_LIMIT, total))))


def features(candidate: Candidate, mention: Mention) -> set[str]:
    """What holds of a candidate and a mention, by name; also of each two of the main traits."""
    one, walled, nearest = candidate
    main = {
        "kind": kinship(one, mention),
        "as": "definite" if mention.definite else "weak" if mention.weak else "new",
        "place": places(one.place if one.own_place else None, mention.place),
        "far": str(_step(mention.sentence.index - one.last_sentence)),
    }
    found = {"always", *(f"{name} {value}" for name, value in main.items())}
    found |= {f"{a} {main[a]} {b} {main[b]}" for a, b in combinations(main, 2)}
    found |= set(_more(one, mention))
    if walled:
        found |= {"walled", f"walled {main['as']}"}
    if nearest:
        found |= {"nearest", f"nearest {main['kind']}"}
    return found


def _more(one: Happening, mention: Mention) -> Iterator[str]:
    yield f"time {times(one, mention)}"
    yield f"time {times(one, mention)} kind {kinship(one, mention)}"
    yield f"status {_statuses(one, mention)}"
    yield f"number {_numbers(one, mention)}"
    for role in ROLES:
        new = sides(mention, role)
        known = one.sides[role]
        told = "none" if not known and not new else "one"
        if known and new:
            told = "apart" if known.isdisjoint(new) else "shared"
        yield f"{role} {told}"
        yield f"{role} {told} kind {kinship(one, mention)}"
    names = {party.name.casefold() for m in one.mentions for party in (*m.actors, *m.targets)}
    if names & {party.name.casefold() for party in (*mention.actors, *mention.targets)}:
        yield "party named again"
    if one.mentions[0].total != mention.total:
        yield "total and part"
    if any(m.frame == mention.frame for m in one.mentions):
        yield "frame again"
    if one.only_headline:
        yield "headline"
        yield f"headline {kinship(one, mention)}"
    if mention.harm_only:
        yield "bare harm"
        yield f"bare harm {'deadly' if one.among('deadly') else 'other'}"
    yield f"told {min(3, len(one.mentions))}"
    yield f"family {mention.family}" if one.family == mention.family else "families"


def kinship(one: Happening, mention: Mention) -> str:
    """How the types stand to each other; "other" is never the same happening."""
    generic = groups()["generic"]
    if one.type == mention.type:
        return "same general" if one.type in generic else "same"
    if kindred(one.type, mention.type):
        return "kindred general" if {one.type, mention.type} & generic else "kindred"
    return "family" if one.family == mention.family else "other"


@cache
def kindred(one: str, other: str) -> bool:
    """Whether two types may tell of one happening under different words."""
    names = [{name, name.split("/")[0]} for name in (one, other)]
    return one == other or any(all(n & group for n in names) for group in groups()["kindred"])


def places(one: Place | None, other: Place | None) -> str:
    """How two places stand to each other."""
    if one is None or other is None:
        return "none" if one is other else "one"
    if one.name == other.name:
        return "same"
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return "unknown"
    if max(one.precision, other.precision) >= _WIDE:
        return "wide"
    east = (one.lon - other.lon) * cos(radians(one.lat))
    distance = hypot(one.lat - other.lat, east) * KM_PER_DEGREE
    return "near" if distance <= _NEAR_KM else "far"


def times(one: Happening, mention: Mention) -> str:
    """How the times of a happening and of a mention stand to each other."""
    known, new = one.time, mention.time
    if known is None or new is None:
        return "none" if known is new else "one"
    if mention.when and mention.when in one.whens:
        return "same words"
    if not (known.start or known.end or new.start or new.end):
        # No year is proved: "on Saturday" and "today" are still two days.
        return "apart" if known.precision == new.precision == "day" else "undated"
    apart = (known.start and new.end and known.start > new.end) or (
        known.end and new.start and known.end < new.start
    )
    if apart:
        return "apart"
    return "same" if (known.start, known.end) == (new.start, new.end) else "overlap"


def _statuses(one: Happening, mention: Mention) -> str:
    known, new = one.mentions[0].standing.status, mention.standing.status
    if known == new:
        return "same real" if known in groups()["realised"] else "same unreal"
    real = (known in groups()["realised"]) + (new in groups()["realised"])
    return ("both unreal", "mixed", "both real")[real]


def _numbers(one: Happening, mention: Mention) -> str:
    if mention.number and one.numbers:
        return "same" if mention.number in one.numbers else "apart"
    return "one" if mention.number or one.numbers else "none"


def _step(distance: int) -> int:
    return sum(distance > step for step in _STEPS)
