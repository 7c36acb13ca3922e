"""Under which keys a subject is found by those that may tell of the same happening.

A subject is stored under its `blocks` and finds its neighbours under the keys `sought`: whoever
seeks one finds the other, so the order of arrival changes nothing. Place keys are cells of a grid
and a stretch of days; a report that names no place is found by country and days, one that names not
even a country by days alone, and only such reports look into those coarse keys. Two rare marks
(names, large numbers, a day of the year) in common find each other at any time.
"""

from __future__ import annotations

from datetime import date
from math import floor

from dateline.linking.incidents.subject import Subject

_CELL = 1.0  # degrees
_WINDOW = 8  # days
_FINE_KM = 120.0
_MOST_SPOTS, _MOST_LANDS, _MOST_NAMES, _MOST_TOLLS = 3, 3, 5, 2
_RARE = 60  # tenths of a word's weight
_DISTINCT, _LARGE = 7, 20


def blocks(subject: Subject) -> frozenset[str]:
    """The keys that a subject is stored under; a dozen or so."""
    windows = _windows(subject)
    level = _level(subject)
    keys = {f"{cell} {window}" for cell in _cells(subject) for window in windows}
    keys |= {f"{land} {window} {level}" for land in _lands(subject) for window in windows}
    if subject.published:
        day = _ordinal(subject.published)
        keys.add(f"{day} {level}")
        keys |= {f"{land} day {day} {level}" for land in _lands(subject)}
    keys |= {f"{mark} {window}" for mark in _marks(subject) for window in windows}
    undated = "at any time" if subject.published else "undated"
    return frozenset(keys | {f"{mark} {undated}" for mark in _lasting(subject)})


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
        levels = range(3) if level else range(1, 3)
        keys |= {f"{day + step} {any}" for step in (-2, -1, 0, 1, 2) for any in levels}
        keys |= {
            f"{land} day {day + step} {any}"
            for land in _lands(subject)
            for step in (-2, -1, 0, 1, 2)
            for any in levels
        }
    keys |= {f"{mark} {window}" for mark in _marks(subject) for window in near}
    times = ["undated"] if subject.published else ["undated", "at any time"]
    return frozenset(keys | {f"{mark} {time}" for mark in _lasting(subject) for time in times})


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


def _lasting(subject: Subject) -> list[str]:
    """What is rare enough to find a neighbour by whenever it was published, or to be found by."""
    tolls = _tolls(subject)
    large = [toll for toll in tolls if int(toll[1:]) >= _LARGE]
    both = ["+".join(sorted(tolls[:2]))] if len(tolls) > 1 else []
    return [*_names(subject)[:_MOST_NAMES], *large[:_MOST_TOLLS], *both]


def _marks(subject: Subject) -> list[str]:
    """What is rare enough to find a neighbour by within a few days."""
    return [*_names(subject)[:_MOST_NAMES], *_tolls(subject)[:_MOST_TOLLS]]


def _names(subject: Subject) -> list[str]:
    """The rarest names, in order of the text where alike."""
    weights = dict(zip(subject.terms, subject.weights, strict=True))
    rare = [code for code in subject.names if weights[code] >= _RARE]
    return [f"{code:x}" for code in sorted(rare, key=lambda code: -weights[code])]


def _tolls(subject: Subject) -> list[str]:
    """The tolls that are seldom the same by chance, the largest first."""
    told = {("k", n) for n in subject.killed} | {("w", n) for n in subject.wounded}
    return [f"{kind}{n}" for kind, n in sorted(told, key=lambda t: (-t[1], t)) if n >= _DISTINCT]


def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()
