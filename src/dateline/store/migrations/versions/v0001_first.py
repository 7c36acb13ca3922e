"""The first schema."""

from dateline.store.migrations.statements import run_file

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make all tables, indexes and guards."""
    run_file(revision)
