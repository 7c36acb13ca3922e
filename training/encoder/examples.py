"""What the encoder learns from: sentences as words, with what was coded on them.

The corpus of `training/annotations` (reports and sentences) and the train split of the factuality
benchmark, parsed as the reader parses them, so that a word here is a word at run time.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import msgspec

from benchmarks.tasks.factuality import located
from dateline import Document
from dateline.annotations import Annotations, Sentence
from dateline.events.status import status_by_rules
from dateline.records import Record, Span
from dateline.text import opened, parse, zones
from training.annotations.corpus import SHARED, Split, corpus, extras

Words = tuple[int, int]  # first and last (exclusive) word of a span in its sentence


class Happening(msgspec.Struct, frozen=True, kw_only=True):
    """An event in its sentence: its trigger's words and head, what it was coded as.

    `type` and `status` are null where only a certainty was judged, `certainty` where only a status.
    `rule` is the status that the rules gave it, `sure` their certainty.
    """

    words: Words
    head: int
    rule: str
    sure: float
    type: str | None = None
    status: str | None = None
    certainty: float | None = None


class Speech(msgspec.Struct, frozen=True, kw_only=True):
    """A statement, as far as it stands in this sentence; `home` where its cue or beginning does."""

    source: Words | None
    cue: Words | None
    content: Words | None
    stance: str
    kind: str
    home: bool


class Example(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence with its words; `whole` if every event and statement in it was coded."""

    id: str
    split: Split
    words: tuple[str, ...]
    whole: bool
    events: tuple[Happening, ...] = ()
    speech: tuple[Speech, ...] = ()


def examples() -> Iterator[Example]:
    """Every sentence of the corpus and of the factuality benchmark's train split."""
    for found in (corpus(), extras()):
        for coding, record in found:
            yield from of_record(record, coding.split)
    yield from _of_factuality(SHARED / "factuality" / "train.jsonl")


def parsed(text: str) -> Annotations:
    """A text as the reader sees it after the parse."""
    return parse(zones(opened(Document(id="example", text=text))))


def of_record(record: Record, split: Split) -> Iterator[Example]:
    """The sentences of one coded report, with what was coded on them."""
    read = parsed(record.document.text)
    for sentence in read.sentences:
        events, speech = [], []
        for event in record.events:
            if words := _words(read, sentence, event.trigger):
                events.append(
                    _happening(read, sentence, words, type=event.type, status=event.status)
                )
        for one in record.statements:
            spans = [_words(read, sentence, at) for at in (one.source.span, one.cue, one.content)]
            if any(spans):
                begin = one.cue or one.content
                home = _words(read, sentence, Span(begin.start, begin.start + 1)) is not None
                source, cue, content = spans
                speech.append(
                    Speech(
                        source=source,
                        cue=cue,
                        content=content,
                        stance=one.stance,
                        kind=one.source.kind,
                        home=home,
                    )
                )
        yield Example(
            id=f"{record.document.id}:{sentence.index}",
            split=split,
            words=_texts(read, sentence),
            whole=True,
            events=tuple(events),
            speech=tuple(speech),
        )


def _of_factuality(path: Path) -> Iterator[Example]:
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    for number, (_, group) in enumerate(groupby(located(rows), key=lambda found: found[0]["text"])):
        known: dict[int, list[Happening]] = {}
        read = None
        for row, read, span in group:
            if read is None or span is None:
                continue
            sentence = read.sentence_at(span.start)
            words = read.words_in(sentence, span)
            assert words is not None, "a sentence holds the beginning of its events"
            known.setdefault(sentence.index, []).append(
                _happening(read, sentence, words, certainty=row["score"])
            )
        for index, events in known.items():
            assert read is not None
            words_of = _texts(read, read.sentences[index])
            name = f"factuality-{number}:{index}"
            yield Example(id=name, split="train", words=words_of, whole=False, events=tuple(events))


def _happening(read: Annotations, sentence: Sentence, words: Words, **coded: Any) -> Happening:
    first = sentence.first_token
    root = read.doc[first + words[0] : first + words[1]].root
    standing = status_by_rules(read, Span(root.idx, root.idx + len(root)), coded.get("type"))
    return Happening(
        words=words,
        head=root.i - first,
        rule=standing.status,
        sure=standing.certainty,
        **coded,
    )


def _texts(read: Annotations, sentence: Sentence) -> tuple[str, ...]:
    return tuple(token.text for token in read.tokens(sentence))


def _words(read: Annotations, sentence: Sentence, span: Span | None) -> Words | None:
    """The words of a sentence that a span of the untouched text covers."""
    if span is None:
        return None
    start, end = (bisect_left(read.origin, at) for at in (span.start, span.end))
    return read.words_in(sentence, Span(start, end)) if start < end else None
