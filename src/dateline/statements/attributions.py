"""Who says what, before names are resolved: cues, sources and contents of a report."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.annotations import Annotations, Sentence
from dateline.records import Span
from dateline.statements.attribution import Attribution, first_person
from dateline.statements.authors import header, passages
from dateline.statements.indirect import THINGS, indirect, is_said
from dateline.statements.quotes import quotes
from dateline.statements.speech import LONGEST, Quoted, introduced, speeches
from dateline.statements.tree import is_passive, subject
from dateline.statements.turns import Turn, turns
from dateline.statements.verbs import Sense, may_speak, senses_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_US = frozenset(["we", "our", "us", "i", "my"])
# Tokens after a sentence in which the speaker's "we" is sought.
_US_REACH = 40
# Constructions whose content may run on over the sentence's end.
_OPEN_ENDED = frozenset(["clause", "rest", "opening", "to", "small", "preposition", "whom"])
DIRECT = Sense("quote", "asserts", ("quote",))


def attributions(annotations: Annotations) -> tuple[Attribution, ...]:
    """Every attribution of a report in the wide sense, thoughts included, by order of content."""
    doc = annotations.doc
    quoted = Quoted(quotes(annotations.text))
    spoken = [*speeches(annotations, quoted.found), *introduced(annotations, quoted)]
    found: list[Attribution] = []
    used = {speech.cue.i for speech in spoken if speech.cue is not None}
    for speech in spoken:
        found.append(
            Attribution(speech.cue, speech.speaker, speech.content, _direct(speech.cue), "quote")
        )
    begun = {speech.content.start for speech in spoken if speech.cue is not None}
    talk = [turn for turn in turns(annotations) if turn.content.start not in begun]
    for turn in talk:
        found.append(_of_turn(annotations, turn))
    within = _Speeches([turn.content for turn in talk])
    found = [item for item in found if item.frame == "turn" or not _is_part(item, within)]
    inside = _Speeches([speech.content for speech in spoken])
    for sentence in annotations.sentences:
        length = sentence.last_token - sentence.first_token
        if sentence.silent or length > LONGEST:
            continue
        here = list(indirect(doc, sentence, used))
        here = [_to_closing_mark(one, quoted) for one in _without_cues_at_edges(doc, here)]
        here = [_to_paragraph_end(annotations, one, sentence) for one in here]
        found.extend(
            replace(item, nested=True) if item.cue and _held(item.cue, inside, within) else item
            for item in here
        )
    found.extend(_pronoun_denials(annotations, found))
    found = _authored(annotations, found)
    found.sort(
        key=lambda item: (
            item.content.start,
            item.frame == "citing",
            item.cue.i if item.cue else -1,
        )
    )
    return tuple(found)


def _authored(annotations: Annotations, found: list[Attribution]) -> list[Attribution]:
    """With the passages of whoever the header names: "we" in them, too, is the author."""
    named = header(annotations)
    if named is None or any(item.frame == "turn" for item in found):
        return found
    author, start = named
    cues = [one.cue for one in found if one.cue and one.said and not one.sense.weak]
    made = [_of_turn(annotations, turn) for turn in passages(annotations, author, start, cues)]
    if not made:
        return found
    label = made[0]
    kept = [item for item in found if item.frame != "quote" or item.content.start < start]
    ours = [
        replace(item, author=(label.clause[0], label.clause[1]))
        if item.content.start >= start and first_person(item.speaker)
        else item
        for item in kept
    ]
    return [*ours, *made]


def _of_turn(annotations: Annotations, turn: Turn) -> Attribution:
    label = annotations.tokens(turn.label)
    clause = (label[0].i, label[-1].i + 1)
    head = annotations.root(turn.label)
    return Attribution(None, head, turn.content, DIRECT, "turn", clause)


def _is_part(item: Attribution, within: _Speeches) -> bool:
    """Whether a quotation without a cue of its own is but a piece of somebody's turn."""
    return item.cue is None and within.hold(item.content.start)


def _held(cue: Token, *those: _Speeches) -> bool:
    return any(one.hold(cue.idx) for one in those)


def _to_closing_mark(item: Attribution, quoted: Quoted) -> Attribution:
    """What is said runs on to the end of a quotation that it ends in, over sentences."""
    content = item.content
    quote = quoted.at(content.end - 1)
    if quote is None or quote.outer.start < content.start - 1 or item.frame not in _OPEN_ENDED:
        return item
    if quote.inner.end <= content.end:
        return item
    return replace(item, content=Span(content.start, quote.inner.end))


