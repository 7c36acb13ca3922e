"""Copies of the whole store, and making it small again."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.engine import URL

from dateline.errors import SetupError, StoreError
from dateline.store.engine import told

_TIDYING = (
    "INSERT INTO texts_search (texts_search) VALUES ('optimize')",
    "INSERT INTO incidents_search (incidents_search) VALUES ('optimize')",
    "INSERT INTO terms_search (terms_search) VALUES ('optimize')",
    "VACUUM",
    "ANALYZE",
    "PRAGMA wal_checkpoint(TRUNCATE)",
)


def backup(engine: Engine, path: str | Path) -> Path:
    """What `Store.backup` does."""
    target = Path(path)
    if target.exists():
        raise StoreError("there is such a file already; give the backup another name", str(path))
    try:
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as folder:
            part = Path(folder) / target.name
            if engine.dialect.name == "sqlite":
                _copy_sqlite(engine, part)
            else:
                run_client("pg_dump", engine.url, ["--format=custom", f"--file={part}"])
            os.replace(part, target)
    except OSError as error:
        raise StoreError(f"the backup cannot be written ({error.strerror})", str(path)) from error
    return target


def _copy_sqlite(engine: Engine, part: Path) -> None:
    with told(str(part)), closing(sqlite3.connect(part)) as copy:
        with driver(engine) as source:
            source.backup(copy)
        # One file, without a log beside it.
        copy.execute("PRAGMA journal_mode = DELETE")


@contextmanager
def driver(engine: Engine) -> Iterator[Any]:
    """A connection of the driver itself, outside of any transaction."""
    connection = engine.raw_connection()
    try:
        yield connection.driver_connection
    finally:
        connection.close()


def run_client(program: str, url: URL, options: Sequence[str]) -> None:
    """Run one of PostgreSQL's own programs on a database."""
    if shutil.which(program) is None:
        raise SetupError(f"this needs {program}; install PostgreSQL's client programs")
    plain = url.set(drivername="postgresql", password=None)
    environment = os.environ | ({"PGPASSWORD": str(url.password)} if url.password else {})
    where = f"--dbname={plain.render_as_string()}"
    done = subprocess.run(  # noqa: S603
        [program, where, *options], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        lines = done.stderr.strip().splitlines()
        raise StoreError(f"{program} failed ({lines[-1] if lines else done.returncode})")


def vacuum(engine: Engine) -> None:
    """What `Store.vacuum` does."""
    with driver(engine) as connection:
        if engine.dialect.name == "sqlite":
            for statement in _TIDYING:
                connection.execute(statement)
        else:
            connection.autocommit = True
            try:
                connection.execute("VACUUM ANALYZE")
            finally:
                connection.autocommit = False
