"""Reading text to lexemes, each with one code character, so that a grammar can run over codes."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from dateline.codebook import load_yaml

# Codes of what is no listed word. Listed words get private-use characters, one each.
UNKNOWN, BREAK, COMMA, DASH, SLASH, POSS = "?", ".", ",", "-", "/", "'"
_MARKS = {",": COMMA, "/": SLASH, "'": POSS, "’": POSS, **dict.fromkeys("-‐‑–—", DASH)}
_NUMERIC = {"iso": "i", "clock": "k", "tens": "t", "short": "s", "slashed": "F"}
_FIRST_PRIVATE = 0xE000
_UNLISTED: tuple[str, float] = (UNKNOWN, 0)

_ABBREVIATED = (
    r"(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|mon|tues?|weds?|thurs?|thu|fri|sat|sun)\."
)
# Words come first and numbers behind one look ahead: nearly all of a text is plain words.
_PATTERN = r"""
  (?=[ap])(?P<ampm>\b[ap]\.\s?m\.?|\b[ap]m\b)
 |(?=[ab])(?P<era>\b(?:b\.\s?c\b\.?(?:\s?e\.)?|a\.\s?d\.))
 |(?P<phrase>%s)
 |(?P<oclock>o['’]clock\b)
 |(?P<word>\b%s|[^\W\d_]+)
 |(?=[\d'’‘`])(?:
   (?P<iso>(?<![\w/.-])(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})
          |\d{1,2}\.\d{1,2}\.(?:19|20)\d\d|\d{1,2}-\d{1,2}-(?:\d{4}|\d{2}))(?![\w/-]))
  |(?P<clock>(?<![\w:.])(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?![\d:])
            |(?<![\w.])1?\d\.[0-5]\d(?=\s?[ap]\.?m\b)
            |(?<![\w.])(?:[01]\d|2[0-4])[0-5]\d(?=(?:(?:\sand\s|\sto\s|[-–])[0-2]\d[0-5]\d)?
               \s?(?:hours|hrs|gmt|utc)\b)
            |(?<![\w.,:/-])0\d[0-5]\d(?=\sand\s[0-2]\d[0-5]\d\b|\sto\s[0-2]\d[0-5]\d\b)
            |(?:(?<=\b0\d[0-5]\d\sand\s)|(?<=\b0\d[0-5]\d\sto\s))(?:[01]\d|2[0-4])[0-5]\d\b)
  |(?P<tens>(?<!\w)(?:1\d|20)\d0['’]?s\b|(?<!\w)['’‘`]?[2-9]0['’]?s\b
          |\b[1-9]\d0s(?=\s?b\.?c))
  |(?P<short>(?<!\w)['’‘`]\d\d(?![\w,.]\w))
  |(?P<slashed>\b\d/\d\b(?!/))
  |(?P<ord>\b\d+(?:st|nd|rd|th)\b)
  |(?P<num>\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)
  |(?P<poss>['’](?:s\b)?))
 |(?P<mark>[^\s\w]|\n)
"""


class Lexeme(NamedTuple):
    """One word, number or mark: where it stands, its folded text, its code and its number."""

    start: int
    end: int
    word: str
    code: str
    number: float = 0


class Lexicon:
    """The words of time: their codes, and what each stands for in each class."""

    def __init__(
        self, classes: dict[str, dict[str, int | float | str]], literals: set[str]
    ) -> None:
        self.numbers = {word: int(n) for word, n in classes.pop("NUMBER").items()}
        self.ordinals = {word: int(n) for word, n in classes.pop("ORDINAL").items()}
        self.classes = classes
        words = sorted(
            (literals | {word for found in classes.values() for word in found})
            - self.numbers.keys()
            - self.ordinals.keys()
        )
        self.codes = {word: chr(_FIRST_PRIVATE + number) for number, word in enumerate(words)}
        # Each word's code and number.
        self.known: dict[str, tuple[str, float]] = {
            **{word: (code, 0) for word, code in self.codes.items()},
            **{word: ("b", number) for word, number in self.numbers.items()},
            **{word: ("o", number) for word, number in self.ordinals.items()},
        }
        phrases = sorted((word for word in words if re.search(r"\W", word)), key=len, reverse=True)
        spelled = _alternatives([word for word in phrases if word[-1] != "." and len(word) > 3])
        self.pattern = re.compile(_PATTERN % (spelled, _ABBREVIATED), re.VERBOSE | re.IGNORECASE)

    def set_of(self, name: str) -> str:
        """The codes of the words of one class."""
        return "".join(
            self.codes[word] for word in self.classes.get(name, {}) if word in self.codes
        )


def _alternatives(phrases: list[str]) -> str:
    """A pattern for any of the phrases, the longest first; those of one first letter together."""
    heads = sorted({phrase[0] for phrase in phrases})
    branches = [
        head
        + "(?:"
        + "|".join(
            re.escape(phrase[1:]).replace("'", "['’]").replace(r"\ ", r"\s") + r"\b(?!/\d)"
            for phrase in phrases
            if phrase[0] == head
        )
        + ")"
        for head in heads
    ]
    return r"\b(?:" + "|".join(branches) + ")"


@cache
def classes() -> dict[str, dict[str, int | float | str]]:
    """The word classes of words.yaml, words folded."""
    data = load_yaml("dateline.times", "words.yaml")
    return {
        name: {str(word): value for word, value in words.items()} for name, words in data.items()
    }


def lexemes(text: str, lexicon: Lexicon) -> list[Lexeme]:
    """The lexemes of `text` in order, number words joined into one."""
    found: list[Lexeme] = []
    known, spelled = lexicon.known, False
    for match in lexicon.pattern.finditer(text):
        kind = match.lastgroup
        word = match.group().casefold()
        if kind == "word" and not word.endswith("."):
            code, number = known.get(word, _UNLISTED)
            spelled = spelled or code == "b"
            found.append(Lexeme(match.start(), match.end(), word, code, number))
        else:
            found.append(_lexeme(kind or "mark", match.start(), match.end(), word, lexicon))
    return _join_numbers(found, lexicon) if spelled else found


def _lexeme(kind: str, start: int, end: int, word: str, lexicon: Lexicon) -> Lexeme:
    if kind == "mark":
        return Lexeme(start, end, word, _MARKS.get(word, BREAK))
    word = word.replace("’", "'").replace("\u00a0", " ")
    if kind == "num":
        return _number(start, end, word)
    if kind == "ord":
        number = int(re.sub(r"\D", "", word)[:6])
        return Lexeme(start, end, word, "o" if 0 < number <= 31 else "p", number)
    if kind in _NUMERIC:
        return Lexeme(start, end, word, _NUMERIC[kind])
    if kind == "poss":
        return Lexeme(start, end, word, POSS)
    if kind in {"ampm", "era"}:
        word = re.sub(r"[\s.]", "", word)
    elif kind == "oclock":
        word = "oclock"
    elif kind == "word":
        word = word.rstrip(".")
    code, value = lexicon.known.get(re.sub(r"\s", " ", word), _UNLISTED)
    return Lexeme(start, end, word, code, value)


def _number(start: int, end: int, word: str) -> Lexeme:
    digits = word.replace(",", "")
    if "." in digits:
        return Lexeme(start, end, word, "f", float(digits[:12]))
    number = int(digits[:12])
    if number <= 12 and len(digits) <= 2:
        code = "h"
    elif number <= 31 and len(digits) == 2:
        code = "d"
    elif len(digits) == 4 and "," not in word and 1000 <= number < 2200:
        code = "y"
    else:
        code = "n"
    return Lexeme(start, end, word, code, number)


def _join_numbers(found: list[Lexeme], lexicon: Lexicon) -> list[Lexeme]:
    """Runs such as "twenty", "-", "first" or "two", "hundred", "and", "ten" as one lexeme each."""
    joined: list[Lexeme] = []
    index = 0
    while index < len(found):
        if found[index].code != "b" or found[index].word not in lexicon.numbers:
            joined.append(found[index])
            index += 1
            continue
        run = [index]
        stop = index + 1
        while stop < len(found):
            gap = found[stop].word in {"-", "and"} and stop + 1 < len(found)
            after = stop + 1 if gap else stop
            if not _goes_on(found[run[-1]], found[after], found[stop].word if gap else "", lexicon):
                break
            run.append(after)
            stop = after + 1
        joined.append(_spelled([found[i] for i in run]))
        index = run[-1] + 1
    return joined


def _goes_on(before: Lexeme, after: Lexeme, gap: str, lexicon: Lexicon) -> bool:
    """Whether `after` belongs to the number that `before` ends."""
    if after.code == "o" and after.word in lexicon.ordinals:
        return gap == "-" and before.number in range(20, 100, 10) and after.number < 10
    if after.code != "b" or before.code != "b":
        return False
    big = after.number >= 100
    if gap == "and":
        return before.number >= 100 and not big
    if big:
        return before.number < after.number
    if before.number in range(20, 100, 10):
        return after.number < 10
    if before.number >= 100:
        return True
    return 13 <= before.number <= 20 and after.number >= 10 and gap == ""


def _spelled(run: list[Lexeme]) -> Lexeme:
    word = " ".join(part.word for part in run)
    start, end = run[0].start, run[-1].end
    if run[-1].code == "o":
        number = sum(part.number for part in run)
        return Lexeme(start, end, word, "o" if number <= 31 else "p", number)
    values = [int(part.number) for part in run]
    if len(values) > 1 and 13 <= values[0] <= 20 and 10 <= values[1] <= 90:
        return Lexeme(start, end, word, "Y", values[0] * 100 + sum(values[1:]))
    total, current = 0, 0
    for value in values:
        if value == 100:
            current = max(current, 1) * 100
        elif value == 1000:
            total, current = total + max(current, 1) * 1000, 0
        else:
            current += value
    return Lexeme(start, end, word, "b" if total + current <= 12 else "w", total + current)
