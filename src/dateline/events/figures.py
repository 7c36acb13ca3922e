"""Figures of harm find the happening they belong to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from dateline.annotations import Sentence
from dateline.events.casualties import Harm
from dateline.events.happening import Happening, groups
from dateline.events.mentions import Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

# A bare "two were killed" belongs to the violence told in one of the sentences just before it.
_REACH = 3
# Reports of losses go on from sentence to sentence.
_TALLIES = frozenset({"humanitarian/harm", "losses/military"})
_DEADLY = frozenset({"killed", "wounded"})

# Steps in the parse between words that no sentence joins.
_APART = 99
# "Killed in a clash" is nearer than "killed while rebels shelled the town".
_CLAUSE = 3
_CLAUSES = frozenset({"advcl", "conj", "ccomp", "parataxis", "acl", "relcl"})

_Told = dict[int, list[tuple[Mention, Happening]]]


def hang_figures(
    happenings: Sequence[Happening], harms: Iterable[Harm], sentences: Sequence[Sentence]
) -> None:
    """Hang each figure on the happening told beside it, else on the violence told just before."""
    told: _Told = defaultdict(list)
    for one in happenings:
        for mention in one.mentions:
            told[mention.sentence.index].append((mention, one))
    for harm in harms:
        here = told[harm.sentence]
        beside = [pair for pair in here if _may_harm(pair[1], harm)]
        # "kidnapped in an attack in which his driver died"
        beside = beside or [pair for pair in here if pair[1].among("violent")]
        if beside:
            _nearest(beside, harm).harms.append(harm)
        elif (before := _just_before(told, harm)) is not None:
            before.harms.append(harm)
            before.extra.add(sentences[harm.sentence].span)


def _nearest(beside: list[tuple[Mention, Happening]], harm: Harm) -> Happening:
    """The happening whose word stands nearest in the parse, then in the text."""
    steps = _steps(harm.token)

    def distance(pair: tuple[Mention, Happening]) -> tuple[int, int]:
        mention = pair[0]
        return steps(mention.token), abs(mention.trigger.start - harm.trigger.start)

    return min(beside, key=distance)[1]


def _just_before(told: _Told, harm: Harm) -> Happening | None:
    for back in range(1, _REACH + 1):
        for _, one in told.get(harm.sentence - back, ()):
            if one.among("deadly" if harm.casualty.kind in _DEADLY else "violent"):
                return one
            if one.type in _TALLIES:
                return one
    return None


def _steps(token: Token) -> Callable[[int], int]:
    """How far through the parse it is from `token` to the token at a position."""
    above = dict(_climb(token))

    def steps(position: int) -> int:
        for one, far in _climb(token.doc[position]):
            if one in above:
                return far + above[one]
        return _APART

    return steps


def _climb(token: Token) -> Iterator[tuple[int, int]]:
    """Positions from a token up to the root, with how far each is; other clauses are farther."""
    far = 0
    for one in (token, *token.ancestors):
        yield one.i, far
        far += _CLAUSE if one.dep_ in _CLAUSES else 1


def _may_harm(one: Happening, harm: Harm) -> bool:
    families = groups()["harms"][harm.casualty.kind]
    return one.family in families or one.type in families
