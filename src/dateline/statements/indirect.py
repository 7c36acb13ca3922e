"""Indirect speech: the cues of one sentence, who speaks at each and whether it was said at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.annotations import Sentence
from dateline.statements.attribution import Attribution
from dateline.statements.clauses import inverted_subject
from dateline.statements.cuts import Bounds, Held
from dateline.statements.frames import held
from dateline.statements.phrases import may_act, word_list
from dateline.statements.reports import labels, nouns, other_cues, split_denials
from dateline.statements.tree import agent, is_negated, is_passive, quoted_source, subject, trimmed
from dateline.statements.verbs import Sense, senses_of, words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# What has no mind, and no voice but a paper's.
THINGS = frozenset(["it", "that", "this", "which", "what", "there"])
_DAYS = frozenset(["today", "yesterday", "tonight", "tomorrow"])
_NOBODY = frozenset(["no", "nobody", "none", "neither", "nothing"])
# Constructions that words other than speakers' also enter: "the attack condemned them to poverty".
_CHOOSY = frozenset(["feeling", "object", "event", "to", "ing", "whom", "small", "preposition"])
# Verbs whose clause may have no verb: "considers it a danger".
_JUDGING = frozenset(["consider", "declare", "deem", "find", "believe"])
# Senses of what only people do.
_MINDS = frozenset(["mind", "believe", "fear", "worry", "expect", "hope"])
_CLOSERS = frozenset([".", "?", "!", "…", '"', "”", "''", "’", "'", "..", "..."])
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d")
_AFTER_CLOCK = frozenset(["GMT", "UTC", "-", "–", "—", ":", "|", "a.m.", "p.m.", "am", "pm", "\n"])
_IMPERSONAL = frozenset(["say", "report", "accuse"])


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


def indirect(doc: Doc, sentence: Sentence, used: set[int]) -> Iterator[Attribution]:
    """Every attribution of one sentence; the cues in `used` have their direct speech already."""
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
        if content is None or (_is_empty(bounds.doc, found) and token.lemma_ not in _JUDGING):
            continue
        if speaker is not None and speaker.lower_ in THINGS and (sense.thought or sense.weak):
            continue
        if (found.frame in _CHOOSY or sense.group in _MINDS) and not may_act(speaker):
            continue
        if speaker is not None and speaker.lower_ == "that" and speaker.i == bounds.first:
            continue  # "That said, ..."
        said = is_said(token, speaker)
        if not said and token.lemma_ in words("checking") and _doubts(token):
            sense, said = replace(sense, stance="doubts"), True
        return Attribution(token, speaker, content, sense, found.frame, found.cue, said=said)
    return None


def _is_empty(doc: Doc, found: Held) -> bool:
    """Whether a clause found is none: no verb stands in it, or nothing but a question word."""
    if found.last - found.first < 2 and doc[found.first].tag_ in ("WP", "WRB", "WDT"):
        return True
    clause = found.frame in ("clause", "rest")
    return clause and not any(t.pos_ in ("VERB", "AUX") for t in doc[found.first : found.last])


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


def is_said(cue: Token, speaker: Token | None) -> bool:
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
