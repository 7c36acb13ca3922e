"""Whom a report credits: "(Reuters) -", "via AP", "AFP contributed", "with inputs from PTI".

Credits stand in the first lines and the last. Somebody who "told Reuters" something credits a
sentence, not the report, and is none.
"""

from __future__ import annotations

import csv
import re
from functools import cache, lru_cache
from importlib.resources import files

from dateline.linking.copies.words import tokens

__all__ = ["credits_of", "name_of"]

# How much of a report's start and end is looked at, in characters.
_HEAD, _TAIL = 700, 500
_WORD = r"\0?[A-Z][\w.&'/-]*\0?"
_NAME = rf"{_WORD}(?: (?:of |de )?{_WORD}){{0,4}}"
_LIST = rf"{_NAME}(?:(?:, (?:and )?| and | & ){_NAME})*"
_SPLIT = re.compile(r", and |, | and | & |\s*/\s*")
_MARK = "\0"
_BRACKETS = re.compile(r"\s*\(([^()]*)\)")


def credits_of(text: str, publisher: str | None = None) -> tuple[str, ...]:
    """The agencies and outlets that a report names as its source, sorted, by their usual names.

    Args:
        text: the report.
        publisher: its publisher, where known; "Morning Post (AFP)" credits AFP.
    """
    named: list[str] = []
    for inside in _BRACKETS.findall(publisher or ""):
        named += _marked(inside).split(_MARK)[1::2]
    edges = text if len(text) <= _HEAD + _TAIL else f"{text[:_HEAD]}\n{text[-_TAIL:]}"
    edges = _marked(edges)
    for pattern in _open_patterns() + (_patterns() if _MARK in edges else ()):
        for found in pattern.findall(edges):
            named += _SPLIT.split(found.replace(_MARK, ""))
    return tuple(
        sorted({_agencies().get(one, one) for one in map(str.strip, named) if len(one) > 1})
    )


def name_of(publisher: str | None) -> str | None:
    """A publisher by its usual name, without what stands in brackets behind it."""
    bare = _BRACKETS.sub("", publisher or "").strip()
    return (_agencies().get(bare, bare) or None) if bare else None


@cache
def _agencies() -> dict[str, str]:
    """Every name of each agency, and the one to use."""
    raw = files(__package__).joinpath("agencies.csv").read_text("utf-8")
    rows = csv.DictReader(line for line in raw.splitlines() if not line.startswith("#"))
    return {
        name: row["name"]
        for row in rows
        for name in (row["name"], *filter(None, row["names"].split("|")))
    }


def _marked(text: str) -> str:
    """The text with each agency's name between marks, so that no pattern spells all of them out."""
    starts = _starts().intersection(tokens(text))
    return _finder(starts).sub(_mark, text) if starts else text


def _mark(found: re.Match[str]) -> str:
    return f"{_MARK}{found[0]}{_MARK}"


@cache
def _starts() -> frozenset[str]:
    """The first words of the agencies' names: without one of them none is named."""
    return frozenset(_by_start())


@cache
def _by_start() -> dict[str, list[str]]:
    starts: dict[str, list[str]] = {}
    for name in _agencies():
        starts.setdefault(tokens(name)[0], []).append(name)
    return starts


@lru_cache(1000)
def _finder(starts: frozenset[str]) -> re.Pattern[str]:
    names = sorted((name for start in starts for name in _by_start()[start]), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})(?!\w)")


@cache
def _open_patterns() -> tuple[re.Pattern[str], ...]:
    """Where any name is a credit."""
    return (
        # "KYIV, April 3 (Northern Wire) -"
        re.compile(rf"^[A-Z][^()\n]{{1,60}}\(({_NAME})\) ?[-–—:]", re.MULTILINE),
        # "With inputs from …", "(with material from …)"
        re.compile(
            r"[Ww]ith (?:additional |further )?"
            r"(?:inputs?|material|reporting|reports|files|contributions?|information)"
            rf" (?:from|by) (?:[Tt]he )?({_LIST})"
        ),
    )


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Where only the name of a known agency is a credit."""
    known = f"{_MARK}[^{_MARK}]+{_MARK}"
    several = rf"(?:[Tt]he )?({known}(?:(?:, (?:and )?| and | & |/){known})*)"
    return tuple(
        re.compile(pattern, re.MULTILINE)
        for pattern in (
            # "via AP", "Source: Reuters", "© AFP"
            r"(?:\b(?:[Vv]ia|[Ss]ources?|[Cc]ourtesy(?: of)?|[Cc]redit|[Cc]opyright(?: \d{4})?)|©)"
            rf"[: ]+{several}",
            rf"{several}(?: (?:also|has|have|staff|writers?|journalists?))* contributed\b",
            # "(AP)", a line that is only "AFP", "By Jane Doe, Associated Press", "— Reuters"
            rf"\({several}\)",
            rf"^(?:By )?{several}\.?$",
            rf"^(?:By|BY) [^\n.]{{0,60}}[,|/ ]{several}\.?$",
            rf"[—–-] ?{several}\.?$",
        )
    )
