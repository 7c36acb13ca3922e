"""A store of the bundled dispatches, and clients that use the desk over it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dateline.linking import keep
from dateline.records import Record
from dateline.store import Store, open_store
from dateline.store.types import plain
from dateline.web import Settings, create_app
from dateline.web.people import put_user
from tests.web.desk import PASSWORD, Client


@pytest.fixture(scope="session")
def template(told: list[Record], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("desk") / "template.db"
    with open_store(path) as store, store.write() as writer:
        for record in told:
            writer.add(plain(record.document), f"{record.document.id}.txt")
            keep(writer, record, "dateline test")
    with open_store(path) as store:
        store.backup(path.with_name("whole.db"))
    return path.with_name("whole.db")


@pytest.fixture
def store(template: Path, tmp_path: Path) -> Iterator[Store]:
    """The dispatches, to be changed at will."""
    shutil.copy(template, tmp_path / "desk.db")
    with open_store(tmp_path / "desk.db") as opened:
        yield opened


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """As served on this machine; streams end at once."""
    return Settings(static=tmp_path / "static", stream_seconds=0, workers=1)


@pytest.fixture
def open_client(store: Store, settings: Settings) -> Iterator[Callable[[], Client]]:
    """A function that gives one more browser."""
    app = create_app(store, settings)

    def make() -> Client:
        return Client(app, base_url="http://localhost")

    yield make
    app.state.jobs.close()


@pytest.fixture
def client(open_client: Callable[[], Client]) -> Client:
    """A browser on this machine that may change things."""
    browser = open_client()
    browser.enter()
    return browser


@pytest.fixture
def people(store: Store) -> None:
    """A user of each role, and a second coder."""
    for name, role in (
        ("vic", "viewer"),
        ("cora", "coder"),
        ("carl", "coder"),
        ("ed", "editor"),
        ("ada", "admin"),
    ):
        put_user(store, name, role, PASSWORD, "test")  # type: ignore[arg-type]
