"""The registry of parties: what ships and what the user has added, as one index of names."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

from dateline.gazetteer.countries import countries
from dateline.gazetteer.fold import unaccented
from dateline.parties.added import Added, added_parties
from dateline.parties.entities import Alias, Entity, fold, key_of, surname, words_of
from dateline.parties.lexicon import lexicon

_FILES = ("offices.csv", "services.csv", "groups.csv", "bodies.csv", "media.csv")
_LEADERS = ("heads.csv", "leaders.csv")
_YEARS = re.compile(r"\s*(\d{4})?-(\d{4})?$")


@cache
def aliases() -> dict[str, list[Alias]]:
    """Every alias by its first two words, longest first; what the user added before what ships.

    Raises:
        SetupError: a file in the user's folder cannot be used.
    """
    index: dict[str, list[Alias]] = {}
    for alias in (
        *_added(),
        *_country_aliases(),
        *_region_aliases(),
        *_rows_of_files(),
        *_people(),
    ):
        index.setdefault(key_of(alias.words), []).append(alias)
    for found in index.values():
        found.sort(key=lambda alias: -len(alias.words))
    return index


def forget_added() -> None:
    """Read the user's folder anew with the next report."""
    for cached in (added_parties, aliases, insurgents, parents, full_names):
        cached.cache_clear()


def named(name: str) -> tuple[Entity, ...]:
    """Every entity that goes by a name, each once.

    >>> [entity.side for entity in named("Sendero Luminoso")]
    ['Shining Path']
    """
    words = tuple(map(fold, words_of(name)))
    found = aliases().get(key_of(words), ())
    fitting = (a.entity for a in found if tuple(map(fold, a.words)) == words)
    return tuple(dict.fromkeys(fitting))


@cache
def insurgents() -> dict[str, tuple[Entity, ...]]:
    """By state, the movements that its plain "rebels" were, each with its years."""
    found: dict[str, tuple[Entity, ...]] = {}
    for one in added_parties():
        for code in one.rebels_of:
            entity = Entity(one.side, one.side, "group", frozenset([code]), one.since, one.until)
            found[code] = (*found.get(code, ()), entity)
    for row in _rows("insurgencies.csv"):
        since, until = years(row["years"])
        entity = Entity(row["side"], row["side"], "group", frozenset([row["state"]]), since, until)
        found[row["state"]] = (*found.get(row["state"], ()), entity)
    return found


@cache
def parents() -> dict[str, str]:
    """By the side of a group, that of the alliance or movement it belongs to."""
    shipped = {row["side"]: row["parent"] for row in _rows("groups.csv") if row["parent"]}
    return shipped | {one.side: one.parent for one in added_parties() if one.parent}


@cache
def armed_forces() -> dict[str, str]:
    """By state, what its armed forces are called."""
    rows = (row for row in _rows("services.csv") if row["role"] == "armed forces")
    return {row["side"]: row["names"].split("|")[0].lstrip("!?") for row in rows}


@cache
def full_names() -> dict[str, str]:
    """By side, the full name of the group ("Revolutionary Armed Forces of Colombia" for FARC)."""
    found = {row["side"]: row["names"].split("|")[0].lstrip("!?") for row in _rows("groups.csv")}
    return found | {one.side: one.name for one in added_parties() if one.kind == "group"}


def years(text: str) -> tuple[int | None, int | None]:
    """First and last year of "1980-1992", "2014-" or "-1994".

    >>> years("1980-1992"), years("2014-"), years("")
    ((1980, 1992), (2014, None), (None, None))
    """
    found = _YEARS.match(text)
    if found is None:
        return None, None
    since, until = found.groups()
    return (int(since) if since else None), (int(until) if until else None)


def _added() -> Iterator[Alias]:
    for one in added_parties():
        yield from _user_aliases(one)


