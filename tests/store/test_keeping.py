"""Schema and migrations, check, backup and restore, people."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

import dateline.store
from dateline.errors import StoreError
from dateline.incidents import Decision, EventKey
from dateline.store import Review, Store, User, open_store, restore
from dateline.store.engine import WRITES, engine_of, url_of
from dateline.store.migrating import migrate
from dateline.store.people import CODING
from dateline.store.schema import HEAD, metadata
from tests.store.made import add_all, family, incident, put

_A_DOCUMENT = text(
    "INSERT INTO documents (number, report, content) VALUES (:number, :report, :report)"
)
_A_SUBJECT = text("INSERT INTO subjects (document, event, payload) VALUES (:number, 'e1', :data)")
_A_LINK = text("INSERT INTO links VALUES (:first, 'e1', :second, 'e1', :score, :data)")


@pytest.mark.filterwarnings("ignore:Did not recognize type 'geometry'")
def test_the_migrations_build_the_tables_that_the_code_expects(store: Store) -> None:
    ours = metadata.tables.keys()

    def include(_: object, name: str | None, kind: str, reflected: bool, __: object) -> bool:
        # Full-text and box tables, and what only PostgreSQL has, stand beside the tables.
        return not reflected or (kind == "table" and name in ours)

    with store._reading() as connection:
        options = {"include_object": include, "compare_type": True}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata) == []


def test_the_newest_migration_is_the_one_that_the_code_knows() -> None:
    config = Config()
    folder = Path(dateline.store.__file__).parent / "migrations"
    config.set_main_option("script_location", str(folder))
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_links_of_an_older_store_are_taken_over(
    database: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if database == "sqlite":
        url = url_of(tmp_path / "older.db")
    else:
        url = url_of(request.getfixturevalue("cluster").create("older"))
    engine = engine_of(url)
    with engine.execution_options(**{WRITES: True}).begin() as connection:
        migrate(connection, "0002")
        for number, report in enumerate("abc", 1):
            told = {"number": number, "report": report, "data": b""}
            connection.execute(_A_DOCUMENT, told)
            connection.execute(_A_SUBJECT, told)
        for first, second, score in (("a", "b", 0.5), ("b", "c", 0.75), ("a", "gone", 0.9)):
            told = {"first": first, "second": second, "score": score, "data": b""}
            connection.execute(_A_LINK, told)
    engine.dispose()
    with open_store(url.render_as_string(hide_password=False)) as store:
        number = store.numbers_of([EventKey(report, "e1") for report in "abc"])
        report = {value: key.report for key, value in number.items()}
        linked = {(report[a], report[b], score) for a, b, score in store.neighbours(report)}
    assert linked == {("a", "b", 0.5), ("b", "a", 0.5), ("b", "c", 0.75), ("c", "b", 0.75)}


def test_opening_a_store_again_changes_nothing(url: str) -> None:
    with open_store(url) as store:
        before = list(store.changes())
    with open_store(url) as store:
        assert list(store.changes()) == before


def test_many_may_open_a_new_store_at_once(tmp_path: Path) -> None:
    failed = []

    def work() -> None:
        try:
            open_store(tmp_path / "a.db").close()
        except StoreError as error:
            failed.append(error)

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    with open_store(tmp_path / "a.db") as store:
        assert [change.action for change in store.changes()] == ["init"]


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("DELETE FROM texts", "reports without a text: a, b"),
        ("DELETE FROM origins", "reports without an origin: a, b"),
        ("DELETE FROM records", "reports whose newest reading is not kept: a, b"),
        ("UPDATE records SET data = substr(data, 5)", "records that cannot be read: a by 1.0"),
        ("DELETE FROM events WHERE document = 1", "events are not those of their record: a"),
        ("DELETE FROM incident_events", "incidents without an event: i-a-e1, i-b-e1"),
        ("DELETE FROM members WHERE report = 'a'", "families whose copies are miscounted: f"),
        ("DELETE FROM members WHERE report = 'a'", "reports with a fingerprint and no family: a"),
        ("UPDATE members SET report = 'x' WHERE report = 'a'", "copies that are no report: x"),
        ("UPDATE families SET payload = data FROM records", "families that cannot be read: f"),
        ("DELETE FROM incident_areas_boxes", "incident_areas out of step"),
        ("DELETE FROM terms_search_docsize WHERE id = 1", "terms out of step"),
        ("DELETE FROM documents", "refers to a row of documents that is not there"),
    ],
)
def test_check_finds_what_is_out_of_step(path: Path, statement: str, told: str) -> None:
    with open_store(path) as store:
        add_all(store, "ab")
        with store.write() as writer:
            writer.put_families([family("f", "a", "b")])
            writer.put_fingerprint("a", [1], b"")
        assert store.check() == []
        connection = sqlite3.connect(path)
        connection.executescript(statement)
        connection.close()
        assert told in "\n".join(store.check())


def test_an_event_that_a_new_reading_drops_is_told_until_linking_has_run(store: Store) -> None:
    with store.write() as writer:
        made = put(writer, "a")
        writer.put_record(msgspec.structs.replace(made, events=(), statements=()), "2.0")
        # A report that tells of no event is linked as a whole: that is no problem.
        writer.put_incidents([incident("whole", ("a", ""))])
        writer.put_subjects([(EventKey("a", ""), ["x"], b"")])
    assert store.check() == ["events of incidents that no reading has: a#e1"]


def test_a_backup_is_a_store_of_the_moment_it_was_made(
    store: Store, tmp_path: Path, fresh_url: Callable[[], str]
) -> None:
    add_all(store, "abc")
    before = store.stats(), list(store.records()), list(store.changes())
    with store.write() as writer:  # somebody writes meanwhile
        put(writer, "d")
        saved = store.backup(tmp_path / "saved")
    assert [path.name for path in tmp_path.iterdir() if "backup" in path.name] == []
    again = fresh_url()
    restore(saved, again)
    with open_store(again, create=False) as other:
        assert (other.stats(), list(other.records()), list(other.changes())) == before
        assert other.check() == []
        assert other.search("mill") == [
            hit for hit in store.search("mill") if hit.id[-1] != "d" and "d-" not in hit.id
        ]
        with other.write() as writer:
            put(writer, "e")
    with pytest.raises(StoreError, match="such a file already"):
        store.backup(saved)


def test_restoring_over_reports_has_to_be_said(store: Store, tmp_path: Path) -> None:
    url = store.url.render_as_string(hide_password=False)
    add_all(store, "a")
    saved = store.backup(tmp_path / "saved")
    add_all(store, "b")
    with pytest.raises(StoreError, match="a store with reports already"):
        restore(saved, url)
    assert store.stats()["documents"] == 2
    restore(saved, url, replace=True)
    assert list(store.reports()) == ["a"]
    assert store.check() == []


def test_what_is_no_backup_is_not_restored(path: Path, tmp_path: Path) -> None:
    (tmp_path / "text").write_text("no backup " * 500)
    with pytest.raises(StoreError, match="text: it is no record store"):
        restore(tmp_path / "text", path, replace=True)
    with pytest.raises(StoreError, match="there is no such backup"):
        restore(tmp_path / "none", path)
    with sqlite3.connect(tmp_path / "other") as other:
        other.execute("CREATE TABLE mine (x)")
    other.close()
    with pytest.raises(StoreError, match="no backup of a store"):
        restore(tmp_path / "other", path)
    with open_store(path) as store:
        add_all(store, "a")
        whole = store.backup(tmp_path / "whole").read_bytes()
    (tmp_path / "cut").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(StoreError, match="damaged"):
        restore(tmp_path / "cut", path, replace=True)
    with open_store(path) as store:
        assert list(store.reports()) == ["a"]


def test_vacuum_keeps_everything(store: Store) -> None:
    add_all(store, "abc")
    with store.write() as writer:
        writer.put_incidents([incident("i", ("a", "e1"))], gone=["i-a-e1", "i-b-e1", "i-c-e1"])
    before = store.stats(), list(store.records()), store.search("mill")
    store.vacuum()
    assert (store.stats(), list(store.records()), store.search("mill")) == before
    assert store.check() == []


def test_users_are_kept_by_name(store: Store) -> None:
    eve = User(name="eve", role="coder", password_hash="x", created="2024-03-06T10:00:00Z")
    with store.write("ann") as writer:
        writer.put_user(eve)
        writer.put_user(msgspec.structs.replace(eve, role="admin"))
    assert store.user("eve") == msgspec.structs.replace(eve, role="admin")
    assert [user.name for user in store.users()] == ["eve"]
    with store.write() as writer:
        assert writer.drop_user("eve")
        assert not writer.drop_user("eve")
    assert store.user("eve") is None
    assert [(c.action, c.who) for c in store.changes(subject="eve")] == [
        ("user", "ann"),
        ("user", "ann"),
        ("user-gone", "dateline"),
    ]
    assert "password" not in str([change.detail for change in store.changes()])


def test_a_review_outlives_a_new_reading_and_may_be_undone(store: Store) -> None:
    told = Review(
        event=EventKey("a", "e1"),
        field="place",
        value={"name": "Sumy", "lat": 50.9},
        by="eve",
        at="2024-03-06T10:00:00Z",
        why="the caption says so",
    )
    with store.write() as writer:
        made = put(writer, "a")
        number = writer.add_review(told)
        writer.put_record(msgspec.structs.replace(made, events=(), statements=()), "2.0")
    kept = msgspec.structs.replace(told, number=number)
    assert store.reviews() == store.reviews(["a", "b"]) == [kept]
    assert store.reviews(["b"]) == []
    with store.write() as writer:
        writer.undo_review(number, "ann")
    assert store.reviews() == []
    assert store.reviews(undone=True) == [msgspec.structs.replace(kept, undone_by="ann")]
    with pytest.raises(StoreError, match=f"no review {number}"), store.write() as writer:
        writer.undo_review(number, "ann")


def test_what_was_said_moves_to_other_ids_all_at_once(store: Store) -> None:
    def said(event: str, field: str = "status") -> Review:
        at = "2024-03-06T10:00:00Z"
        return Review(event=EventKey("a", event), field=field, value="feared", by="eve", at=at)

    def pin(first: EventKey, second: EventKey, why: str) -> Decision:
        when = "2024-03-06T10:00:00Z"
        return Decision(first=first, second=second, verdict="pin", by="eve", at=when, why=why)

    one, two, other = EventKey("a", "e1"), EventKey("a", "e2"), EventKey("b", "e1")
    with store.write() as writer:
        put(writer, "a")
        put(writer, "b")
        first = writer.add_review(said("e1"))
        second = writer.add_review(said("e2"))
        coded = writer.add_review(said("e1", CODING))
        writer.decide(pin(one, other, "one"))
        writer.decide(pin(two, other, "two"))
        assert writer.said_of("a") == {"e1", "e2"}
        writer.move_events("a", {"e1": "e2", "e2": "e1"})
    assert {each.number: each.event.event for each in store.reviews()} == {
        first: "e2",
        second: "e1",
    }
    assert [(each.number, each.event) for each in store.codings()] == [(coded, two)]
    assert store.decisions() == [pin(one, other, "two"), pin(two, other, "one")]
    with store.write() as writer:
        writer.undo_review(second, "eve")
        writer.move_events("a", {"e2": "@0-6"})
        assert writer.said_of("a") == {"e1", "@0-6"}
    assert [each.event.event for each in store.reviews()] == ["@0-6"]
    moves = [each for each in store.changes() if each.action == "moved"]
    assert [(each.subject, each.detail) for each in moves[-1:]] == [("a#@0-6", {"was": "e2"})]
