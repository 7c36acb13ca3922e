"""What goes wrong with databases is told in one sentence, and nothing half-written stays."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from sqlalchemy import Connection
from sqlalchemy.event import listen

from dateline.errors import StoreError
from dateline.store import Store, open_store
from dateline.store.schema import HEAD
from tests.store.made import document, put


def _count(url: str | Path) -> int:
    with open_store(url, create=False) as store:
        return store.stats()["documents"]


def test_an_error_in_a_transaction_leaves_nothing_of_it(store: Store) -> None:
    with store.write() as writer:
        put(writer, "a")
    before = store.stats(), store.search("mill"), list(store.incidents())

    def fail() -> None:
        with store.write() as writer:
            put(writer, "b")
            raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        fail()
    assert (store.stats(), store.search("mill"), list(store.incidents())) == before
    assert store.check() == []


def test_a_writer_reads_what_it_wrote_and_others_do_not_until_it_ends(store: Store) -> None:
    with store.write() as writer:
        put(writer, "a")
        assert writer.stats()["documents"] == 1
        assert [hit.id for hit in writer.search("orikhiv")] == ["i-a-e1", "a"]
        assert store.stats()["documents"] == 0
        assert list(store.incidents()) == []
    assert store.stats()["documents"] == 1


def test_a_snapshot_stays_as_it_was_while_others_write(store: Store) -> None:
    with store.snapshot() as snapshot:
        assert snapshot.stats()["documents"] == 0
        with store.write() as writer:
            put(writer, "a")
        assert snapshot.stats()["documents"] == 0
        assert list(snapshot.records()) == []
    assert store.stats()["documents"] == 1


def test_a_second_writer_waits_for_the_first(url: str) -> None:
    order: list[str] = []
    with open_store(url) as store:
        entered = threading.Event()

        def second() -> None:
            entered.set()
            with open_store(url) as other, other.write() as writer:
                order.append("second")
                put(writer, "b")
                assert writer.stats()["documents"] == 2

        with store.write() as writer:
            put(writer, "a")
            thread = threading.Thread(target=second)
            thread.start()
            entered.wait()
            time.sleep(0.3)
            order.append("first")
        thread.join()
        assert order == ["first", "second"]
        assert store.stats()["documents"] == 2


def test_a_second_writer_that_waits_too_long_says_so_and_readers_never_wait(url: str) -> None:
    with open_store(url) as store, open_store(url, timeout=0.2) as other:
        with store.write() as writer:
            put(writer, "a")
            with pytest.raises(StoreError, match="another program is writing"), other.write():
                pass
            assert other.stats()["documents"] == 0
        with other.write() as writer:
            put(writer, "b")
        assert store.stats()["documents"] == 2


def _write_many(url: str, name: str, reports: int) -> None:
    with open_store(url) as store:
        for number in range(reports):
            with store.write() as writer:
                put(writer, f"{name}{number}")


def test_two_programs_that_write_at_once_lose_nothing(url: str) -> None:
    context = multiprocessing.get_context("spawn")
    programs = [context.Process(target=_write_many, args=(url, name, 8)) for name in "ab"]
    for program in programs:
        program.start()
    for program in programs:
        program.join(60)
        assert program.exitcode == 0
    with open_store(url, create=False) as store:
        assert store.stats()["documents"] == store.stats()["incidents"] == 16
        assert store.check() == []


def test_threads_may_share_a_store(store: Store) -> None:
    def work(name: str) -> None:
        for number in range(5):
            with store.write() as writer:
                put(writer, f"{name}{number}")
            assert store.record(f"{name}{number}")

    threads = [threading.Thread(target=work, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.stats()["documents"] == 15
    assert store.check() == []


_WRITE_FOREVER = """
import sys
from dateline.store import open_store
from tests.store.made import put
with open_store(sys.argv[1]) as store:
    print("open", flush=True)
    for number in range(10**6):
        with store.write() as writer:
            put(writer, f"r{number:06}")
