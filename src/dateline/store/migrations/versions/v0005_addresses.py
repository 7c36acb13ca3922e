"""The addresses of reports; known of those added from now on."""

from dateline.store.migrations.statements import run_file

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the column."""
    run_file(revision)
