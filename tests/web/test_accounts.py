"""Accounts, their tokens, and the audit of what was done under them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest

from dateline.incidents import EventKey
from dateline.store import Review, Store
from dateline.store.base import now
from dateline.web.people import put_user
from tests.web.desk import PASSWORD, Client

V1 = "/api/v1"
OTHER = "another long password"
Browsers = Callable[[], Client]


@pytest.fixture
def store(either: Store) -> Store:
    """The dispatches, in each database."""
    return either


@pytest.fixture
def admin(open_client: Browsers, people: None) -> Client:
    """The administrator's browser."""
    browser = open_client()
    assert browser.log_in("ada").status_code == 200
    return browser


def entered(open_client: Browsers, name: str, password: str = PASSWORD) -> Client:
    browser = open_client()
    assert browser.log_in(name, password).status_code == 200
    return browser


def audit(admin: Client, **asked: Any) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = admin.get(f"{V1}/audit", params=asked).json()["items"]
    return items


def test_the_list_names_role_last_login_and_tokens(admin: Client) -> None:
    listed = {one["name"]: one for one in admin.get(f"{V1}/accounts").json()["items"]}
    assert list(listed) == ["ada", "carl", "cora", "ed", "vic"]
    assert listed["ada"]["last_login"] and listed["ada"]["sessions"] == 1
    assert listed["cora"]["role"] == "coder" and listed["cora"]["last_login"] is None
    assert not any(one["disabled"] for one in listed.values())


def test_an_account_is_added_changed_disabled_and_let_in_again(
    admin: Client, open_client: Browsers
) -> None:
    given = {"name": "Zoë Ł", "role": "coder", "password": PASSWORD}
    assert admin.post(f"{V1}/accounts", json=given).json()["role"] == "coder"
    assert admin.post(f"{V1}/accounts", json=given).status_code == 409
    zoe = entered(open_client, "Zoë Ł")
    where = f"{V1}/accounts/Zoë Ł"
    assert admin.patch(where, json={"role": "viewer"}).json()["role"] == "viewer"
    assert zoe.get(f"{V1}/session").json()["role"] == "viewer"
    assert admin.patch(where, json={"disabled": True}).json()["disabled"] is True
    assert zoe.get(f"{V1}/stats").status_code == 401
    assert open_client().log_in("Zoë Ł").status_code == 401
    assert admin.patch(where, json={"disabled": False}).json()["disabled"] is False
    entered(open_client, "Zoë Ł")
    assert admin.patch(f"{V1}/accounts/nobody", json={"disabled": True}).status_code == 404


def test_a_reset_password_ends_what_was_open_and_keeps_the_day_of_making(
    admin: Client, open_client: Browsers, store: Store
) -> None:
    ed, before = entered(open_client, "ed"), store.user("ed")
    assert admin.patch(f"{V1}/accounts/ed", json={"password": OTHER}).status_code == 200
    assert ed.get(f"{V1}/stats").status_code == 401
    assert open_client().log_in("ed").status_code == 401
    entered(open_client, "ed", OTHER)
    after = store.user("ed")
    assert before and after and before.created == after.created
    put_user(store, "ed", "editor", PASSWORD, "test")
    assert (kept := store.user("ed")) and kept.created == before.created


def test_a_password_set_while_disabled_lets_nobody_in(
    admin: Client, open_client: Browsers, store: Store
) -> None:
    for given in ({"disabled": True}, {"password": OTHER}):
        assert admin.patch(f"{V1}/accounts/ed", json=given).json()["disabled"] is True
    assert open_client().log_in("ed", OTHER).status_code == 401
    admin.patch(f"{V1}/accounts/ed", json={"disabled": False})
    entered(open_client, "ed", OTHER)


@pytest.mark.parametrize("given", [{"role": "editor"}, {"disabled": True}])
def test_the_last_admin_stays_one(admin: Client, given: dict[str, Any]) -> None:
    answer = admin.patch(f"{V1}/accounts/ada", json=given)
    assert answer.status_code == 409 and "last admin" in answer.json()["detail"]
    # One who is disabled does not count.
    admin.patch(f"{V1}/accounts/ed", json={"role": "admin", "disabled": True})
    assert admin.patch(f"{V1}/accounts/ada", json=given).status_code == 409
    admin.patch(f"{V1}/accounts/ed", json={"disabled": False})
    assert admin.patch(f"{V1}/accounts/ada", json=given).status_code == 200
    assert admin.get(f"{V1}/accounts").status_code in (401, 403)


def test_the_first_account_made_at_the_desk_is_an_admins(client: Client, store: Store) -> None:
    given = {"name": "ada", "role": "viewer", "password": PASSWORD}
    answer = client.post(f"{V1}/accounts", json=given)
    assert answer.status_code == 409 and not store.users()
    assert client.post(f"{V1}/accounts", json=given | {"role": "admin"}).status_code == 201
    assert client.get(f"{V1}/stats").status_code == 401
    assert client.log_in("ada").status_code == 200


@pytest.mark.parametrize("name", ["", " ana", "a\nb", "x" * 101, "\u200bana"])
def test_a_name_that_could_pass_for_another_is_refused(client: Client, name: str) -> None:
    given = {"name": name, "role": "admin", "password": PASSWORD}
    assert client.post(f"{V1}/accounts", json=given).status_code in (409, 422)


