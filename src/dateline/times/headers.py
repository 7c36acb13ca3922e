"""The year in two digits of a report's header ("LIMA, 3 Jan 90 (EFE) --")."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from dateline.times.lexer import Lexeme, classes

# A header ends within so many characters. Those of muc4 train take 30 to 160.
_REACH = 300
# Two digits from here on are of the last century.
_TURN = 30


def years(text: str) -> frozenset[int]:
    """Where the two digits stand that close the date of a text's header.

    A header's date is told by what stands around it: a place, a bracket or a line's beginning
    before it, a dash, a bracket or the line's end behind it. So "3 May 15 soldiers" holds no year.
    """
    return frozenset(
        match.start("year")
        for pattern in _headers()
        for match in pattern.finditer(text, 0, min(len(text), _REACH))
    )


def with_years(lexemes: list[Lexeme], starts: frozenset[int]) -> list[Lexeme]:
    """The lexemes, those that start at `starts` read as years."""
    if not starts:
        return lexemes
    return [_year(each) if each.start in starts else each for each in lexemes]


def _year(lexeme: Lexeme) -> Lexeme:
    year = int(lexeme.number)
    return lexeme._replace(code="y", number=year + (1900 if year >= _TURN else 2000))


@cache
def _headers() -> tuple[re.Pattern[str], ...]:
    weekday = f"(?:{_any([*classes()['WEEKDAY'], *classes()['WDABBR']])},?\\s)?"
    month = _any(classes()["MONTH"])
    day = rf"(?i:{weekday}(?:\d{{1,2}}\s{month}|{month}\s\d{{1,2}},?)\s(?P<year>\d\d))"
    # Up to eight words, a comma, bracket or dash after the last: "NO CITY (EL SALVADOR), ",
    # "By Ana Vega - "; not "In Lima, ". Letter case says nothing in texts in capitals.
    front = r"^(?!(?i:in|on|at|from)\s)(?:\S+\s){0,7}\S*[,)–-]\s"
    # A dash or bracket; or a service without brackets before a label: "90 Radio -- [Text]".
    behind = r"\s?(?:--|[–—(\[])|\s-\s|:\s|(?:\s[\w'’.-]+){1,5}\s(?:--|[–—])\s?\["
    return (
        re.compile(rf"{front}{day}(?={behind})", re.MULTILINE),
        re.compile(rf"\({day}\)"),
        re.compile(rf"(?:{front})?{day}\s*$", re.MULTILINE),
    )


def _any(words: Iterable[str]) -> str:
    return r"(?:" + "|".join(sorted(words, key=len, reverse=True)) + r")\.?"
