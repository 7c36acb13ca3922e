"""Figures of harm find the happening they belong to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from dateline.annotations import Sentence
from dateline.events.casualties import Harm
from dateline.events.happening import Happening, groups
from dateline.events.mentions import Mention

# A bare "two were killed" belongs to the violence told in one of the sentences just before it.
_REACH = 3
_DEADLY = frozenset({"killed", "wounded"})


def hang_figures(
    happenings: Sequence[Happening], harms: Iterable[Harm], sentences: Sequence[Sentence]
) -> None:
    """Hang each figure on the happening told beside it, else on the violence told just before."""
    told: dict[int, list[tuple[Mention, Happening]]] = defaultdict(list)
    ended: dict[int, list[Happening]] = defaultdict(list)
    for one in happenings:
        ended[one.last_sentence].append(one)
        for mention in one.mentions:
            told[mention.sentence.index].append((mention, one))
    for harm in harms:
        beside = [pair for pair in told[harm.sentence] if _may_harm(pair[1], harm)]
        if beside:
            _nearest(beside, harm).harms.append(harm)
        elif (before := _just_before(ended, harm)) is not None:
            before.harms.append(harm)
            before.extra.add(sentences[harm.sentence].span)


def _nearest(beside: list[tuple[Mention, Happening]], harm: Harm) -> Happening:
    return min(beside, key=lambda pair: abs(pair[0].trigger.start - harm.trigger.start))[1]


def _just_before(ended: dict[int, list[Happening]], harm: Harm) -> Happening | None:
    for back in range(1, _REACH + 1):
        for one in ended.get(harm.sentence - back, ()):
            if one.among("deadly" if harm.casualty.kind in _DEADLY else "violent"):
                return one
    return None


def _may_harm(one: Happening, harm: Harm) -> bool:
    families = groups()["harms"][harm.casualty.kind]
    return one.family in families or one.type in families
