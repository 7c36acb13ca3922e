"""Stage "violence": which sentences tell of political violence, and who fills which role there.

As MUC-4 defines it: specific attacks, bombings, abductions, arson and robberies by armed groups,
or by the state on civilians; not combat between the two. Read off the encoder alone, before the
events: a layer for those who want every candidate with its chance.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dateline.annotations import Annotations
from dateline.encoder import FILLS, fills
from dateline.encoder import violence as kinds_of
from dateline.records import Filler, Span, ViolenceMention

if TYPE_CHECKING:
    from spacy.tokens import Token

    from dateline.encoder.network import Array

# A filler holds a word as likely as the first, and reaches as far as words as likely as the second.
_LIKELY, _PART = 0.3, 0.2
_NO_EDGE = frozenset({"DET", "PUNCT", "CCONJ", "ADP", "PART", "PRON", "SPACE"})
_NO_END = frozenset({"VERB", "AUX", "SCONJ", "ADV"})


def violence(annotations: Annotations) -> Annotations:
    """Stage "violence": adds the layers `fillers` and `violence`."""
    told: list[ViolenceMention] = []
    fillers: list[Filler] = []
    for sentence in annotations.sentences:
        if sentence.silent:
            continue
        vectors = annotations.vectors_of(sentence)
        if vectors is None:
            continue
        chances = {kind: round(chance, 3) for kind, chance in kinds_of(vectors).items()}
        told.append(ViolenceMention(span=sentence.span, chances=chances))
        fillers += _fillers(annotations.tokens(sentence), fills(vectors))
    return annotations.add(violence=tuple(told), fillers=tuple(fillers))


def _fillers(tokens: list[Token], chances: Array) -> Iterator[Filler]:
    for column, role in enumerate(FILLS):
        column_of = [float(chance) for chance in chances[:, column]]
        for first, last in _runs(column_of):
            for part in _parts(tokens[first:last]):
                words = _trimmed(part)
                if words:
                    span = Span(words[0].idx, words[-1].idx + len(words[-1]))
                    best = max(column_of[first:last])
                    yield Filler(role=role, span=span, chance=round(best, 3))


def _runs(chances: list[float]) -> Iterator[tuple[int, int]]:
    """First and last (exclusive) of each run of likely words."""
    start: int | None = None
    for index, chance in enumerate([*chances, 0.0]):
        if chance >= _PART:
            start = index if start is None else start
        elif start is not None:
            if max(chances[start:index]) >= _LIKELY:
                yield start, index
            start = None


def _parts(tokens: list[Token]) -> Iterator[list[Token]]:
    """What "and" joins, one by one: "a maid and her daughter" are two fillers."""
    inside = {token.i for token in tokens}
    start = 0
    for index, token in enumerate(tokens):
        joined = token.dep_ == "cc" and token.head.i in inside
        if joined and token.head.head.i not in inside - {token.head.i}:
            yield tokens[start:index]
            start = index + 1
    yield tokens[start:]


def _trimmed(tokens: list[Token]) -> list[Token]:
    while tokens and (tokens[0].pos_ in _NO_EDGE):
        tokens = tokens[1:]
    while tokens and (tokens[-1].pos_ in _NO_EDGE or (tokens[-1].pos_ in _NO_END and tokens[1:])):
        tokens = tokens[:-1]
    return tokens
