"""What the encoder learns from: sentences as words, with what was coded on them.

The corpus of `training/annotations` (reports and sentences), the train split of the factuality
benchmark and the incident templates of muc4 (`incidents.py`), parsed as the reader parses them, so
that a word here is a word at run time.
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
from training.encoder.incidents import kinds_of, placed

_TEMPLATES: dict[str, Split] = {"train.jsonl": "train", "dev.jsonl": "check"}
Words = tuple[int, int]  # first and last (exclusive) word of a span in its sentence


class Happening(msgspec.Struct, frozen=True, kw_only=True):
    """An event in its sentence: its trigger's words and head, what it was coded as.

    `type` and `status` are null where only a certainty was judged, `certainty` where only a status.
    `rule` is the status that the rules gave it, `sure` their certainty; `above` is the word that
    governs its head, the head itself where none does.
    """

    words: Words
    head: int
    above: int
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
    home: bool


class Example(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence with its words; `whole` if every event and statement in it was coded.

    Sentences of one `report` follow each other in its order. `roles` are the words of actors,
    targets and weapons of coded events; `fills` those of an incident template, `doubtful` words
    that may or may not fill one. `incidents` are the kinds of incident that the report tells of,
    null where that was not coded, and `told` those that this sentence does.
    """

    id: str
    report: str
    split: Split
    words: tuple[str, ...]
    whole: bool
    roles: tuple[tuple[str, Words], ...] = ()
    fills: tuple[tuple[str, Words], ...] = ()
    doubtful: tuple[Words, ...] = ()
    incidents: tuple[str, ...] | None = None
    told: tuple[str, ...] = ()
    events: tuple[Happening, ...] = ()
    speech: tuple[Speech, ...] = ()


def examples() -> Iterator[Example]:
    """Every sentence of the corpus, of the factuality benchmark's train split and of muc4's."""
    for found in (corpus(), extras()):
        for coding, record in found:
            yield from of_record(record, coding.split)
    yield from _of_factuality(SHARED / "factuality" / "train.jsonl")
    checked = {coding.id for coding, _ in corpus("check")}
    for file, split in _TEMPLATES.items():
        with (SHARED / "muc4" / file).open(encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
        for row in rows:
            if row["id"] not in checked:
                yield from of_templates(row, split)


def parsed(text: str) -> Annotations:
    """A text as the reader sees it after the parse."""
    return parse(zones(opened(Document(id="example", text=text))))


def of_record(record: Record, split: Split) -> Iterator[Example]:
    """The sentences of one coded report, with what was coded on them."""
    read = parsed(record.document.text)
    roles = [
        (role, span)
        for event in record.events
        for role, parties in (("actor", event.actors), ("target", event.targets))
        for span in (party.span for party in parties)
        if span
    ]
    for sentence in read.sentences:
        events = [
            _happening(read, sentence, words, type=event.type, status=event.status)
            for event in record.events
            if (words := _words(read, sentence, event.trigger))
        ]
        filled = ((role, _words(read, sentence, span)) for role, span in roles)
        yield Example(
            id=f"{record.document.id}:{sentence.index}",
            report=record.document.id,
            split=split,
            words=_texts(read, sentence),
            whole=True,
            events=tuple(events),
            speech=tuple(_speech(read, sentence, record)),
            roles=tuple((role, words) for role, words in filled if words),
        )


def _speech(read: Annotations, sentence: Sentence, record: Record) -> Iterator[Speech]:
    for one in record.statements:
        spans = [_words(read, sentence, at) for at in (one.source.span, one.cue, one.content)]
        if any(spans):
            begin = one.cue or one.content
            home = _words(read, sentence, Span(begin.start, begin.start + 1)) is not None
            source, cue, content = spans
            yield Speech(
                source=source,
                cue=cue,
                content=content,
                stance=one.stance,
                home=home,
            )


def of_templates(row: dict[str, Any], split: Split) -> Iterator[Example]:
    """The sentences of one report of muc4, with the fills of its incident templates."""
    read = parsed(row["text"])
    fills, doubtful = placed(row["text"], row["templates"])
    kinds = kinds_of(row["templates"])
    for sentence in read.sentences:
        here = [(fill, words) for fill in fills if (words := _words(read, sentence, fill.span))]
        unsure = (_words(read, sentence, span) for span in doubtful)
        yield Example(
            id=f"muc4-{row['id']}:{sentence.index}",
            report=f"muc4-{row['id']}",
            split=split,
            words=_texts(read, sentence),
            whole=False,
            fills=tuple((fill.role, words) for fill, words in here),
            doubtful=tuple(words for words in unsure if words),
            incidents=kinds,
            told=tuple(sorted({fill.kind for fill, _ in here})),
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
            yield Example(
                id=name,
                report=name,
                split="train",
                words=words_of,
                whole=False,
                events=tuple(events),
            )


def _happening(read: Annotations, sentence: Sentence, words: Words, **coded: Any) -> Happening:
    first = sentence.first_token
    root = read.doc[first + words[0] : first + words[1]].root
    standing = status_by_rules(read, Span(root.idx, root.idx + len(root)), coded.get("type"))
    return Happening(
        words=words,
        head=root.i - first,
        above=root.head.i - first,
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
