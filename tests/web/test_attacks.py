"""Attacks on the desk that have to fail; `docs/security.md` lists them."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dateline.linking import keep
from dateline.records import Document, Record
from dateline.store import Store
from dateline.web import Settings, create_app, is_loopback
from dateline.web.guards import PAGE_POLICY
from dateline.web.jobs import safe_name
from dateline.web.pages import _files
from dateline.web.people import Throttle, change_user, checked, put_user
from tests.web.desk import PASSWORD, Client

V1 = "/api/v1"
SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>"
Browsers = Callable[[], Client]


def test_markup_in_reports_stays_text_that_no_browser_runs(client: Client, store: Store) -> None:
    document = Document(
        id=f"evil {SCRIPT}", text=f"Shells hit {SCRIPT} on Monday.", title=SCRIPT, publisher=SCRIPT
    )
    with store.write() as writer:
        writer.add(document, SCRIPT)
        keep(writer, Record(document=document), "test")
    for address in (
        "/reports",
        f"/reports/{document.id}",
        "/search?q=alert",
        "/changes?limit=1000",
    ):
        answer = client.get(V1 + address)
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "application/json"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert client.get(f"{V1}/reports/{document.id}").json()["document"]["title"] == SCRIPT


def test_problems_that_repeat_what_was_sent_are_no_pages(client: Client) -> None:
    answer = client.get(f"{V1}/incidents/{SCRIPT}")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_the_policy_of_pages_lets_in_no_inline_script_and_no_other_host() -> None:
    assert "unsafe" not in PAGE_POLICY and "*" not in PAGE_POLICY and "http" not in PAGE_POLICY
    for part in ("default-src 'self'", "object-src 'none'", "base-uri 'none'"):
        assert part in PAGE_POLICY
    assert "frame-ancestors 'none'" in PAGE_POLICY


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "..\\..\\x.txt", f"{SCRIPT}.txt", "/abs/olute.txt", "a\0b.txt", "..", ""],
)
def test_names_of_uploads_are_made_harmless(name: str) -> None:
    made = safe_name(name)
    assert re.fullmatch(r"[\w-][\w.-]*", made) and ".." not in made


def test_an_upload_cannot_leave_its_folder(
    client: Client, store: Store, prepared: object, tmp_path: Path
) -> None:
    name = f"../../../{tmp_path}/{SCRIPT}.txt"
    answer = client.post(f"{V1}/import", files={"files": (name, b"Shells hit Sumy on Monday.")})
    assert answer.status_code == 202
    job = finished(client, answer.json()["id"])
    assert (job["state"], job["new"]) == ("done", 1), job
    assert not list(tmp_path.rglob("*.txt"))
    assert not re.search(r"[<>/\\]", job["files"][0])
    report = next(one for one in store.reports() if "script" in one)
    assert store.origins(report)[0].origin == job["files"][0]


def finished(client: Client, id: str) -> dict[str, Any]:
    for _ in range(200):
        job: dict[str, Any] = client.get(f"{V1}/import/{id}").json()
        if job["state"] in ("done", "failed"):
            return job
        time.sleep(0.05)
    raise AssertionError(job)


@pytest.mark.parametrize("method", ["post", "patch", "delete"])
def test_a_change_without_the_token_of_the_session_is_refused(
    open_client: Browsers, store: Store, method: str
) -> None:
    victim = open_client()
    victim.get(f"{V1}/session")
    before = store.version()
    changes = {
        "post": (
            *("/reviews", "/reviews/1/undo", "/decisions", "/import", "/session"),
            *("/accounts", "/accounts/ada/tokens", "/account/password", "/account/tokens"),
        ),
        "patch": ("/accounts/ada",),
        "delete": (
            *("/decisions?first=a/e1&second=b/e1", "/session"),
            *("/accounts/ada/tokens?label=a", "/account/tokens?label=a"),
        ),
    }[method]
    for address in changes:
        for headers in ({}, {"X-CSRF-Token": "0" * 64}, {"X-CSRF-Token": "é"}):
            sent = {key.encode(): value.encode() for key, value in headers.items()}
            answer = victim.request(method, V1 + address, headers=sent)
            assert answer.status_code in (403, 422), address
            assert answer.status_code == 403 or address == "/session"
    assert store.version() == before


def test_the_token_of_one_session_is_no_good_in_another(open_client: Browsers) -> None:
    attacker, victim = open_client(), open_client()
    victim.get(f"{V1}/session")
    victim.headers["X-CSRF-Token"] = attacker.enter()["csrf"]
    assert victim.delete(f"{V1}/session").status_code == 403


def test_a_change_from_a_page_of_another_origin_is_refused(client: Client) -> None:
    answer = client.delete(f"{V1}/session", headers={"Origin": "https://elsewhere.example"})
    assert answer.status_code == 403
    assert client.delete(f"{V1}/session", headers={"Origin": "http://localhost"}).status_code == 200


def test_another_name_that_points_at_this_machine_is_not_answered(client: Client) -> None:
    answer = client.get(f"{V1}/reports", headers={"Host": "rebound.example"})
    assert answer.status_code == 421


def test_a_forged_session_is_none(open_client: Browsers, store: Store, people: None) -> None:
    browser = open_client()
    browser.log_in("ada")
    assert browser.get(f"{V1}/audit").status_code == 200
    cookie = browser.cookies["dateline"]
    for forged in (cookie[:-1] + ("0" if cookie[-1] != "0" else "1"), cookie.split(".")[0], "a.b"):
        thief = open_client()
        thief.cookies.set("dateline", forged)
        assert thief.get(f"{V1}/audit").status_code == 401
    assert cookie.split(".")[0] not in str(store.passes())


def test_a_session_that_was_planted_before_login_is_worth_nothing(
    open_client: Browsers, people: None
) -> None:
    attacker, victim = open_client(), open_client()
    attacker.enter()
    planted = attacker.cookies["dateline"]
    for cookie in attacker.cookies.jar:
        victim.cookies.jar.set_cookie(cookie)
    assert victim.log_in("ada").status_code == 200
    assert attacker.get(f"{V1}/audit").status_code == 401
    assert victim.cookies["dateline"] != planted
    assert victim.get(f"{V1}/audit").status_code == 200


def test_a_copied_cookie_is_worth_nothing_after_logout_or_a_new_password(
    open_client: Browsers, store: Store, people: None
) -> None:
    for end in ("logout", "password", "removal"):
        browser, thief = open_client(), open_client()
        assert browser.log_in("ada").status_code == 200
        thief.cookies.set("dateline", browser.cookies["dateline"])
        assert thief.get(f"{V1}/audit").status_code == 200
        if end == "logout":
            assert browser.delete(f"{V1}/session").status_code == 200
        elif end == "password":
            put_user(store, "ada", "admin", PASSWORD, "test")
        else:
            with store.write() as writer:
                writer.drop_user("ada")
        assert thief.get(f"{V1}/audit").status_code == 401, end


def test_the_cookie_is_for_us_alone(open_client: Browsers, store: Store) -> None:
    told = open_client().get(f"{V1}/session").headers["set-cookie"].lower()
    assert "httponly" in told and "samesite=strict" in told and "secure" not in told
    secure = Client(create_app(store, Settings(secure=True)), base_url="https://localhost")
    told = secure.get(f"{V1}/session").headers["set-cookie"]
    assert told.startswith("__Host-dateline=") and "Secure" in told


def test_passwords_cannot_be_tried_at_will(
    store: Store, people: None, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dateline.web.people.checked", lambda *_: None)
    client = Client(create_app(store, settings), base_url="http://localhost")
    tried = [client.log_in("ada", f"guess {number}") for number in range(8)]
    assert [one.status_code for one in tried] == [401] * 5 + [429] * 3
    assert int(tried[-1].headers["retry-after"]) > 30
    assert [one.action for one in store.changes()][-1] == "login-throttled"


def test_who_fails_waits_longer_each_time_and_by_address_too() -> None:
    now = [0.0]
    throttle = Throttle(2, 10.0, lambda: now[0])
    for _ in range(2):
        throttle.failed("ada", "here")
    assert throttle.wait("ada", "here") == 10.0
    assert throttle.wait("ada", "there") == 0.0
    now[0] = 10.0
    assert throttle.wait("ada", "here") == 0.0
    throttle.failed("ada", "here")
    assert throttle.wait("ada", "here") == 20.0
    for number in range(8):
        throttle.failed(f"name {number}", "botnet")
    assert throttle.wait("another", "botnet") > 0
    throttle.passed("ada", "here")
    assert throttle.wait("ada", "here") == 0.0


def test_an_unknown_name_takes_a_password_check_too(
    store: Store, people: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    class Hasher:
        def verify(self, kept: str, _: str) -> bool:
            seen.append(kept)
            return True

    monkeypatch.setattr("dateline.web.people._hasher", Hasher)
    monkeypatch.setattr("dateline.web.people._nobody", lambda: "nobody's")
    assert checked(store, "nobody", "x") is None
    assert seen == ["nobody's"]


def test_passwords_are_kept_as_argon2_and_never_told(
    open_client: Browsers, store: Store, people: None
) -> None:
    user = store.user("ada")
    assert user is not None and user.password_hash.startswith("$argon2id$")
    browser = open_client()
    browser.log_in("ada")
    asked = ("audit", "audit/export", "accounts", "account", "changes?limit=1000")
    told = "".join(browser.get(f"{V1}/{one}").text for one in asked)
    assert "argon2" not in told and PASSWORD not in told


def test_roles_open_what_they_should_and_nothing_more(open_client: Browsers, people: None) -> None:
    event = {"event": "nonesuch/e1", "field": "type", "value": "strike/drone"}
    asked: list[tuple[str, str, Any, int]] = [
        ("GET", "/incidents", None, 0),
        ("GET", "/export", None, 0),
        ("POST", "/reviews", event, 1),
        ("GET", "/import/nonesuch", None, 2),
        ("GET", "/audit", None, 3),
        ("GET", "/audit/export", None, 3),
        ("GET", "/accounts", None, 3),
        ("PATCH", "/accounts/nonesuch", {"role": "admin"}, 3),
        ("POST", "/accounts/nonesuch/tokens", {"label": "a"}, 3),
        ("DELETE", "/accounts/nonesuch/tokens?label=a", None, 3),
        ("GET", "/account", None, 0),
    ]
    for rank, name in ((-1, ""), (0, "vic"), (1, "cora"), (2, "ed"), (3, "ada")):
        browser = open_client()
        browser.enter()
        if name:
            assert browser.log_in(name).status_code == 200
        for method, address, given, needed in asked:
            status = browser.request(method, V1 + address, json=given).status_code
            wanted = 401 if rank < 0 else 403
            assert (status == wanted) == (rank < needed), (name, address, status)
        assert browser.get("/ogc/collections/incidents/items").status_code == (
            401 if rank < 0 else 200
        )


def test_nobody_takes_back_another_ones_word_but_an_editor(
    open_client: Browsers, store: Store, people: None
) -> None:
    key = "/".join(next(iter(store.incidents())).events[0])
    author, other, editor = (open_client() for _ in range(3))
    for browser, name in ((author, "cora"), (other, "carl"), (editor, "ed")):
        browser.log_in(name)
    given = {"event": key, "field": "verdict", "value": "accept"}
    number = author.post(f"{V1}/reviews", json=given).json()["number"]
    assert other.post(f"{V1}/reviews/{number}/undo").status_code == 403
    assert editor.post(f"{V1}/reviews/{number}/undo").status_code == 200
    assert store.reviews() == []
    assert [one.undone_by for one in store.reviews(undone=True)] == ["ed"]


def test_lines_on_accounts_are_for_administrators(open_client: Browsers, people: None) -> None:
    for name, sees in (("vic", False), ("ada", True)):
        browser = open_client()
        browser.log_in(name)
        told = browser.get(f"{V1}/changes?limit=1000").json()["items"]
        assert any(one["action"] == "login" for one in told) is sees


@pytest.mark.parametrize(
    "path",
    ["../desk.db", "..%2fdesk.db", "%2e%2e/desk.db", "assets/..%2f..%2fdesk.db", "/etc/hostname"],
)
def test_no_file_outside_the_front_end_is_given(
    client: Client, store: Store, tmp_path: Path, path: str
) -> None:
    built = tmp_path / "static"
    built.mkdir()
    (built / "index.html").write_text("the page")
    (built / "link.txt").symlink_to(tmp_path / "desk.db")
    _files.cache_clear()
    for address in (f"/{path}", "/link.txt"):
        answer = client.get(address)
        assert answer.status_code == 404 or answer.text == "the page"
    assert "SQLite" not in client.get(f"{V1}/reports/{path}").text


def test_nothing_is_ever_fetched_for_a_stranger(
    client: Client, prepared: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr("socket.create_connection", refuse)
    monkeypatch.setattr("socket.getaddrinfo", refuse)
    page = b"""<html><head><link rel=canonical href='http://169.254.169.254/latest'></head>
    <body><img src='http://10.0.0.1/x'><p>Shells hit the market at Sumy on Monday.</p></body></html>
    """
    feed = b"""<?xml version='1.0'?><!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>
    <rss version='2.0'><channel><item><title>&e;</title><link>http://10.0.0.1/</link>
    <description>Shells hit Sumy.</description></item></channel></rss>"""
    for name, data in (("a.html", page), ("b.xml", feed), ("http://10.0.0.1/c.txt", b"Shells.")):
        answer = client.post(f"{V1}/import", files={"files": (name, data)})
        job = finished(client, answer.json()["id"])
        assert job["state"] == "done", job
        assert "connection" not in str(job)
    assert "root:" not in client.get(f"{V1}/search?q=root:").text


def test_uploads_and_bodies_are_bounded(store: Store, settings: Settings) -> None:
    import dataclasses

    small = dataclasses.replace(settings, body=1000, upload=5000, files=3)
    client = Client(create_app(store, small), base_url="http://localhost")
    client.enter()
    big = {"files": ("a.txt", b"x" * 6000)}
    assert client.post(f"{V1}/import", files=big).status_code == 413
    many = [("files", (f"{number}.txt", b"x")) for number in range(4)]
    assert client.post(f"{V1}/import", files=many).status_code == 413
    assert client.post(f"{V1}/reviews", json={"why": "x" * 2000}).status_code == 413

    def trickle() -> Any:
        for _ in range(20):
            yield b"x" * 100

    assert client.post(f"{V1}/reviews", content=trickle()).status_code == 413


def test_a_spreadsheet_gets_no_formula(client: Client, store: Store) -> None:
    key = next(iter(store.incidents())).events[0]
    given = {"event": "/".join(key), "field": "weapons", "value": ["=cmd|' /C calc'!A0"]}
    assert client.post(f"{V1}/reviews", json=given).status_code == 201
    told = client.get(f"{V1}/export?format=csv").text
    assert "'=cmd" in told and ",=cmd" not in told


def test_tokens_act_in_their_scope_only(open_client: Browsers, store: Store, people: None) -> None:
    from dateline.store.types import Pass

    made = {"kind": "token", "user": "ada", "created": "2024-01-01T00:00:00.000Z"}
    with store.write() as writer:
        writer.put_pass("reads", Pass(**made, label="a", scope="viewer"))  # type: ignore[arg-type]
        writer.put_pass("all", Pass(**made, label="b", scope="admin"))  # type: ignore[arg-type]
        old = Pass(**made, label="c", scope="admin", expires="2024-02-01T00:00:00.000Z")  # type: ignore[arg-type]
        writer.put_pass("old", old)
    client = open_client()

    def status(address: str, token: str) -> int:
        headers = {"Authorization": f"Bearer {token}"}
        return client.get(V1 + address, headers=headers).status_code

    assert (status("/stats", "reads"), status("/audit", "reads")) == (200, 403)
    assert (status("/audit", "all"), status("/audit", "old"), status("/stats", "x")) == (
        200,
        401,
        401,
    )
    headers = {"Authorization": "Bearer all"}
    given = {"event": "nonesuch/e1", "field": "type", "value": "strike/drone"}
    assert client.post(f"{V1}/reviews", json=given, headers=headers).status_code == 404
    client.cookies.set("dateline", "all.x")
    assert client.get(f"{V1}/audit").status_code == 401


def test_a_token_looks_after_no_account_and_makes_no_other_token(
    open_client: Browsers, store: Store, people: None
) -> None:
    ada, program = open_client(), open_client()
    ada.log_in("ada")
    held = {}
    for scope in ("viewer", "admin"):
        given = {"label": scope, "scope": scope}
        made = ada.post(f"{V1}/account/tokens", json=given).json()["token"]
        held[scope] = {"Authorization": f"Bearer {made}"}
    wish = {"label": "more", "scope": "admin"}
    change = {"current": PASSWORD, "password": "a password of mine"}
    for headers in held.values():
        for address, given in (("tokens", wish), ("password", change)):
            answer = program.post(f"{V1}/account/{address}", json=given, headers=headers)
            assert answer.status_code == 403
        assert program.get(f"{V1}/account", headers=headers).status_code == 403
    for address in ("accounts", "audit", "audit/export"):
        assert program.get(f"{V1}/{address}", headers=held["viewer"]).status_code == 403
        assert program.get(f"{V1}/{address}", headers=held["admin"]).status_code == 200
    wish = {"label": "more", "scope": "editor"}
    cora = open_client()
    cora.log_in("cora")
    assert cora.post(f"{V1}/account/tokens", json=wish).status_code == 409
    assert ada.post(f"{V1}/accounts/cora/tokens", json=wish).status_code == 409
    assert len(store.passes("cora")) == 1


def test_the_own_password_cannot_be_guessed_from_an_open_session(
    open_client: Browsers, store: Store, people: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = open_client()
    browser.log_in("cora")
    monkeypatch.setattr("dateline.web.people.checked", lambda *_: None)
    tried = []
    for number in range(7):
        given = {"current": f"guess {number}", "password": "a password of mine"}
        tried.append(browser.post(f"{V1}/account/password", json=given).status_code)
    assert tried == [403] * 5 + [429] * 2


def test_who_is_disabled_is_out_at_once_by_session_token_and_password(
    open_client: Browsers, store: Store, people: None
) -> None:
    browser, program = open_client(), open_client()
    browser.log_in("cora")
    made = browser.post(f"{V1}/account/tokens", json={"label": "a"}).json()["token"]
    bearer = {"Authorization": f"Bearer {made}"}
    assert program.get(f"{V1}/stats", headers=bearer).status_code == 200
    change_user(store, "cora", "test", disabled=True)
    assert browser.get(f"{V1}/stats").status_code == 401
    assert program.get(f"{V1}/stats", headers=bearer).status_code == 401
    assert open_client().log_in("cora").status_code == 401
    # As slowly as with a password that is wrong, so that nobody learns of it.
    assert checked(store, "cora", PASSWORD) is None


def test_a_stream_ends_with_the_session_that_opened_it(
    store: Store, people: None, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    import dataclasses

    monkeypatch.setattr("dateline.web.routes.stream._EVERY", 0.01)
    monkeypatch.setattr("dateline.web.routes.stream._SIGN", 0.0)
    app = create_app(store, dataclasses.replace(settings, stream_seconds=30))
    browser = Client(app, base_url="http://localhost")
    browser.log_in("cora")
    kept = store.pass_of(browser.cookies["dateline"].split(".")[0])
    assert kept is not None
    dropping = threading.Timer(0.5, lambda: change_user(store, "cora", "test", disabled=True))
    dropping.start()
    begun = time.monotonic()
    assert "still here" in browser.get(f"{V1}/stream").text
    assert time.monotonic() - begun < 10
    dropping.join()
    assert app.state.streams.open == 0


def test_what_is_typed_into_the_wrong_box_is_not_kept(
    open_client: Browsers, store: Store, people: None
) -> None:
    open_client().log_in("correct horse battery staple", "ada")
    failed = [one for one in store.changes() if one.action == "login-failed"]
    assert [one.subject for one in failed] == [""]
    assert "staple" not in str(failed)


def test_the_audit_gives_a_spreadsheet_no_formula(
    open_client: Browsers, store: Store, people: None
) -> None:
    browser = open_client()
    browser.log_in("ada")
    key = "/".join(next(iter(store.incidents())).events[0])
    evil = "=cmd|' /C calc'!A0"
    given = {"event": key, "field": "verdict", "value": "accept", "why": evil}
    assert browser.post(f"{V1}/reviews", json=given).status_code == 201
    told = browser.get(f"{V1}/audit/export?format=csv").text
    assert f"'{evil}" in told and f",{evil}" not in told


def test_where_others_reach_it_nobody_is_let_in_without_login(store: Store) -> None:
    client = Client(
        create_app(store, Settings(login=True, hosts=())), base_url="http://desk.example"
    )
    assert client.enter()["login"] is True
    assert client.get(f"{V1}/stats").status_code == 401
    assert client.get(f"{V1}/health").status_code == 200


@pytest.mark.parametrize(
    ("host", "alone"),
    [
        ("127.0.0.1", True),
        ("::1", True),
        ("localhost", True),
        ("127.8.8.8", True),
        ("0.0.0.0", False),
        ("::", False),
        ("192.168.1.5", False),
        ("localhost.evil", False),
    ],
)
def test_only_this_machine_counts_as_alone(host: str, alone: bool) -> None:
    assert is_loopback(host) is alone
