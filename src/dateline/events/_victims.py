"""Which words of a clause are the ones harmed, read off the parse."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from dateline.events._harm import Trigger
from dateline.events.numbers import Quantity

if TYPE_CHECKING:
    from spacy.tokens import Token

OBJECTS = frozenset(["dobj", "obj"])
_SUBJECTS = frozenset(["nsubj", "nsubjpass"])
_NOMINAL = frozenset(["NOUN", "PROPN", "NUM", "PRON"])
_JOINED = _NOMINAL | {"DET", "ADJ"}
# Words between two verbs with one object: "killed or seriously wounded".
_SHARED = 3
_VERBS = frozenset(["VERB", "AUX"])
_OF, _TO = frozenset(["of"]), frozenset(["to", "on"])
_RELATIVES = frozenset(["who", "that", "which", "whom"])


def victims(trigger: Trigger, counts: Mapping[int, Quantity]) -> list[Token]:
    """The heads of the phrases that `trigger` says were harmed.

    Args:
        trigger: the word of harm.
        counts: for each token inside a count, that count.
    """
    token = trigger.token
    if trigger.frame == "noun":
        return _of(token, _TO if trigger.kind == "damaged" else _OF)
    if trigger.frame == "lives":
        theirs = [t for t in _of(token) if t.i > token.i]
        if theirs and token.i - 1 not in counts:
            return theirs  # "claimed the lives of 12 miners"
        # "claimed 30 lives" counts lives; "20 people lost their lives" counts the subject.
        if any(position in counts for position in range(max(0, token.i - 3), token.i)):
            return [token]
        subjects = [c for c in token.head.children if c.dep_ in _SUBJECTS]
        return subjects if token.dep_ == "dobj" else []
    if trigger.frame == "adjective" and token.tag_[:1] in "JN":
        return _described(token)
    return _arguments(token, trigger.frame)


def _arguments(token: Token, frame: str) -> list[Token]:
    """Who suffers it, told by the verb itself or by the one it is joined to."""
    while (found := _own_arguments(token, frame)) is None:
        token = token.head
    return found


def _own_arguments(token: Token, frame: str) -> list[Token] | None:
    """Object or passive subject of a verb, or its subject where that is who suffers.

    None where only the verb over it can tell.
    """
    children = list(token.children)
    objects = [c for c in children if c.dep_ in OBJECTS]
    passive = [c for c in children if c.dep_ == "nsubjpass"]
    subjects = [c for c in children if c.dep_ == "nsubj"]
    participle = token.tag_ in ("VBN", "VBD", "JJ", "NN", "NNP")
    if frame == "object" and not (objects or passive):
        # "killed and injured four people": the second verb's object is the first one's too.
        objects = [o for c in children if _shares(c, token) for o in c.children if o.dep_ == "dobj"]
    if frame == "object" and objects:
        return _antecedents(objects, token)
    # "12 killed in raid": a participle without object or "were" is passive in headlines.
    acting = frame == "object" and not participle
    if own := passive or ([] if acting else subjects):
        return _antecedents(own, token)
    if token.dep_ in ("acl", "amod") and (participle or frame == "subject"):
        return [token.head]
    joined = token.dep_ in ("conj", "xcomp") and token.head.pos_ in _VERBS
    return None if joined and not acting and token.head.i != token.i else []


def _shares(other: Token, verb: Token) -> bool:
    """Whether `other` is joined to `verb` so closely that they have one object."""
    near = other.dep_ == "conj" and other.tag_ == verb.tag_ and 0 < other.i - verb.i <= _SHARED
    return near and all(c.lower_ != "or" for c in verb.children if c.dep_ == "cc")


def _antecedents(found: list[Token], verb: Token) -> list[Token]:
    """`who` and `that` stand for the noun their clause hangs on."""
    return [
        verb.head if token.lower_ in _RELATIVES and verb.dep_ == "relcl" else token
        for token in found
    ]


def _described(token: Token) -> list[Token]:
    """What an adjective is said of: "13 are dead", "left four men dead", "dead militants"."""
    own = [c for c in token.children if c.dep_ in _SUBJECTS]
    if own:
        return _antecedents(own, token)
    if token.dep_ in ("amod", "acl", "appos", "nmod") and token.i != token.head.i:
        return [token.head] if token.head.pos_ in _NOMINAL else []
    head = token.head
    if token.dep_ in ("oprd", "acomp", "ccomp", "xcomp", "attr", "conj"):
        objects = [c for c in head.children if c.dep_ in OBJECTS]
        subjects = [c for c in head.children if c.dep_ in _SUBJECTS]
        return _antecedents(objects or subjects, head)
    return []


def _of(token: Token, prepositions: frozenset[str] = _OF) -> list[Token]:
    """Whose death: "the killing of two men", "Camarena's murder"; "damage to six houses"."""
    found = [c for c in token.children if c.dep_ == "poss" and c.tag_ != "PRP$"]
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ in prepositions:
            found += [c for c in child.children if c.dep_ == "pobj"]
    return found


def _numbered(noun: Token) -> bool:
    return any(child.dep_ == "nummod" for child in noun.children)


def with_conjuncts(found: list[Token]) -> list[Token]:
    """`found` and what is joined to them by "and" or a comma later in the sentence."""
    out: list[Token] = []
    for token in found:
        later = [other for other in token.conjuncts if other.i > token.i]
        # The parse takes the second of a list for another name of the first.
        later += [
            other
            for apposed in token.children
            if apposed.dep_ == "appos" and _numbered(apposed) and _numbered(token)
            for other in (apposed, *apposed.conjuncts)
        ]
        out += [token, *(other for other in later if other.pos_ in _JOINED)]
    return out
