"""Add a file of places to the user's own index, or take one away; whole or not at all."""

from __future__ import annotations

import os
import re
import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dateline.errors import InputError, SetupError
from dateline.gazetteer.added import FORMAT, INDEXES, SCHEMA, SUFFIX, set_files
from dateline.gazetteer.dumps import BadRow, LeftOut, NewName, NewPlace, Row, Tick, rows_of
from dateline.gazetteer.index import index
from dateline.gazetteer.naming import keys_of, usable_names

_BATCH = 20_000  # rows written at once: what memory holds of them
_TOLD = 5  # bad rows that are told with their line
_STALE = 3_600.0  # seconds after which a half-written file is of a run that was killed
_PACE = """
pragma journal_mode = off; pragma synchronous = off; pragma locking_mode = exclusive;
pragma cache_size = -65536; pragma temp_store = file;
"""


@dataclass
class Added:
    """What came of adding one file."""

    name: str
    source: str
    replaced: bool = False
    places: int = 0
    names: int = 0
    left_out: int = 0
    bad: int = 0
    first_bad: list[BadRow] = field(default_factory=list)


def add(path: Path, folder: Path, *, name: str | None = None, tick: Tick | None = None) -> Added:
    """Read a place file into the index in `folder`; a set of the same name is replaced.

    Until all of it is read the old set stays as it is, also when the process is killed.

    Raises:
        InputError: the file is none that holds places, or all of its rows are bad.
        SetupError: the folder cannot be written.
    """
    name = _set_name(name or path.name)
    whole = folder / f"{name}{SUFFIX}"
    part = folder / f".{name}.{os.getpid()}.part"
    found = Added(name, path.name, replaced=whole.exists())
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _sweep(folder)
        try:
            with closing(sqlite3.connect(part, isolation_level=None)) as base:
                _fill(base, rows_of(path, tick or (lambda _done, _size: None)), found)
            if not found.places and not found.names:
                raise InputError(_nothing(found), str(path))
            os.replace(part, whole)
        finally:
            part.unlink(missing_ok=True)
    except (OSError, sqlite3.Error) as error:
        raise SetupError(f"{folder} cannot be written ({error}); nothing was added") from error
    index.cache_clear()
    return found


def remove(name: str, folder: Path) -> None:
    """Take the set `name` out of the index.

    Raises:
        InputError: there is none of that name.
        SetupError: its file cannot be removed.
    """
    known = {path.name.removesuffix(SUFFIX): path for path in set_files(folder)}
    if name not in known:
        there = ", ".join(sorted(known)) or "none at all"
        raise InputError(f"no added places of this name; there are: {there}", name)
    index.cache_clear()
    try:
        known[name].unlink()
    except OSError as error:
        raise SetupError(f"cannot remove {known[name]} ({error.strerror or error})") from error


def _set_name(text: str) -> str:
    """A name for a set that every file system takes."""
    stem = re.sub(r"(\.(zip|txt|csv|tsv))+$", "", text, flags=re.I)
    name = re.sub(r"[^\w-]+", "-", stem).strip("-")[:80]
    if not name:
        raise InputError("nothing in this name can name a set of places; add --name NAME", text)
    return name


def _sweep(folder: Path) -> None:
    """Remove what killed runs left behind."""
    for old in folder.glob(".*.part*"):
        with suppress(OSError):
            if time.time() - old.stat().st_mtime > _STALE:
                old.unlink()


def _fill(base: sqlite3.Connection, rows: Iterable[Row], found: Added) -> None:
    base.executescript(_PACE + SCHEMA)
    base.execute("begin")
    places: list[tuple[Any, ...]] = []
    names: list[tuple[str, int]] = []

    def flush() -> None:
        base.executemany("insert into places values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", places)
        base.executemany("insert into names values (?, ?)", names)
        found.names += len(names)
        places.clear()
        names.clear()

    for row in _counted(rows, found):
        if isinstance(row, NewName):
            names += [(key, -row.geonameid) for key in _keys((row.name,), "")]
        elif keys := _keys((row.name, *usable_names(row.names)), row.kind):
            found.places += 1
            places.append(_stored(found.places, row))
            names += [(key, found.places) for key in keys]
        else:
            found.left_out += 1
        if len(names) > _BATCH:
            flush()
    flush()
    _finish(base, found)


def _stored(number: int, place: NewPlace) -> tuple[Any, ...]:
    """A place in the order of the table's columns."""
    return (
        number,
        place.geonameid,
        place.name,
        place.lat,
        place.lon,
        place.kind,
        place.feature,
        place.country,
        place.parent,
        place.population,
    )


def _finish(base: sqlite3.Connection, found: Added) -> None:
    for statement in INDEXES:
        base.execute(statement)
    facts = {"format": FORMAT, "source": found.source, "places": found.places}
    facts |= {"names": found.names, "bad": found.bad}
    base.executemany("insert into about values (?, ?)", [(k, str(v)) for k, v in facts.items()])
    base.execute("commit")


def _counted(rows: Iterable[Row], found: Added) -> Iterator[NewPlace | NewName]:
    """The rows to keep; the others are counted."""
    for row in rows:
        if isinstance(row, BadRow):
            found.bad += 1
            if len(found.first_bad) < _TOLD:
                found.first_bad.append(row)
        elif isinstance(row, LeftOut):
            found.left_out += 1
        else:
            yield row


def _keys(names: Iterable[str], kind: str) -> list[str]:
    return sorted({key for name in names for key in keys_of(name, kind)})


def _nothing(found: Added) -> str:
    if not found.bad:
        return "no place in it that news would name; nothing was added"
    first = found.first_bad[0]
    return (
        f"none of its {found.bad + found.left_out:,} rows can be used; line {first.line}:"
        f" {first.reason}"
    )
