"""Choose the place a name stands for: people, kind, context and nearness, weighed linearly."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from dateline.gazetteer import Entry, fold
from dateline.places.container import holds
from dateline.places.page import Found, weights, words
from dateline.records import Namesake

_FIRST = (
    "size", "country", "admin1", "admin2", "region", "water", "facility", "primary",
    "hint", "other hint", "held", "not held", "country share", "division share", "near", "far",
)  # fmt: skip
_LATER = (
    "country named", "division named", "own town", "seat", "state", "lonely", "capital",
    "holds", "shadowed", "abroad", "silent", "foremost",
)  # fmt: skip
FEATURES = (*_FIRST, *_LATER)  # their places in a row are counted below
_KINDS = ("country", "admin1", "admin2", "region", "water", "facility")
_DIVISIONS = {"admin1", "admin2"}
_MOST = 25  # candidates of one name: beyond them are hamlets
_SEAT_SHARE = 0.1  # of a division's people: a town of its name this large is meant first
_FOREMOST = 3  # times as many people as any other town of the name
_ROUNDS = 3
_NEAR_KM, _FAR_KM = 100.0, 600.0
_MOST_POINTS = 300  # names whose nearness counts: a long list of places stays quick
_POINTS = ("settlement", "admin2", "facility", "admin1")
_NAMED = 0.4  # vote from which a country or division counts as named
_LITTLE = 0.05  # votes
_EARTH_KM = 6371.0
_ALTERNATIVES = 3  # next likeliest places kept with a choice
_ALONE = 0.999  # of the probability: no real choice
_TELLING = (
    "size", "country", "admin1", "admin2", "region", "water", "primary", "held", "country share",
    "division share", "near", "far", "country named", "lonely", "own town", "state",
    "holds", "abroad", "division named",
)  # fmt: skip
_Vector = npt.NDArray[np.float64]


@dataclass(slots=True)
class Group:
    """The mentions of one name in one report: one sense, so one choice."""

    items: list[Found]
    entries: tuple[Entry, ...]
    weight: float
    container: Group | None = None
    contents: list[Group] = field(default_factory=list)
    points: Any = None
    fixed: Any = None
    rows: Any = None
    scores: Any = None
    best: int = 0
    sure: float = 0.0

    @property
    def key(self) -> str:
        """The folded name."""
        return self.items[0].key

    @property
    def choice(self) -> Entry:
        """The entry chosen so far."""
        return self.entries[self.best]


@dataclass(frozen=True, slots=True)
class Choice:
    """The place a name stands for; `sure` is its share of the probability among its namesakes.

    `confidence` is the chance that it is the right one, `others` are the next likeliest.
    """

    entry: Entry
    sure: float
    features: dict[str, float]
    confidence: float
    others: tuple[Namesake, ...]


def choose(found: list[Found]) -> dict[int, Choice]:
    """For each candidate with entries, by its number in `found`, the place it stands for."""
    table = weights()["ranker"]
    vector = np.array([table.get(name, 0.0) for name in FEATURES])
    numbers, groups = groups_of(found)
    if not groups:
        return {}
    for step in range(_ROUNDS):
        context = Context(groups) if step else None
        matrices = [features(group, context) for group in groups]
        for group, matrix in zip(groups, matrices, strict=True):
            group.rows = matrix
            settle(group, matrix @ vector)
    choices = {id(group): _choice(group) for group in groups}
    return {number: choices[id(group)] for number, group in numbers.items()}


def _choice(group: Group) -> Choice:
    features = dict(zip(FEATURES, group.rows[group.best].tolist(), strict=True))
    next_best = [int(i) for i in (-group.scores).argsort() if i != group.best][:_ALTERNATIVES]
    return Choice(
        group.choice,
        group.sure,
        features,
        confidence(features, group.sure),
        tuple(_namesake(group.entries[i]) for i in next_best),
    )


def _namesake(entry: Entry) -> Namesake:
    return Namesake(
        name=entry.name,
        lat=entry.lat,
        lon=entry.lon,
        country=entry.country,
        geonameid=entry.geonameid,
    )


def confidence(features: dict[str, float], sure: float) -> float:
    """The chance that a choice is the place meant, if a place is meant."""
    table = weights()["confidence"]
    odds = sum(table.get(name, 0.0) * value for name, value in doubts_of_choice(features, sure))
    return round(1.0 / (1.0 + math.exp(-odds)), 3)


def doubts_of_choice(features: dict[str, float], sure: float) -> Iterator[tuple[str, float]]:
    """What tells a right choice from a wrong one, with its value."""
    held = min(max(sure, 0.01), 0.99)
    yield "bias", 1.0
    yield "sure", math.log(held / (1 - held))
    yield "alone", float(sure > _ALONE)
    for name in _TELLING:
        yield name, features[name]


def settle(group: Group, scores: _Vector) -> None:
    """Note the best candidate of a group and its share of the probability."""
    group.scores = scores
    group.best = int(scores.argmax())
    group.sure = float(1.0 / np.exp(scores - scores.max()).sum())


def groups_of(found: list[Found]) -> tuple[dict[int, Group], list[Group]]:
    """The candidates with entries, grouped by name."""
    groups: dict[tuple[str, bool, str | None], Group] = {}
    numbers: dict[int, Group] = {}
    for number, item in enumerate(found):
        if not item.entries:
            continue
        division = item.hint if item.hint in ("admin1", "admin2") else None
        key = (item.key, item.adjective or item.abbreviation, division)
        if key not in groups:
            groups[key] = Group([], item.entries[:_MOST], 0.0)
        group = numbers[number] = groups[key]
        group.items.append(item)
        group.weight += 1.0 / (1.0 + math.exp(-item.score))
    for number, group in numbers.items():
        outer = found[number].inside
        if outer is not None and outer in numbers and numbers[outer] is not group:
            group.container = numbers[outer]
            numbers[outer].contents.append(group)
    for group in groups.values():
        group.points = _unit(group.entries)
        group.fixed = _fixed(group)
    return numbers, list(groups.values())


def _unit(entries: tuple[Entry, ...]) -> _Vector:
    lat = np.radians([entry.lat for entry in entries])
    lon = np.radians([entry.lon for entry in entries])
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)


def _fixed(group: Group) -> _Vector:
    """The features that do not depend on the other names."""
    key = group.key
    hint = next((item.hint for item in group.items if item.hint), None)
    rows = np.zeros((len(group.entries), len(FEATURES)))
    for i, entry in enumerate(group.entries):
        rows[i, 0] = math.log10(1 + entry.population) / 7
        if entry.kind in _KINDS:
            rows[i, 1 + _KINDS.index(entry.kind)] = 1.0
        name = fold(entry.name)
        rows[i, 7] = name == key or (name.partition(" ")[2] == key and name[:6] == "ciudad")
        if hint and not (entry.kind != hint and {entry.kind, hint} <= _DIVISIONS):
            rows[i, 8 if entry.kind == hint else 9] = 1.0  # "district" may be of either order
        rows[i, 22] = entry.feature == "PPLC"
        rows[i, 20] = entry.feature == "ADM1" and entry.country == "USA"
    _seats(group.entries, rows)
    english = words()["english_speaking"]
    if any(entry.kind == "country" for entry in group.entries):
        rows[:, 22] = 0.0  # Mexico is the country, not its capital
    towns = sorted((e.population for e in group.entries if e.kind == "settlement"), reverse=True)
    if towns and towns[0] > _FOREMOST * max([1, *towns[1:2]]):
        rows[[e.kind == "settlement" and e.population == towns[0] for e in group.entries], 27] = 1.0
    great = any(e.kind == "country" or e.feature == "PPLC" for e in group.entries)
    for i, entry in enumerate(group.entries):
        rows[i, 25] = entry.country not in english
        rows[i, 24] = great and entry.kind not in ("country", "region") and entry.feature != "PPLC"
    return rows


def _seats(entries: tuple[Entry, ...], rows: _Vector) -> None:
    """Mark divisions that share their name with a large town inside, and those towns."""
    for i, town in enumerate(entries):
        if town.kind != "settlement":
            continue
        for j, around in enumerate(entries):
            large = town.population >= _SEAT_SHARE * around.population
            if large and around.kind in ("admin1", "admin2") and holds(around, town):
                rows[j, 18] = rows[i, 19] = 1.0


def features(group: Group, context: Context | None) -> _Vector:
    """One row a candidate. In the first round nothing is known of the other names."""
    rows: _Vector = group.fixed.copy()
    if group.container is not None:
        for i, entry in enumerate(group.entries):
            rows[i, 10 if _held(entry, group.container, context is None) else 11] = 1.0
    if group.contents:
        for i, entry in enumerate(group.entries):
            rows[i, 23] = any(holds(entry, e) for inner in group.contents for e in inner.entries)
    if context is None:
        return rows
    total, countries, divisions = context.without(group)
    if total < _LITTLE:
        rows[:, 26] = 1.0
        return rows
    for i, entry in enumerate(group.entries):
        share = countries.get(entry.country, 0.0) / total if entry.country else 0.0
        number = entry.admin1_number
        rows[i, 12] = share
        rows[i, 13] = divisions.get(number, 0.0) / total if number else 0.0
        rows[i, 16] = entry.country is not None and context.names(group, "country", entry.country)
        rows[i, 17] = number > 0 and context.names(group, "admin1", number)
        rows[i, 21] = entry.country is not None and share * total < _LITTLE
    rows[:, 14] = context.near(group, _NEAR_KM)
    rows[:, 15] = context.near(group, _FAR_KM)
    return rows


def _held(entry: Entry, container: Group, first: bool) -> bool:
    if first:
        return any(holds(outer, entry) for outer in container.entries)
    return holds(container.choice, entry)


class Context:
    """What the names of the report stand for, as chosen in the round before.

    Each question about a name leaves out that name itself, in time that does not grow with the
    number of names but for the vector arithmetic of `near`.
    """

    def __init__(self, groups: list[Group]) -> None:
        self._groups: dict[str, list[Group]] = defaultdict(list)
        self._total = 0.0
        self._countries: dict[str | None, float] = defaultdict(float)
        self._divisions: dict[int, float] = defaultdict(float)
        self._named: Counter[tuple[str, str | int]] = Counter()
        for group in groups:
            entry, vote = group.choice, _vote(group)
            self._groups[group.key].append(group)
            self._total += vote
            self._countries[entry.country] += vote
            self._divisions[entry.admin1_number] += vote
            for name in _names(group):
                self._named[name] += 1
        around = sorted((g for g in groups if g.choice.kind in _POINTS), key=_vote, reverse=True)
        self._around = around[:_MOST_POINTS]
        self._points = np.array([g.points[g.best] for g in self._around]).reshape(-1, 3)
        self._shares = np.array([_vote(g) for g in self._around])
        self._keys = np.array([g.key for g in self._around])

    def without(self, group: Group) -> tuple[float, dict[str | None, float], dict[int, float]]:
        """The votes in all, by country and by first-order division, but for the group's own."""
        total = self._total
        countries = {entry.country: self._countries[entry.country] for entry in group.entries}
        numbers = {entry.admin1_number for entry in group.entries}
        divisions = {number: self._divisions[number] for number in numbers}
        for own in self._groups[group.key]:
            vote = _vote(own)
            total -= vote
            if own.choice.country in countries:
                countries[own.choice.country] -= vote
            if own.choice.admin1_number in divisions:
                divisions[own.choice.admin1_number] -= vote
        return total, countries, divisions

    def names(self, group: Group, kind: str, value: str | int) -> bool:
        """Whether another name of the report is this country or division."""
        own = sum((kind, value) in _names(same) for same in self._groups[group.key])
        return self._named[kind, value] > own

    def near(self, group: Group, scale: float) -> _Vector:
        """How much of the other names lies around each candidate, 0 to 1."""
        if not len(self._shares):
            return np.zeros(len(group.entries))
        shares = np.where(self._keys == group.key, 0.0, self._shares)
        cosine = np.clip(group.points @ self._points.T, -1.0, 1.0)
        kernel = np.exp(-np.arccos(cosine) * _EARTH_KM / scale)
        return np.asarray(1.0 - np.exp(-(kernel @ shares)))


def _vote(group: Group) -> float:
    return group.sure * min(group.weight, 3.0)


def _names(group: Group) -> list[tuple[str, str | int]]:
    entry = group.choice
    if _vote(group) <= _NAMED:
        return []
    if entry.kind == "country" and entry.country:
        return [("country", entry.country)]
    return [("admin1", entry.admin1_number)] if entry.kind == "admin1" else []