def _user_aliases(one: Added) -> Iterator[Alias]:
    person = one.kind == "person"
    key = f"person:{one.name}" if person else f"{one.side}:{fold(one.name)}"
    if one.kind == "group":
        key = one.side
    entity = Entity(
        key,
        one.side,
        one.kind,
        frozenset(one.countries),
        one.since,
        one.until,
        one.parent,
        one.name,
    )
    for name in (one.name, *one.names):
        yield Alias(words_of(name), entity)
    for name in one.abbreviations:
        yield Alias(words_of(name), entity, capitals=True)
    for name in one.local_names:
        yield Alias(words_of(name), entity, local=True)
    if person and one.last_name and surname(one.name) != one.name:
        yield Alias(words_of(surname(one.name)), entity, surname=True)


def _country_aliases() -> Iterator[Alias]:
    for country in countries().values():
        code = country.alpha3
        state = Entity(code, code, "state", name=country.name)
        adjective = Entity(code, code, "adjective", name=country.name)
        people = Entity(code, code, "people", name=country.name)
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
        if country.capital and code in lexicon().speaking_capitals:
            for name in (country.capital, *lexicon().speaking_capitals[code]):
                yield _alias(name, Entity(code, code, "capital", name=country.name))


def _region_aliases() -> Iterator[Alias]:
    for adjective, region in lexicon().regions.items():
        yield _alias(adjective, Entity(adjective, region["state"], "region"))
        yield _alias(f"{adjective}s", Entity(adjective, region["state"], "regional people"))


def _rows_of_files() -> Iterator[Alias]:
    for name in _FILES:
        for row in _rows(name):
            yield from _row_aliases(row, row["kind"])


def _row_aliases(row: dict[str, str], kind: str) -> Iterator[Alias]:
    names = row["names"].split("|")
    # Bodies that share a side ("UNICEF", "Security Council") are still different parties.
    shared = kind != "group"
    local = frozenset(row.get("countries", row["side"]).split())
    since, until = years(row.get("years") or "")
    full = {_initials(name): _core(name) for name in names if len(words_of(name)) > 1}
    for name in names:
        core = full.get(_core(name), _core(name))
        key = f"{row['side']}:{core}" if shared else row["side"]
        parent = row.get("parent") or ""
        entity = Entity(key, row["side"], kind, local, since, until, parent, name.lstrip("!?"))
        yield _alias(name, entity)


def _people() -> Iterator[Alias]:
    held: dict[tuple[str, str], str] = {}
    rows = [(row["side"], row["names"].split("|")) for file in _LEADERS for row in _rows(file)]
    for side, names in rows:
        for written in names:
            found = _YEARS.search(written)
            name = written[: found.start()] if found else written
            key = side, unaccented(name.lstrip("*?")).casefold()
            if found:
                held[key] = found.group()
            # A spelling without years of its own has those of its twin.
            yield from _person(name, side, years(held.get(key, "")))


@cache
def _homes() -> dict[str, frozenset[str]]:
    """By the side of a group, the countries where it is active."""
    return {row["side"]: frozenset(row["countries"].split()) for row in _rows("groups.csv")}


def _person(written: str, side: str, held: tuple[int | None, int | None]) -> Iterator[Alias]:
    name = written.lstrip("*?")
    home = _homes().get(side, frozenset([side]))
    entity = Entity(f"person:{name}", side, "person", home, *held, name=name)
    yield Alias(words_of(name), entity, local=written.startswith("?"))
    last = surname(name)
    if written.startswith("*") and last != name:
        yield Alias(words_of(last), entity, surname=True)


def _alias(written: str, entity: Entity) -> Alias:
    name = written.lstrip("!?")
    marks = written[: len(written) - len(name)]
    return Alias(words_of(name), entity, "!" in marks, "?" in marks)


def _core(name: str) -> str:
    return " ".join(fold(word) for word in words_of(name))


def _initials(name: str) -> str:
    """What a name is shortened to: "pa" for "Palestinian Authority"."""
    return fold("".join(word[0] for word in words_of(name) if word[0].isupper()))


def _rows(name: str) -> Iterable[dict[str, str]]:
    text = files("dateline.parties").joinpath(name).read_text(encoding="utf-8")
    return csv.DictReader(line for line in text.splitlines() if line and not line.startswith("#"))
