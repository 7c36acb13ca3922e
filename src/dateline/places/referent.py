"""What "the city", "the capital", "the cathedral", "the country", "here" or "there" stand for."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from msgspec.structs import replace

from dateline.annotations import Annotations
from dateline.gazetteer import countries, fold, index
from dateline.places.ground import located
from dateline.places.page import words
from dateline.records import PlaceMention, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

# Prepositions before those who tell or are told: "according to the ministry".
_OF_TELLERS = frozenset({"to", "by", "from", "with", "for", "about"})
_KINDS = {
    "settlement": ("settlement",),
    "admin": ("admin1", "admin2"),
    "country": ("country",),
    "region": ("region", "admin1", "admin2"),
    "site": ("facility",),
    "any": ("settlement", "facility", "admin2", "admin1", "region"),
}


def referent(annotations: Annotations, token: Token) -> PlaceMention | None:
    """The place mention that a definite noun or adverb points back to; None if there is none.

    "Here" is where the report was sent from, if it says so; "the cathedral" is the last one named;
    "the capital" is that of the country spoken of, named before or not, and "Syria's parliament"
    stands there.

    Args:
        annotations: with `places` filled.
        token: the noun ("city" in "the city") or adverb.
    """
    lowered = token.lower_
    if lowered in words()["seats"]:
        return _seat(annotations, token)
    kind = words()["referents"].get(lowered)
    if kind is None and lowered in words()["facilities"]:
        kind = "site"
    adverb = lowered in ("there", "here")
    if kind is None or (token.dep_ == "expl" if adverb else not _definite(token)):
        return None
    if lowered == "here" and (sent := _sent_from(annotations)) is not None:
        return sent
    before = [
        mention
        for mention in annotations.places
        if mention.span.end <= token.idx and mention.relation != "name"
    ]
    if kind == "capital" or _is_capital_city(token):
        return _capital(annotations, before, token)
    named = (m for m in reversed(before) if m.kind in _KINDS[kind])
    if kind == "site":
        return next((m for m in named if fold(m.name).split()[-1:] == [lowered]), None)
    return next(named, None)


def _sent_from(annotations: Annotations) -> PlaceMention | None:
    """The place of the dateline."""
    lines = [sentence.span for sentence in annotations.sentences if sentence.zone == "dateline"]
    return next(
        (
            mention
            for mention in annotations.places
            if mention.kind != "adjective"
            and any(line.start <= mention.span.start < line.end for line in lines)
        ),
        None,
    )


def _capital(
    annotations: Annotations, before: list[PlaceMention], token: Token
) -> PlaceMention | None:
    """The capital of the country spoken of: as named before, else as the index has it.

    That a report was sent from another capital does not make that one meant.
    """
    states = countries()
    sent = _sent_from(annotations)
    for mention in reversed(before):
        state = states.get(mention.country or "")
        if (
            mention is not sent
            and mention.kind == "settlement"
            and state is not None
            and state.capital == mention.name
        ):
            return mention
    spoken = Counter(m.country for m in annotations.places if m.country in states)
    if not spoken:
        return None
    return _capital_of(max(spoken, key=lambda one: spoken[one]), token)


def _capital_of(code: str | None, token: Token) -> PlaceMention | None:
    """The capital of a state as the index has it, mentioned by `token`."""
    state = countries().get(code or "")
    found = index().find(fold(state.capital)) if state is not None else ()
    entry = next((e for e in found if e.country == code and e.feature == "PPLC"), None)
    if entry is None:
        return None
    span = Span(token.idx, token.idx + len(token))
    return located(PlaceMention(span=span, name=entry.name, kind="settlement"), entry)


def _seat(annotations: Annotations, token: Token) -> PlaceMention | None:
    """ "Honduras's Security Ministry", "the Sri Lankan parliament": somewhere in the capital."""
    if token.dep_ == "pobj" and token.head.lower_ in _OF_TELLERS:
        return None
    start = token.left_edge.idx
    owners = (
        mention
        for mention in annotations.places
        if start <= mention.span.start < token.idx and mention.kind in ("adjective", "country")
    )
    owner = next(owners, None)
    town = _capital_of(owner.country, token) if owner is not None else None
    if owner is None or town is None:
        return None
    end = token.idx + len(token)
    name = " ".join(annotations.text[owner.span.start : end].split())
    return replace(town, span=Span(owner.span.start, end), name=name, kind="facility", precision=2)


def _is_capital_city(token: Token) -> bool:
    return token.lower_ == "city" and token.i > 0 and token.nbor(-1).lower_ == "capital"


def _definite(token: Token) -> bool:
    """Whether the noun is a bare "the city" or "the besieged city", not "the city of X".

    "The nearby city", "the northern city" and "the Russian city" are others.
    """
    after = token.nbor(1).lower_ if token.i + 1 < len(token.doc) else ""
    i = token.i - 1
    if _is_capital_city(token):
        i -= 1
    elif i > 0 and token.doc[i].pos_ in ("ADJ", "VERB") and token.doc[i].is_lower:
        i -= token.doc[i].lower_ not in words()["parts"] | words()["other_places"]
    before = token.doc[i].lower_ if i >= 0 else ""
    return before in ("the", "this", "that", "its", "their") and after != "of"
