"""Who says what, before names are resolved: cues, sources and contents of a report."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dateline.annotations import Annotations, Sentence
from dateline.records import Span
from dateline.statements.clauses import inverted_subject
from dateline.statements.cuts import Bounds, Held
from dateline.statements.frames import held
from dateline.statements.phrases import naming_head, source_span, word_list
from dateline.statements.quotes import quotes
from dateline.statements.reports import labels, nouns, other_cues, split_denials
from dateline.statements.speech import LONGEST, Quoted, introduced, speeches
from dateline.statements.tree import (
    agent,
    is_negated,
    is_passive,
    quoted_source,
    subject,
    trimmed,
)
from dateline.statements.verbs import Sense, may_speak, particle, senses_of, words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_SILENT_ZONES = frozenset(["byline", "dateline", "boilerplate"])
_FIRST_PERSON = frozenset(["i", "we", "me", "us", "you"])
_US = frozenset(["we", "our", "us", "i", "my"])
# Tokens after a sentence in which the speaker's "we" is sought.
_US_REACH = 40
# What has no mind, and no voice but a paper's.
_THINGS = frozenset(["it", "that", "this", "which", "what", "there"])
_DAYS = frozenset(["today", "yesterday", "tonight", "tomorrow"])
_NOBODY = frozenset(["no", "nobody", "none", "neither", "nothing"])
# Constructions that words other than speakers' also enter: "the attack condemned them to poverty".
_CHOOSY = frozenset(["feeling", "object", "event", "to", "ing", "whom", "small", "preposition"])
# Constructions whose content may run on over the sentence's end.
_OPEN_ENDED = frozenset(["clause", "rest", "opening", "to", "small", "preposition", "whom"])
_CLOSERS = frozenset([".", "?", "!", "…", '"', "”", "''", "’", "'", "..", "..."])
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d")
_AFTER_CLOCK = frozenset(["GMT", "UTC", "-", "–", "—", ":", "|", "a.m.", "p.m.", "am", "pm", "\n"])
_IMPERSONAL = frozenset(["say", "report", "accuse"])
DIRECT = Sense("quote", "asserts", ("quote",))


@dataclass(frozen=True, slots=True)
class Attribution:
    """One piece of attributed speech or thought, on the reading text.

    Attributes:
        cue: the word that attributes, None for a quotation that has none of its own.
        speaker: the head of the phrase that names who speaks, None where nobody is named.
        content: what is said.
        sense: how the cue attributes.
        frame: the construction, as `verbs.yaml` calls it; "quote" for direct speech.
        clause: tokens of the cue clause, first and last.
        nested: it stands inside somebody else's direct speech.
        said: false where the text does not tell that it was said ("would say", "refused to say").
    """

    cue: Token | None
    speaker: Token | None
    content: Span
    sense: Sense
    frame: str
    clause: tuple[int, int] = (0, 0)
    nested: bool = False
    said: bool = True

    @property
    def source(self) -> Span | None:
        """The characters of the phrase that names the speaker, as it stands."""
        return None if self.speaker is None else source_span(self.speaker)

    @property
    def cue_span(self) -> Span | None:
        """The characters of the cue, with its particle."""
        if self.cue is None:
            return None
        word = particle(self.cue, self.sense) if self.sense.particle else None
        last = word if word is not None and 0 < word.i - self.cue.i <= 3 else self.cue
        if self.cue.lower_ == "according" and self.cue.i + 1 < len(self.cue.doc):
            last = self.cue.nbor(1)
        return Span(self.cue.idx, last.idx + len(last))


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
    inside = _Speeches([speech.content for speech in spoken])
    for sentence in annotations.sentences:
        length = sentence.last_token - sentence.first_token
        if sentence.zone in _SILENT_ZONES or length > LONGEST:
            continue
        here = list(_indirect(doc, sentence, used))
        here = [_to_closing_mark(one, quoted) for one in _without_cues_at_edges(doc, here)]
        here = [_to_paragraph_end(annotations, one, sentence) for one in here]
        found.extend(
            replace(item, nested=True) if item.cue and inside.hold(item.cue.idx) else item
            for item in here
        )
    found.extend(_pronoun_denials(annotations, found))
    found.sort(
        key=lambda item: (
            item.content.start,
            item.frame == "citing",
            item.cue.i if item.cue else -1,
        )
    )
    return tuple(found)


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
        if what is None or what.lower_ not in _THINGS:
            continue
        place = bisect_right(ends, token.idx) - 1
        speaker = subject(token)
        if place < 0 or speaker is None or not _is_said(token, speaker):
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


def _bounds(doc: Doc, sentence: Sentence) -> Bounds:
    last = sentence.last_token
    while last > sentence.first_token and doc[last - 1].text in _CLOSERS:
        last -= 1
    first = sentence.first_token
    if _CLOCK.fullmatch(doc[first].text):
        # "14:05 The army said": the hour of a live report's line is nobody's words.
        while first < last and (
            _CLOCK.fullmatch(doc[first].text) or doc[first].text in _AFTER_CLOCK
        ):
            first += 1
    return Bounds(doc, first, last)


def _indirect(doc: Doc, sentence: Sentence, used: set[int]) -> Iterator[Attribution]:
    bounds = _bounds(doc, sentence)
    waiting: list[Token] = []
    first_said: Attribution | None = None
    for token in doc[bounds.first : bounds.last]:
        if token.i in used:
            continue
        made = _from_cue(token, bounds)
        if made is not None:
            first_said = first_said or made
            yield made
        elif token.lemma_.lower() in ("cite", "quote") and token.pos_ in ("VERB", "SCONJ", "ADP"):
            waiting.append(token)
    yield from other_cues(Attribution, bounds, waiting, first_said)
    yield from nouns(Attribution, bounds)
    yield from split_denials(Attribution, bounds)
    if sentence.zone == "headline":
        yield from labels(Attribution, bounds)


def _from_cue(token: Token, bounds: Bounds) -> Attribution | None:
    """The attribution that hangs on one verb or adjective, if it has all it needs."""
    for sense in senses_of(token):
        found = held(token, sense, bounds)
        if found is None:
            continue
        speaker = found.speaker or _speaker(token, found)
        if speaker is None and not _impersonal(token, sense):
            continue
        # A content may hold its own speaker only where the cue stands in the middle of it.
        own = speaker is not None and found.first <= speaker.i < found.last
        if own and found.frame not in ("middle", "relative"):
            continue
        content = trimmed(bounds.doc, found.first, found.last)
        if content is None:
            continue
        if speaker is not None and speaker.lower_ in _THINGS and (sense.thought or sense.weak):
            continue
        if found.frame in _CHOOSY and not _can_act(speaker):
            continue
        said = _is_said(token, speaker)
        if not said and token.lemma_ in words("checking") and _doubts(token):
            sense, said = replace(sense, stance="doubts"), True
        return Attribution(token, speaker, content, sense, found.frame, found.cue, said=said)
    return None


def _can_act(speaker: Token | None) -> bool:
    """Whether a noun can praise, deny or demand: people, bodies, names; not "the attack"."""
    if speaker is None:
        return False
    if speaker.pos_ in ("PROPN", "PRON") or speaker.ent_type_:
        return True
    noun = naming_head(speaker)
    lemma = noun.lemma_.lower()
    return (
        noun.pos_ in ("PROPN", "ADJ")
        or lemma
        in word_list("people") | word_list("persons") | word_list("papers") | words("bodies")
        or lemma.endswith(("er", "or", "ist", "man"))
    )


def _doubts(cue: Token) -> bool:
    """ "could not confirm", "was unable to verify", but not "declined to confirm"."""
    if is_negated(cue):
        return True
    return cue.dep_ in ("xcomp", "ccomp") and cue.head.lower_ == "unable"


def _speaker(cue: Token, found: Held) -> Token | None:
    if (quoted := quoted_source(cue)) is not None:
        return quoted
    if is_passive(cue) and cue.lemma_ not in ("quote", "concern", "worry", "convince"):
        return agent(cue)
    source = subject(cue)
    if source is None and found.frame in ("aside", "middle"):
        source = inverted_subject(cue)
    if source is None and found.frame == "clause" and cue.tag_ in ("VBD", "VBZ", "VBP"):
        source = _stray_subject(cue)
    if source is None or source.dep_ == "expl" or source.lower_ in _DAYS:
        return None
    return _named_beside(cue, source)


def _named_beside(cue: Token, source: Token) -> Token:
    """The name right before the cue where the parse has not tied it to its office."""
    if source.pos_ != "NOUN" or source.lemma_.lower() not in word_list("persons"):
        return source
    at = cue.i - 1
    while at > source.i and (cue.doc[at].is_punct or cue.doc[at].pos_ in ("ADV", "AUX")):
        at -= 1
    token = cue.doc[at]
    if token.dep_ == "pobj":
        return source  # "officials at Nasser Hospital said"
    return (
        token if at > source.i and token.ent_type_ == "PERSON" and token.pos_ == "PROPN" else source
    )


def _stray_subject(cue: Token) -> Token | None:
    """The subject that the parse has hung on a word before the cue."""
    for child in cue.lefts:
        if child.dep_ in ("ccomp", "parataxis", "advcl", "acl"):
            for below in child.lefts:
                if below.dep_ in ("nsubj", "nsubjpass"):
                    return below
    return None


def _impersonal(cue: Token, sense: Sense) -> bool:
    """ "The miners were said to be on strike": somebody said it."""
    return is_passive(cue) and sense.group in _IMPERSONAL and not sense.thought


def _is_said(cue: Token, speaker: Token | None) -> bool:
    """Whether the text tells that the words were said at all."""
    if speaker is not None:
        phrase = speaker.doc[speaker.left_edge.i : speaker.i + 1]
        if any(word.lower_ in _NOBODY for word in phrase):
            return False
    if is_negated(cue):
        return False
    modal = next((c.lower_ for c in cue.lefts if c.tag_ == "MD"), "")
    if (
        modal
        and cue.lemma_ != "prefer"
        and modal
        in ("would", "might", "may", "could", "should", "will", "'ll", "must", "ca", "can")
    ):
        return False
    governed = cue.head != cue and cue.dep_ in ("xcomp", "ccomp") and cue.tag_ == "VB"
    if governed and cue.head.lemma_.lower() not in words("still_said"):
        return False
    finite = cue.head if cue.dep_ == "acomp" else cue
    marks = {c.lower_ for c in finite.lefts if c.dep_ == "mark"}
    return not marks & {"if", "unless", "whether", "lest"}


def first_person(speaker: Token | None) -> bool:
    """Whether the speaker is "I", "we" or the person spoken to."""
    return speaker is not None and speaker.lower_ in _FIRST_PERSON


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
