"""What stands out in an area in a week: more incidents than usual, and the warning signs that
reports themselves mention. Each signal names its evidence.

An incident or event counts in the week in which it began; one that is undated counts in that of its
report, one whose date is vaguer than a week in none. Weeks run from Monday to Sunday.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cache, lru_cache
from math import exp, lgamma, log
from typing import NamedTuple

import msgspec

from dateline.codebook import load_yaml
from dateline.gazetteer import Entry, countries, extent_of, index
from dateline.incidents import EventKey, Incident, Signal
from dateline.intervals import Interval
from dateline.places.extent import distance_km
from dateline.records import Event, Place, Record, Status

__all__ = ["area_of", "signals"]

AreaOf = Callable[[Place], str | None]

_REAL: frozenset[Status] = frozenset({"happened", "ongoing", "attempted"})
_TOLD = _REAL | {"planned"}
_WEEK = timedelta(days=7)
# The baseline is the mean of so many weeks before; with fewer than _FEWEST known there is none.
BASELINE_WEEKS, _FEWEST = 8, 4
# What stands out: so many incidents, less likely than this by chance (the customary 1 %).
_LEAST, _CHANCE = 3, 0.01
_DIVISION = 4  # precision of a first-order division: what is vaguer lies in a country
_NAMESAKE_KM = 30.0


def signals(
    incidents: Iterable[Incident],
    members: Iterable[tuple[Record, Event]],
    family_of: Mapping[str, str],
    area_of: AreaOf | None = None,
) -> tuple[Signal, ...]:
    """Everything that stands out, by week, area and kind.

    A `count` signal stands where an area has three or more incidents of one family in a week and
    chance would bring so many in less than one week of a hundred: the counts of the eight weeks
    before are taken as Poisson with an unknown rate (Jeffreys prior), so that of a quiet area it
    needs no rate above zero. `baseline` is the mean of those weeks. A warning sign's `count` is the
    number of families of reports that mention it.

    Args:
        incidents: those of the period of interest and of the eight weeks before it; the earliest
            tells from when on areas are watched.
        members: events, each with the record of its report, for the warning signs.
        family_of: the id of each report's family; a report that is missing is its own.
        area_of: names the area of a place; by default `dateline.linking.signals.area_of`.
    """
    name = area_of or _default_area
    found = [*_counts(incidents, name), *_signs(members, family_of, name)]
    return tuple(sorted(found, key=lambda one: (one.week, one.area, one.kind, one.family or "")))


@lru_cache(65_536)
def _default_area(place: Place) -> str | None:
    return area_of(place)


def area_of(place: Place) -> str | None:
    """The first-order division that a place lies in, else its country; None where neither is known.

    >>> area_of(Place(name="Orikhiv", lat=47.57, lon=35.79))
    'Zaporizhzhia Oblast'
    """
    if place.lat is None or place.lon is None:
        return None
    entry = _entry(place.name, place.lat, place.lon)
    if entry is not None:
        if entry.kind == "admin1":
            return entry.name
        if entry.admin1 is not None and place.precision <= _DIVISION:
            return entry.admin1
        if entry.country is not None and entry.country in countries():
            return countries()[entry.country].name
    return _country_at(place.lat, place.lon)


def _entry(name: str, lat: float, lon: float) -> Entry | None:
    """The place of the index that goes by the name there, the nearest first."""
    near = [
        (distance_km(lat, lon, entry.lat, entry.lon), entry.number, entry)
        for entry in index().lookup(name)
    ]
    return min(near)[2] if near and min(near)[0] <= _NAMESAKE_KM else None


def _country_at(lat: float, lon: float) -> str | None:
    for entry, name in _grounds():
        extent = extent_of(entry)
        if extent is not None and extent.contains(lat, lon):
            return name
    return None


@cache
def _grounds() -> tuple[tuple[Entry, str], ...]:
    """The countries of the index that have an outline, the smallest first (enclaves)."""
    found = [
        (entry, country.name)
        for country in countries().values()
        for entry in index().lookup(country.name)
        if entry.kind == "country" and entry.country == country.alpha3
    ]
    return tuple(sorted(found, key=lambda one: (one[0].population, one[1])))


class _Count(NamedTuple):
    area: str
    family: str


def _counts(incidents: Iterable[Incident], area_of: AreaOf) -> Iterator[Signal]:
    """The weeks in which an area had more incidents of a family than chance explains."""
    counted: dict[_Count, dict[date, list[Incident]]] = {}
    first: date | None = None
    for incident in sorted(incidents, key=lambda one: one.id):
        week = _week(incident.period, None)
        area = area_of(incident.place) if incident.place is not None else None
        if week is None or incident.status not in _REAL:
            continue
        first = min(first or week, week)
        if area is not None:
            key = _Count(area, incident.type.split("/")[0])
            counted.setdefault(key, {}).setdefault(week, []).append(incident)
    for key, weeks in counted.items():
        for week, own in weeks.items():
            known = min(BASELINE_WEEKS, (week - (first or week)) // _WEEK)
            before = sum(len(weeks.get(week - back * _WEEK, ())) for back in range(1, known + 1))
            if (
                known >= _FEWEST
                and len(own) >= _LEAST
                and _chance(len(own), before, known) < _CHANCE
            ):
                yield _count(key, week, own, before / known)


def _count(key: _Count, week: date, own: list[Incident], baseline: float) -> Signal:
    return Signal(
        area=key.area,
        week=week.isoformat(),
        kind="count",
        count=len(own),
        family=key.family,
        baseline=round(baseline, 3),
        ratio=round(len(own) / baseline, 2) if baseline else None,
        evidence=tuple(sorted({event for incident in own for event in incident.events})),
    )


def _chance(count: int, before: int, weeks: int) -> float:
    """The chance of `count` or more in a week after `before` in `weeks` weeks.

    The predictive distribution of a Poisson count whose rate has Jeffreys' prior: a negative
    binomial.
    """
    shape = before + 0.5
    fewer = sum(
        exp(
            lgamma(number + shape)
            - lgamma(shape)
            - lgamma(number + 1)
            + shape * log(weeks / (weeks + 1))
            - number * log(weeks + 1)
        )
        for number in range(count)
    )
    return max(0.0, 1.0 - fewer)


class _Sign(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a warning sign is known: types of events, words of their sentences."""

    types: tuple[str, ...]
    words: tuple[str, ...]
    within: tuple[str, ...] = ()

    def shows(self, event: Event, sentences: str) -> bool:
        """Whether the event, told in these sentences, is such a sign."""
        if event.type in self.types:
            return True
        if self.within and not {event.type, event.family} & set(self.within):
            return False
        return any(_pattern(words).search(sentences) for words in self.words)


