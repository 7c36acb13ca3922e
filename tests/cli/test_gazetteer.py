"""`dateline gazetteer`: add, list, search, remove."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from dateline.cli.terminal import ByteProgress
from dateline.gazetteer import index
from dateline.reader import Reader

ROWS = """name,lat,lon,kind,parent
Dobrotyne,47.4433,35.8383,settlement,Zaporizhzhia Oblast
Nowhere,north,35,settlement,
"""
Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Command) -> Iterator[Command]:
    monkeypatch.setenv("DATELINE_GAZETTEER", str(tmp_path / "own"))
    (tmp_path / "front.csv").write_text(ROWS)
    index.cache_clear()
    yield partial(command, "gazetteer")
    index.cache_clear()


def test_the_whole_way(run) -> None:  # type: ignore[no-untyped-def]
    code, out, err = run("list")
    assert (code, err) == (0, "")
    assert "Nothing was added" in out
    code, out, err = run("add", "front.csv")
    assert (code, out) == (0, "front: added, 1 place, 1 name\n")
    assert err.splitlines() == [
        "dateline: front.csv: 1 bad row was left out; the first:",
        "dateline: line 3: lat 'north', lon '35' are no numbers",
    ]
    assert "front: replaced" in run("add", "front.csv")[1]
    assert run("list")[1].startswith("front: 1 place, 1 name,")
    code, out, err = run("search", "Dobrotyne", "--near", "Orikhiv")
    assert (code, err) == (0, "")
    assert all(word in out for word in ("Dobrotyne", "Zaporizhzhia Oblast", "UKR", "47.443"))
    assert re.search(r" 1[4-7] *$", out, re.M)  # kilometres
    assert "Nothing is called 'Dobrotine'; like it:" in run("search", "Dobrotine")[1]
    assert run("remove", "front") == (0, "front: removed\n", "")
    code, out, err = run("remove", "front")
    assert code == 1
    assert "none at all" in err


def test_near_sorts_by_distance(run) -> None:  # type: ignore[no-untyped-def]
    far = run("search", "Springfield", "--limit", "1")[1]
    near = run("search", "Springfield", "--near", "Boston", "--limit", "1")[1]
    assert "Missouri" in far
    assert "Massachusetts" in near


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("add", "none.zip"), "cannot be read"),
        (("search", "Qqqqxwzv"), "no place of this name"),
        (("search", "Kyiv", "--near", "Qqqqxwzv"), "to be near to"),
        (("remove", "../front"), "no added places"),
    ],
)
def test_errors_are_one_line_each(run, args: tuple[str, ...], said: str) -> None:  # type: ignore[no-untyped-def]
    code, out, err = run(*args)
    assert (code, out) == (1, "")
    assert said in err
    assert err.count("\n") == 1


def test_a_bad_file_among_good_ones_is_told_and_passed_over(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "story.txt").write_text("Once upon a time.")
    code, out, err = run("add", "story.txt", "front.csv")
    assert code == 1
    assert out.startswith("front: added")
    assert "no GeoNames dump" in err
    assert run("add", "story.txt", "front.csv", "--name", "x")[0] == 2
    assert run()[0] == 2


def test_the_reader_finds_what_was_added(run) -> None:  # type: ignore[no-untyped-def]
    report = "Troops shelled the village of Dobrotyne in the Zaporizhzhia region on Monday."
    run("add", "front.csv")
    record = Reader(layers=True).read(report, published="2024-11-15")
    assert record.layers is not None
    (found,) = [p for p in record.layers.places if p.name.startswith("Dobrotyne")]
    assert found.lat == pytest.approx(47.4433)


def test_a_bar_shows_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    for stream, shown in ((Terminal(), True), (io.StringIO(), False)):
        monkeypatch.setattr("sys.stderr", stream)
        with ByteProgress("UA.zip") as progress:
            progress.advance(5, 10)
        assert ("UA.zip" in stream.getvalue()) == shown
