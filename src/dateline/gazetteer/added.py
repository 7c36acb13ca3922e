"""The places a user has added: one SQLite file a set, opened read-only when names are looked up."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.errors import SetupError

FOLDER_VARIABLE = "DATELINE_GAZETTEER"
SUFFIX = ".places"
FORMAT = "1"
SCHEMA = """
create table about (field text primary key, value text) without rowid;
create table places (
  number integer primary key, geonameid integer, name text, lat real, lon real, kind text,
  feature text, country text, parent text, population integer
);
-- place: a number of the table above; less than nought: a GeoNames id, of whatever set has it
create table names (key text, place integer);
"""
INDEXES = (
    "create index names_by_key on names (key, place)",
    "create index places_by_id on places (geonameid) where geonameid is not null",
)


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a set of added places."""

    name: str
    path: Path
    source: str
    places: int
    names: int
    bad: int
    bytes: int


@dataclass(frozen=True, slots=True)
class AddedPlace:
    """One row of a set, as stored."""

    number: int
    geonameid: int | None
    name: str
    lat: float
    lon: float
    kind: str
    feature: str
    country: str | None
    parent: str
    population: int


def user_folder() -> Path:
    """Where added places lie: the variable DATELINE_GAZETTEER, or the user's data folder."""
    return data_folder(FOLDER_VARIABLE, "gazetteer")


def data_folder(variable: str, name: str) -> Path:
    """Where a user's own data lies: what the variable says, or `name` in the user's data folder."""
    if given := os.environ.get(variable):
        return Path(given).expanduser()
    home = Path.home()
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = home / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share")
    return base / "dateline" / name


def set_files(folder: Path, suffix: str = SUFFIX) -> list[Path]:
    """The files of the sets in `folder`, by name; those half written are not among them."""
    try:
        return sorted(path for path in folder.glob(f"*{suffix}") if not path.name.startswith("."))
    except OSError:
        return []


class AddedSet:
    """One set, opened.

    Raises:
        SetupError: the file is broken or of another version.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._base = sqlite3.connect(
                f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
            about = dict(self._base.execute("select field, value from about"))
            last = self._base.execute("select max(number) from places").fetchone()[0]
        except sqlite3.Error as error:
            raise _broken(path, str(error)) from error
        if about.get("format") != FORMAT:
            self._base.close()
            raise _broken(path, "made by another version of Dateline")
        self.size: int = last or 0
        self.about = About(
            name=path.name.removesuffix(SUFFIX),
            path=path,
            source=about.get("source", ""),
            places=int(about.get("places", 0)),
            names=int(about.get("names", 0)),
            bad=int(about.get("bad", 0)),
            bytes=path.stat().st_size,
        )

    def close(self) -> None:
        """Let go of the file."""
        self._base.close()

    def find(self, key: str) -> list[int]:
        """The places under a folded name: their numbers, or GeoNames ids less than nought."""
        rows = self._rows("select place from names where key = ? order by place", key)
        return [int(row[0]) for row in rows]

    def has(self, key: str) -> bool:
        """Whether any place stands under a folded name."""
        return any(self._rows("select 1 from names where key = ? limit 1", key))

    def place(self, number: int) -> AddedPlace:
        """The place at `number`."""
        (row,) = self._rows("select * from places where number = ?", number)
        return AddedPlace(*row)

    def with_id(self, geonameid: int) -> int | None:
        """The number of the place that GeoNames numbers so."""
        found = self._rows("select number from places where geonameid = ? limit 1", geonameid)
        return next((int(row[0]) for row in found), None)

    def points(self) -> Iterator[tuple[int, str, float, float]]:
        """Number, kind, latitude and longitude of every place."""
        yield from self._rows("select number, kind, lat, lon from places")

    def _rows(self, query: str, *values: str | int) -> Iterator[tuple[Any, ...]]:
        try:
            yield from self._base.execute(query, values)
        except sqlite3.Error as error:
            raise _broken(self.path, str(error)) from error


def abouts(folder: Path) -> Iterator[About | SetupError]:
    """What is known of each set in `folder`; of a broken one, the error."""
    for path in set_files(folder):
        try:
            with closing(AddedSet(path)) as one:
                yield one.about
        except SetupError as error:
            yield error


def _broken(path: Path, why: str) -> SetupError:
    name = path.name.removesuffix(SUFFIX)
    return SetupError(
        f"the added places {name!r} cannot be read ({why}); run 'dateline gazetteer remove {name}'"
        " and add their file again"
    )
