"""Putting a backup in the place of a store."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy.engine import URL

from dateline.errors import StoreError
from dateline.store.engine import told, url_of
from dateline.store.keeping import driver, run_client
from dateline.store.schema import APPLICATION_ID, HEAD
from dateline.store.store import Store


def restore(path: str | Path, url: str | Path | None = None, *, replace: bool = False) -> None:
    """Make a store what it was when a backup was made of it.

    Either all of it is put in place or nothing.

    Args:
        path: what `Store.backup` wrote.
        url: which store, as in `open_store`.
        replace: whether a store that has reports already may be overwritten.

    Raises:
        StoreError: the backup is damaged or none, or there is a store already.
        SetupError: `pg_restore` is not installed.
    """
    if not Path(path).is_file():
        raise StoreError("there is no such backup", str(path))
    target = url_of(url)
    if target.get_backend_name() == "sqlite":
        _restore_sqlite(Path(path), target, replace)
    else:
        _restore_postgresql(Path(path), target, replace)


def _restore_sqlite(path: Path, target: URL, replace: bool) -> None:
    with (
        told(str(path)),
        closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as source,
    ):
        _require_sound(source, str(path))
        store = Store(target)
        try:
            store._prepare(create=True)
            _require_free(store, replace)
            with told(store.name), driver(store._engine) as copy:
                source.backup(copy)
        finally:
            store.close()
    Store(target)._prepare(create=True)  # the backup may be of an older schema


def _require_sound(source: sqlite3.Connection, name: str) -> None:
    owner = source.execute("PRAGMA application_id").fetchone()[0]
    if owner != APPLICATION_ID:
        raise StoreError("this file is no backup of a store", name)
    version = source.execute("SELECT version_num FROM alembic_version").fetchone()[0]
    if version > HEAD:
        raise StoreError("it is of a newer Dateline; install that version or newer", name)
    if source.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
        raise StoreError("the backup is damaged; take another", name)


def _require_free(store: Store, replace: bool) -> None:
    if not replace and store.stats()["documents"]:
        raise StoreError(
            "there is a store with reports already; restore to another path, or say that it may"
            " be replaced",
            store.name,
        )


def _restore_postgresql(path: Path, target: URL, replace: bool) -> None:
    with Store(target) as store:
        store._prepare(create=True)
        _require_free(store, replace)
    options = ["--clean", "--if-exists", "--single-transaction", "--no-owner", str(path)]
    run_client("pg_restore", target, options)
    with Store(target) as store:
        store._prepare(create=True)
