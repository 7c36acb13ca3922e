"""Triggers that the lexicon lacks: words that the encoder takes for the name of a happening."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from dateline.annotations import Annotations, Sentence
from dateline.encoder import event_types, types
from dateline.events.frames import Frame, Match, Rule, base

# How likely a word must be to name an event of a type. November 2026: of the words that are, and
# whose sentence tells of no other event of that type, half name a coded one of the check part.
_SURE = 0.7
_NAMING = frozenset({"VERB", "NOUN", "PROPN", "ADJ"})


def learned(annotations: Annotations, sentence: Sentence) -> Iterator[Match]:
    """The words of a sentence that the encoder is sure of, as matches with frames of their own."""
    vectors = annotations.vectors_of(sentence)
    if vectors is None:
        return
    chances = types(vectors)
    for token, best in zip(annotations.tokens(sentence), chances.argmax(1), strict=False):
        sure = chances[token.i - sentence.first_token, best] >= _SURE
        if best and sure and token.pos_ in _NAMING:
            yield Match(base(token), (token.i,), _frame(event_types()[best]))


@cache
def _frame(kind: str) -> Frame:
    return Frame(name="learned", rules=(Rule(kind, {}),))