def _to_paragraph_end(
    annotations: Annotations, item: Attribution, sentence: Sentence
) -> Attribution:
    """ "The minister said: We hold. Our men ...": without marks, the paragraph is his words."""
    doc = annotations.doc
    if item.frame != "clause" or item.cue is None or doc[item.cue.i + 1].text != ":":
        return item
    if item.content.end < doc[sentence.last_token - 1].idx or not _speaks_of_us(doc, sentence):
        return item
    end = item.content.end
    for following in annotations.sentences[sentence.index + 1 :]:
        if following.paragraph != sentence.paragraph or not _is_plain(doc, following):
            break
        end = following.span.end
    return replace(item, content=Span(item.content.start, end))


def _speaks_of_us(doc: Doc, sentence: Sentence) -> bool:
    """Whether the sentence or the next one has "we", "our", "I"."""
    reach = doc[sentence.first_token : min(len(doc), sentence.last_token + _US_REACH)]
    return any(token.lower_ in _US for token in reach)


def _is_plain(doc: Doc, sentence: Sentence) -> bool:
    here = doc[sentence.first_token : sentence.last_token]
    return not any(token.text in ('"', "“", "”") or may_speak(token) for token in here)


def _pronoun_denials(annotations: Annotations, found: list[Attribution]) -> Iterator[Attribution]:
    """ "Congo says that Rwanda backs them; Rwanda denies it": what was told just before."""
    told = sorted((item for item in found if item.cue), key=lambda item: item.content.end)
    ends = [item.content.end for item in told]
    for token in annotations.doc:
        if token.lemma_ != "deny" or token.pos_ != "VERB" or is_passive(token):
            continue
        what = next((c for c in token.children if c.dep_ == "dobj"), None)
        if what is None or what.lower_ not in THINGS:
            continue
        place = bisect_right(ends, token.idx) - 1
        speaker = subject(token)
        if place < 0 or speaker is None or not is_said(token, speaker):
            continue
        here = annotations.sentence_at(token.idx).index
        content = told[place].content
        if here - annotations.sentence_at(content.end - 1).index <= 1:
            sense = next(sense for sense in senses_of(token) if sense.stance == "denies")
            yield Attribution(token, speaker, content, sense, "clause", (token.i, token.i + 1))


class _Speeches:
    """The stretches of a report that are somebody's direct speech."""

    def __init__(self, spans: list[Span]) -> None:
        self._spans = sorted(spans)

    def hold(self, offset: int) -> bool:
        """Whether the character at `offset` is spoken."""
        place = bisect_right(self._spans, offset, key=lambda span: span.start)
        near = self._spans[max(0, place - 2) : place]
        return any(span.start <= offset < span.end for span in near)


def _direct(cue: Token | None) -> Sense:
    if cue is None:
        return DIRECT
    return next((sense for sense in senses_of(cue) if "quote" in sense.takes), DIRECT)


def _without_cues_at_edges(doc: Doc, found: list[Attribution]) -> list[Attribution]:
    """Cut other cue clauses off the end of a content: "quiet, said X, according to Y"."""
    asides = [item for item in found if item.frame == "aside"]
    out = []
    for item in found:
        content = item.content
        for other in asides:
            if other is item or item.frame == "quote":
                continue
            if item.frame in ("aside", "middle"):
                if _ends_in(doc, content, other):
                    content = other.content
            elif _runs_into(doc, content, other):
                content = Span(content.start, other.content.end)
        out.append(replace(item, content=content) if content != item.content else item)
    return out


def _runs_into(doc: Doc, content: Span, other: Attribution) -> bool:
    """ "..., he said the talks failed, media reported": the second cue is not his words."""
    first, last = doc[other.clause[0]], doc[other.clause[1] - 1]
    inside = content.start < first.idx < content.end
    return (
        inside
        and content.end >= last.idx
        and other.content.start <= content.start < other.content.end < content.end
    )


def _ends_in(doc: Doc, content: Span, other: Attribution) -> bool:
    """Whether a content ends inside the cue clause of another that follows the same words."""
    first, last = doc[other.clause[0]], doc[other.clause[1] - 1]
    inside = content.start < first.idx < content.end <= last.idx + len(last)
    return inside and content.start <= other.content.start
