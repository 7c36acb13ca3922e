"""The table and JSON: what people and programs get on standard output."""

from __future__ import annotations

import io
import json

import pytest
from rich.console import Console

import dateline
from dateline.exports import json_lines, json_text, print_table
from dateline.exports.words import period_text, safe
from dateline.records import Period, Record


def table(record: Record, width: int, *, terminal: bool = False) -> str:
    out = io.StringIO()
    print_table(record, Console(file=out, width=width, force_terminal=terminal))
    return out.getvalue()


@pytest.mark.parametrize("width", [60, 80, 119, 120, 160, 240])
def test_it_fits_the_width_and_holds_the_values(rich: Record, width: int) -> None:
    shown = table(rich, width)
    assert max(map(len, shown.splitlines())) <= width
    words = " ".join(shown.split())
    for value in ("selby-port", "Drones hit grain port", "15 Nov 2024", "strike/drone", "Selby",
                  "feared", "Karn power", "denies"):  # fmt: skip
        assert value in words


def test_the_narrow_form_says_all_of_an_event_in_a_few_lines(rich: Record) -> None:
    words = " ".join(table(rich, 100).split())
    for value in (
        "e2 battle/clash ◌ attempted “tried to break through”",
        "armoured column (alleged) → Ostland's army (OST)",
        "south of Merrow (within about 25 km · 47.10, 36.20), 13 Nov 2024",
        "says general staff of Ostland (belligerent)",
        "at least 2 dock workers killed; 5 dock workers wounded; with drones",
        "denied by Halvia's defence ministry",
        "10 to 20 soldiers lost per day",
        "s2 Halvia's defence ministry (belligerent) denies: “its forces had carried out",
        "places Selby = Selby (OST)",
    ):
        assert value in words


def test_no_colour_in_a_pipe_and_colour_on_a_terminal(rich: Record) -> None:
    assert "\x1b" not in table(rich, 80)
    assert "\x1b[" in table(rich, 80, terminal=True)


@pytest.mark.parametrize("width", [80, 160])
def test_hostile_text_cannot_steer_the_terminal(hostile: Record, width: int) -> None:
    shown = table(hostile, width)
    assert all(char.isprintable() or char == "\n" for char in shown)
    assert "\u202e" not in shown
    assert "[bold]" in "".join(shown.split())


def test_an_empty_record_says_so(empty: Record) -> None:
    assert "No events found." in table(empty, 80)


def test_json_round_trips(rich: Record, hostile: Record) -> None:
    for record in (rich, hostile):
        assert dateline.from_json("".join(json_text([record])), Record) == record
        (line,) = json_lines([record])
        assert line.endswith("\n")
        assert "\n" not in line[:-1]
        assert dateline.from_json(line, Record) == record


def test_json_of_several_is_a_list(rich: Record, empty: Record) -> None:
    assert json.loads("".join(json_text([]))) == []
    several = json.loads("".join(json_text([rich, empty, rich])))
    assert [record["document"]["id"] for record in several] == ["selby-port", "empty", "selby-port"]


def test_json_fits_the_schema(rich: Record, hostile: Record) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    validator = jsonschema.Draft202012Validator(dateline.json_schema())
    for record in (rich, hostile):
        validator.validate(json.loads(dateline.to_json(record)))


def test_records_look_helpful(rich: Record) -> None:
    assert repr(rich) == "<Record selby-port: 5 events, 3 statements, published 2024-11-15>"


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [
        ("2024-11-14", "2024-11-14", "14 Nov 2024"),
        ("2024-11-11", "2024-11-17", "11 – 17 Nov 2024"),
        ("2024-10-28", "2024-11-03", "28 Oct – 3 Nov 2024"),
        ("2023-12-30", "2024-01-02", "30 Dec 2023 – 2 Jan 2024"),
        ("2024-02-01", "2024-02-29", "Feb 2024"),
        ("2024-03-01", "2024-05-31", "Mar – May 2024"),
        ("2023-12-01", "2024-02-29", "Dec 2023 – Feb 2024"),
        ("2022-01-01", "2022-12-31", "2022"),
        ("2022-02-24", None, "since 24 Feb 2022"),
        (None, "2024-11-15", "until 15 Nov 2024"),
        (None, None, "no dates"),
    ],
)
def test_periods_read_as_people_write_them(start: str, end: str, shown: str) -> None:
    assert period_text(Period(start=start, end=end)) == shown


def test_safe_text_is_one_line() -> None:
    assert safe("a\r\nb\x1b]0;title\x07\u2066c\x9b") == "a b\ufffd]0;title\ufffdc\ufffd"
