"""Papers that speak: whose statement, communique or report one is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.statements.phrases import is_name, word_list
from dateline.statements.tree import agent, subject
from dateline.statements.verbs import senses_of, words

if TYPE_CHECKING:
    from spacy.tokens import Token

_DATES = frozenset(["DATE", "TIME", "CARDINAL", "ORDINAL", "QUANTITY"])
_ISSUING = frozenset(
    ["issue", "release", "publish", "distribute", "send", "circulate", "present", "make", "give"]
)
_SORTS_OF_PAPER = frozenset(["press", "news", "video", "joint", "written", "policy"])


def issuer_of(noun: Token) -> Token | None:
    """Whose statement: "the army's statement", "a statement by the army", "the army issued one"."""
    for child in noun.lefts:
        if child.tag_ == "PRP$" and child.lower_ in ("its", "their", "his", "her"):
            return child
        if child.pos_ not in ("NOUN", "PROPN"):
            continue
        named = child.dep_ in ("compound", "nmod") and child.lower_ not in _SORTS_OF_PAPER
        if (child.dep_ == "poss" or named) and _may_issue(child):
            return child
    for way in noun.rights:
        if way.lower_ in ("by", "from") and way.dep_ in ("prep", "agent"):
            for name in way.rights:
                if name.dep_ == "pobj" and name.pos_ in ("NOUN", "PROPN"):
                    return name if name.ent_type_ not in _DATES else None
        if way.dep_ == "acl" and way.lemma_ in _ISSUING and not noun.nbor(1).is_punct:
            return agent(way)
    return _issuing(noun, noun.head)


def _may_issue(noun: Token) -> bool:
    """Whether a word before a paper names who put it out: "army report", not "battle report"."""
    if noun.ent_type_ in _DATES:
        return False
    known = word_list("persons") | word_list("people") | word_list("armed") | words("bodies")
    return is_name(noun) or noun.lemma_.lower() in known | word_list("body_kinds")


def _issuing(noun: Token, verb: Token) -> Token | None:
    """Who says something in a paper, or puts it out."""
    if noun.dep_ == "pobj" and verb.lower_ in ("in", "on", "via") and senses_of(verb.head):
        return subject(verb.head)
    if verb.lemma_ in ("issue", "release", "publish"):
        if noun.dep_ == "dobj":
            return subject(verb)
        if noun.dep_ == "nsubjpass":
            return agent(verb)
    return None
