"""What people ask a store, as measured by `store.py`: common and rare words, large boxes and small.

Each kind of query is a function from a source of chance to queries without end; a query is a
function of a store.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from random import Random
from typing import Any

from benchmarks.store_reports import FIRST, towns
from dateline.incidents import Incident
from dateline.linking import party_dossier, place_dossier
from dateline.store import Filter, Store
from dateline.store.types import Box, Change, Unit

Query = Callable[[Store], Any]

_PAGE = 50  # how many incidents a page shows
_WORDS = ("killed", "shelled", "drones", "hospital", "bridge", "grain", "imam", "beehives", "ferry")
_SIDES = ("UKR", "RUS", "ISR", "RSF", "M23", "Fano", "Houthis", "Viv Ansanm")
_PARTIES = (*_SIDES, "Russian forces", "Rapid Support Forces", "al-Shabaab", "Islamic State", "Fan")
_FAMILIES = ("strike", "battle", "civilians", "explosion")
_UNITS: tuple[Unit, ...] = ("day", "week", "month")


def _search(random: Random) -> Iterator[Query]:
    while True:
        place = _town(random)
        words = random.choice(_WORDS)
        name = f"{place[:2]}{place[3:]}" if len(place) > 5 else place  # misspelt
        text = random.choice((words, place, f"{words} {place}", f'"killed in {place}"', name))
        yield partial(Store.search, query=text)


def _boxes(random: Random) -> Iterator[Query]:
    while True:
        box = _box(random)
        yield partial(_listed, filter=Filter(box=box, newest=True, limit=_PAGE))


def _timelines(random: Random) -> Iterator[Query]:
    while True:
        narrowed = random.choice(
            (
                Filter(),
                Filter(families=(random.choice(_FAMILIES),)),
                Filter(sides=(random.choice(_SIDES),)),
                Filter(box=_box(random)),
                Filter(place=_town(random)),
            )
        )
        unit = random.choice(_UNITS)
        yield partial(Store.timeline, filter=narrowed, unit=unit)


def _incidents(random: Random) -> Iterator[Query]:
    while True:
        first = FIRST + timedelta(random.randrange(700))
        start, end = first.isoformat(), (first + timedelta(random.choice((1, 7, 90)))).isoformat()
        narrowed = random.choice(
            (
                Filter(limit=_PAGE, newest=True),
                Filter(limit=_PAGE, start=start, end=end),
                Filter(
                    limit=_PAGE,
                    newest=True,
                    families=(random.choice(_FAMILIES),),
                    start=start,
                    end=end,
                ),
                Filter(limit=_PAGE, newest=True, sides=(random.choice(_SIDES),)),
                Filter(limit=_PAGE, newest=True, standings=("disputed",)),
                Filter(limit=_PAGE, newest=True, killed=random.choice((2, 20, 200)), sources=3),
                Filter(limit=_PAGE, newest=True, text=_town(random)),
                Filter(limit=_PAGE, newest=True, text="forces"),
            )
        )
        yield partial(_listed, filter=narrowed)


def _places(random: Random) -> Iterator[Query]:
    while True:
        place = _town(random)
        yield partial(place_dossier, name=place)


def _parties(random: Random) -> Iterator[Query]:
    while True:
        name = random.choice(_PARTIES)
        yield partial(party_dossier, name=name, limit=20)


def _changes(random: Random) -> Iterator[Query]:
    while True:
        since: str | int = random.choice(("2020-01-01", "2100-01-01", random.randrange(100_000)))
        yield partial(_changed, since=since)


def _listed(store: Store, filter: Filter) -> list[Incident]:
    return list(store.incidents(filter))


def _changed(store: Store, since: str | int) -> list[Change]:
    return list(store.changes(since, limit=200))


def _town(random: Random) -> str:
    """A town; one in two is among the largest, of which most is told."""
    here = random.choice(list(towns().values()))
    return random.choice(here[:5] if random.random() < 0.5 else here).name


def _box(random: Random) -> Box:
    """The neighbourhood of a town, a country, half a continent."""
    here = random.choice(list(towns().values()))
    at, width = random.choice(here), random.choice((0.2, 1.0, 5.0, 20.0))
    west, east = max(-180.0, at.lon - width), min(180.0, at.lon + width)
    return Box(west, max(-90.0, at.lat - width), east, min(90.0, at.lat + width))


QUERIES: dict[str, Callable[[Random], Iterator[Query]]] = {
    "search": _search,
    "box": _boxes,
    "timeline": _timelines,
    "incidents": _incidents,
    "place": _places,
    "who": _parties,
    "changes": _changes,
}
