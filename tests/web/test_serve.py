"""`dateline serve` and `dateline user`, as typed."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dateline.cli import main
from dateline.store import open_store
from dateline.web.people import checked
from tests.web.desk import PASSWORD

Run = Callable[..., tuple[int, str, str]]
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.chdir(tmp_path)

    def typed(*args: str) -> tuple[int, str, str]:
        code = main(args)
        out = capsys.readouterr()
        return code, out.out, out.err

    return typed


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What uvicorn was asked for."""
    seen: dict[str, Any] = {}
    monkeypatch.setattr("uvicorn.run", lambda app, **asked: seen.update(asked, app=app))
    return seen


def type_password(monkeypatch: pytest.MonkeyPatch, password: str = PASSWORD) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(password + "\n"))


def test_another_address_is_refused_until_there_are_users(
    run: Run, served: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    run("init")
    for options in (["--host", "0.0.0.0"], ["--behind-https"]):
        code, _, told = run("serve", *options)
        assert code == 1 and "dateline user add" in told and not served
    type_password(monkeypatch)
    assert run("user", "add", "ada", "--role", "admin", "--stdin")[0] == 0
    assert run("serve", "--host", "0.0.0.0")[0] == 0
    settings = served["app"].state.settings
    assert settings.login and settings.hosts == ()


def test_alone_on_this_machine_it_needs_no_users(run: Run, served: dict[str, Any]) -> None:
    run("init")
    code, _, told = run("serve", "--port", "9999")
    assert code == 0 and "http://127.0.0.1:9999/" in told
    settings = served["app"].state.settings
    assert not settings.login and "localhost" in settings.hosts


def test_users_and_tokens_come_and_go(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("init")
    type_password(monkeypatch, "short")
    assert run("user", "add", "ana", "--stdin")[0] == 1
    type_password(monkeypatch)
    assert run("user", "add", "ana", "--role", "editor", "--stdin")[1] == "ana: added (editor)\n"
    code, token, _ = run("user", "token", "ana", "--label", "notebook", "--days", "3")
    assert code == 0
    with open_store("dateline.db") as store:
        found = store.pass_of(token.strip())
        assert found is not None and (found.scope, found.label) == ("viewer", "notebook")
        assert found.expires is not None and token.strip() not in str(store.passes())
        user = checked(store, "ana", PASSWORD)
        assert user is not None and user.role == "editor"
        assert checked(store, "ana", "something else") is None
    assert "notebook (viewer)" in run("user", "list")[1]
    assert "1 removed" in run("user", "token", "ana", "--label", "notebook", "--remove")[1]
    assert run("user", "remove", "ana")[1] == "ana: removed\n"
    assert run("user", "remove", "ana")[0] == 1
    assert run("user", "token", "ana")[0] == 1
    assert "no users" in run("user", "list")[1]


def test_a_user_is_disabled_and_let_in_again(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("init")
    for name in ("ada", "bea"):
        type_password(monkeypatch)
        run("user", "add", name, "--role", "admin", "--stdin")
    assert run("user", "disable", "ada")[1] == "ada: disabled\n"
    assert "admin, disabled" in run("user", "list")[1] and "never" in run("user", "list")[1]
    code, _, told = run("user", "disable", "bea")
    assert code == 1 and "last admin" in told
    assert run("user", "enable", "ada")[1] == "ada: enabled\n"
    with open_store("dateline.db") as store:
        assert checked(store, "ada", PASSWORD) is not None
    assert run("user", "disable", "nobody")[0] == 1


def test_an_issuer_is_named_with_its_client_and_the_secret_stays_out_of_the_command(
    run: Run, served: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("joserfc", reason="needs the extra oidc")
    run("init")
    monkeypatch.setenv("DATELINE_OIDC_SECRET", "a secret")
    issuer = ["--oidc-issuer", "https://issuer.example"]
    code, _, told = run("serve", *issuer)
    assert code == 1 and "--oidc-client" in told and not served
    asked = ["serve", *issuer, "--oidc-client", "desk", "--oidc-new"]
    code, _, told = run(*asked)
    assert code == 1 and "dateline user add" in told and not served
    type_password(monkeypatch)
    run("user", "add", "ada", "--role", "admin", "--stdin")
    assert run(*asked)[0] == 0
    settings = served["app"].state.settings
    assert settings.login and settings.oidc.new and settings.oidc.secret == "a secret"
    assert "a secret" not in repr(settings)


def test_every_attack_of_the_page_has_its_test() -> None:
    page = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(test_\w+)`", page))
    files = (ROOT / "tests" / "web").glob("test_*.py")
    written = "".join(path.read_text(encoding="utf-8") for path in files)
    assert len(named) > 20
    assert not [name for name in named if f"def {name}(" not in written]
