"""`dateline parties`: add, check, list, search, remove."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dateline.parties import forget_added
from dateline.parties.added import user_folder
from dateline.reader import Reader

OWN = """
source = "our own field notes"

[[party]]
name = "Tidewater Column"
names = ["Column of the Tide"]
abbreviations = ["TWC"]
countries = ["HTI"]
since = 2019
parent = "Viv Ansanm"

[[party]]
name = "Odile Marcellin-Roc"
kind = "person"
side = "Tidewater Column"
last_name = true
"""
Run = tuple[int, str, str]
Command = Callable[..., Run]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Command) -> Iterator[Command]:
    monkeypatch.setenv("DATELINE_PARTIES", str(tmp_path / "own"))
    (tmp_path / "tide.toml").write_text(OWN)

    def parties(*args: str) -> Run:
        forget_added()
        return command("parties", *args)

    forget_added()
    yield parties
    monkeypatch.undo()
    forget_added()


def test_the_whole_way(run) -> None:  # type: ignore[no-untyped-def]
    assert "Nothing was added" in run("list")[1]
    assert run("check", "tide.toml") == (0, "tide.toml: 2 parties, all can be used\n", "")
    assert run("search", "Tidewater Column")[0] == 1
    assert run("add", "tide.toml") == (0, "tide: added, 2 parties\n", "")
    assert "tide: replaced" in run("add", "tide.toml")[1]
    code, out, err = run("list")
    assert (code, err) == (0, "")
    assert "Tidewater Column (group, side Tidewater Column)" in out
    code, out, err = run("search", "column of the tide")
    assert (code, err) == (0, "")
    assert all(word in out for word in ("Tidewater Column", "2019-", "Viv Ansanm", "HTI"))
    assert run("remove", "tide") == (0, "tide: removed\n", "")
    assert run("remove", "tide")[0] == 1


def test_what_was_added_is_read(run) -> None:  # type: ignore[no-untyped-def]
    run("add", "tide.toml")
    forget_added()
    text = (
        "Tidewater Column gunmen shot two farmers near Gonaives on Friday. Marcellin-Roc denied it."
    )
    record = Reader(layers=True).read(text, published="2023-05-06")
    assert [party.side for party in record.events[0].actors] == ["Tidewater Column"]
    assert record.layers is not None
    sides = {party.name: party.side for party in record.layers.parties}
    assert sides["Marcellin-Roc"] == "Tidewater Column"


def test_a_file_in_the_folder_that_went_bad_is_named(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    run("add", "tide.toml")
    (tmp_path / "own" / "tide.toml").write_text("[[party]]\nkind = 'group'\n")
    code, _, err = run("search", "FARC")
    assert code == 1
    assert "'tide'" in err
    assert "dateline parties remove tide" in err
    assert run("list")[0] == 1
    assert run("remove", "tide")[0] == 0


@pytest.mark.parametrize(
    "args", [(), ("search",), ("add",), ("add", "a.toml", "b.toml", "--name", "c")]
)
def test_a_command_that_is_not_understood(run, args: tuple[str, ...]) -> None:  # type: ignore[no-untyped-def]
    assert run(*args)[0] == 2


def test_a_name_that_is_no_file_name_is_refused(run) -> None:  # type: ignore[no-untyped-def]
    code, _, err = run("add", "tide.toml", "--name", "../tide")
    assert code == 1
    assert "--name" in err


def test_the_folder_is_the_variable_or_the_users_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_PARTIES", "~/parties")
    assert user_folder() == Path("~/parties").expanduser()
    monkeypatch.delenv("DATELINE_PARTIES")
    assert user_folder().parts[-2:] == ("dateline", "parties")
