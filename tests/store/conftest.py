"""What only the tests of the store need."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.store import open_store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where an empty SQLite store lies."""
    open_store(tmp_path / "a.db").close()
    return tmp_path / "a.db"
