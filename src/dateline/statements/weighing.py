"""Stance weighed by the encoder: the rules' own, unless the network is much surer of another.

The network's kind of source is not read: on dev the rules are right on .92 of the statements, the
network's say would leave .85 (November 2026).
"""

from __future__ import annotations

from msgspec.structs import replace

from dateline.annotations import Annotations, Sentence
from dateline.encoder import speech
from dateline.records import Span, Statement

# By how much the network must be surer of another stance. November 2026: right on .893 of the check
# part and .982 of dev; .882 and .991 by the rules alone.
_LEAD = 0.7


def weighed(annotations: Annotations, statement: Statement) -> Statement:
    """The statement with the stance that rules and network together give."""
    begin = statement.cue or statement.content
    sentence = annotations.sentence_at(begin.start)
    vectors = annotations.vectors_of(sentence)
    if vectors is None:
        return statement
    spans = (statement.source.span, statement.cue, statement.content)
    source, cue, content = (_words(annotations, sentence, span) for span in spans)
    chances = speech(vectors, source, cue, content).stances
    best = max(chances, key=chances.__getitem__)
    surer = chances[best] - chances[statement.stance] > _LEAD
    return replace(statement, stance=best) if surer else statement


def _words(
    annotations: Annotations, sentence: Sentence, span: Span | None
) -> tuple[int, int] | None:
    """The words of a sentence that a span covers, counted from its first."""
    if span is None or not span.overlaps(sentence.span):
        return None
    inside = Span(max(span.start, sentence.span.start), min(span.end, sentence.span.end))
    tokens = [token.i - sentence.first_token for token in annotations.tokens(inside)]
    return (tokens[0], tokens[-1] + 1) if tokens else None
