"""Units as written and as a normal form: "128th Mountain Assault Brigade", its echelon."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dateline.parties.lexicon import lexicon

_ORDINAL = re.compile(r"(?:no\.?\s*)?(\d{1,4})(?:st|nd|rd|th|d)?$", re.IGNORECASE)
_ROMAN = re.compile(r"(?=[IVX])(X{0,3})(IX|IV|V?I{0,3})$")
_WORD = re.compile(r"[\w’'-]+")
_TEENS = (11, 12, 13)
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}
_DIGITS = {"I": 1, "V": 5, "X": 10}


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit in its normal form; `echelon` is its size by name ("brigade")."""

    name: str
    echelon: str


def unit_of(written: str) -> Unit | None:
    """The unit that a name stands for; None for a name of none, or of a mere "brigade".

    Number first as an ordinal, abbreviations written out, one spelling, capitals; words that tell
    no unit from another ("separate") are left out.

    >>> unit_of("128th separate mountain assault brigade").name
    '128th Mountain Assault Brigade'
    >>> unit_of("Military Detachment No.4").name
    '4th Military Detachment'
    >>> unit_of("2d Inf. Bn")
    Unit(name='2nd Infantry Battalion', echelon='battalion')
    """
    words = _WORD.findall(written)
    at = next((i for i in range(len(words) - 1, -1, -1) if _echelon(words, i)), None)
    if at is None:
        return None
    echelon = _echelon(words, at)
    numbers = [(i, n) for i, word in enumerate(words) if (n := number_of(word)) is not None]
    number = numbers[0] if numbers else None
    start = number[0] + 1 if number and number[0] < at else _named_from(words, at)
    rest = [_written_out(word) for word in words[start : at + 1]]
    parts = [part for part in rest if part]
    if number is not None:
        parts.insert(0, ordinal(number[1]))
    return Unit(" ".join(parts), echelon) if len(parts) > 1 else None


def ordinal(number: int) -> str:
    """A number as an ordinal.

    >>> ordinal(2), ordinal(11), ordinal(128)
    ('2nd', '11th', '128th')
    """
    ending = "th" if number % 100 in _TEENS else _ENDINGS.get(number % 10, "th")
    return f"{number}{ending}"


def number_of(word: str) -> int | None:
    """The number a word gives a unit: "31st", "2d", "Fourth", "XII"; None for other words."""
    if found := _ORDINAL.match(word):
        return int(found[1])
    if found := _ROMAN.match(word):
        return _roman(word)
    return lexicon().ordinals.get(word.casefold())


def larger(one: str, other: str) -> bool:
    """Whether units of the echelon `one` hold units of `other`."""
    order = lexicon().echelon_order
    return order.index(one) > order.index(other)


def _echelon(words: list[str], at: int) -> str:
    """The echelon that the word at a place names, "" for none."""
    pair = " ".join(words[max(0, at - 1) : at + 1]).casefold()
    return lexicon().echelons.get(pair) or lexicon().echelons.get(words[at].casefold(), "")


def _named_from(words: list[str], at: int) -> int:
    """Where the name of a unit without a number starts: "Arce Battalion"."""
    start = at
    while start and words[start - 1][:1].isupper() and not words[start - 1].endswith(("'s", "’s")):
        start -= 1
    return start


def _written_out(word: str) -> str:
    known = lexicon().unit_words.get(word.casefold().rstrip("."))
    if known is not None:
        return known
    return word if not word.islower() and not word.isupper() else word.capitalize()


def _roman(word: str) -> int:
    digits = [_DIGITS[sign] for sign in word]
    following = [*digits[1:], 0]
    return sum(-a if a < b else a for a, b in zip(digits, following, strict=True))
