"""How an empty database becomes a store, and an older store a new one: by Alembic."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, text

from dateline.errors import StoreError
from dateline.store.schema import APPLICATION_ID, HEAD

_OURS = {"alembic_version", "documents"}
_MIGRATIONS = Path(__file__).parent / "migrations"


def version_of(connection: Connection) -> str | None:
    """The schema of the store behind the connection, null for an empty database.

    Raises:
        StoreError: it is somebody else's database, or of a newer Dateline.
    """
    if connection.dialect.name == "sqlite":
        known = _sqlite_tables(connection)
    else:
        query = text("SELECT to_regclass('documents')::text, to_regclass('alembic_version')::text")
        known = {name for name in connection.execute(query).one() if name}
    if len(known & _OURS) < len(_OURS):
        if known:
            raise StoreError("this database belongs to another program; give another as --db")
        return None
    version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if version is None:
        return None
    if version > HEAD:
        raise StoreError(
            f"it was written by a newer Dateline (schema {version}, this one knows {HEAD});"
            " install that version or newer"
        )
    return str(version)


def _sqlite_tables(connection: Connection) -> set[str]:
    tables = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'"))
    known = set(tables.scalars())
    owner = connection.execute(text("PRAGMA application_id")).scalar()
    if known and owner != APPLICATION_ID:
        raise StoreError("this database belongs to another program; give another as --db")
    return known


def migrate(connection: Connection, revision: str = "head") -> None:
    """Bring the schema to a revision, inside the transaction that the connection is in."""
    # Loaded only here: most commands find the schema as it should be.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
