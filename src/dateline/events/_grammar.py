"""Steps through the parse that the rooms for arguments share, and the words that guide them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from dateline.codebook import load_yaml
from dateline.events.frames import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

SUBJECTS = ("nsubj", "csubj")
PASSIVE_SUBJECTS = ("nsubjpass", "csubjpass")
NOUNS = ("NOUN", "PROPN")


def word_class(name: str) -> frozenset[str]:
    return lexicon().classes[name]


@cache
def role_words(name: str) -> frozenset[str]:
    """A list of words of `roles.yaml`."""
    data: dict[str, Any] = load_yaml("dateline.events", "roles.yaml")
    return frozenset(data["words"][name])


@cache
def role_pairs(name: str) -> dict[str, str]:
    """A list of pairs of words of `roles.yaml`."""
    data: dict[str, Any] = load_yaml("dateline.events", "roles.yaml")
    return dict(data["words"][name])


def children(token: Token, relations: tuple[str, ...]) -> Iterator[Token]:
    """The words that hang on `token` by one of the relations."""
    return (child for child in token.children if child.dep_ in relations)


def objects_of(
    token: Token, relations: tuple[str, ...], words: frozenset[str] | None
) -> list[Token]:
    """Objects of the prepositions under `token`; of all of them where `words` is None."""
    return [
        grandchild
        for child in token.children
        if child.dep_ in relations and (words is None or child.lower_ in words)
        for grandchild in child.children
        if grandchild.dep_ in ("pobj", "pcomp")
    ]


def inherited_subject(verb: Token, *, passive: bool = False) -> list[Token]:
    """The subject a verb without its own takes from the clause it hangs on."""
    for _ in range(4):
        if verb.dep_ in ("relcl", "acl"):
            return [verb.head]
        if verb.dep_ not in ("conj", "xcomp", "advcl", "pcomp", "ccomp", "prep", "acomp"):
            return []
        controlled = verb.dep_ in ("xcomp", "ccomp")
        verb = verb.head
        if found := culprits(verb):
            return found
        # "forced them to surrender": the object of the one is the subject of the other.
        if controlled and (found := list(children(verb, ("dobj", "dative")))):
            return found
        # "the town which rebels held before being retaken": the town is retaken, not the rebels
        if passive and verb.pos_ == "VERB" and (found := list(children(verb, ("dobj",)))):
            return found
        if found := list(children(verb, SUBJECTS + PASSIVE_SUBJECTS)):
            return found
    return []


def culprits(verb: Token) -> list[Token]:
    """Whom a verb of blame lays the deed on: "accused the rebels of", "was charged with"."""
    if verb.pos_ in NOUNS and verb.dep_ in ("dobj", "nsubjpass"):
        found = culprits(verb.head)  # the parser hangs "of shelling" on "the rebels"
        return found if verb in found else []
    if verb.lemma_.lower() not in role_words("blaming"):
        return []
    passive = list(children(verb, PASSIVE_SUBJECTS))
    if not passive and verb.dep_ in ("acl", "relcl") and verb.tag_ == "VBN":
        return [verb.head]
    return passive or list(children(verb, ("dobj", "dative")))


def hands(verb: Token) -> list[Token]:
    """ "died at the hands of the rebels"."""
    parts = objects_of(verb, ("prep",), frozenset({"at"}))
    return [
        doer
        for hand in parts
        if hand.lower_ in ("hands", "hand")
        for doer in objects_of(hand, ("prep",), frozenset({"of"}))
    ]
