"""muc4: phrases as the keys of 1992 write them, and words looked up in the task's table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from dateline.codebook import load_yaml
from dateline.gazetteer import countries

_BRACKETED = re.compile(r"\s*(?:\[[^\]]*\]?|\([^)]*\)?)")
_CLAUSE = re.compile(
    r"\s+(?:who|whom|whose|which|that|when|where|while|including|because|were|was|are|is|have|has"
    r"|had|been)\b.*",
    re.I,
)
_WORD = re.compile(r"[\w'&./-]+")


@cache
def table() -> dict[str, Any]:
    """The task's word lists."""
    found: dict[str, Any] = load_yaml(__package__, "muc4.yaml")
    return found


@cache
def words(name: str) -> frozenset[str]:
    """One of the table's lists, as a set."""
    return frozenset(table()[name])


@cache
def thresholds() -> dict[str, float]:
    """How sure the record has to be of what, as `training/violence` chose it."""
    found: dict[str, float] = table()["thresholds"]
    return found


@cache
def bare(phrase: str) -> str:
    """A phrase in capitals without brackets, articles, numbers and what follows its noun."""
    text = _BRACKETED.sub("", re.sub(r"^\[?(?:text|excerpts?|report)\]", "", phrase, flags=re.I))
    text = _CLAUSE.sub("", " ".join(text.split())).upper()
    parts = text.strip(" \"'.,;-").split(" ")
    while len(parts) > 1 and _opens(parts[0]):
        parts = parts[1:]
        if parts[0] == "OF" and len(parts) > 1:
            parts = parts[1:]
    return " ".join(parts).strip(" \"'.,;-")


def _opens(word: str) -> bool:
    """Whether a word before a noun says which or how many, and is no part of its name."""
    return word.lower() in words("openers") or (word[0].isdigit() and word.isalnum())


def has(text: str, listed: Iterable[str]) -> bool:
    """Whether a word of the text begins with one of those listed."""
    return bool(_starts(tuple(listed)).search(text))


@cache
def _starts(listed: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, listed))})", re.I)


def kind(name: str, listed: Mapping[str, list[str]]) -> str | None:
    """The first kind that has a word of the name."""
    return next((key for key, found in listed.items() if has(name, found)), None)


@cache
def head(phrase: str) -> str:
    """The last word before the first preposition: "MEMBERS OF THE ARMY" has MEMBERS."""
    before = re.split(r"\b(?:of|in|at|from|on|for|to|with|by|near)\b", phrase, flags=re.I)[0]
    found = _WORD.findall(before) or _WORD.findall(phrase)
    return found[-1].upper() if found else ""


def stem(word: str) -> str:
    """A noun without the ending of its plural."""
    word = word.upper()
    for many, one in (("MEN", "MAN"), ("IES", "Y"), ("SSES", "SS"), ("S", "")):
        if word.endswith(many) and len(word) > len(many) + 1 and not word.endswith("SS"):
            return word[: -len(many)] + one
    return word


def is_plural(phrase: str) -> bool:
    """Whether the noun of a phrase is one of many: "POLICEMEN", "PEOPLE"."""
    noun = head(phrase)
    return noun.lower() in words("many") or stem(noun) != noun


def number(phrase: str) -> str:
    """The number a phrase begins with, "1" for one thing and "PLURAL" for an untold number."""
    for word in phrase.upper().split()[:4]:
        if word.isdigit():
            return word
        if word.lower() in table()["numbers"]:
            return str(table()["numbers"][word.lower()])
    return "PLURAL" if is_plural(bare(phrase)) else "1"


def untitled(name: str) -> str:
    """A person's name without the titles before it."""
    parts = name.split()
    while len(parts) > 1 and parts[0].lower().rstrip(".") in words("titles"):
        parts = parts[1:]
    return " ".join(parts)


def unnational(phrase: str) -> str:
    """A phrase for people without where they are from, as keys describe them: "PERUVIAN WOMEN"."""
    parts = phrase.split()
    while len(parts) > 1 and parts[0].lower() in words("nationalities"):
        parts = parts[1:]
    return " ".join(parts)


def counted(text: str, name: str) -> str:
    """A name for people with the number of them that the text gives."""
    match = re.search(rf"\b(\w+) {re.escape(name)}", text.upper())
    numbered = match and match[1].lower() in table()["numbers"] and len(match[1]) > 2
    return f"{match[1]} {name}" if match and numbered else name


def is_title(word: str) -> bool:
    """Whether a word stands before a name: "SENATOR"."""
    return word.lower().rstrip(".") in words("titles")


def is_name(phrase: str) -> bool:
    """Whether what follows a title reads like a name: a few words, no small ones."""
    parts = phrase.split()
    small = any(part.lower() in words("small") for part in parts)
    return 0 < len(parts) <= 4 and not small and not parts[-1].endswith("S")


def of_people(phrase: str) -> str:
    """The organisation in a phrase for its people: "ELN GUERRILLAS", "MEMBERS OF THE ELN"."""
    parts = phrase.split()
    if len(parts) > 2 and parts[1] == "OF" and parts[0].lower() in words("perpetrators"):
        parts = parts[2:]
    while len(parts) > 1 and parts[0] in ("THE", "SELF-STYLED"):
        parts = parts[1:]
    while len(parts) > 1 and parts[-1].lower() in words("perpetrators"):
        parts = parts[:-1]
    return " ".join(parts)


def place_name(name: str) -> str:
    """A place as a key writes it: without what sort of place it is; no country is one."""
    parts = name.upper().split()
    while len(parts) > 1 and parts[-1].lower() in words("sorts_of_places"):
        parts = parts[:-1]
    found = " ".join(parts)
    return "" if found in _countries() else found


@cache
def _countries() -> frozenset[str]:
    return frozenset(one.name.upper() for one in countries().values())