def test_a_token_is_told_once_works_and_is_revoked(
    admin: Client, open_client: Browsers, store: Store
) -> None:
    cora = entered(open_client, "cora")
    given = {"label": "notebook", "scope": "viewer", "days": 3}
    made = cora.post(f"{V1}/account/tokens", json=given).json()
    bearer = {"Authorization": f"Bearer {made['token']}"}
    program = open_client()
    assert program.get(f"{V1}/stats", headers=bearer).status_code == 200
    own = cora.get(f"{V1}/account").text
    assert "notebook" in own and made["token"] not in own + admin.get(f"{V1}/accounts").text
    assert cora.post(f"{V1}/account/tokens", json=given).status_code == 409
    assert cora.delete(f"{V1}/account/tokens", params={"label": "nonesuch"}).status_code == 404
    assert cora.delete(f"{V1}/account/tokens", params={"label": "notebook"}).status_code == 200
    assert program.get(f"{V1}/stats", headers=bearer).status_code == 401
    told = admin.post(f"{V1}/accounts/cora/tokens", json=given)
    assert told.status_code == 201
    revoked = admin.delete(f"{V1}/accounts/cora/tokens", params={"label": "notebook"})
    assert revoked.status_code == 200 and not store.passes("cora")[1:]


def test_a_new_password_of_ones_own_needs_the_old_one_and_keeps_this_session(
    open_client: Browsers, people: None, store: Store
) -> None:
    here, there = entered(open_client, "cora"), entered(open_client, "cora")
    wrong = {"current": "not the password", "password": OTHER}
    assert here.post(f"{V1}/account/password", json=wrong).status_code == 403
    short = {"current": PASSWORD, "password": "short"}
    assert here.post(f"{V1}/account/password", json=short).status_code == 422
    answer = here.post(f"{V1}/account/password", json={"current": PASSWORD, "password": OTHER})
    assert answer.status_code == 200
    assert here.get(f"{V1}/account").json()["name"] == "cora"
    assert there.get(f"{V1}/account").status_code == 401
    assert open_client().log_in("cora").status_code == 401
    entered(open_client, "cora", OTHER)


def test_the_audit_tells_who_when_what_and_why(
    admin: Client, open_client: Browsers, store: Store
) -> None:
    key = next(iter(store.incidents())).events[0]
    cora = entered(open_client, "cora")
    given = {"event": "/".join(key), "field": "type", "value": "strike/drone", "why": "=the text"}
    number = cora.post(f"{V1}/reviews", json=given).json()["number"]
    cora.post(f"{V1}/reviews/{number}/undo")
    open_client().log_in("cora", "not the password")
    open_client().log_in("my secret by mistake", PASSWORD)
    admin.patch(f"{V1}/accounts/vic", json={"role": "coder"})
    undone, review = audit(admin, kind="reviews")
    assert (review["who"], review["at"][:2]) == ("cora", "20")
    assert review["detail"]["why"] == undone["detail"]["why"] == "=the text"
    assert review["detail"]["event"] == undone["detail"]["event"] == "/".join(key)
    assert review["detail"]["value"] == "strike/drone"
    nobody, failed = audit(admin, kind="logins")[:2]
    assert (failed["action"], failed["subject"]) == ("login-failed", "cora")
    assert nobody["subject"] == "" and "secret" not in str(audit(admin))
    change = audit(admin, kind="accounts")[0]
    assert (change["who"], change["subject"]) == ("ada", "vic")
    assert change["detail"] == {"role": "coder", "was": "viewer"}
    assert {one["action"] for one in audit(admin, who="cora")} == {
        "login", "login-failed", "review", "review-undone", "user",
    }  # fmt: skip
    assert audit(admin, until="2000-01-01") == [] != audit(admin, since="2000-01-01")


def test_the_audit_is_paged_and_exported_whole(admin: Client, store: Store) -> None:
    with store.write("ed") as writer:
        for number in range(25):
            writer.note("import", f"job {number}", files=["=a.txt"])
    whole = audit(admin, kind="imports")
    assert [one["subject"] for one in whole[:2]] == ["job 24", "job 23"] and len(whole) == 25
    seen: list[Any] = []
    before = None
    while True:
        asked = {"kind": "imports", "limit": 10, **({"before": before} if before else {})}
        page = admin.get(f"{V1}/audit", params=asked).json()
        seen += page["items"]
        before = page["next"]
        if before is None:
            break
    assert seen == whole
    lines = admin.get(f"{V1}/audit/export?kind=imports").text.splitlines()
    assert [json.loads(line) for line in lines] == whole
    table = admin.get(f"{V1}/audit/export?kind=imports&format=csv").text
    rows = list(csv.DictReader(io.StringIO(table)))
    assert [int(row["number"]) for row in rows] == [one["number"] for one in whole]


def test_reasons_are_found_past_a_batch_of_the_journal(admin: Client, store: Store) -> None:
    key = next(iter(store.incidents())).events[0]
    with store.write("cora") as writer:
        for number in range(450):
            writer.add_review(
                Review(
                    event=EventKey(*key),
                    field="verdict",
                    value="accept",
                    by="cora",
                    at=now(),
                    why=f"reason {number}",
                )
            )
    told = [one["detail"]["why"] for one in audit(admin, kind="reviews", limit=1000)]
    assert told == [f"reason {number}" for number in reversed(range(450))]
