"""Weapons, munitions, armed vehicles and aircraft that a report names."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from dateline.annotations import Annotations, Case
from dateline.codebook import load_yaml
from dateline.records import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

# Letters and figures apart, so that "AK-47", "AK 47" and "AK47" are one name.
_RUN = re.compile(r"[^\W\d_]+|\d+")
_GAPS = frozenset(["", " ", "-", "–", "/", ".", "’", "'"])
# Words of the longest modifier: "12 - kilogram TNT", "Iranian - made long - range".
_MODIFIER = 8


@dataclass(frozen=True, slots=True)
class Weapon:
    """A weapon named in the report.

    Attributes:
        name: as in the text, with what belongs to it ("suicide car bomb").
        span: where, on the reading text.
        kind: missile, rocket, drone, artillery, bomb, explosive, grenade, incendiary, small_arms,
            vehicle, aircraft, ship, air_defence, chemical, nuclear, riot_control, blade, blunt
            or other.
    """

    name: str
    span: Span
    kind: str


def weapons(annotations: Annotations) -> tuple[Weapon, ...]:
    """Every weapon the report names, in the order of the text, the longest name at each place."""
    doc, text = annotations.doc, annotations.text
    starts = [token.idx for token in doc]
    found: list[tuple[Token, Token, str]] = []
    for start, end, kind, name in _names(text):
        first, last = (doc[bisect_right(starts, at) - 1] for at in (start, end - 1))
        if not _is_weapon(first, last, name, annotations.case):
            continue
        if found and _joins(found[-1], first, kind):
            # "Grad rocket launchers": one weapon, of the kind its own name says.
            found[-1] = (found[-1][0], last, found[-1][2])
        else:
            found.append((_first(first), last, kind))
    return tuple(_written(text, first, last, kind) for first, last, kind in found)


@cache
def _lexicon() -> dict[str, list[tuple[tuple[str, ...], str, str]]]:
    """Names as runs of letters and figures with kind and spelling, by first run, longest first."""
    table: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    lines = files("dateline.events").joinpath("weapons.tsv").read_text("utf-8").splitlines()
    for line in lines:
        if line.startswith("#") or line == "name\tkind":
            continue
        name, kind = line.split("\t")
        for form in _plurals(name):
            runs = tuple(_RUN.findall(form))
            table.setdefault(runs[0], []).append((runs, kind, name))
    for entries in table.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return table


def _plurals(name: str) -> tuple[str, ...]:
    if name.endswith(("knife", "craft", "knives")):
        return name, name.replace("knife", "knives")
    if name.endswith("y") and name[-2] not in "aeiou":
        return name, name[:-1] + "ies"
    return name, name + ("es" if name.endswith(("sh", "ch", "ss", "x")) else "s")


@cache
def _words() -> dict[str, Any]:
    data: dict[str, Any] = load_yaml("dateline.events", "weapon_words.yaml")
    return {
        name: {word: frozenset(near) for word, near in found.items()}
        if isinstance(found, dict)
        else frozenset(found)
        for name, found in data.items()
    }


def _names(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Start, end, kind and dictionary name of each listed name in `text`."""
    lexicon, folded = _lexicon(), text.lower()
    # A few capitals grow when made small; then the text is searched as it stands.
    folded = folded if len(folded) == len(text) else text
    runs = [(match.group(), match.start(), match.end()) for match in _RUN.finditer(folded)]
    position = 0
    while position < len(runs):
        for names, kind, name in lexicon.get(runs[position][0], ()):
            last = position + len(names) - 1
            if last < len(runs) and _matches(folded, runs, position, names):
                yield runs[position][1], runs[last][2], kind, name
                position = last
                break
        position += 1


def _matches(
    text: str, runs: list[tuple[str, int, int]], position: int, names: tuple[str, ...]
) -> bool:
    for offset in range(1, len(names)):
        word, start, _ = runs[position + offset]
        if word != names[offset] or text[runs[position + offset - 1][2] : start] not in _GAPS:
            return False
    start, end = runs[position][1], runs[position + len(names) - 1][2]
    # Whole words only: "t72x" and "xt72" name no tank.
    return not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum())


def _is_weapon(first: Token, last: Token, name: str, case: Case) -> bool:
    """Whether the words are a noun and nothing near makes them a fuel tank or a bomb shelter."""
    doc, tables = first.doc, _words()
    if first.i == last.i:
        named = last.text.isupper() or not last.text.isalpha()
        if last.pos_ not in ("NOUN", "PROPN", "X", "NUM") and not named:
            return False
        if name in ("shell", "mine") and last.pos_ == "PROPN" and not first.is_sent_start:
            return not last.text.istitle()
    before = doc[first.i - 1].lower_ if first.i else ""
    after = doc[last.i + 1].lower_ if last.i + 1 < len(doc) else ""
    if before in tables["before"].get(name, ()) or after in tables["after"].get(name, ()):
        return False
    proper = name in tables["names"]
    return not proper or case == "lower" or first.text[0].isupper()


def _joins(before: tuple[Token, Token, str], after: Token, kind: str) -> bool:
    adjacent = before[1].i + 1 == after.i
    return adjacent and (after.lower_ in _words()["heads"] or before[2] == kind)


def _first(token: Token) -> Token:
    """The first token of the weapon's name with what modifies it: "Iranian-made", "12-kilogram"."""
    doc, tables = token.doc, _words()
    first = token
    while first.i > 0 and token.i - first.i < _MODIFIER:
        before = doc[first.i - 1]
        word = before.lower_
        if before.pos_ == "VERB" and before.tag_ != "VBN":
            break
        halved = word in tables["made"] and before.i > 1 and doc[before.i - 1].text in "-–"
        measured = word in tables["units"] and before.i > 0 and _counts(before)
        if word in tables["modifiers"] or halved or measured:
            first = _compound(before)
        else:
            break
    return first


def _compound(token: Token) -> Token:
    """The first word of the hyphenated compound that ends with `token`."""
    doc, first = token.doc, token
    while first.i > 1 and doc[first.i - 1].text in ("-", "–") and token.i - first.i < _MODIFIER:
        first = doc[first.i - 2]
    if first.lower_ in _words()["units"] and first.i > 0 and doc[first.i - 1].text[0].isdigit():
        first = doc[first.i - 1]
    return first


def _counts(unit: Token) -> bool:
    doc = unit.doc
    number = doc[unit.i - 2] if doc[unit.i - 1].text in "-–" and unit.i > 1 else doc[unit.i - 1]
    return number.text[0].isdigit() or number.like_num


def _written(text: str, first: Token, last: Token, kind: str) -> Weapon:
    following = last.doc[last.i + 1] if last.i + 1 < len(last.doc) else None
    if following is not None and following.lower_ in _words()["heads"]:
        last = following
    span = Span(first.idx, last.idx + len(last))
    return Weapon(span.of(text), span, kind)
