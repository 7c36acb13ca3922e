"""Empty stores in both databases; a PostgreSQL server of our own in a temporary folder."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from dateline.store import Store, open_store

_numbers = count()


def _postgresql_folder() -> Path | None:
    """Where PostgreSQL's programs lie, the newest version that Debian has beside the PATH."""
    found = [*Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if on_path := shutil.which("initdb"):
        return Path(on_path).resolve().parent
    found.sort(key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


class Cluster:
    """A throw-away PostgreSQL server that listens on a socket in its own folder only."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self.programs, self.folder = programs, folder
        # The server refuses to run as root.
        self.owner = "nobody" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
        if os.getuid() == 0:
            shutil.chown(folder, self.owner)

    def run(self, program: str, *options: str) -> None:
        command = [str(self.programs / program), *options]
        if os.getuid() == 0:
            command = ["runuser", "-u", self.owner, "--", *command]
        with (self.folder / "log").open("a") as log:
            subprocess.run(command, check=True, stdout=log, stderr=log, cwd=self.folder)

    def start(self) -> None:
        data = str(self.folder / "data")
        names = ["-U", "dateline", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]
        self.run("initdb", "-D", data, *names, "--no-sync")
        quick = "-c fsync=off -c full_page_writes=off -c listen_addresses='' -c max_connections=50"
        self.run("pg_ctl", "-D", data, "-w", "-o", f"{quick} -k {self.folder}", "start")

    def stop(self) -> None:
        self.run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "stop")

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://dateline@/{database}?host={self.folder}"

    def sql(self, statement: str) -> None:
        where = ["-h", str(self.folder), "-U", "dateline", "-d", "postgres"]
        self.run("psql", *where, "-q", "-v", "ON_ERROR_STOP=1", "-c", statement)

    def create(self, database: str, template: str = "template1") -> str:
        self.sql(f"CREATE DATABASE {database} TEMPLATE {template}")
        return self.url(database)


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A server whose database `ready` holds an empty store."""
    programs = _postgresql_folder()
    if programs is None:
        pytest.skip("no PostgreSQL on this machine")
    if not list(Path("/usr/share/postgresql").glob("*/extension/postgis.control")):
        pytest.skip("no PostGIS on this machine")
    pytest.importorskip("psycopg")
    folder = Path(tempfile.mkdtemp(prefix="dateline-"))
    server = Cluster(programs, folder)
    try:
        server.start()
        open_store(server.create("ready")).close()
        yield server
        server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def fresh_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], str]]:
    """A function that makes the URL of one more empty store."""
    if request.param == "sqlite":
        yield lambda: f"sqlite:///{tmp_path}/store{next(_numbers)}.db"
        return
    server: Cluster = request.getfixturevalue("cluster")
    made = []

    def make() -> str:
        made.append(f"store{next(_numbers)}")
        return server.create(made[-1], "ready")

    yield make
    for database in made:
        server.sql(f"DROP DATABASE {database} WITH (FORCE)")


@pytest.fixture
def url(fresh_url: Callable[[], str]) -> str:
    return fresh_url()


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """An empty store, in each database."""
    with open_store(url) as opened:
        yield opened
