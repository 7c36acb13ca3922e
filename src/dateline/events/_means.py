"""What a happening was done with, where the grammar puts it off the trigger."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dateline.events.frames import is_noun, lexicon

if TYPE_CHECKING:
    from spacy.tokens import Token

_WITH = frozenset({"with", "using"})


def means(trigger: Token) -> Iterator[Token]:
    """Head words of the means: "an attack with mortars", "attacked it using two bombs".

    A noun also has those of the verb that carries it ("was carried out with rifles").
    """
    yield from _used(trigger)
    if not is_noun(trigger):
        return
    carriers = [child for child in trigger.children if child.dep_ in ("acl", "relcl")]
    if trigger.dep_ in ("dobj", "nsubjpass"):
        carriers.append(trigger.head)
    words = lexicon().classes["carrier"]
    for one in (trigger, *(verb for verb in carriers if verb.lemma_ in words)):
        yield from _used(one)
        for preposition in one.children:
            if preposition.dep_ == "prep" and preposition.lower_ in _WITH:
                yield from (c for c in preposition.children if c.dep_ == "pobj")


def _used(token: Token) -> Iterator[Token]:
    for clause in token.children:
        if clause.dep_ in ("advcl", "acl") and clause.lower_ == "using":
            yield from (c for c in clause.children if c.dep_ == "dobj")
