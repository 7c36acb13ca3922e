"""Migrations written as SQL, one file for each database, beside the revision they belong to."""

from __future__ import annotations

from pathlib import Path

from alembic import op

_VERSIONS = Path(__file__).parent / "versions"


def run_file(revision: str) -> None:
    """Run the statements of a revision for the database at hand."""
    connection = op.get_bind()
    path = _VERSIONS / f"{revision}_{connection.dialect.name}.sql"
    lines = path.read_text(encoding="utf-8").splitlines()
    code = "\n".join(line for line in lines if not line.startswith("--"))
    for statement in code.split(";\n\n"):
        if statement := statement.strip().removesuffix(";"):
            connection.exec_driver_sql(statement)