"""


@pytest.mark.parametrize("after", [0.0, 0.05, 0.2, 0.45])
def test_a_killed_writer_leaves_a_sound_store_and_whole_reports(url: str, after: float) -> None:
    command = [sys.executable, "-c", _WRITE_FOREVER, url]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as program:
        assert program.stdout is not None
        program.stdout.readline()
        time.sleep(after)
        os.kill(program.pid, signal.SIGKILL)
    with open_store(url, timeout=20) as store:
        assert store.check() == []
        stats = store.stats()
        whole = {stats[name] for name in ("documents", "origins", "records", "events", "incidents")}
        assert whole == {stats["documents"]}
        ids = list(store.reports())
        assert ids == [f"r{number:06}" for number in range(len(ids))]
        with store.write() as writer:
            put(writer, "next")


def test_a_full_disk_keeps_what_was_whole(path: Path) -> None:
    _write_many(str(path), "a", 3)
    with open_store(path) as store:
        # The file may grow no further: what a full disk comes to.
        listen(store._engine, "begin", _grow_no_more)
        with pytest.raises(StoreError, match="the disk is full; make room"):
            _write_long(store)
        assert store.stats()["documents"] == 3
    with open_store(path) as store:
        assert store.stats()["documents"] == 3
        assert store.check() == []
        with store.write() as writer:
            put(writer, "next")


def _grow_no_more(connection: Connection) -> None:
    connection.exec_driver_sql("PRAGMA max_page_count = 1")


def _write_long(store: Store) -> None:
    with store.write() as writer:
        for number in range(200):
            put(writer, f"r{number}", text=f"Shells {number} " * 4000)


def test_a_read_only_store_is_read_and_not_written(path: Path) -> None:
    with open_store(path) as store, store.write() as writer:
        put(writer, "a")
    with open_store(f"sqlite:///file:{path}?mode=ro&uri=true") as store:
        assert store.record("a") is not None
        assert store.check() == []
        with pytest.raises(StoreError, match="it is read-only"), store.write() as writer:
            put(writer, "b")


def test_a_truncated_file_is_told(path: Path) -> None:
    _write_many(str(path), "a", 20)
    whole = path.read_bytes()
    for keep in (len(whole) // 2, len(whole) - 5000, 5000):
        path.write_bytes(whole[:keep])
        with pytest.raises(StoreError, match="it is damaged; restore it from a backup"):
            _count(path)
    path.write_bytes(whole[:300])
    with pytest.raises(StoreError, match=r"a\.db: "):
        _count(path)


def test_a_damaged_page_is_found_by_check(path: Path) -> None:
    _write_many(str(path), "a", 20)
    whole = bytearray(path.read_bytes())
    for page in range(10, len(whole) // 4096, 3):
        whole[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    path.write_bytes(whole)
    try:
        with open_store(path) as store:
            told = "\n".join(store.check())
    except StoreError as error:
        told = str(error)
    assert "damaged" in told


@pytest.mark.parametrize("content", [b"not a database, " * 300, b"PK\x03\x04" + b"\0" * 2000])
def test_a_file_that_is_no_store_is_left_alone(tmp_path: Path, content: bytes) -> None:
    other = tmp_path / "other.txt"
    other.write_bytes(content)
    with pytest.raises(StoreError, match=r"other\.txt: it is no record store"):
        open_store(other)
    assert other.read_bytes() == content


def test_the_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE mine (x)")
    connection.close()
    before = other.read_bytes()
    with pytest.raises(StoreError, match="belongs to another program"):
        open_store(other)
    assert other.read_bytes() == before


def test_an_empty_file_becomes_a_store(tmp_path: Path) -> None:
    (tmp_path / "a.db").touch()
    with open_store(tmp_path / "a.db") as store:
        assert store.check() == []


def test_a_newer_schema_is_told_and_left_alone(store: Store) -> None:
    with store._writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError, match=rf"newer Dateline \(schema 9999, this one knows {HEAD}\)"):
        open_store(store.url.render_as_string(hide_password=False))
    with store._reading() as connection:
        version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    assert version == "9999"


def test_a_store_that_is_not_there_is_made_only_if_asked(tmp_path: Path) -> None:
    with pytest.raises(
        StoreError, match=r"a\.db: there is no store; make one with `dateline init`"
    ):
        open_store(tmp_path / "a.db", create=False)
    assert not (tmp_path / "a.db").exists()
    with pytest.raises(StoreError, match="its folder does not exist"):
        open_store(tmp_path / "no" / "a.db")
    with pytest.raises(StoreError, match="it is no file"):
        open_store(tmp_path)


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("mysql://a/b", "in SQLite or PostgreSQL, not in mysql"),
        ("://", "no URL of a database"),
        ("sqlite://", "in memory would be lost"),
        ("postgresql+psycopg://u:secret@127.0.0.1:1/x", "the server cannot be reached"),
    ],
)
def test_a_url_that_leads_nowhere_is_told_without_its_password(url: str, told: str) -> None:
    with pytest.raises(StoreError, match=told) as caught:
        open_store(url)
    assert "secret" not in str(caught.value)


def test_the_store_is_named_by_argument_variable_or_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DATELINE_DB", raising=False)
    open_store().close()
    monkeypatch.setenv("DATELINE_DB", "by-variable.db")
    open_store().close()
    open_store(Path("given.db")).close()
    open_store("sqlite:///by-url.db").close()
    names = {path.name for path in tmp_path.glob("*.db")}
    assert names == {"dateline.db", "by-variable.db", "given.db", "by-url.db"}


@pytest.mark.parametrize("statement", ["UPDATE journal SET who = 'eve'", "DELETE FROM journal"])
def test_the_journal_is_append_only(store: Store, statement: str) -> None:
    before = list(store.changes())
    with pytest.raises(StoreError, match="append-only"), store._writing() as connection:
        connection.exec_driver_sql(statement)
    assert list(store.changes()) == before != []


def test_the_journal_cannot_be_replaced_or_emptied_by_a_detour(store: Store) -> None:
    row = "(number, at, who, action, subject, detail) VALUES (1, '', 'eve', '', '', '{}')"
    detour = f"INSERT OR REPLACE INTO journal {row}" if store.sqlite else "TRUNCATE journal"
    before = list(store.changes())
    with pytest.raises(StoreError), store._writing() as connection:
        connection.exec_driver_sql(detour)
    assert list(store.changes()) == before


def test_a_nul_character_is_kept_or_told_of_with_the_report(store: Store) -> None:
    odd = document("a", "Shells\0 hit the mill.")

    def add() -> None:
        with store.write() as writer:
            writer.add(odd, "a.txt")

    if store.sqlite:
        add()
        assert store.document("a") == odd
        assert store.check() == []
    else:
        with pytest.raises(StoreError, match="a: it has a NUL character"):
            add()
