"""Stance and kind of source, weighed by the encoder: rules first, the network where it is surer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from msgspec.structs import replace

from dateline.annotations import Annotations, Sentence
from dateline.encoder import Spoken, speech
from dateline.records import Span, Statement

# By how much the network must be surer of another stance or kind than of the rules'. Tuned on the
# check part of the corpus (training/encoder), November 2026.
_STANCE_LEAD, _KIND_LEAD = 0.5, 0.25
_T = TypeVar("_T", bound=str)


def weighed(annotations: Annotations, statement: Statement) -> Statement:
    """The statement with the stance and kind of source that rules and network together give."""
    spoken = judged(annotations, statement)
    if spoken is None:
        return statement
    kind = _surest(statement.source.kind, spoken.kinds, _KIND_LEAD)
    return replace(
        statement,
        stance=_surest(statement.stance, spoken.stances, _STANCE_LEAD),
        source=replace(statement.source, kind=kind),
    )


def judged(annotations: Annotations, statement: Statement) -> Spoken | None:
    """What the network makes of a statement; None where the report is too long for it."""
    begin = statement.cue or statement.content
    sentence = annotations.sentence_at(begin.start)
    vectors = annotations.vectors_of(sentence)
    if vectors is None:
        return None
    spans = (statement.source.span, statement.cue, statement.content)
    source, cue, content = (_words(annotations, sentence, span) for span in spans)
    return speech(vectors, source, cue, content)


def _surest(ruled: _T, chances: Mapping[_T, float], lead: float) -> _T:
    best = max(chances, key=chances.__getitem__)
    return best if chances[best] - chances[ruled] > lead else ruled


def _words(
    annotations: Annotations, sentence: Sentence, span: Span | None
) -> tuple[int, int] | None:
    """The words of a sentence that a span covers, counted from its first."""
    if span is None or not span.overlaps(sentence.span):
        return None
    inside = Span(max(span.start, sentence.span.start), min(span.end, sentence.span.end))
    tokens = [token.i - sentence.first_token for token in annotations.tokens(inside)]
    return (tokens[0], tokens[-1] + 1) if tokens else None
