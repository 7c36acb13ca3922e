"""The kinds of source that tell of an incident, to filter by; known of those linked from now on."""

from dateline.store.migrations.statements import run_file

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the column."""
    run_file(revision)
