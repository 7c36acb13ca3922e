"""What is told as another's word to be refuted: "rejected reports of", "the claim is false"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.events._clauses import children, clause, is_verb, lemma, top, words

if TYPE_CHECKING:
    from spacy.tokens import Token


def refuted(teller: Token) -> Token | None:
    """The word that refutes what `teller`, a verb or noun over a clause or an event, tells."""
    if is_verb(teller):
        return _falsehood(teller) if lemma(teller) == "be" else None
    if not words().has("hearsay", lemma(teller)) or top(teller):
        return None
    verb = teller.head
    if not is_verb(verb) or clause(verb).negation is not None:
        return None
    if teller.dep_ in {"dobj", "nsubjpass"} and words().has("refuting", lemma(verb)):
        return verb
    return _falsehood(verb) if teller.dep_ in {"nsubj", "nsubjpass"} else None


def _falsehood(verb: Token) -> Token | None:
    """The word that calls the subject of `verb` untrue: "is false", "was a lie"."""
    if clause(verb).negation is not None:
        return None
    for child in children(verb):
        if child.dep_ in {"acomp", "attr", "oprd"} and words().has("falsehoods", lemma(child)):
            return child
    return None