def _signs(
    members: Iterable[tuple[Record, Event]], family_of: Mapping[str, str], area_of: AreaOf
) -> Iterator[Signal]:
    found: dict[tuple[str, date, str], set[EventKey]] = {}
    for record, event in members:
        if event.status not in _TOLD or event.place is None:
            continue
        sentences = "\n".join(map(record.text_of, event.evidence))
        kinds = [kind for kind, sign in _table().items() if sign.shows(event, sentences)]
        week = _week(event.time, record.document.published) if kinds else None
        area = area_of(event.place) if week is not None else None
        if week is None or area is None:
            continue
        for kind in kinds:
            key = EventKey(record.document.id, event.id)
            found.setdefault((area, week, kind), set()).add(key)
    for (area, week, kind), evidence in found.items():
        yield Signal(
            area=area,
            week=week.isoformat(),
            kind=kind,
            count=len({family_of.get(key.report, key.report) for key in evidence}),
            evidence=tuple(sorted(evidence)),
        )


def _week(period: Interval | None, published: str | None) -> date | None:
    """The Monday of the week in which something began; None where no week is told."""
    start, end = (period.start, period.end) if period is not None else (None, None)
    if start is not None and end is not None:
        first, last = date.fromisoformat(start), date.fromisoformat(end)
        return monday(first) if last - first < _WEEK else None
    told = start or published
    if period is not None and end is None and start is not None:
        # What has gone on since long ago is news of the week in which it is reported.
        told = published or start
    return monday(date.fromisoformat(told)) if told is not None else None


def monday(day: date) -> date:
    """The Monday of the week that a day is in."""
    return day - timedelta(days=day.weekday())


@cache
def _table() -> dict[str, _Sign]:
    data = load_yaml("dateline.linking", "signals.yaml")
    return msgspec.convert(data, dict[str, _Sign])


@cache
def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(words, re.I | re.S)
