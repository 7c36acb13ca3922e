"""Direct speech: each quotation with its cue, or with the speaker who is still talking."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.annotations import Annotations
from dateline.records import Span
from dateline.statements.quotes import Quote
from dateline.statements.tree import (
    agent,
    is_passive,
    left_of_cue,
    quoted_source,
    subject,
    text_of,
)
from dateline.statements.verbs import may_speak

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_TERMINATORS = frozenset([".", "?", "!", "…", "\n"])
# How far from its quotation a cue may stand, in tokens: room for "said X, the Y of Z, in a Q".
_REACH = 40
_MIN_WORDS = 3
# How many quotations one sentence may hold.
_PIECES = 8
# Tokens of the writer's own words before a quotation that is only the rest of a sentence.
_LED = 4
# Tokens of the longest sentence whose parse is worth reading (and walking costs its square).
LONGEST = 300


@dataclass(frozen=True, slots=True)
class Speech:
    """A quotation and its cue; `cue` and `speaker` are None where it has none of its own."""

    content: Span
    cue: Token | None
    speaker: Token | None


class Quoted:
    """The quotations of a report as a question: does this token stand inside one?"""

    def __init__(self, found: tuple[Quote, ...]) -> None:
        self.found = found
        self._starts = [quote.outer.start for quote in found]

    def at(self, offset: int) -> Quote | None:
        """The quotation that holds the character at `offset`, if any."""
        place = bisect_left(self._starts, offset + 1) - 1
        if place >= 0 and self.found[place].outer.start <= offset < self.found[place].outer.end:
            return self.found[place]
        return None


def readable(annotations: Annotations) -> bytearray:
    """For each token 1, or 0 where the sentence is so long that its parse means nothing."""
    flags = bytearray(len(annotations.doc))
    for sentence in annotations.sentences:
        length = sentence.last_token - sentence.first_token
        if length <= LONGEST:
            flags[sentence.first_token : sentence.last_token] = b"\x01" * length
    return flags


def speeches(annotations: Annotations, found: tuple[Quote, ...]) -> list[Speech]:
    """The quotations that are speech, interrupted ones joined; words in inverted commas are not."""
    doc = annotations.doc
    starts = [token.idx for token in doc]
    out: list[Speech] = []
    flags = readable(annotations)
    taken: set[int] = set()
    number = 0
    while number < len(found):
        quote = found[number]
        before = found[number - 1] if number else None
        after = found[number + 1] if number + 1 < len(found) else None
        content, used = quote.inner, 1
        cue = None
        if _opens_sentence(annotations.text, quote):
            cue = _cue_after(doc, starts, quote, after, flags)
        if cue is not None and after is not None and _interrupts(doc, starts, cue, quote, after):
            content, used = Span(quote.inner.start, after.inner.end), 2
        if cue is None:
            cue = _cue_before(doc, starts, quote, before, flags)
            if cue is not None and cue.i in taken:
                cue = None
        if cue is not None:
            taken.add(cue.i)
            content = _whole(annotations, quote, cue, content)
            used = max(
                used,
                sum(one.outer.end <= content.end + 1 for one in found[number : number + _PIECES]),
            )
            out.append(Speech(_tidy(annotations.text, content), cue, speaker_of(cue)))
        elif _is_sentence(annotations.text, quote):
            out.append(Speech(_tidy(annotations.text, content), None, None))
        number += used
    return out


def _whole(annotations: Annotations, quote: Quote, cue: Token, content: Span) -> Span:
    """With the writer's own words of the sentence that a quotation is only a part of.

    'He said that "the bridge" is gone', '... by sending troops, "would be unwise," he said.'
    """
    text = annotations.text
    if cue.idx > quote.outer.end:
        sentence = annotations.sentence_at(quote.outer.start)
        led = _between(annotations, sentence.span.start, quote.outer.start - 1)
        if text[quote.inner.start].islower() and len(led) > _LED and not _tells(led):
            return Span(sentence.span.start, content.end)
        return content
    sentence = annotations.sentence_at(quote.outer.end - 1)
    follows = text[quote.outer.end : quote.outer.end + 2]
    if text[quote.inner.end - 1] in ".?!,…" or follows[:1] != " " or not follows[1:].islower():
        return content
    rest = _between(annotations, quote.outer.end + 1, sentence.span.end)
    if not rest or rest[0].dep_ in ("cc", "mark", "punct") or _tells(rest):
        return content
    return Span(content.start, sentence.span.end - (text[sentence.span.end - 1] in ".?!"))


def _between(annotations: Annotations, start: int, end: int) -> list[Token]:
    return annotations.tokens(Span(start, end)) if start < end else []


def _tells(tokens: list[Token]) -> bool:
    return any(may_speak(token) for token in tokens)


def speaker_of(cue: Token) -> Token | None:
    """The noun that speaks at a cue of direct speech."""
    if is_passive(cue):
        return agent(cue)
    source = quoted_source(cue) or subject(cue)
    inverted = next(
        (
            c
            for c in cue.rights
            if c.dep_ in ("dobj", "nsubj", "npadvmod", "attr", "oprd")
            and c.pos_ in ("NOUN", "PROPN", "PRON")
            and c.i - cue.i <= 8
        ),
        None,
    )
    if source is not None and (source.head == cue or inverted is None):
        return source
    if inverted is not None and cue.lemma_ != "tell":
        return inverted
    return source or _noun_beside(cue)


def _noun_beside(cue: Token) -> Token | None:
    """Where the parse has no subject: the noun right before the cue, or right after it."""
    at = cue.i - 1
    while at > 0 and cue.doc[at].pos_ in ("ADV", "AUX"):
        at -= 1
    if at >= 0 and cue.doc[at].pos_ in ("NOUN", "PROPN", "PRON"):
        return cue.doc[at]
    noun = None
    for token in cue.doc[cue.i + 1 : cue.i + 8]:
        if token.pos_ == "PROPN" or (token.pos_ == "NOUN" and noun is None):
            noun = token
        elif noun is not None or token.pos_ not in ("DET", "ADJ", "PRON"):
            break
    return noun


def _opens_sentence(text: str, quote: Quote) -> bool:
    """Nothing of the same sentence stands before the quotation but a cue."""
    before = text[: quote.outer.start].rstrip(" ")[-1:] if quote.outer.start else ""
    return before in ("", "\n", ".", "?", "!", ":", ",", "”", '"', "…", "-", "—", "–", "'", ")")


def _cue_after(
    doc: Doc, starts: list[int], quote: Quote, after: Quote | None, flags: bytearray
) -> Token | None:
    ends = text_of(doc)[quote.inner.end - 1]
    first = bisect_left(starts, quote.outer.end)
    if first >= len(doc) or not flags[first]:
        return None
    follows = doc[first].text
    if ends not in ",?!…-—–" and follows not in (",", "-", "–", "—"):
        return None
    limit = after.outer.start if after is not None else len(text_of(doc))
    for token in doc[first : first + _REACH]:
        if token.idx >= limit or token.text in _TERMINATORS or "\n" in token.text:
            return None
        if may_speak(token):
            return token if _follows_at_once(doc, token, first) else None
    return None


def _follows_at_once(doc: Doc, cue: Token, first: int) -> bool:
    """Whether the cue clause begins right after the quotation, not after an "and"."""
    if any(t.dep_ == "cc" for t in doc[first : min(cue.i, first + 3)]):
        return False
    source = speaker_of(cue)
    start = first
    while start < cue.i and (doc[start].is_punct or doc[start].is_space):
        start += 1
    if source is None or source.i > cue.i or start == cue.i:
        return True
    return left_of_cue(cue, source) <= start + 2


def _cue_before(
    doc: Doc, starts: list[int], quote: Quote, before: Quote | None, flags: bytearray
) -> Token | None:
    at = bisect_left(starts, quote.outer.start) - 1
    limit = before.outer.end if before is not None else 0
    while at >= 0 and (doc[at].is_space or doc[at].text in ('"', "“", "''", "``")):
        at -= 1
    if at < 0 or not flags[at]:
        return None
    last = doc[at]
    direct = may_speak(last) and text_of(doc)[quote.inner.start].isupper()
    if last.text not in (",", ":") and not direct:
        return None
    for place in range(at, max(-1, at - _REACH), -1):
        token = doc[place]
        if token.idx < limit or token.text in _TERMINATORS or "\n" in token.text:
            return None
        if may_speak(token) and token.dep_ not in ("amod", "compound"):
            # "said that the raid, their third, "was a crime"": the clause holds the quotation.
            begins = doc[bisect_left(starts, quote.inner.start)]
            told = begins.pos_ in ("AUX", "VERB") and token.nbor(1).lower_ == "that"
            return None if told else token
    return None


def _interrupts(doc: Doc, starts: list[int], cue: Token, quote: Quote, after: Quote) -> bool:
    """ "A," X said, "B": no sentence ends between the two quotations."""
    if after.paragraph != quote.tail:
        return False
    first = bisect_left(starts, quote.outer.end)
    last = bisect_left(starts, after.outer.start)
    gap = doc[first:last]
    if any(token.text in _TERMINATORS for token in gap):
        return False
    # A second verb of speech in the gap introduces the second quotation on its own.
    if any(may_speak(token) and token.i != cue.i for token in gap):
        return False
    return len(gap) > 0 and gap[-1].text in (",", "-", "–", "—", ";", ":")


def _is_sentence(text: str, quote: Quote) -> bool:
    """A quotation that is a sentence of its own, not words in inverted commas."""
    inner = quote.inner.of(text)
    before = text[: quote.outer.start].rstrip(" ")[-1:]
    return (
        before in ("", "\n", ".", "?", "!", "”", '"', "…", ":")
        and (inner[-1] in ".?!…" or text[quote.outer.end : quote.outer.end + 1] in ("", "\n", "."))
        and len(inner.split()) >= _MIN_WORDS
    )


def _tidy(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end - 1 and text[start].isspace():
        start += 1
    while end > start + 1 and (text[end - 1].isspace() or text[end - 1] in ",;-–—"):
        end -= 1
    return Span(start, end)


def introduced(annotations: Annotations, quoted: Quoted) -> list[Speech]:
    """ "The minister said:" at the end of a paragraph: the paragraphs after it are what he said."""
    doc, out = annotations.doc, []
    sentences = annotations.sentences
    until = -1
    for number, sentence in enumerate(sentences[:-1]):
        following = sentences[number + 1]
        if sentence.index < until or sentence.zone not in ("body", "headline"):
            continue
        if following.paragraph == sentence.paragraph or doc[sentence.last_token - 1].text != ":":
            continue
        if quoted.at(following.span.start) or following.zone != "body":
            continue
        if sentence.last_token - sentence.first_token > LONGEST:
            continue
        cue = next(
            (
                token
                for token in reversed(doc[sentence.first_token : sentence.last_token])
                if may_speak(token)
            ),
            None,
        )
        if cue is None:
            continue
        last = _end_of_speech(annotations, number + 1)
        until = last + 1
        speaker = speaker_of(cue)
        for content in _points(annotations, number + 1, last):
            out.append(Speech(content, cue, speaker))
            cue = None
    return out


# A numbered point, and what a transcript notes in brackets before the words.
POINT = re.compile(r"(?<![\w.,])(?:\d{1,2}|[a-z])[.)] (?=\S)")
_NOTES = re.compile(r"(?:\[[^\]\n]{1,60}\][. ]*)+")


def _points(annotations: Annotations, first: int, last: int) -> Iterator[Span]:
    """What sentences `first` to `last` say: the whole, or each numbered point for itself."""
    sentences, text = annotations.sentences, annotations.text
    starts = [
        one.span.start for one in sentences[first : last + 1] if POINT.match(text, one.span.start)
    ]
    begin, end = sentences[first].span.start, sentences[last].span.end
    if not starts or starts[0] != begin or len(starts) < 2:
        starts = [begin]
    for start, stop in zip(starts, [*starts[1:], end], strict=True):
        head = (POINT if len(starts) > 1 else _NOTES).match(text, start, stop)
        yield _tidy(text, Span(head.end() if head else start, stop))


_LABEL = re.compile(r"\b(?:said|says|added|reads?|notes?|follows)\s*:\s*$", re.IGNORECASE)


def _end_of_speech(annotations: Annotations, first: int) -> int:
    """The last sentence of a press statement that begins at sentence `first`."""
    last = first
    for sentence in annotations.sentences[first:]:
        if sentence.zone == "boilerplate" or _LABEL.search(sentence.span.of(annotations.text)):
            break
        if sentence.zone == "body":
            last = sentence.index
    return last
