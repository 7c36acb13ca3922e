"""A store of the bundled dispatches, and clients that use the desk over it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from dateline.linking import keep
from dateline.records import Record
from dateline.store import Store, open_store
from dateline.store.types import plain
from dateline.web import Settings, create_app
from dateline.web.people import put_user
from tests.databases import Cluster
from tests.web.browsing import launched, served, watched
from tests.web.desk import PASSWORD, Client


@pytest.fixture(scope="session")
def template(told: list[Record], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("desk") / "template.db"
    with open_store(path) as store:
        fill(store, told)
        store.backup(path.with_name("whole.db"))
    return path.with_name("whole.db")


def fill(store: Store, told: list[Record]) -> None:
    """Put the dispatches into a store, linked."""
    with store.write() as writer:
        for record in told:
            writer.add(plain(record.document), f"{record.document.id}.txt")
            keep(writer, record, "dateline test")


@pytest.fixture(scope="module")
def address(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A desk over the dispatches that a browser can reach."""
    path = tmp_path_factory.mktemp("browser") / "desk.db"
    shutil.copy(template, path)
    with open_store(path) as store, served(store) as where:
        yield where


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with launched() as opened:
        yield opened


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A page that fails the test on any script error or breach of the content policy."""
    with watched(browser) as opened:
        yield opened


@pytest.fixture
def store(template: Path, tmp_path: Path) -> Iterator[Store]:
    """The dispatches, to be changed at will."""
    shutil.copy(template, tmp_path / "desk.db")
    with open_store(tmp_path / "desk.db") as opened:
        yield opened


@pytest.fixture(scope="session")
def filled(told: list[Record], cluster: Cluster) -> str:
    """A PostgreSQL database of the dispatches, to be copied."""
    with open_store(cluster.create("filled", "ready")) as store:
        fill(store, told)
    return "filled"


@pytest.fixture(params=["sqlite", "postgresql"])
def either(request: pytest.FixtureRequest) -> Iterator[Store]:
    """The dispatches in each database; a module whose `store` this is tests both."""
    if request.param == "sqlite":
        path = request.getfixturevalue("tmp_path") / "desk.db"
        shutil.copy(request.getfixturevalue("template"), path)
        with open_store(path) as opened:
            yield opened
        return
    server: Cluster = request.getfixturevalue("cluster")
    with open_store(server.create("desk", request.getfixturevalue("filled"))) as opened:
        yield opened
    server.sql("DROP DATABASE desk WITH (FORCE)")


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
