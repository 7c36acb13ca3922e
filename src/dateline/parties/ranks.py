"""Normal form, echelon and parents of every party: battalion < brigade < armed forces < state."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from dateline.gazetteer.countries import countries
from dateline.parties.drafts import Draft, Page
from dateline.parties.registry import armed_forces, full_names, parents
from dateline.parties.units import larger, unit_of

_SERVING = frozenset(["force", "unit", "office"])
_OF = frozenset(["of", "from"])
_OWNER = frozenset(["DET", "PROPN", "ADJ", "PART"])
_BETWEEN = 5
# How many alliances may lie over each other; a list that runs in a circle ends there.
_DEPTH = 4


@dataclass(frozen=True, slots=True)
class Rank:
    """A party's normal form, the size of a unit, and what it belongs to, the nearest first."""

    canonical: str | None = None
    echelon: str | None = None
    parents: tuple[str, ...] = ()


def ranks_of(page: Page, drafts: list[Draft]) -> dict[int, Rank]:
    """The rank of each draft, by its first token; `drafts` stand in the order of the text."""
    over: dict[str, Rank] = {}
    # "of Ukraine's 28th Brigade": the owner stands between.
    for one, other in pairwise(draft for draft in drafts if draft.kind != "state"):
        if _part_of(page, one, other):
            over.setdefault(one.name.casefold(), rank_of(other))
    found: dict[int, Rank] = {}
    for draft in drafts:
        rank = rank_of(draft)
        above = over.get(draft.name.casefold())
        if above is not None and above.canonical and above.canonical != rank.canonical:
            rank = Rank(rank.canonical, rank.echelon, (above.canonical, *above.parents))
        found[draft.first] = rank
    return found


def rank_of(draft: Draft) -> Rank:
    """What the name and side of a party alone tell."""
    meant = draft.antecedent or draft
    side, kind = meant.side, meant.kind
    state = countries().get(side)
    unit = unit_of(meant.name) if kind in _SERVING | {"group"} else None
    if unit is not None:
        force = armed_forces().get(side, f"armed forces of {state.name}") if state else ""
        above = (force, state.name) if state else (full_names().get(side, side), *_alliances(side))
        known = tuple(name for name in above if name and name not in ("unknown", unit.name))
        return Rank(unit.name, unit.echelon, known)
    if kind == "group":
        own = full_names().get(side)
        named = meant.entity is not None and meant.entity.kind == "group"
        return Rank(own if named else None, None, _alliances(side))
    if state is not None and kind == "state":
        return Rank(state.name)
    if state is not None and kind in _SERVING:
        return Rank(None, None, (state.name,))
    if kind == "person" and meant.entity is not None:
        return Rank(meant.entity.name or None)
    return Rank()


def _alliances(side: str) -> tuple[str, ...]:
    """The alliances over a group, by their full names."""
    found: list[str] = []
    for _ in range(_DEPTH):
        side = parents().get(side, "")
        if not side or full_names().get(side, side) in found:
            break
        found.append(full_names().get(side, side))
    return tuple(found)


def _part_of(page: Page, one: Draft, other: Draft) -> bool:
    """Whether a unit is said to be part of the next: "2nd Battalion of the 28th Brigade"."""
    between = range(one.last, other.first)
    if not between or len(between) > _BETWEEN or page.lower[one.last] not in _OF:
        return False
    if any(page.pos[index] not in _OWNER for index in between[1:]):
        return False
    unit, whole = unit_of(one.name), unit_of(other.name)
    return unit is not None and whole is not None and larger(whole.echelon, unit.echelon)
