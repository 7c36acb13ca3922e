"""What all parts of the repository share: a connection, batches, payloads, upserts."""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any, TypeVar

import msgspec
from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    Row,
    Select,
    Table,
    bindparam,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite

from dateline.incidents import EventKey
from dateline.serial import from_json
from dateline.store.names import key_of
from dateline.store.schema import journal, terms

_T = TypeVar("_T")
# Values of one statement: few enough for both databases, enough to make round trips few.
BATCH = 2000
# Rows fetched at a time when a whole table is given out.
STREAM = 200

assert sqlite3.threadsafety  # the pool hands connections from thread to thread


class Reads:
    """Reading from one connection, or from a new one each time."""

    def _reading(self) -> AbstractContextManager[Connection]:
        raise NotImplementedError

    def _rows(
        self, statement: Select[Any] | CompoundSelect[Any], **values: Any
    ) -> Sequence[Row[Any]]:
        with self._reading() as connection:
            return connection.execute(statement, values).all()

    def _first(self, statement: Select[Any]) -> Row[Any] | None:
        with self._reading() as connection:
            return connection.execute(statement).first()

    def _stream(self, statement: Select[Any]) -> Iterator[Row[Any]]:
        """The rows of one moment, a few at a time."""
        with self._reading() as connection:
            options = {"stream_results": True, "yield_per": STREAM}
            # Closed at once where the caller stops early: PostgreSQL keeps a cursor for it.
            with connection.execute(statement, execution_options=options) as rows:
                yield from rows

    def _rows_in(
        self, statement: Select[Any], column: ColumnElement[Any], values: Iterable[Any]
    ) -> Iterator[Row[Any]]:
        """The rows whose column has one of the values, batch by batch."""
        with self._reading() as connection:
            for batch in batches(values):
                yield from connection.execute(statement.where(column.in_(batch))).all()


class Writes(Reads):
    """Writing in the one transaction of a connection.

    Args:
        connection: in its transaction already.
        who: whose doing the journal shall say it is.
    """

    def __init__(self, connection: Connection, who: str) -> None:
        self._connection = connection
        self._who = who
        self._lines: list[dict[str, str]] = []

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        yield self._connection

    def _note(self, action: str, subject: str, **detail: Any) -> None:
        """A line for the journal, written with the others before the transaction ends."""
        line = {"at": now(), "who": self._who, "action": action, "subject": subject}
        self._lines.append(line | {"detail": msgspec.json.encode(detail).decode()})
        if len(self._lines) >= BATCH:
            self.flush()

    def flush(self) -> None:
        """Write the journal's waiting lines."""
        self._insert(journal, self._lines)
        self._lines.clear()

    def _run(self, statement: Any, values: Sequence[Mapping[str, Any]] | None = None) -> None:
        self._connection.execute(statement, values)

    def _insert(self, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
        if batch := list(rows):
            self._connection.execute(table.insert(), batch)

    def _put_terms(self, words: Iterable[str]) -> None:
        """Keep the words that a misspelt query may mean."""
        rows = [{"term": word, "folded": key_of(word)} for word in sorted(set(words))]
        self._insert_new(terms, rows)

    def _upsert(self, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
        """Insert rows; one whose primary key is there replaces it."""
        self._conflicting(table, rows, replace=True)

    def _insert_new(self, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
        """Insert the rows that are not there yet."""
        self._conflicting(table, rows, replace=False)

    def _conflicting(self, table: Table, rows: Iterable[Mapping[str, Any]], replace: bool) -> None:
        if not (batch := list(rows)):
            return
        dialect = sqlite if self._connection.dialect.name == "sqlite" else postgresql
        insert = dialect.insert(table)
        keys = [column.name for column in table.primary_key]
        changed = {name: insert.excluded[name] for name in batch[0] if name not in keys}
        if replace and changed:
            insert = insert.on_conflict_do_update(index_elements=keys, set_=changed)
        else:
            insert = insert.on_conflict_do_nothing()
        self._connection.execute(insert, batch)

    def _delete_in(self, table: Table, column: ColumnElement[Any], values: Iterable[Any]) -> None:
        for batch in batches(values):
            self._connection.execute(table.delete().where(column.in_(batch)))

    def _delete_keys(self, table: Table, keys: Iterable[EventKey], side: str = "") -> None:
        """Delete the rows of these events; `side` is the prefix of the columns ("first_").

        One by one: SQLite would read the whole table for a list of pairs.
        """
        if rows := [{"its_report": key[0], "its_event": key[1]} for key in keys]:
            same = (
                table.c[f"{side}report"] == bindparam("its_report"),
                table.c[f"{side}event"] == bindparam("its_event"),
            )
            self._run(table.delete().where(*same), rows)


def clause(sql: str, **values: Any) -> ColumnElement[bool]:
    """A condition in the database's own words, its values bound."""
    bound: list[Any] = [bindparam(name, value, unique=True) for name, value in values.items()]
    return text(sql).bindparams(*bound)  # type: ignore[return-value]


def batches(values: Iterable[_T], size: int = BATCH) -> Iterator[list[_T]]:
    """The values in lists of at most `size`."""
    rest = iter(values)
    while batch := list(islice(rest, size)):
        yield batch


def pack(value: Any) -> bytes:
    """A struct as compressed JSON."""
    return zlib.compress(msgspec.json.encode(value), 3)


def unpack(data: bytes, kind: type[_T]) -> _T:
    """A struct from compressed JSON."""
    return from_json(zlib.decompress(data), kind)


def number_of(text: str) -> int:
    """A text as a signed 64-bit number, the same on every machine."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), signed=True)


def signed(number: int) -> int:
    """An unsigned 64-bit number as the signed one with the same bits; others as they are."""
    return number - (1 << 64) if number >= 1 << 63 else number


def day_of(value: str | None) -> int | None:
    """An ISO date as the number of its day."""
    return date.fromisoformat(value).toordinal() if value else None


def now() -> str:
    """This moment in UTC, ISO, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
