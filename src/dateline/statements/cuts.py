"""Contents as stretches of tokens: what a cue holds, and where it ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.statements.tree import joined_cue, left_of_cue, subject
from dateline.statements.verbs import Sense, senses_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_MAY_CLOSE = frozenset(['"', "”", ")", "]", "'", "’"])


@dataclass(frozen=True, slots=True)
class Bounds:
    """A sentence without its closing marks: tokens `first` up to `last`."""

    doc: Doc
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Held:
    """Content found: tokens `first` up to `last`, the frame it stands in, the cue clause's tokens.

    `speaker` is set where the frame itself names who speaks (passives).
    """

    first: int
    last: int
    frame: str
    cue: tuple[int, int]
    speaker: Token | None = None


Frame = Callable[["Token", Sense, Bounds], "Held | None"]


def cut(verb: Token, comp: Token, first: int, bounds: Bounds, frame: str) -> Held:
    """From `first` to where the verb's own part ends: another cue, or its own sentence's end."""
    last = min(bounds.last, max(verb.right_edge.i, comp.right_edge.i) + 1)
    for other in (*verb.rights, *comp.rights):
        if other.i > comp.i and _breaks(verb, other, bounds):
            last = min(last, other.left_edge.i)
    last = min(last, _others_words(verb, comp, last), next_cue(verb, comp, last))
    while last > first and (bounds.doc[last - 1].dep_ == "cc" or bounds.doc[last - 1].is_punct):
        if bounds.doc[last - 1].text in _MAY_CLOSE:
            break
        last -= 1
    return Held(first, last, frame, (left_of_cue(verb, subject(verb)), first))


def _breaks(verb: Token, other: Token, bounds: Bounds) -> bool:
    """Whether what hangs on the verb or its content is no part of the content."""
    if other.dep_ == "conj":
        if any(c.dep_ == "mark" and c.lower_ == "that" for c in other.lefts):
            return False
        return bool(other.head == verb) or _speaks_itself(other)
    if other.dep_ == "cc":
        follows_that = other.i + 1 < bounds.last and other.nbor(1).lower_ == "that"
        return bool(other.head == verb) and not follows_that
    if other.dep_ in ("advcl", "parataxis"):
        cites = other.lemma_ == "cite" and other.tag_ == "VBG"
        return cites or _is_cue(other)
    return other.dep_ == "prep" and other.lower_ == "according"


def _is_cue(verb: Token) -> bool:
    """A verb of speech, not of thought: "..., adding that", not "... because he knows"."""
    return any(not (sense.weak or sense.thought) for sense in senses_of(verb)) and not any(
        c.dep_ == "mark" for c in verb.lefts
    )


def _speaks_itself(verb: Token) -> bool:
    """A verb of speech joined to the content that belongs beside the cue, not inside."""
    if verb.pos_ not in ("VERB", "AUX"):
        return False
    if not any(not sense.weak for sense in senses_of(verb)):
        return False
    return any(c.dep_ == "ccomp" for c in verb.rights)


def _others_words(verb: Token, comp: Token, last: int) -> int:
    """Where a relative clause begins that somebody else vouches for ("that witnesses say ...")."""
    for token in verb.doc[comp.i + 1 : last]:
        if token.dep_ != "relcl" or token.head.lower_ in ("people", "those"):
            continue
        if _speaks_itself(token) and not any(
            c.lower_ in ("who", "which", "that") and c.dep_ == "nsubj" for c in token.lefts
        ):
            return token.left_edge.i
    return last


def next_cue(verb: Token, comp: Token, last: int) -> int:
    """Where a second cue of the same speaker begins, which the parse has put inside the content."""
    for token in verb.doc[comp.i + 1 : last]:
        if token.dep_ == "conj" and joined_cue(token) == verb:
            first = token.left_edge.i
            return first - 1 if verb.doc[first - 1].dep_ == "cc" else first
    return last


def has_subject(verb: Token) -> bool:
    """Whether a verb has a subject of its own before it."""
    return any(c.dep_ in ("nsubj", "nsubjpass", "expl", "csubj") for c in verb.lefts)


def is_infinitive(verb: Token) -> bool:
    """Whether "to" stands before the verb."""
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.lefts)
