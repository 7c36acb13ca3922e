"""Sessions and tokens of users, and the key that signs."""

from dateline.store.migrations.statements import run_file

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make their tables."""
    run_file(revision)
