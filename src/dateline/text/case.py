"""Capitals for reports, and paragraphs, that are written in capitals or small letters only.

A parser finds names by their capitals. Text without them is set as ordinary prose: words of the
English lexicon small, all others, names of people and the best-known places with a capital, and
abbreviations in capitals. Lengths never change.
"""

from __future__ import annotations

import re
from calendar import day_name, month_abbr, month_name
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from dateline.codebook import load_yaml
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
_PARTICLE = 2
_LINKS = frozenset({"of", "the", "for", "and", "de", "la", "del", "to", "in"})
_ARTICLES = frozenset({"the", "a", "an", "this", "that"})
_TITLES = frozenset(
    {"mr", "mrs", "ms", "dr", "col", "gen", "lt", "maj", "capt", "sgt", "st", "msgr"}
)
# "the front [FLN]", "the FLN [national liberation front]".
_IN_BRACKETS = re.compile(r"(?<=[A-Z\"] )[(\[]([A-Z]{2,5})[)\]]")
_BEFORE_BRACKETS = re.compile(r"\b([A-Z]{3,5}) \[([A-Z]+) [A-Z]+")
# Letters that no word is made of.
_SPELLED = re.compile(r"[bcdfghjklmnpqrstvwxz]{3,6}")


def truecased(text: str, nlp: Language) -> str:
    """`text` with each paragraph of one letter case set as prose; no character moves."""
    out = []
    abbreviations = _explained(text, nlp)
    for paragraph in _PARAGRAPH.finditer(text):
        line = paragraph.group()
        case = letter_case(line)
        known = abbreviations if case == "upper" else frozenset()
        out.append(line if case == "mixed" else _prose(line, nlp, known))
    return "\n".join(out)


def _explained(text: str, nlp: Language) -> frozenset[str]:
    """Abbreviations: known ones, and short words in brackets behind a name or before its names."""
    asides = _words_of("asides")
    inside = {match[1].lower() for match in _IN_BRACKETS.finditer(text)}
    found = {word for word in inside if not _is_known_place(word)}
    before = (match for match in _BEFORE_BRACKETS.finditer(text) if match[2].lower() not in asides)
    found |= {word for match in before if not _is_place(word := match[1].lower())}
    return _words_of("abbreviations") | (
        found - asides - nlp.Defaults.stop_words - _adjectives(nlp) - _verbs(nlp)
    )


def _prose(line: str, nlp: Language, abbreviations: frozenset[str]) -> str:
    words = list(_WORD.finditer(line))
    lowered = [_same_length(word.group(), word.group().lower()) for word in words]
    gaps = [line[last.end() : word.start()] for last, word in pairwise([*words[:1], *words])]
    pointed = [line[word.end() : word.end() + 1] == "." for word in words]
    capital = [_is_named(lowered, number, nlp) for number in range(len(words))]
    capital = [
        word == "i" or (point and _is_point_of(word)) or named
        for word, point, named in zip(lowered, pointed, capital, strict=True)
    ]
    for number, gap in enumerate(gaps):
        if not number or (_SENTENCE_END.search(gap) and not _is_point_of(lowered[number - 1])):
            capital[number] = True
        elif gap == " " and _joins(lowered, capital, number):
            opens = lowered[number - 1] not in _words_of("joiners")
            capital[number], capital[number - 1] = True, capital[number - 1] or opens
    for number in range(len(words)):
        if lowered[number] in abbreviations:
            _spell_out(lowered, capital, number)
    pieces, at = [], 0
    for word, small, is_name in zip(words, lowered, capital, strict=True):
        named = _same_length(small, small[:1].upper() + small[1:]) if is_name else small
        spelled = is_name and small not in _TITLES and _SPELLED.fullmatch(small)
        whole = small in abbreviations or (spelled and abbreviations)
        pieces += [line[at : word.start()], word.group() if whole else named]
        at = word.end()
    return "".join([*pieces, line[at:]])


def _spell_out(lowered: list[str], capital: list[bool], number: int) -> None:
    """Give capitals to the words beside an abbreviation that have its letters, in any order."""
    letters = lowered[number]
    for step in (-1, 1):
        found = []
        end = number + step * (2 * len(letters) + 2)
        for at in range(number + step, min(max(end, -1), len(lowered)), step):
            if lowered[at][0] in letters and lowered[at] not in _LINKS:
                found.append(at)
            elif lowered[at] not in _LINKS:
                break
        if len(found) > 1 and {lowered[at][0] for at in found} == set(letters):
            for at in found[: len(letters) + 1]:
                capital[at] = True


def _is_named(lowered: list[str], number: int, nlp: Language) -> bool:
    """Whether a word is a name by itself: no word of the lexicon, or one for a person or faith."""
    word, before = lowered[number], lowered[number - 1] if number else ""
    if word in _words_of("proper") or (word in _words_of("people") and before not in _ARTICLES):
        return True
    return not _is_common(word, nlp)


def _joins(lowered: list[str], capital: list[bool], number: int) -> bool:
    """Whether a word and the one before it are parts of one name."""
    first, second = lowered[number - 1], lowered[number]
    if first in _words_of("openers") and len(second) > _PARTICLE:
        return True
    if first in _words_of("joiners"):
        return number > 1 and capital[number - 2] and len(second) > _SHORT
    return first != "the" and _is_known_pair(first, second)


def _is_point_of(word: str) -> bool:
    """Whether the point behind a word is its own: an initial, a title."""
    return len(word) == 1 or word in _TITLES


@cache
def _words_of(kind: str) -> frozenset[str]:
    return frozenset(load_yaml("dateline.text", "names.yaml")[kind])


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
def _is_place(word: str) -> bool:
    return len(word) > _SHORT and bool(index().lookup(word))


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
def _verbs(nlp: Language) -> frozenset[str]:
    lookups = nlp.get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
    return frozenset(lookups.get_table("lemma_index")["verb"])


@cache
def _lexicon(nlp: Language) -> frozenset[str]:
    """The base forms that the parser's lemmatiser knows (WordNet), with their irregular forms."""
    lookups = nlp.get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
    words = (word for kind in lookups.get_table("lemma_index").values() for word in kind)
    odd = (word for kind in lookups.get_table("lemma_exc").values() for word in kind)
    return frozenset(words) | frozenset(odd)
