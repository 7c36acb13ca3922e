"""Place files as people download them: GeoNames dumps, zipped or not, and CSV; row by row.

A country dump or `allCountries` has 19 tab-separated columns, `alternateNamesV2` eight to ten; a
CSV has a head that names its columns: name, lat, lon, and perhaps kind, parent, country, aliases,
population. Nothing is unpacked to disk, and no row is held longer than it takes to read.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain, islice
from pathlib import Path
from typing import IO, cast

from dateline.errors import InputError
from dateline.gazetteer.countries import alpha3_of, countries, read_table
from dateline.gazetteer.index import KINDS

Tick = Callable[[int, int], None]  # bytes done, bytes in all

_PLACE_COLUMNS, _NAME_COLUMNS = (19,), (8, 9, 10)
_LONGEST_LINE = 100_000  # bytes; the longest of GeoNames has some 20,000
_LARGEST = 8_000_000_000  # bytes unpacked; all of GeoNames has 1.7 billion
_SUSPECT_SIZE, _SUSPECT_RATIO = 50_000_000, 60  # text packs four to eight times
_SAMPLE = 50  # lines by which a file's kind is told
_TICK_LINES = 5_000
_LARGEST_ID = 2**62
_NO_NAMES = frozenset(
    ["link", "wkdt", "post", "unlc", "phon", "iata", "icao", "faac", "tcid", "abbr", "piny"]
)
_SYNONYMS = {"latitude": "lat", "longitude": "lon", "lng": "lon", "long": "lon", "alias": "aliases"}


@dataclass(frozen=True, slots=True)
class NewPlace:
    """A place of a dump or table; `parent` is a GeoNames code ("UA.26") or a name."""

    name: str
    lat: float
    lon: float
    kind: str
    feature: str
    country: str | None
    parent: str
    population: int
    geonameid: int | None
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NewName:
    """One more name of the place that GeoNames numbers so."""

    geonameid: int
    name: str


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be used, and why."""

    line: int
    reason: str


class LeftOut:
    """A sound row of something that news does not name, a stream's mouth or a well."""


Row = NewPlace | NewName | BadRow | LeftOut
LEFT_OUT = LeftOut()


def rows_of(path: Path, tick: Tick) -> Iterator[Row]:
    """The rows of a place file.

    Raises:
        InputError: the file cannot be read, is no place file, or unpacks to more than it should.
    """
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                yield from _rows_of_archive(archive, path, tick)
        else:
            with path.open("rb") as stream:
                yield from _rows_of_stream(stream, path.name, path, tick, path.stat().st_size)
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or error}", str(path)) from error
    except (zipfile.BadZipFile, EOFError, RuntimeError, NotImplementedError) as error:
        raise InputError(f"the archive is broken or locked: {error}", str(path)) from error


def _rows_of_archive(archive: zipfile.ZipFile, path: Path, tick: Tick) -> Iterator[Row]:
    members = [
        item
        for item in archive.infolist()
        if item.filename.lower().endswith((".txt", ".csv", ".tsv"))
        and not item.filename.lower().endswith(("readme.txt", "languagecodes.txt"))
    ]
    size = sum(item.file_size for item in members)
    packed = max(1, sum(item.compress_size for item in members))
    if size > _LARGEST or (size > _SUSPECT_SIZE and size / packed > _SUSPECT_RATIO):
        raise InputError(
            f"it would unpack to {size:,} bytes from {packed:,}, which no dump does", str(path)
        )
    if not members:
        raise InputError("no .txt or .csv file in this archive; give a GeoNames dump", str(path))
    for item in members:
        # An archive's own readline() does not keep to its limit.
        with archive.open(item) as member, io.BufferedReader(_raw(member)) as stream:
            yield from _rows_of_stream(stream, item.filename, path, tick, size)


def _raw(member: IO[bytes]) -> io.RawIOBase:
    return cast(io.RawIOBase, member)


def _rows_of_stream(
    stream: IO[bytes], name: str, path: Path, tick: Tick, size: int
) -> Iterator[Row]:
    lines = _lines(stream, tick, size)
    if name.lower().endswith(".csv"):
        yield from _table_rows(lines, path)
        return
    sample = list(islice(lines, _SAMPLE))
    widths = [line.count(b"\t") + 1 for _, line in sample]
    columns: tuple[int, ...]
    read: Callable[[list[str]], Row]
    if any(width in _PLACE_COLUMNS for width in widths):
        columns, read = _PLACE_COLUMNS, _place
    elif sum(width in _NAME_COLUMNS for width in widths) * 2 > len(widths):
        columns, read = _NAME_COLUMNS, _name
    else:
        raise InputError(
            f"{name} is no GeoNames dump: none of its first lines has the 19 tab-separated columns"
            " of a country file, or the 8 to 10 of alternateNamesV2, as UTF-8",
            str(path),
        )
    for number, line in chain(sample, lines):
        yield _read(number, line, columns, read)


def _read(
    number: int, line: bytes, columns: tuple[int, ...], read: Callable[[list[str]], Row]
) -> Row:
    if len(line) >= _LONGEST_LINE:
        return BadRow(number, f"longer than {_LONGEST_LINE:,} bytes")
    try:
        fields = line.decode("utf-8").rstrip("\r\n").split("\t")
    except UnicodeDecodeError:
        return BadRow(number, "not UTF-8")
    if len(fields) not in columns:
        return BadRow(number, f"{len(fields)} columns where {columns[0]} should be")
    try:
        return read(fields)
    except ValueError as error:
        return BadRow(number, str(error))


