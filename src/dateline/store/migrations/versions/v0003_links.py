"""Links by number and from both ends; no table of signals."""

from dateline.store.migrations.statements import run_file

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Turn the links over."""
    run_file(revision)
