"""A team at work, for pictures: `python -m tests.web.team team.db` puts accounts into a store."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from dateline.store import Store, open_store
from dateline.web import Settings, create_app
from dateline.web.people import put_user
from tests.web.desk import PASSWORD, Client

V1 = "/api/v1"
_PEOPLE = {"cora": "coder", "emil": "editor", "tariq": "coder", "viola": "viewer"}


def fill(store: Store) -> None:
    """Accounts, tokens, reviews, a decision, an import, failed logins."""
    put_user(store, "ada", "admin", PASSWORD, "ada")
    app = create_app(store, Settings(static=Path("nowhere")))

    def enter(name: str, password: str = PASSWORD) -> Client:
        browser = Client(app, base_url="http://localhost", client=("192.0.2.17", 50000))
        browser.log_in(name, password)
        return browser

    ada = enter("ada")
    for name, role in _PEOPLE.items():
        ada.post(f"{V1}/accounts", json={"name": name, "role": role, "password": PASSWORD})
    cora, emil = enter("cora"), enter("emil")
    for browser, label, days in (
        (emil, "nightly export", 180),
        (ada, "notebook", 90),
        (ada, "QGIS", None),
    ):
        given = {"label": label, "scope": "viewer", "days": days}
        browser.post(f"{V1}/account/tokens", json=given)
    _review(cora, emil, store)
    with store.write("emil") as writer:
        writer.note("import", "Yc2f0a", files=["wires-2025-04.jsonl"])
    for password in ("my old password", "my older password", PASSWORD):
        enter("tariq", password)
    ada.patch(f"{V1}/accounts/tariq", json={"role": "viewer"})
    ada.patch(f"{V1}/accounts/viola", json={"disabled": True})
    app.state.jobs.close()


def _review(cora: Client, emil: Client, store: Store) -> None:
    keys = ["/".join(one.events[0]) for one in store.incidents()]
    said: tuple[tuple[str, Any, str], ...] = (
        ("verdict", "accept", ""),
        ("status", "denied", "the ministry denies it in the same sentence"),
        ("type", "strike/drone", "named as drones further down"),
    )
    for key, (field, value, why) in zip(keys, said, strict=False):
        given = {"event": key, "field": field, "value": value, "why": why}
        number = cora.post(f"{V1}/reviews", json=given).json()["number"]
    cora.post(f"{V1}/reviews/{number}/undo")
    given = {"first": keys[3], "second": keys[4], "verdict": "cut", "why": "two days apart"}
    emil.post(f"{V1}/decisions", json=given)


if __name__ == "__main__":
    with open_store(sys.argv[1], create=False) as opened:
        fill(opened)