def _lines(stream: IO[bytes], tick: Tick, size: int) -> Iterator[tuple[int, bytes]]:
    """The lines that hold anything, numbered; an endless one is cut, its rest passed over."""
    done = 0
    for number, line in enumerate(iter(lambda: stream.readline(_LONGEST_LINE), b""), 1):
        done += len(line)
        rest = line
        while len(rest) == _LONGEST_LINE and not rest.endswith(b"\n"):
            rest = stream.readline(_LONGEST_LINE)
            done += len(rest)
        if number % _TICK_LINES == 0:
            tick(done, size)
        if line.strip():
            yield number, line
    tick(done, size)


def _place(fields: list[str]) -> Row:
    kind = _kind(fields[6], fields[7])
    name = _checked_name(fields[1])
    lat, lon = point_of(fields[4], fields[5])
    geonameid = _whole(fields[0], "geonameid")
    if not kind:
        return LEFT_OUT
    country = fields[8].strip()
    return NewPlace(
        name=name,
        lat=lat,
        lon=lon,
        kind=kind,
        feature=fields[7] or "PPL",
        country=alpha3_of(country) if len(country) == 2 and country.isupper() else None,
        parent=f"{country}.{fields[10]}" if fields[10] not in ("", "00") else "",
        population=_whole(fields[14] or "0", "population"),
        geonameid=geonameid,
        names=(fields[2], *fields[3].split(",")),
    )


def _name(fields: list[str]) -> Row:
    geonameid = _whole(fields[1], "geonameid")
    return LEFT_OUT if fields[2] in _NO_NAMES else NewName(geonameid, _checked_name(fields[3]))


def _table_rows(lines: Iterator[tuple[int, bytes]], path: Path) -> Iterator[Row]:
    """The rows of a CSV; fields with line breaks inside quotes are allowed."""
    at = 0

    def texts() -> Iterator[str]:
        nonlocal at
        for number, line in lines:
            at = number
            # What is no UTF-8 comes out as lone surrogates, which `_table_row` turns down.
            yield line.decode("utf-8-sig" if number == 1 else "utf-8", "surrogateescape")

    source = texts()
    head = next(source, "")
    mark = max(",;\t", key=head.count)
    titles = [title.strip().lower() for title in next(csv.reader([head], delimiter=mark), [])]
    titles = [_SYNONYMS.get(title, title) for title in titles]
    if missing := [title for title in ("name", "lat", "lon") if title not in titles]:
        raise InputError(
            f"a CSV of places begins with a line of column names, in UTF-8; {missing[0]!r} is not"
            " among them (name, lat, lon, kind, parent)",
            str(path),
        )
    reader = csv.reader(source, delimiter=mark)
    while True:
        try:
            fields = next(reader, None)
            if fields is None:
                return
            yield _table_row(dict(zip(titles, fields, strict=False)), len(fields) - len(titles))
        except (ValueError, csv.Error) as error:
            yield BadRow(at, str(error))


def _table_row(row: dict[str, str], excess: int) -> Row:
    if excess:
        raise ValueError("more or fewer columns than the first line")
    if any("\ud800" <= char <= "\udfff" for value in row.values() for char in value):
        raise ValueError("not UTF-8")
    row = {title: value.strip() for title, value in row.items()}
    kind = row.get("kind", "").lower() or "settlement"
    if kind not in KINDS:
        raise ValueError(f"kind {kind[:40]!r} is none of {', '.join(KINDS)}")
    lat, lon = point_of(row["lat"], row["lon"])
    return NewPlace(
        name=_checked_name(row["name"]),
        lat=lat,
        lon=lon,
        kind=kind,
        feature=row.get("feature", "").upper() or "PPL",
        country=_country(row.get("country", "")),
        parent=row.get("parent", ""),
        population=_whole(row.get("population") or "0", "population"),
        geonameid=_whole(row["geonameid"], "geonameid") if row.get("geonameid") else None,
        names=tuple(filter(None, row.get("aliases", "").split("|"))),
    )


def _checked_name(text: str) -> str:
    name = text.strip()
    if not name or not any(char.isalpha() for char in name):
        raise ValueError("no name")
    if not name.isprintable():
        raise ValueError("a name with control characters")
    return name


def point_of(lat: str, lon: str) -> tuple[float, float]:
    """Latitude and longitude from text; ValueError for what is not on the globe."""
    try:
        point = float(lat), float(lon)
    except ValueError:
        raise ValueError(f"lat {lat[:20]!r}, lon {lon[:20]!r} are no numbers") from None
    if not (-90 <= point[0] <= 90 and -180 <= point[1] <= 180):
        raise ValueError(f"lat {lat[:20]}, lon {lon[:20]} is not on the globe")
    return point


def _whole(text: str, what: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text[:20]) < _LARGEST_ID):
        raise ValueError(f"{what} {text[:20]!r} is no whole number")
    return int(text)


@lru_cache(4_096)  # a broken file may name any number of codes
def _kind(feature_class: str, code: str) -> str:
    kinds = _kinds()
    return kinds.get((feature_class, code), kinds.get((feature_class, "*"), ""))


@cache
def _kinds() -> dict[tuple[str, str], str]:
    return {(row["class"], row["code"]): row["kind"] for row in read_table("features.csv")}


def _country(text: str) -> str | None:
    if not text:
        return None
    code = alpha3_of(text.upper()) if len(text) == 2 else text.upper()
    if code not in countries():
        raise ValueError(f"country {text[:20]!r} is no ISO 3166 code")
    return code
