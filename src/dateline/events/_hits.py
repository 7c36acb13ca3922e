"""Who was hit decides what an attack was (codebook §8), once its figures hang on it."""

from __future__ import annotations

from dateline.events.casualties import Harm
from dateline.events.frames import lexicon
from dateline.events.happening import Happening

_BY_WHO_IS_HIT = frozenset({"attack", "shoot", "kill"})
_OPEN_TYPES = frozenset({"civilians/attack", "strike/unspecified"})


def settle_by_the_hit(one: Happening) -> None:
    """An attack whose figures name soldiers or police only is a clash, others hit people."""
    if one.type not in _OPEN_TYPES or {m.frame for m in one.mentions} - _BY_WHO_IS_HIT:
        return
    if any(party.side == "civilians" for m in one.mentions for party in m.targets):
        one.type = "civilians/attack"
        return
    figures = (harm for harm in one.harms if harm.casualty.kind in ("killed", "wounded"))
    hit = [harm for harm in figures if harm.casualty.high != 0]
    hit = [harm for harm in hit if not _words(harm) & lexicon().classes["raiders"]]
    if hit:
        armed = all(_words(harm) & lexicon().classes["uniformed"] for harm in hit)
        one.type = "battle/clash" if armed else "civilians/attack"


def _words(harm: Harm) -> frozenset[str]:
    """The words of the group that was hurt, plural endings off."""
    found = set()
    for word in harm.casualty.group.lower().split():
        found |= {word, word.removesuffix("s"), word.removesuffix("men") + "man"}
    return frozenset(found)
