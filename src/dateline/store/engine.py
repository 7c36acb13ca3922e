"""Which database, how it is opened, and how its failures are told in one sentence."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from dateline.errors import SetupError, StoreError

VARIABLE = "DATELINE_DB"
DEFAULT = "dateline.db"
# Seconds that a second writer waits for the first; one report's transaction takes milliseconds.
TIMEOUT = 30.0
# Execution option of the connections that write.
WRITES = "dateline_writes"
# The number of the lock that writers of a PostgreSQL store hold: "DTLN".
ADVISORY_LOCK = 0x44544C4E

_SAYS = {
    sqlite3.SQLITE_BUSY: "another program is writing to it; wait until that one has ended",
    sqlite3.SQLITE_LOCKED: "another program is writing to it; wait until that one has ended",
    sqlite3.SQLITE_FULL: "the disk is full; make room and run the same again",
    sqlite3.SQLITE_READONLY: "it is read-only; make the file and its folder writable",
    sqlite3.SQLITE_NOTADB: "it is no record store; give another file as --db",
    sqlite3.SQLITE_CORRUPT: "it is damaged; restore it from a backup (`dateline restore`)",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened; check that its folder exists and is yours",
    sqlite3.SQLITE_IOERR: "it cannot be read or written (input/output error); check the disk",
}
# PostgreSQL's classes and codes of errors (SQLSTATE), the most precise first.
_STATES = {
    "55P03": "another program is writing to it; wait until that one has ended",
    "40P01": "another program is writing to it; wait until that one has ended",
    "53100": "the disk is full; make room and run the same again",
    "25006": "it is read-only; connect as a user who may write",
    "42501": "the user may not do that there; connect as one who may, for a new store one who may"
    " create the extensions postgis and pg_trgm",
    "0A000": "the server lacks PostGIS; install it there (Debian: postgresql-postgis)",
    "58P01": "the server lacks PostGIS; install it there (Debian: postgresql-postgis)",
    "28": "the server refuses this user or password; check the URL given as --db",
    "3D": "the server has no such database; create it first (`createdb`)",
    "08": "the server cannot be reached; check the URL given as --db",
    "53": "the server lacks room, memory or connections; try again later",
    "57": "the server stopped or broke the connection off; run the same again",
}


def url_of(given: str | Path | None = None) -> URL:
    """The database meant: a path or URL, else the variable DATELINE_DB, else `dateline.db` here.

    Raises:
        StoreError: the URL is none, or of a kind of database that Dateline does not use.
    """
    name = str(given or os.environ.get(VARIABLE) or DEFAULT)
    if "://" not in name:
        return URL.create("sqlite", database=str(Path(name).expanduser()))
    try:
        url = make_url(name)
    except (ArgumentError, ValueError):
        raise StoreError(f"{name!r} is no URL of a database; give a path or a URL") from None
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    if url.drivername not in ("sqlite", "sqlite+pysqlite", "postgresql+psycopg"):
        raise StoreError(
            f"Dateline keeps its store in SQLite or PostgreSQL, not in {url.drivername};"
            " give a path or a URL postgresql+psycopg://…"
        )
    if url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:"):
        raise StoreError("a store in memory would be lost at once; give the path of a file")
    return url


def shown(url: URL) -> str:
    """How messages name the store: the path of a file, a URL without its password."""
    if url.get_backend_name() == "sqlite":
        return (url.database or "").removeprefix("file:").partition("?")[0]
    return url.render_as_string(hide_password=True)


def engine_of(url: URL, timeout: float = TIMEOUT) -> Engine:
    """The engine of a database; it connects with its first use.

    Raises:
        SetupError: PostgreSQL is meant and its driver is not installed.
    """
    if url.get_backend_name() != "sqlite":
        return _postgresql(url, timeout)
    engine = create_engine(url, connect_args={"timeout": timeout})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _postgresql(url: URL, timeout: float) -> Engine:
    try:
        engine = create_engine(
            url,
            connect_args={"connect_timeout": max(2, round(timeout))},
            isolation_level="REPEATABLE READ",
        )
    except (ModuleNotFoundError, NoSuchModuleError):
        raise SetupError(
            "a store in PostgreSQL needs its driver; run `pip install 'dateline[postgres]'`"
        ) from None
    event.listen(engine, "begin", lambda connection: _begin_postgresql(connection, timeout))
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _: Any) -> None:
    # Python's own handling of transactions would leave some statements outside of them.
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA recursive_triggers = ON")
    connection.execute("PRAGMA cache_size = -32000")
    # Pages of 4 kB that the log holds before they go to the file: many change again and again.
    connection.execute("PRAGMA wal_autocheckpoint = 4000")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _begin_postgresql(connection: Connection, timeout: float) -> None:
    if connection.get_execution_options().get(WRITES):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {round(timeout * 1000)}")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({ADVISORY_LOCK})")


@contextmanager
def told(where: str) -> Iterator[None]:
    """Turn the database's errors into a StoreError that names the store."""
    try:
        yield
    except DBAPIError as error:
        raise StoreError(_sentence(error.orig), where) from error
    except sqlite3.Error as error:
        raise StoreError(_sentence(error), where) from error
    except SQLAlchemyError as error:
        raise StoreError(f"the database failed ({error})", where) from error


def _sentence(error: BaseException | None) -> str:
    code = getattr(error, "sqlite_errorcode", None)
    if code is not None and (says := _SAYS.get(code & 0xFF)):
        return says
    state = getattr(error, "sqlstate", None) or ""
    for length in (5, 2):
        if says := _STATES.get(state[:length]):
            return says
    text = " ".join(str(error).split())
    if not state and "connection" in text:
        return _STATES["08"]
    return f"the database failed ({text})"
