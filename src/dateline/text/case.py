"""Capitals for reports, and paragraphs, that are written in capitals or small letters only.

A parser finds names by their capitals. Text without them is set as ordinary prose: words of the
English lexicon small, all others and the best-known places with a capital. Lengths never change.
"""

from __future__ import annotations

import re
from calendar import day_name, month_abbr, month_name
from functools import cache
from typing import TYPE_CHECKING

from dateline.gazetteer import countries, index
from dateline.text.normalise import letter_case

if TYPE_CHECKING:
    from spacy.language import Language

_PARAGRAPH = re.compile(r"[^\n]+")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SENTENCE_END = re.compile(r"[.?!:]\W*$")
_ENDINGS = ("s", "es", "ed", "d", "ing", "er", "ers", "ly", "n", "ned", "ting", "'s", "’s", "ted")
# "may" and "march" are words first.
_NAMED_TIMES = frozenset(name.lower() for name in (*day_name, *month_name[1:], *month_abbr[1:])) - {
    "may",
    "march",
    "mar",
}
# Best-known towns outweigh the English word of the same letters ("nice", "reading" do not).
_KNOWN_TOWN = 400_000
_KNOWN_DIVISION = 5_000_000
_SHORT = 3


def truecased(text: str, nlp: Language) -> str:
    """`text` with each paragraph of one letter case set as prose; no character moves."""
    out = []
    for paragraph in _PARAGRAPH.finditer(text):
        line = paragraph.group()
        out.append(line if letter_case(line) == "mixed" else _prose(line, nlp))
    return "\n".join(out)


def _prose(line: str, nlp: Language) -> str:
    words = list(_WORD.finditer(line))
    lowered = [_same_length(word.group(), word.group().lower()) for word in words]
    capital = [not _is_common(word, nlp) for word in lowered]
    for number, word in enumerate(words):
        before = line[words[number - 1].end() if number else 0 : word.start()]
        if not number or _SENTENCE_END.search(before):
            capital[number] = True
        elif (
            before == " "
            and lowered[number - 1] != "the"
            and _is_known_pair(lowered[number - 1], lowered[number])
        ):
            capital[number - 1] = capital[number] = True
    pieces, at = [], 0
    for word, small, is_name in zip(words, lowered, capital, strict=True):
        named = _same_length(small, small[:1].upper() + small[1:]) if is_name else small
        pieces += [line[at : word.start()], named]
        at = word.end()
    return "".join([*pieces, line[at:]])


def _same_length(before: str, after: str) -> str:
    # A few letters (İ, ß) change length with their case; offsets must not move.
    return after if len(after) == len(before) else before


def _is_common(word: str, nlp: Language) -> bool:
    if word in nlp.Defaults.stop_words:
        return True
    if word in _NAMED_TIMES or word in _people_words():
        return False
    known = _lexicon(nlp)
    if not (word in known or _stem_known(word, known)):
        return False
    return len(word) <= _SHORT or word in _adjectives(nlp) or not _is_known_place(word)


def _stem_known(word: str, known: frozenset[str]) -> bool:
    if word.endswith(("ies", "ied")) and word[:-3] + "y" in known:
        return True
    return any(
        word.endswith(ending)
        and (word[: -len(ending)] in known or word[: -len(ending)] + "e" in known)
        for ending in _ENDINGS
    )


@cache
def _is_known_place(word: str) -> bool:
    return any(
        entry.kind == "country"
        or (entry.kind == "settlement" and entry.population > _KNOWN_TOWN)
        or (entry.kind == "admin1" and entry.population > _KNOWN_DIVISION)
        for entry in index().lookup(word)
    )


@cache
def _is_known_pair(first: str, second: str) -> bool:
    """Whether two words name a place of some size together: "San Miguel", "El Salvador"."""
    found = index().lookup(f"{first} {second}")
    return any(entry.kind == "country" or entry.population > _KNOWN_TOWN / 10 for entry in found)


@cache
def _people_words() -> frozenset[str]:
    """Adjectives and peoples of states, which English writes with a capital."""
    words = (w for state in countries().values() for w in (*state.adjectives, *state.people))
    return frozenset(word.lower() for word in words)


@cache
def _adjectives(nlp: Language) -> frozenset[str]:
    lookups = nlp.get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
    return frozenset(lookups.get_table("lemma_index")["adj"])


@cache
def _lexicon(nlp: Language) -> frozenset[str]:
    """The base forms that the parser's lemmatiser knows (WordNet), with their irregular forms."""
    lookups = nlp.get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
    words = (word for kind in lookups.get_table("lemma_index").values() for word in kind)
    odd = (word for kind in lookups.get_table("lemma_exc").values() for word in kind)
    return frozenset(words) | frozenset(odd)
