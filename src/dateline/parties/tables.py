"""Known names: states, governments, leaders, groups, bodies and media, found in one pass."""

from __future__ import annotations

import csv
import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dateline.annotations import Case
from dateline.gazetteer.countries import countries
from dateline.parties.lexicon import lexicon

_WORD = re.compile(r"[^\W_]+")
# What may stand between two words of one name: "Al-Qaeda", "U.S.", "Lord's Army", "FMLN [ERP".
_GAP = re.compile(r"[ \-–—.'’‘`&/(]{0,3}")
_FILES = ("offices.csv", "groups.csv", "bodies.csv", "media.csv")
_LEADERS = "leaders.csv"
# In a report without capitals a shorter last name is too often a word.
_SAFE_SURNAME = 5


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody the tables know; `key` tells entities apart."""

    key: str
    side: str
    kind: str
    countries: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Alias:
    """One name of an entity as words; `capitals` where it counts only in mixed case, `local` where
    only in reports that touch the entity's countries, `surname` where it is a last name alone."""

    words: tuple[str, ...]
    entity: Entity
    capitals: bool = False
    local: bool = False
    surname: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """An alias found in a text."""

    start: int
    end: int
    entity: Entity


def fold(word: str) -> str:
    """A word as the tables compare it."""
    return word.casefold()


@cache
def aliases() -> dict[str, list[Alias]]:
    """Every alias by its first word, longest first."""
    index: dict[str, list[Alias]] = {}
    for alias in (*_country_aliases(), *_region_aliases(), *_file_aliases(), *_leader_aliases()):
        index.setdefault(fold(alias.words[0]), []).append(alias)
    for found in index.values():
        found.sort(key=lambda alias: -len(alias.words))
    return index


def find_names(text: str, case: Case, touched: Container[str] | None = None) -> list[Hit]:
    """Every known name in `text`, longest first, none inside another.

    `touched` are the countries of the report; names that are local to others do not count. None
    leaves all local names out.
    """
    words = list(_WORD.finditer(text))
    folded = [fold(word.group()) for word in words]
    index = aliases()
    hits: list[Hit] = []
    position = 0
    while position < len(words):
        step = 1
        for alias in index.get(folded[position], ()):
            size = len(alias.words)
            if alias.local and not (touched and any(c in touched for c in alias.entity.countries)):
                continue
            person = alias.entity.kind == "person" and alias.entity.side not in (touched or ())
            if person and _is_common(alias):
                continue
            if _fits(alias, words[position : position + size], folded, position, text, case):
                start, end = words[position].start(), words[position + size - 1].end()
                end += len(alias.words[-1]) == 1 < size and text[end : end + 1] == "."
                hits.append(Hit(start, end, alias.entity))
                step = size
                break
        position += step
    return hits


def _is_common(alias: Alias) -> bool:
    """Whether a last name alone is too common to tell whose it is."""
    last = fold(alias.words[-1])
    return len(alias.words) == 1 and last in lexicon().common_surnames


def _fits(
    alias: Alias,
    words: list[re.Match[str]],
    folded: list[str],
    position: int,
    text: str,
    case: Case,
) -> bool:
    size = len(alias.words)
    if len(words) < size:
        return False
    for offset in range(1, size):
        if folded[position + offset] != fold(alias.words[offset]):
            return False
        if not _GAP.fullmatch(text, words[offset - 1].end(), words[offset].start()):
            return False
    if case != "mixed":
        if _in_longer(text, words):
            return False
        blocked = size == 1 and folded[position] in lexicon().not_in_capitals
        if alias.surname:
            blocked = not words[0].group()[0].isupper() or len(folded[position]) < _SAFE_SURNAME
        return not alias.capitals and not blocked
    found = [word.group() for word in words]
    if alias.capitals and tuple(found) != alias.words:
        return False
    return all(map(_same_capitals, alias.words, found)) and not _in_longer(text, words)


def _same_capitals(known: str, found: str) -> bool:
    if known == found or (found.isupper() and len(found) > 3):
        return True
    if known.isupper() and len(known) < 4:
        return False
    return not known[0].isupper() or found[0].isupper()


