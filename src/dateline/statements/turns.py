"""Interviews and speeches set down turn by turn: who is asked, who answers, what each answer is.

A label at the head of a paragraph names who speaks ("[Ortega] We ...", "REPORTER: When ...",
"A: ..."); the turn runs on to the next label. Where there are no labels, a report that goes from
question to answer and back is the words of whoever is interviewed. What is asked is no statement.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from dateline.annotations import Annotations
from dateline.records import Span
from dateline.statements.phrases import word_list
from dateline.statements.tree import trimmed_span

_BRACKETS = re.compile(r"(?:^|(?<=\n)|(?<=\] ))\[(?P<who>[^\[\]()\n]{1,60})[\])]")
_COLON = re.compile(r"(?m)^[(\[]{0,2}(?P<who>(?:[A-Z][\w.'’-]*\s?){1,4})[)\]]{0,2}:(?=\s)")
_NOTE_ENDS = re.compile(
    r"\[(?:end (?:of )?(?:recording|video|interview)|signed|continued)[^\]\n]*\]", re.I
)
_NOTE = re.compile(r"[ .\n…]+|\[[^\]\n]{1,60}\]")
_ASKED = re.compile(r"\binterview(?:s|ed)? (?:with )?", re.IGNORECASE)
# How many labels make a report an interview, and how many paragraphs that ask; read off interviews.
_LABELS, _QUESTIONS = 3, 4
# The longest question, in characters, and the shortest answer, in words.
_LONGEST_QUESTION, _WORDS = 900, 4


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says without a break, and the characters that name the speaker."""

    content: Span
    label: Span


@dataclass(frozen=True, slots=True)
class _Label:
    """Where a label begins and ends, who it names, and the characters of the name."""

    start: int
    end: int
    who: str
    name: Span


def turns(annotations: Annotations) -> list[Turn]:
    """The answers of an interview and the passages of a speech whose speakers are labelled."""
    found = sorted([*_bracketed(annotations), *_with_colon(annotations)], key=lambda one: one.start)
    if not found:
        return list(_unlabelled(annotations))
    text = annotations.text
    ends = [label.start for label in found[1:]] + [len(text)]
    asking = _askers(text, found, ends)
    out: list[Turn] = []
    for label, end in zip(found, ends, strict=True):
        if label.who not in asking:
            out.extend(Turn(content, label.name) for content in _said(annotations, label, end))
    return out


def _bracketed(annotations: Annotations) -> Iterator[_Label]:
    """ "[Ortega] ...", "[Reporter] ...": names and askers, but not "[applause]"."""
    text = annotations.text
    people = _people(annotations)
    found = []
    for match in _BRACKETS.finditer(text):
        who = _key(match["who"].split(",")[0])
        noted = set(who.split()) & word_list("stage_notes")
        # "[Report] [Ali Hasan] [Text]" is a header.
        if who and not noted and text[match.end() : match.end() + 2] != " [":
            start = match.start("who")
            found.append(_Label(match.start(), match.end(), who, Span(start, start + len(who))))
    times = Counter(label.who for label in found)
    roles = word_list("askers") | word_list("answerers")
    for label in found:
        words = label.who.split()
        named = len(words) < 4 and (times[label.who] > 1 or all(word in people for word in words))
        if named or label.who in roles:
            yield label


def _with_colon(annotations: Annotations) -> list[_Label]:
    """ "REPORTER: ...", "Q: ...", "Mr. Smith: ..." where paragraph after paragraph begins so."""
    found = []
    for match in _COLON.finditer(annotations.text):
        who, sentence = _key(match["who"]), annotations.sentence_at(match.start())
        if sentence.zone in ("body", "headline") and not _has_verb(annotations, match):
            span = Span(match.start("who"), match.start("who") + len(match["who"].rstrip()))
            found.append(_Label(match.start(), match.end(), who, span))
    times = Counter(label.who for label in found)
    roles = word_list("askers") | word_list("answerers")
    told = [one for one in found if one.who in roles or times[one.who] > 1]
    return told if len(told) >= _LABELS and len({label.who for label in told}) > 1 else []


def _has_verb(annotations: Annotations, match: re.Match[str]) -> bool:
    tokens = annotations.tokens(Span(match.start("who"), match.end("who")))
    return any(token.pos_ in ("VERB", "AUX", "ADV", "DET") for token in tokens)


