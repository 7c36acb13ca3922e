"""Reports that are somebody's own words: speeches and communiques whose header names the author.

"[Communique] [National Front]", "[Speech] [President Ali Hasan]": each unbroken passage is one
statement of the author, and each sentence that attributes something is told apart from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from dateline.annotations import Annotations, Sentence
from dateline.records import Span
from dateline.statements.phrases import word_list
from dateline.statements.speech import POINT
from dateline.statements.tree import trimmed_span
from dateline.statements.turns import Turn

if TYPE_CHECKING:
    from spacy.tokens import Token

_HEADER = re.compile(
    r"\[(?P<what>speech|communiqu[eé]|statement|message|address|proclamation|report|letter)"
    r"[^\]]{0,30}\] ?\[(?P<who>[^\]\n]{3,120})\](?: ?\[[^\]\n]{1,30}\])*",
    re.IGNORECASE,
)
_NOTE = re.compile(r"\[(?P<note>[^\]\n]{1,60})\][. ]*")
_BROKEN = re.compile(r"\[(?:applause|crowd|passage omitted|shouts)", re.IGNORECASE)
_SIGNED = re.compile(r"\[signed\]|^signed\b", re.IGNORECASE | re.MULTILINE)
# How far into a report its header stands, in characters; the shortest passage, in words.
_REACH, _WORDS = 500, 6


def header(annotations: Annotations) -> tuple[Span, int] | None:
    """The author that a report's header names, and where the author's words begin."""
    match = _HEADER.search(annotations.text, 0, _REACH)
    if match is None:
        return None
    who = Span(match.start("who"), match.end("who"))
    named = set(re.findall(r"[^\W\d_]+", match["who"].casefold())) - word_list("stage_notes")
    if not named or (match["what"].casefold() == "report" and not _is_group(annotations, who)):
        return None
    return who, match.end()


def _is_group(annotations: Annotations, who: Span) -> bool:
    """Whether fighters are named; whoever else a report is by, is the outlet's reporter."""
    return any(m.kind == "group" and m.span.overlaps(who) for m in annotations.parties)


def passages(
    annotations: Annotations, author: Span, start: int, cues: Iterable[Token]
) -> Iterator[Turn]:
    """What the author says from `start` on, but for the sentences whose main verb is a cue."""
    apart = {annotations.sentence_at(cue.idx).index for cue in cues if _governs(cue)}
    signed = _SIGNED.search(annotations.text, start)
    end = signed.start() if signed else len(annotations.text)
    first = last = start
    for sentence in annotations.sentences:
        if sentence.span.end <= start or sentence.span.start >= end:
            continue
        broken = sentence.index in apart or sentence.zone != "body"
        if broken or _is_new(annotations.text, sentence):
            yield from _passage(annotations, author, first, last)
            first = sentence.span.start
            if broken:
                first = sentence.span.end
        last = min(sentence.span.end, end)
    yield from _passage(annotations, author, first, last)


def _governs(cue: Token) -> bool:
    """Whether the cue is its sentence's main verb, or joined to it."""
    while cue.dep_ == "conj":
        cue = cue.head
    return bool(cue.dep_ == "ROOT")


def _is_new(text: str, sentence: Sentence) -> bool:
    """Whether a numbered point begins, or the audience has broken in."""
    start = sentence.span.start
    return bool(POINT.match(text, start) or _BROKEN.match(text, start))


def _passage(annotations: Annotations, author: Span, start: int, end: int) -> Iterator[Turn]:
    """One passage, without a number before it and what the transcript notes at its edges."""
    text = annotations.text
    while match := (POINT.match(text, start, end) or _NOTE.match(text, start, end)):
        start = match.end()
    while start < end and text[start] in " .\n":
        start += 1
    span = trimmed_span(text, start, end) if start < end else None
    if span is not None and len(span.of(text).split()) >= _WORDS:
        yield Turn(span, author)
