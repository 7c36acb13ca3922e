"""Nouns that count the hurt: "12 army casualties", "no injuries", "inflicted casualties"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.events._figures import Figure, Figures
from dateline.events._harm import Trigger, words

if TYPE_CHECKING:
    from spacy.tokens import Token

# Words between a number and its tally ("20 confirmed army casualties").
_BETWEEN = 5
# How far off the parts of a tally name its kinds ("19 casualties, including 8 wounded men").
_KINDS = 9
_BESIDES = frozenset(["NOUN", "PROPN", "ADJ", "NUM"])
_BESIDES_WORDS = frozenset(["-", "–", "/", "and", "or", "of"])
_POINTING = frozenset(["this", "these", "those", "such"])


def tallied(figures: Figures, trigger: Trigger) -> list[Figure] | None:
    """The figure of a tally; None where the word counts nothing and may tell of a single death.

    An empty list says that the tally is there and no figure: it mixes kinds that stand apart, or
    nobody says that there were any.
    """
    token = trigger.token
    if token.lower_ not in words()["tallies"]:
        return None
    if token.dep_ == "compound":
        return []  # "casualty figures"
    if _mixed(token):
        return []
    before = _before(figures, token)
    if isinstance(before, int):
        count = figures.counts[before]
        if count.start and token.doc[count.start - 1].lower_ in _POINTING:
            return []  # "this large number of casualties" was told before
        hurt = _whom(token)
        group = figures.phrase(count.end, token.i - 1) or _group(figures, hurt)
        low, high = figures.bounds(count, trigger)
        return [Figure(token, count.start, token.i, low, high, group, True, hurt)]
    verb = _bringer(token)
    lacking = token.dep_ == "pobj" and token.head.lower_ == "without"
    denied = verb is not None and _negated(verb)
    if before == "no" or (before in ("any", "") and (lacking or denied)):
        hurt = _whom(token)
        return [Figure(token, token.i, token.i, 0, 0, _group(figures, hurt), True, hurt)]
    if token.tag_ == "NNS" and before == "" and verb is not None and not _unreal(verb):
        hurt = _whom(token)
        group = figures.phrase(token.left_edge.i, token.i - 1) or _group(figures, hurt)
        return [Figure(token, token.i, token.i, None, None, group, True, hurt)]
    return [] if token.lower_ in words()["only_tallies"] else None


def _before(figures: Figures, token: Token) -> int | str:
    """The place of the number before a tally, or the word that stands for one."""
    doc = token.doc
    for position in range(token.i - 1, max(-1, token.i - _BETWEEN - 1), -1):
        word = doc[position]
        if position in figures.counts:
            return position
        if word.lower_ in ("no", "any"):
            return str(word.lower_)
        if word.dep_ in ("det", "poss") or word.tag_ == "POS":
            return "the"
        if word.pos_ not in _BESIDES and word.lower_ not in _BESIDES_WORDS:
            break
    return ""


def _mixed(token: Token) -> bool:
    """Whether the words right after divide a tally into dead and wounded."""
    doc, table = token.doc, words()
    after = doc[token.i + 1 : min(token.i + 1 + _KINDS, token.sent.end)]
    said = [t.lower_ for t in after if not t.is_punct]
    if not said or (said[0] not in table["divides"] and not after[0].is_punct):
        return False
    if said[0] not in table["divides"] and not said[0][:1].isdigit():
        return False
    return any(table["adjectives"].get(word) == "wounded" for word in said)


def _bringer(token: Token) -> Token | None:
    """The verb that brings a tally: "caused", "suffered", "resulted in", "there were"."""
    head, table = token, words()
    while head.dep_ in ("conj", "nmod", "appos") and head.i != head.head.i:
        head = head.head
    if head.dep_ == "pobj" and head.head.lower_ in ("in", "to", "of"):
        head = head.head
    verb = head.head
    known = verb.pos_ in ("VERB", "AUX") and verb.lemma_.lower() in table["bring"]
    known = known and head.dep_ in (
        "dobj", "pobj", "prep", "nsubjpass", "attr", "nsubj",
    )  # fmt: skip
    return verb if known else None


def _negated(verb: Token) -> bool:
    """ "did not inflict", "without causing", "failed to cause"."""
    if any(child.dep_ == "neg" for child in verb.children):
        return True
    return verb.dep_ == "pcomp" and verb.head.lower_ == "without"


def _unreal(verb: Token) -> bool:
    auxiliaries = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    if auxiliaries & words()["unreal"]:
        return True
    return verb.tag_ == "VB" and "to" in auxiliaries and "have" not in auxiliaries


def _whom(token: Token) -> Token | None:
    """Who suffered it: "on the army", "among civilians", the subject of "sustained"."""
    verb = _bringer(token)
    for one in (token, *([verb] if verb is not None else [])):
        for preposition in one.children:
            if preposition.dep_ in ("prep", "dative") and preposition.lower_ in ("on", "among"):
                found = next((c for c in preposition.children if c.dep_ == "pobj"), None)
                if found is not None:
                    return found
    if verb is not None and verb.lemma_.lower() in words()["suffer"]:
        return next((c for c in verb.children if c.dep_ == "nsubj"), None)
    return None


def _group(figures: Figures, hurt: Token | None) -> str:
    return figures.phrase(hurt.left_edge.i, hurt.i) if hurt is not None else ""