def _people(annotations: Annotations) -> frozenset[str]:
    """The words of every person's name in the report, and of the heads of bodies' names."""
    names = [mention.name for mention in annotations.parties if mention.kind == "person"]
    names += [entity.text for entity in annotations.doc.ents if entity.label_ == "PERSON"]
    return frozenset(_key(word) for name in names for word in name.split())


def _key(words: str) -> str:
    return words.casefold().strip(" .()[]")


def _askers(text: str, found: list[_Label], ends: list[int]) -> frozenset[str]:
    """Who only asks: by the label's word, or because most of the turns end in a question mark."""
    turns, questions = Counter[str](), Counter[str]()
    for label, end in zip(found, ends, strict=True):
        turns[label.who] += 1
        questions[label.who] += text[label.end : end].rstrip(' "”]').endswith("?")
    most = {who for who, number in turns.items() if questions[who] * 2 > number}
    header = re.search(r"\binterview\b[^\]\n]*?\bby ([^\]\n]{3,60})", text[:600], re.IGNORECASE)
    by = set(_key(header[1]).replace(",", " ").split()) if header else set()
    named = {who for who in turns if set(who.split()) & by}
    asking = (most | named | word_list("askers")) - word_list("answerers")
    return frozenset(asking) if len(turns) > 1 else frozenset(word_list("askers"))


def _said(annotations: Annotations, label: _Label, end: int) -> Iterator[Span]:
    """The contents of one turn: one, or each paragraph of a quotation."""
    text = annotations.text
    note = _NOTE_ENDS.search(text, label.end, end)
    end = note.start() if note else end
    quoted = text[label.end : end].lstrip(" .")[:1] in ('"', "“")
    if not quoted:
        yield from _content(text, label.end, end)
        return
    start = label.end
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        part = text[start:stop].strip()
        if part[:1] not in ('"', "“"):
            return
        yield from _content(text, start, stop)
        if part[-1:] in ('"', "”"):
            return
        start = stop + 1


def _content(text: str, start: int, end: int) -> Iterator[Span]:
    while (match := _NOTE.match(text, start, end)) is not None:
        start = match.end()
    span = trimmed_span(text, start, end) if start < end else None
    if span is not None and len(span.of(text).split()) >= _WORDS:
        yield span


def _unlabelled(annotations: Annotations) -> Iterator[Turn]:
    """An interview without labels: paragraphs that ask, and between them whoever is asked."""
    text = annotations.text
    parts = _paragraphs(annotations)
    asks = [text[a:b].endswith("?") and b - a < _LONGEST_QUESTION for a, b in parts]
    pairs = sum(one and not two for one, two in pairwise(asks))
    if pairs < _QUESTIONS:
        return
    who = _interviewed(annotations, parts[asks.index(True)][0])
    if who is None:
        return
    start = None
    for (first, last), asking in zip([*parts, (len(text), len(text))], [*asks, True], strict=True):
        if asking and start is not None:
            yield from (Turn(content, who) for content in _content(text, start, first))
        if asking:
            start = last + 1


def _paragraphs(annotations: Annotations) -> list[tuple[int, int]]:
    """First and last character of each paragraph of the body."""
    found: dict[int, tuple[int, int]] = {}
    for sentence in annotations.sentences:
        if sentence.zone == "body":
            first = found.get(sentence.paragraph, (sentence.span.start, 0))[0]
            found[sentence.paragraph] = (first, sentence.span.end)
    return list(found.values())


def _interviewed(annotations: Annotations, before: int) -> Span | None:
    """The name of who is interviewed: told after "interview", else the one named most by then."""
    people = [m for m in annotations.parties if m.kind == "person" and m.span.start < before]
    people = [m for m in people if m.span.of(annotations.text)[:1].isupper()]
    if not people:
        return None
    asked = _ASKED.search(annotations.text, 0, before)
    if asked:
        place = bisect_left([m.span.start for m in people], asked.end())
        if place < len(people) and people[place].span.start - asked.end() < 120:
            return people[place].span
    times = Counter(m.name for m in people)
    return max(people, key=lambda m: (times[m.name], -m.span.start)).span
