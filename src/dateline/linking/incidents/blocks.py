"""Under which keys a subject is found by those that may tell of the same happening.

A subject is stored under its `blocks` and finds its neighbours under the keys `sought`: whoever
seeks one finds the other, so the order of arrival changes nothing. Place keys are cells of a grid
and a stretch of days; a report that names no place is found by country and days, one that names not
even a country by days alone, and only such reports look into those coarse keys. Two rare marks
(names, large numbers, a day of the year) in common find each other at any time.
"""

from __future__ import annotations

from datetime import date
from itertools import combinations
from math import floor

from dateline.linking.incidents.subject import Subject

_CELL = 1.0  # degrees
_WINDOW = 8  # days
_FINE_KM = 120.0
_MOST_SPOTS, _MOST_LANDS, _MOST_NAMES, _MOST_NUMBERS, _MOST_DAYS = 3, 3, 5, 2, 2
_RARE = 65  # tenths of a word's weight
_DISTINCT = 13


def blocks(subject: Subject) -> frozenset[str]:
    """The keys that a subject is stored under; a dozen or so."""
    windows = _windows(subject)
    level = _level(subject)
    keys = {f"{cell} {window}" for cell in _cells(subject) for window in windows}
    keys |= {f"{land} {window} {level}" for land in _lands(subject) for window in windows}
    if subject.published:
        keys.add(f"{_ordinal(subject.published)} {level}")
    return frozenset(keys | _marks(subject))


def sought(subject: Subject) -> frozenset[str]:
    """The keys under which a subject's neighbours are stored."""
    level = _level(subject)
    near = {window + step for window in _windows(subject) for step in (-1, 0, 1)}
    keys = {f"{cell} {window}" for cell in _cells(subject, 1) for window in near}
    levels = range(3) if level else range(1, 3)  # whoever names a place skips others that do
    keys |= {
        f"{land} {window} {any}" for land in _lands(subject) for window in near for any in levels
    }
    if subject.published:
        day = _ordinal(subject.published)
        levels = range(3) if level == 2 else range(2, 3)
        keys |= {f"{day + step} {any}" for step in range(-3, 4) for any in levels}
    return frozenset(keys | _marks(subject))


def _level(subject: Subject) -> int:
    """How barely it tells where: 0 names a place, 1 a country, 2 nothing."""
    return 0 if _cells(subject) else 1 if subject.countries else 2


def _cells(subject: Subject, around: int = 0) -> set[str]:
    steps = range(-around, around + 1)
    fine = [spot for spot in subject.spots if spot.km < _FINE_KM][:_MOST_SPOTS]
    return {
        f"{floor(spot.lat / _CELL) + north},{floor(spot.lon / _CELL) + east}"
        for spot in fine
        for north in steps
        for east in steps
    }


def _lands(subject: Subject) -> tuple[str, ...]:
    return subject.countries[:_MOST_LANDS]


def _windows(subject: Subject) -> set[int]:
    period = subject.period
    days = [subject.published, period.start if period and period.end else None]
    return {_ordinal(day) // _WINDOW for day in days if day}


def _marks(subject: Subject) -> set[str]:
    """Each two of a subject's rarest words, largest numbers and days of the year."""
    names = [
        str(code)
        for code, weight in zip(subject.terms, subject.weights, strict=True)
        if weight >= _RARE and code in subject.names
    ]
    counts = {n for n in (*subject.killed, *subject.wounded) if n >= _DISTINCT}
    days = [*dict.fromkeys(day[-5:] for day in subject.days)]
    found = sorted(names)[:_MOST_NAMES]
    found += [f"n{count}" for count in sorted(counts, reverse=True)[:_MOST_NUMBERS]]
    found += [f"d{day}" for day in days[:_MOST_DAYS]]
    return {f"{one}+{other}" for one, other in combinations(sorted(found), 2)}


def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()
