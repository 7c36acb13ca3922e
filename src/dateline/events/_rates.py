"""Figures that are rates: "five people every day"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from dateline.events._harm import words
from dateline.spans import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# Characters around the word of harm in which "every day" makes a figure a rate.
_NEAR = 150
# Nouns that happen as often as the word before them says: "weekly deaths", "a daily toll".
_COUNTING = ("tallies", "tolls", "nouns", "tolls_of")


def rate(token: Token, sentence: Span) -> str | None:
    """How often the harm that `token` tells of is done ("per day"); None for a plain count."""
    start, end = max(sentence.start, token.idx - _NEAR), min(sentence.end, token.idx + _NEAR)
    near = token.doc.text[start:end].casefold()
    for name, pattern in _patterns():
        for found in pattern.finditer(near):
            if not _names_a_thing(token.doc, start + found.start()):
                return name
    return None


def _names_a_thing(doc: Doc, start: int) -> bool:
    """Whether "weekly" at `start` says what sort of market it is, not how often people die."""
    word = doc.char_span(start, start + 1, alignment_mode="expand")
    if word is None or word[0].dep_ not in ("amod", "compound"):
        return False
    head = word[0].head.lower_
    return not any(head in words()[name] for name in _COUNTING)


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (name, re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})\b"))
        for name, phrases in words()["rates"].items()
    )
