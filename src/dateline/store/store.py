"""The store: opened by path or URL, read at any time, written in transactions."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlalchemy import Connection, Engine, func, select
from sqlalchemy.engine import URL

from dateline.errors import StoreError
from dateline.store import keeping
from dateline.store.auditing import AuditReads
from dateline.store.checking import CheckReads
from dateline.store.copies import CopyReads, CopyWrites
from dateline.store.documents import DocumentReads, DocumentWrites
from dateline.store.engine import TIMEOUT, WRITES, engine_of, shown, told, url_of
from dateline.store.happenings import IncidentReads, IncidentWrites
from dateline.store.linkage import LinkReads, LinkWrites
from dateline.store.listing import ListingReads
from dateline.store.migrating import migrate, version_of
from dateline.store.moving import MoveWrites
from dateline.store.passes import PassReads, PassWrites
from dateline.store.people import PeopleReads, PeopleWrites
from dateline.store.queries import QueryReads
from dateline.store.schema import HEAD, metadata
from dateline.store.searching import SearchReads

# The tables whose rows `stats` counts, in the order of the way of the data.
COUNTED = (
    "documents", "origins", "records", "events", "statements", "places", "parties", "families",
    "incidents", "figures", "decisions", "controls", "reviews", "users", "journal",
)  # fmt: skip


class AllReads(
    DocumentReads,
    CopyReads,
    LinkReads,
    IncidentReads,
    PeopleReads,
    PassReads,
    QueryReads,
    SearchReads,
    ListingReads,
    AuditReads,
):
    """Everything that can be read, of a store or within a transaction."""

    def stats(self) -> dict[str, int]:
        """How many rows each table of the record has, by name."""
        tables = [metadata.tables[name] for name in COUNTED]
        counts = [select(func.count()).select_from(table).scalar_subquery() for table in tables]
        row = self._first(select(*counts))
        assert row is not None
        return dict(zip(COUNTED, map(int, row), strict=True))


class Writer(
    AllReads,
    CheckReads,
    DocumentWrites,
    CopyWrites,
    LinkWrites,
    IncidentWrites,
    PeopleWrites,
    PassWrites,
    MoveWrites,
):
    """One transaction: all of it is kept or nothing. It reads what it wrote itself."""


class Snapshot(AllReads, CheckReads):
    """Everything as it was at one moment, however long it is read and whoever writes meanwhile."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        yield self._connection


class Store(AllReads):
    """The record of what many reports say; made by `open_store`.

    May be used by several threads at once, and the same database by several programs: readers
    never wait, writers wait for each other up to `timeout` seconds.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder, open_store(f"{folder}/a.db") as store:
        ...     store.stats()["documents"]
        0
    """

    def __init__(self, url: URL, timeout: float = TIMEOUT) -> None:
        self.url = url
        self.name = shown(url)
        self._timeout = timeout
        self._engine: Engine = engine_of(url, timeout)

    def __repr__(self) -> str:
        return f"Store({self.name!r})"

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the connections back; a store that is used again opens new ones."""
        self._engine.dispose()

    @property
    def sqlite(self) -> bool:
        """Whether the store is one file."""
        return self._engine.dialect.name == "sqlite"

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with told(self.name), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """Several reads of one moment."""
        with self._reading() as connection:
            yield Snapshot(connection)

    def check(self) -> list[str]:
        """What is wrong with the store, one sentence a problem; empty where it is sound.

        Reads everything once: the database's own check, references, the search and box indexes
        against their tables, each record, family and incident.
        """
        with self.snapshot() as snapshot:
            return snapshot.check()

    def backup(self, path: str | Path) -> Path:
        """Write a copy of the store as it is at this moment, while others may write.

        Of a SQLite store the copy is a store too; of one in PostgreSQL it is an archive of
        `pg_dump`. The file appears when it is whole; `restore` puts it back.

        Raises:
            StoreError: there is a file of that name already, or it cannot be written.
            SetupError: `pg_dump` is not installed.
        """
        return keeping.backup(self._engine, path)

    def vacuum(self) -> None:
        """Give back the room of what was replaced, and bring the indexes into their best form.

        Raises:
            StoreError: another program is using the store.
        """
        with told(self.name):
            keeping.vacuum(self._engine)

    @contextmanager
    def write(self, who: str = "dateline") -> Iterator[Writer]:
        """One transaction: kept when the block ends, undone by whatever error leaves it.

        Args:
            who: whose doing it is, for the journal.

        Raises:
            StoreError: another program writes and did not end in time; the disk is full; the
                store cannot be written.
        """
        with self._writing() as connection:
            writer = Writer(connection, who)
            yield writer
            writer.flush()

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with told(self.name), self._engine.connect() as connection:
            options = {WRITES: True}
            if not self.sqlite:
                # What the first writer kept, the second sees once it has the lock.
                options["isolation_level"] = "READ COMMITTED"  # type: ignore[assignment]
            connection = connection.execution_options(**options)
            with connection.begin():
                yield connection

    def _prepare(self, create: bool) -> None:
        """Make the schema the newest one, or say why it cannot be."""
        if self._require_place(create):
            with self._reading() as connection:
                version = self._version(connection)
            if version == HEAD:
                return
        else:
            version = None
        if version is None and not create:
            raise StoreError("there is no store; make one with `dateline init`", self.name)
        if self.sqlite:
            self._keep_a_log()
        with self._writing() as connection:
            version = self._version(connection)
            if version != HEAD:
                migrate(connection)
                writer = Writer(connection, "dateline")
                writer.note("init" if version is None else "migrate", HEAD, before=version)
                writer.flush()

    def _version(self, connection: Connection) -> str | None:
        try:
            return version_of(connection)
        except StoreError as error:
            raise StoreError(error.message, self.name) from None

    def _require_place(self, create: bool) -> bool:
        """Whether there is a database to look into."""
        if not self.sqlite or (self.url.database or "").startswith("file:"):
            return True
        path = Path(self.name)
        if path.is_dir():
            raise StoreError("it is no file; give the path of a file as --db", self.name)
        if path.exists():
            return True
        if create and not path.parent.is_dir():
            raise StoreError("its folder does not exist; make it first", self.name)
        return False

    def _keep_a_log(self) -> None:
        """Turn on SQLite's write-ahead log, which lets readers read while one writes."""
        with told(self.name):
            connection = self._engine.raw_connection()
            try:
                _switch_to_log(connection.cursor(), self._timeout)
            finally:
                connection.close()


def _switch_to_log(cursor: Any, timeout: float) -> None:
    """SQLite does not wait by itself where two programs switch at once."""
    until = time.monotonic() + timeout
    while True:
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            busy = (error.sqlite_errorcode & 0xFF) == sqlite3.SQLITE_BUSY
            if not busy or time.monotonic() > until:
                raise
            time.sleep(0.01)


def open_store(
    url: str | Path | None = None, *, create: bool = True, timeout: float = TIMEOUT
) -> Store:
    """Open the record store; a new one is made where there is none, an older one renewed.

    Args:
        url: the path of a SQLite file or the URL of a database (`postgresql+psycopg://…`); by
            default what the variable DATELINE_DB says, else `dateline.db` in the current folder.
        create: make the store where there is none.
        timeout: seconds to wait for another program that writes.

    Raises:
        StoreError: there is none, it is damaged, locked, somebody else's, or of a newer Dateline.
        SetupError: the driver of PostgreSQL is not installed.
    """
    store = Store(url_of(url), timeout)
    try:
        store._prepare(create)
    except BaseException:
        store.close()
        raise
    return store
