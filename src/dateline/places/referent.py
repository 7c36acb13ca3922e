"""What "the city", "the province", "the country" or "there" stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.annotations import Annotations
from dateline.places.page import words
from dateline.records import PlaceMention

if TYPE_CHECKING:
    from spacy.tokens import Token

_KINDS = {
    "settlement": ("settlement",),
    "capital": ("settlement",),
    "admin": ("admin1", "admin2"),
    "country": ("country",),
    "region": ("region", "admin1", "admin2"),
    "any": ("settlement", "facility", "admin2", "admin1", "region"),
}


def referent(annotations: Annotations, token: Token) -> PlaceMention | None:
    """The place mention that a definite noun or "there" points back to; None if there is none.

    Args:
        annotations: with `places` filled.
        token: the noun ("city" in "the city") or adverb.
    """
    lowered = token.lower_
    kind = words()["referents"].get(lowered)
    if kind is None or (kind != "any" and not _definite(token)):
        return None
    if lowered in ("there", "here") and token.dep_ == "expl":
        return None
    for mention in reversed(annotations.places):
        if mention.span.end > token.idx or mention.relation == "name":
            continue
        if mention.kind in _KINDS[kind]:
            return mention
    return None


def _definite(token: Token) -> bool:
    """Whether the noun is a bare "the city", not "the city of X" or "the Russian city"."""
    before = token.nbor(-1).lower_ if token.i else ""
    after = token.nbor(1).lower_ if token.i + 1 < len(token.doc) else ""
    return before in ("the", "this", "that", "its", "their") and after != "of"
