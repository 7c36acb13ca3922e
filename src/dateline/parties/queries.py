"""What other rooms ask about parties."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection
from typing import TYPE_CHECKING

from dateline.annotations import Annotations
from dateline.parties.drafts import Page
from dateline.parties.sides import country_weights, heaviest, named_states
from dateline.records import PartyMention, SourceKind

if TYPE_CHECKING:
    from spacy.tokens import Token

_BY_KIND: dict[str, SourceKind] = {
    "anonymous": "anonymous",
    "analyst": "analyst",
    "witness": "civilian",
    "civilians": "civilian",
}
_ALPHA3 = 3


def mention_at(annotations: Annotations, token: Token) -> PartyMention | None:
    """The party that a token names: the mention it is head of, else the widest that holds it."""
    place = bisect_right(annotations.parties, token.idx, key=lambda mention: mention.span.start)
    holding: list[PartyMention] = []
    # Mentions do not overlap, so only the last one that starts at or before the token can hold it.
    for mention in annotations.parties[max(0, place - 1) : place]:
        if mention.head.start == token.idx:
            return mention
        if mention.span.start <= token.idx < mention.span.end:
            holding.append(mention)
    return max(holding, key=lambda one: one.span.end - one.span.start, default=None)


def source_kind(mention: PartyMention, belligerents: Collection[str]) -> SourceKind:
    """What kind of source a party is, seen from the sides of the events it speaks about."""
    if mention.kind in _BY_KIND:
        return _BY_KIND[mention.kind]
    if mention.kind == "international" and mention.side == "civilians":
        return "international"  # the Red Cross
    if mention.side in belligerents:
        return "civilian" if mention.side == "civilians" else "party"
    if mention.kind == "media":
        return "media"
    if mention.kind == "international":
        return "international"
    if mention.side == "civilians":
        return "civilian"
    if mention.side == "unknown":
        return "anonymous" if mention.kind in ("office", "pronoun") else "party"
    if len(mention.side) == _ALPHA3 and mention.side.isupper() and mention.kind != "group":
        return "government"
    return "party"


def dominant_country(annotations: Annotations) -> str | None:
    """The state (alpha-3) that the report is mainly about; None where it names no place."""
    weights = country_weights(annotations)
    if not weights and annotations.parse is not None:
        weights = named_states(Page(annotations))
    return next(iter(heaviest(weights)), None)
