"""States and territories: codes, names, aliases, adjectives, people, capital, point."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import msgspec


class Country(msgspec.Struct, frozen=True, kw_only=True):
    """One state or territory.

    Attributes:
        alpha2: ISO 3166 code of two letters.
        alpha3: ISO 3166 code of three letters.
        name: its usual English name, without "the".
        aliases: other names and abbreviations ("DRC", "Burma").
        adjectives: "Turkish".
        people: "Turk", "Turks".
        continent: AF, AN, AS, EU, NA, OC or SA.
    """

    alpha2: str
    alpha3: str
    geonameid: int
    name: str
    capital: str
    lat: float
    lon: float
    population: int
    continent: str
    aliases: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The name and all aliases."""
        return (self.name, *self.aliases)


@cache
def countries() -> dict[str, Country]:
    """All states and territories by their alpha-3 code.

    >>> countries()["TUR"].adjectives
    ('Turkish',)
    """
    return {row["alpha3"]: _country(row) for row in read_table("countries.csv")}


@cache
def alpha3_of(alpha2: str) -> str | None:
    """The three-letter code of a two-letter one; None for no state."""
    return next((c.alpha3 for c in countries().values() if c.alpha2 == alpha2), None)


def read_table(name: str) -> Iterator[dict[str, str]]:
    """The rows of a CSV file of this room; lines that start with "#" are its header."""
    text = files("dateline.gazetteer").joinpath(name).read_text(encoding="utf-8")
    yield from csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))


def _country(row: dict[str, str]) -> Country:
    lists = {
        name: tuple(filter(None, row[name].split("|")))
        for name in ("aliases", "adjectives", "people")
    }
    return Country(
        alpha2=row["alpha2"],
        alpha3=row["alpha3"],
        geonameid=int(row["geonameid"]),
        name=row["name"],
        capital=row["capital"],
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        population=int(row["population"]),
        continent=row["continent"],
        **lists,
    )
