"""The desk of a team in a browser: logging in, roles, accounts, the audit, news of the store."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dateline.cli import main
from dateline.store import Store, open_store
from dateline.web import Settings, create_app
from dateline.web.people import put_user
from tests.web.browsing import NEEDS_CHROMIUM, served, watched
from tests.web.desk import PASSWORD, Client

sync_api = pytest.importorskip("playwright.sync_api", reason="the desk's tests need playwright")
expect = sync_api.expect
pytestmark = NEEDS_CHROMIUM
ROLES = {"vic": "viewer", "cora": "coder", "ed": "editor", "ada": "admin"}


@pytest.fixture(scope="module")
def team(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Store]]:
    """A desk with accounts, and its store."""
    path = tmp_path_factory.mktemp("team") / "desk.db"
    shutil.copy(template, path)
    with open_store(path) as store:
        for name, role in ROLES.items():
            put_user(store, name, role, PASSWORD, "test")  # type: ignore[arg-type]
        with served(store) as address:
            yield address, store


@pytest.fixture(scope="module")
def alone(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Store]]:
    """A desk without accounts whose streams are short, and its store."""
    path = tmp_path_factory.mktemp("alone") / "desk.db"
    shutil.copy(template, path)
    with open_store(path) as store, served(store, Settings(stream_seconds=4)) as address:
        yield address, store


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    with watched(browser, passed=r"status of (401|403|409|429)") as opened:
        yield opened


def enter(page: Any, address: str, name: str, where: str = "") -> None:
    page.goto(f"{address}#/{where}")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("button", name="Log out")).to_be_visible()


def links(page: Any) -> list[str]:
    found: list[str] = page.get_by_role("navigation").get_by_role("link").all_inner_texts()
    return found


def test_a_wrong_password_is_refused_with_a_clear_sentence_and_the_right_one_let_in(
    page: Any, team: tuple[str, Store]
) -> None:
    page.goto(f"{team[0]}#/search?q=Sumy")
    expect(page.get_by_role("heading", level=1)).to_have_text("Log in")
    assert links(page) == []
    # By keyboard alone.
    page.get_by_label("Name").focus()
    page.keyboard.type("ed")
    page.keyboard.press("Tab")
    page.keyboard.type("not the password")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text("Name or password is wrong.")
    expect(page.get_by_label("Password")).to_be_focused()
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Search")
    assert page.url.endswith("#/search?q=Sumy")


def test_who_fails_too_often_is_told_to_wait(page: Any, team: tuple[str, Store]) -> None:
    page.goto(team[0])
    page.get_by_label("Name").fill("nobody")
    for number in range(6):
        page.get_by_label("Password").fill(f"guess number {number}")
        with page.expect_response("**/api/v1/session"):
            page.keyboard.press("Enter")
        expect(page.get_by_role("button", name="Log in")).to_be_enabled()
    expect(page.get_by_role("alert")).to_contain_text("Too many failed logins. Try again in")


def test_a_viewer_sees_nothing_that_is_not_theirs(page: Any, team: tuple[str, Store]) -> None:
    address, store = team
    enter(page, address, "vic")
    assert links(page) == ["Situation", "Search", "Signals"]
    incident = max(store.incidents(), key=lambda one: len(one.events))
    page.goto(f"{address}#/incident/{incident.id}")
    expect(page.get_by_role("heading", name="Nearby and related")).to_be_visible()
    assert page.get_by_role("button", name=re.compile("happening")).count() == 0
    for where in ("review", "import", "accounts", "audit"):
        page.goto(f"{address}#/{where}")
        expect(page.get_by_role("alert")).to_contain_text("and above")
        assert page.get_by_role("button", name=re.compile("Accept|Import|Add")).count() == 0


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("cora", ["Review"]),
        ("ed", ["Review", "Import"]),
        ("ada", ["Review", "Import", "Accounts", "Audit"]),
    ],
)
def test_each_role_is_led_to_its_pages(
    page: Any, team: tuple[str, Store], name: str, more: list[str]
) -> None:
    enter(page, team[0], name, "signals")
    assert links(page) == ["Situation", "Search", "Signals", *more]
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Log in")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Log in")


def test_a_session_that_ends_leads_to_the_login_and_back(
    page: Any, team: tuple[str, Store]
) -> None:
    address, store = team
    enter(page, address, "cora", "search")
    with store.write() as writer:
        writer.drop_passes("cora")
    page.get_by_role("searchbox").fill("Sumy")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Log in")
    # The cookie has run out too.
    page.context.clear_cookies()
    page.get_by_label("Name").fill("cora")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Reports")).to_be_visible()
    expect(page.get_by_role("searchbox")).to_have_value("Sumy")
    assert page.url.endswith("#/search?q=Sumy")


def test_an_admin_looks_after_an_account(page: Any, team: tuple[str, Store]) -> None:
    address, store = team
    enter(page, address, "ada", "accounts")
    new = page.locator("form.new")
    new.get_by_label("Name").fill("zoe")
    new.locator("select").select_option("coder")
    new.get_by_label("Password").fill(PASSWORD)
    new.get_by_role("button", name="Add").click()
    expect(page.get_by_text("zoe is added.")).to_be_visible()
    page.get_by_label("Role of zoe").select_option("editor")
    expect(page.get_by_text("zoe is editor now.")).to_be_visible()
    page.locator("summary", has_text="Password").last.click()
    zoe = page.locator("li.card", has=page.get_by_role("heading", name="zoe"))
    zoe.get_by_label("What it is for").fill("notebook")
    zoe.get_by_label("It may act as").select_option("coder")
    zoe.get_by_role("button", name="Make a token").click()
    token = zoe.locator("code").inner_text()
    held = store.pass_of(token)
    assert held and (held.user, held.scope, held.label) == ("zoe", "coder", "notebook")
    zoe.get_by_role("button", name="Revoke notebook").click()
    expect(zoe.get_by_text("No tokens.")).to_be_visible()
    assert store.pass_of(token) is None
    zoe.get_by_label("Set a new password").fill("quite another one")
    zoe.get_by_role("button", name="Set", exact=True).click()
    expect(page.get_by_text("zoe has a new password.")).to_be_visible()
    page.get_by_role("button", name="Disable zoe").click()
    expect(zoe.get_by_text("disabled", exact=True)).to_be_visible()
    page.get_by_role("button", name="Disable ada").click()
    expect(page.get_by_role("alert")).to_contain_text("this is the last admin")
    page.get_by_label("Role of ada").select_option("viewer")
    expect(page.get_by_role("alert")).to_contain_text("this is the last admin")
    expect(page.get_by_label("Role of ada")).to_have_value("admin")


def test_everybody_changes_their_own_password(page: Any, team: tuple[str, Store]) -> None:
    address, _ = team
    enter(page, address, "vic", "account")
    for current, again, told in (
        (PASSWORD, "not the same one", "The two new passwords differ."),
        ("not the password", "a password of mine", "the password so far is another one"),
    ):
        page.get_by_label("Password so far").fill(current)
        page.get_by_label("New password (").fill("a password of mine")
        page.get_by_label("New password, once more").fill(again)
        page.get_by_role("button", name="Change the password").click()
        expect(page.get_by_role("alert")).to_have_text(told)
    page.get_by_label("Password so far").fill(PASSWORD)
    page.get_by_label("New password (").fill("a password of mine")
    page.get_by_label("New password, once more").fill("a password of mine")
    page.get_by_role("button", name="Change the password").click()
    expect(page.get_by_text("The password is changed.")).to_be_visible()
    put_user(team[1], "vic", "viewer", PASSWORD, "test")


def test_the_audit_is_narrowed_by_its_filters_which_stand_in_the_address(
    page: Any, team: tuple[str, Store]
) -> None:
    address, store = team
    with store.write("ed") as writer:
        for number in range(130):
            writer.note("import", f"job{number}", files=[f"<b>{number}.txt"])
    enter(page, address, "ada", "audit")
    rows = page.locator("tbody tr")
    expect(rows).to_have_count(100)
    page.get_by_label("Imports").check()
    expect(rows.first).to_contain_text("imported <b>129.txt")
    page.get_by_role("button", name="Older").click()
    expect(rows).to_have_count(130)
    page.get_by_label("By or on").fill("vic")
    page.keyboard.press("Enter")
    expect(page.get_by_text("No line fits.")).to_be_visible()
    page.get_by_label("Imports").uncheck()
    expect(rows.first).to_be_visible()
    assert "who=vic" in page.url
    page.reload()
    expect(page.get_by_label("By or on")).to_have_value("vic")
    expect(rows.first).to_contain_text("vic")
    with page.expect_download() as download:
        page.get_by_role("link", name="csv").click()
    assert download.value.path().read_text().startswith("number,at,who,action,subject,why,detail")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_of_a_team_have_no_serious_violation_and_fit_a_phone(
    browser: Any, team: tuple[str, Store], scheme: str
) -> None:
    from tests.web.test_access import violations

    context = browser.new_context(viewport={"width": 360, "height": 740}, color_scheme=scheme)
    page = context.new_page()
    page.goto(f"{team[0]}#/accounts")
    expect(page.get_by_role("heading", level=1)).to_have_text("Log in")
    assert not violations(page)
    enter(page, team[0], "ada", "accounts")
    page.locator("summary").nth(2).click()
    for where in ("accounts", "account", "audit"):
        if where != "accounts":
            page.goto(f"{team[0]}#/{where}")
        expect(page.locator("main .card").first).to_be_visible()
        page.wait_for_timeout(300)  # what is loaded is there
        assert not violations(page), where
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, where
    context.close()


def test_new_incidents_are_told_and_taken_in_by_a_click_only(
    page: Any, alone: tuple[str, Store], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    address, store = alone
    with page.expect_request("**/api/v1/stream*"):
        page.goto(f"{address}#/?map=4/49/33")
    rows = page.locator(".list ol > li")
    expect(rows.first).to_be_visible()
    page.wait_for_load_state("load")
    page.wait_for_timeout(1500)
    before, where = rows.count(), page.url
    report = tmp_path / "orikhiv-now.txt"
    report.write_text("Two shells hit a school in Orikhiv on 3 May 2023, killing two teachers.")
    assert main(["add", str(report), "--db", store.name]) == 0
    news = page.locator(".notice [role=status]")
    expect(news).to_have_text(re.compile(r"^\d new incidents?$"))
    told = int(news.inner_text().split()[0])
    assert (rows.count(), page.url) == (before, where)
    page.locator(".notice").get_by_role("button", name="Show").click()
    expect(rows).to_have_count(before + told)
    expect(news).to_have_text("")
    assert page.url == where


def test_a_dossier_says_that_its_incident_changed(page: Any, alone: tuple[str, Store]) -> None:
    address, store = alone
    incident = next(one for one in store.incidents() if one.type.startswith("strike/missile"))
    with page.expect_request("**/api/v1/stream*"):
        page.goto(f"{address}#/incident/{incident.id}")
    expect(page.get_by_role("heading", level=2).first).to_be_visible()
    page.wait_for_timeout(500)
    client = Client(create_app(store, Settings(stream_seconds=0)), base_url="http://localhost")
    client.enter()
    given = {"event": "/".join(incident.events[0]), "field": "weapons", "value": ["a new weapon"]}
    assert client.post("/api/v1/reviews", json=given).status_code == 201
    told = page.locator(".notice [role=status]")
    expect(told).to_contain_text("This incident was changed on")
    expect(page.get_by_text("a new weapon")).to_have_count(0)
    page.locator(".notice").get_by_role("button", name="Show").click()
    expect(page.get_by_text("a new weapon").first).to_be_visible()
    expect(told).to_have_text("")


def test_the_stream_resumes_where_it_ended_and_rests_while_the_tab_is_hidden(
    page: Any, alone: tuple[str, Store]
) -> None:
    address, store = alone
    with page.expect_request("**/api/v1/stream*"):
        page.goto(f"{address}#/signals")
    last = store.version()
    # The server ends it after four seconds; the browser comes back by itself.
    with page.expect_request("**/api/v1/stream*", timeout=20_000) as again:
        pass
    assert again.value.all_headers()["last-event-id"] == str(last)
    hide = """hidden => {
      Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }"""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.evaluate(hide, True)
    page.wait_for_timeout(5_000)  # a retry would come after three
    assert asked == []
    with page.expect_request(f"**/api/v1/stream?since={last}"):
        page.evaluate(hide, False)