def _in_longer(text: str, words: list[re.Match[str]]) -> bool:
    # "non-US" and "pro-Russia" are no party; an e-mail address or a host is none either.
    before = text[max(0, words[0].start() - 5) : words[0].start()].lower()
    if before.endswith("-") and re.match(r"-\w", text[words[-1].end() :]):
        return True  # "Port-au-Prince"
    return before.endswith(("pro-", "anti-", "non-", "@")) or text[words[-1].end() :][:1] == "@"


def _country_aliases() -> Iterator[Alias]:
    for country in countries().values():
        state = Entity(country.alpha3, country.alpha3, "state")
        adjective = Entity(country.alpha3, country.alpha3, "adjective")
        people = Entity(country.alpha3, country.alpha3, "people")
        for name in country.people:
            if name not in country.adjectives:
                yield _alias(name, people)
        for name in country.adjectives:
            if name in country.names:
                continue
            yield _alias(name, adjective)
            if not name.endswith(("sh", "ch", "ese", "s")) and f"{name}s" not in country.people:
                yield _alias(f"{name}s", people)
        for name in country.names:
            yield _alias(name.removeprefix("the "), state)
        if country.capital and country.alpha3 in lexicon().speaking_capitals:
            for name in (country.capital, *lexicon().speaking_capitals[country.alpha3]):
                yield _alias(name, Entity(country.alpha3, country.alpha3, "capital"))


def _region_aliases() -> Iterator[Alias]:
    for adjective, region in lexicon().regions.items():
        yield _alias(adjective, Entity(adjective, region["state"], "region"))
        yield _alias(f"{adjective}s", Entity(adjective, region["state"], "regional people"))


def _file_aliases() -> Iterator[Alias]:
    for name in _FILES:
        for row in _rows(name):
            yield from _row_aliases(row, row["kind"])


def _row_aliases(row: dict[str, str], kind: str) -> Iterator[Alias]:
    names = row["names"].split("|")
    # Bodies that share a side ("UNICEF", "Security Council") are still different parties.
    shared = kind not in ("group",)
    local = frozenset(row["countries"].split())
    full = {_initials(name): _core(name) for name in names if len(_WORD.findall(name)) > 1}
    for name in names:
        core = full.get(_core(name), _core(name))
        key = f"{row['side']}:{core}" if shared else row["side"]
        yield _alias(name, Entity(key, row["side"], kind, local))


def _leader_aliases() -> Iterator[Alias]:
    for row in _rows(_LEADERS):
        for written in row["names"].split("|"):
            name = written.lstrip("*?")
            home = frozenset([row["side"]])
            entity = Entity(f"person:{name}", row["side"], "person", home)
            yield Alias(tuple(_WORD.findall(name)), entity, local=written.startswith("?"))
            last = surname(name)
            if written.startswith("*") and last != name:
                yield Alias(tuple(_WORD.findall(last)), entity, surname=True)


def _alias(written: str, entity: Entity) -> Alias:
    name = written.lstrip("!?")
    marks = written[: len(written) - len(name)]
    return Alias(tuple(_WORD.findall(name)), entity, "!" in marks, "?" in marks)


def _core(name: str) -> str:
    return " ".join(fold(word) for word in _WORD.findall(name))


def _initials(name: str) -> str:
    """What a name is shortened to: "pa" for "Palestinian Authority"."""
    return fold("".join(word[0] for word in _WORD.findall(name) if word[0].isupper()))


def surname(name: str) -> str:
    """The part of a person's name that stands for it later: "Bashar al-Assad" gives "Assad"."""
    return re.split(r"[\s]", name)[-1].removeprefix("al-").removeprefix("Al-").removeprefix("el-")


def _rows(name: str) -> Iterable[dict[str, str]]:
    text = files("dateline.parties").joinpath(name).read_text(encoding="utf-8")
    return csv.DictReader(line for line in text.splitlines() if line and not line.startswith("#"))


__all__ = ["Alias", "Entity", "Hit", "aliases", "find_names", "fold", "surname"]
