"""Things as targets: whose a house, a power line or a garrison is that somebody attacks."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from dateline.annotations import Annotations
from dateline.codebook import load_yaml
from dateline.events._grammar import role_words
from dateline.events.arguments import arguments
from dateline.parties import mention_at
from dateline.records import Party, Span

if TYPE_CHECKING:
    from collections.abc import Collection

    from spacy.tokens import Token

# Sides of nobody in particular; sides of nobody in arms.
NOBODY = frozenset(["", "unknown"])
UNARMED = frozenset(["", "unknown", "civilians"])
_PARTS = frozenset(["compound", "amod", "nmod"])
_OF = frozenset(["of", "belonging"])


@cache
def _things() -> dict[str, str]:
    data: dict[str, Any] = load_yaml("dateline.events", "roles.yaml")
    return {word: owner for owner, words in data["things"].items() for word in words}


def things_hit(
    annotations: Annotations,
    trigger: Token,
    owners: Collection[str],
    home: str | None,
    opponent: str | None,
) -> tuple[Party, ...]:
    """The things that a trigger's deed falls on, as parties on the side they belong to.

    Args:
        annotations: the report.
        trigger: the head word of the event.
        owners: whose things count: "civil", "public", "military".
        home: the state the report is about, to which public works belong.
        opponent: the side that the actors fight, to which unnamed positions belong.
    """
    found: dict[str, Party] = {}
    for token in arguments(trigger).targets:
        owner = _owner(token)
        named = mention_at(annotations, token)
        if owner not in owners or (named is not None and named.head.start == token.idx):
            continue  # no thing, or a party by itself ("the embassy")
        side = "civilians" if owner == "civil" else _owner_side(annotations, token)
        side = side or (home if owner == "public" else opponent or home)
        if side and side not in NOBODY:
            found.setdefault(side, _party(token, side))
    return tuple(found.values())


def owners_hit(annotations: Annotations, trigger: Token) -> tuple[Party, ...]:
    """Whose rule, offices or deeds a trigger is directed at: "protest against the king's rule"."""
    for token in arguments(trigger).targets:
        below = [child for child in token.children if child.dep_ == "poss"]
        for preposition in (child for child in token.children if child.lower_ == "of"):
            below += [child for child in preposition.children if child.dep_ == "pobj"]
        for child in below:
            mention = mention_at(annotations, child)
            if mention is not None and mention.side not in UNARMED:
                return (mention.party(),)
    return ()


def _owner(token: Token) -> str | None:
    """Whose a thing is by its noun and what stands before it ("military", "municipal")."""
    owner = _things().get(token.lemma_.lower()) or _things().get(token.lower_)
    if owner is None:
        return None
    before = {child.lower_ for child in token.children}
    if before & role_words("soldierly"):
        return "military"
    return "public" if before & role_words("official") else owner


def _party(token: Token, side: str) -> Party:
    """The phrase of a thing without article and count."""
    parts = [child.left_edge.i for child in token.children if child.dep_ in _PARTS]
    phrase = token.doc[min([*parts, token.i]) : token.i + 1]
    return Party(name=phrase.text, side=side, span=Span(phrase.start_char, phrase.end_char))


def _owner_side(annotations: Annotations, token: Token) -> str | None:
    """The side of a party that the phrase names: "ISIL-held tank", "positions of the rebels"."""
    below = list(token.doc[token.left_edge.i : token.i])
    for preposition in (child for child in token.children if child.lower_ in _OF):
        below += [child for child in preposition.children if child.dep_ == "pobj"]
    mentions = (mention_at(annotations, child) for child in reversed(below))
    sides = (mention.side for mention in mentions if mention is not None)
    return next((side for side in sides if side not in UNARMED), None)
