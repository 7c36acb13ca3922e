"""A store of as many incidents as wanted, scattered as a war's are, for measuring the desk.

python -m tests.web.many 50000 many.db
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from dateline.codebook import codebook
from dateline.incidents import TELLERS, EventKey, Figure, Incident, Standing, incident_id
from dateline.intervals import Interval
from dateline.records import Party, Place, Status
from dateline.store import open_store

_STANDINGS: tuple[Standing, ...] = (
    "one-sided", "one-sided", "one-sided", "corroborated", "corroborated", "disputed", "denied",
    "feared",
)  # fmt: skip
_STATUSES: tuple[Status, ...] = (*("happened",) * 8, "attempted", "planned")
_FIRST = date(2023, 1, 2)
_TOWNS = 400


def incidents(count: int, seed: int = 1) -> Iterator[Incident]:
    """`count` incidents of two years around made-up towns of three theatres."""
    random = Random(seed)
    theatres = ((48.0, 37.0, 3.0), (14.0, 30.0, 5.0), (33.0, 39.0, 4.0))
    towns: list[tuple[str, float, float]] = []
    for number in range(_TOWNS):
        lat, lon, spread = theatres[number % len(theatres)]
        towns.append((f"Town {number}", random.gauss(lat, spread), random.gauss(lon, spread)))
    types = [type.name for type in codebook()]
    for number in range(count):
        yield _incident(random, number, types, towns)


def _incident(
    random: Random, number: int, types: list[str], towns: list[tuple[str, float, float]]
) -> Incident:
    name, lat, lon = towns[int(random.random() ** 2 * len(towns))]
    precision = random.choices((1, 2, 3, 4, 5, 6), (8, 3, 2, 2, 2, 1))[0]
    day = (_FIRST + timedelta(days=random.randrange(730))).isoformat()
    keys = tuple(EventKey(f"r{number}-{one}", "e1") for one in range(random.choice((1, 1, 2, 4))))
    killed = random.choice((0, 0, 0, 1, 3, 12, 40))
    figures = (Figure(kind="killed", group="people", low=killed, high=killed, best=killed),)
    return Incident(
        id=incident_id(keys[0]),
        type=random.choice(types),
        status=random.choice(_STATUSES),
        standing=random.choice(_STANDINGS),
        place=Place(
            name=name,
            lat=round(lat + random.gauss(0, 0.05), 4),
            lon=round(lon + random.gauss(0, 0.05), 4),
            precision=precision,
        ),
        period=Interval(start=day, end=day),
        actors=(Party(name="the 4th Battery", side="XAA", canonical="4th Battery"),),
        targets=(Party(name="residents", side="civilians"),),
        reports=tuple(key.report for key in keys),
        events=keys,
        sources=len(keys),
        figures=figures if killed else (),
        told_by=(TELLERS[number % len(TELLERS)],),
    )


def fill(url: str, count: int) -> None:
    """A new store with `count` incidents."""
    with open_store(url) as store:
        made = incidents(count)
        with store.write() as writer:
            writer.put_incidents(made)


if __name__ == "__main__":
    fill(sys.argv[2], int(sys.argv[1]))
