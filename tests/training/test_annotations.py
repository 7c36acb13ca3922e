"""The annotated corpus: quotations become offsets, broken rules are found, texts stay theirs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.dispatches import dispatches
from dateline.errors import RecordError
from dateline.records import Record
from training.annotations import card, check, view, worksheet
from training.annotations import corpus as corpus_room
from training.annotations.corpus import (
    Coding,
    CorpusError,
    codings,
    corpus,
    extras,
    split_of,
    text_of,
)
from training.annotations.quotations import SheetError, coding
from training.annotations.rules import problems

TEXT = (
    "Police near Sake arrested two men on 3 May 2024 after the army shelled the army base,"
    " a doctor in Goma said."
)
ARREST: dict[str, Any] = {
    "type": "security/arrest",
    "status": "happened",
    "trigger": "arrested",
    "actors": [["police", "COD", "Police"]],
    "place": {"name": "Sake", "at": "Sake", "rel": "near", "prec": 2, "lat": -1.57, "lon": 29.05},
    "time": {"start": "2024-05-03", "end": "2024-05-03", "prec": "day", "at": "3 May 2024"},
    "harm": [["captured", "men", "unknown", 2, 2, None, "two men"]],
}
SAID: dict[str, Any] = {
    "source": ["doctor", "civilian", "a doctor"],
    "cue": "said",
    "content": "Police … army base",
    "stance": "asserts",
    "about": [1],
}


def sheet(**changed: Any) -> dict[str, Any]:
    return {
        "id": "x",
        "coder": "T",
        "text": TEXT,
        "events": [ARREST],
        "statements": [SAID],
        **changed,
    }


def wrong(**changed: Any) -> list[str]:
    """What the rules find in the arrest, with some of its fields changed."""
    return list(problems(coding(sheet(events=[ARREST | changed])), TEXT))


def test_quotations_become_the_offsets_of_their_words() -> None:
    made = coding(sheet())
    record = made.record(TEXT)
    (event,), (said,) = record.events, record.statements
    assert record.text_of(event.trigger) == "arrested"
    assert event.place and event.place.span and record.text_of(event.place.span) == "Sake"
    assert record.text_of(said.content).startswith("Police near")
    assert record.text_of(said.content).endswith("army base")
    assert said.about == ("e1",)
    assert list(problems(made, TEXT)) == []


def test_the_second_of_two_like_words_can_be_quoted() -> None:
    made = coding(sheet(events=[ARREST | {"trigger": "army#2"}]))
    assert made.events[0].trigger.start == TEXT.rindex("army")


@given(st.data())
def test_any_run_of_words_is_found_where_it_stands(data: st.DataObject) -> None:
    words = TEXT.split()
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first + 1, len(words)))
    quoted = " ".join(words[first:last])
    span = coding(sheet(events=[ARREST | {"trigger": quoted}])).events[0].trigger
    assert span.of(TEXT) == quoted


@pytest.mark.parametrize(
    "changed",
    [
        {"trigger": "released"},
        {"trigger": "army#3"},
        {"type": "security/picnic"},
        {"status": "perhaps"},
        {"harm": [["killed", "men", "unknown", 3, 2, None, None]]},
        {"place": {"name": "Sake", "prec": 9}},
    ],
)
def test_what_text_or_codebook_does_not_have_is_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(SheetError):
        coding(sheet(events=[ARREST | changed]))


def test_a_statement_about_an_unknown_event_is_refused() -> None:
    with pytest.raises(SheetError, match="not there"):
        coding(sheet(statements=[SAID | {"about": [2]}]))


def test_events_are_numbered_in_the_order_of_the_text() -> None:
    shelling = {"type": "strike/shelling", "status": "happened", "trigger": "shelled"}
    made = coding(sheet(events=[shelling, ARREST]))
    assert [event.type for event in made.events] == ["security/arrest", "strike/shelling"]
    assert made.statements[0].about == ("e2",)


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"status": "ongoing"}, "has no end"),
        ({"status": "ongoing", "time": None}, "open, not null"),
        ({"status": "planned", "time": ARREST["time"] | {"at": None}}, "time is null"),
        ({"status": "denied"}, "nobody denies"),
        ({"actors": [["gendarmes", "COD", None]]}, "does not stand in the text"),
        ({"place": ARREST["place"] | {"lat": -1.2}}, "beside the place"),
        ({"place": {"name": "Kenya", "prec": 1, "lat": 1.0, "lon": 38.0}}, "finer than"),
        ({"harm": [*ARREST["harm"], *ARREST["harm"]]}, "stands twice"),
        (
            {"harm": [["killed", "civilians", "COD", 2, 2, None, "two"]], "actors": []},
            "side 'civilians'",
        ),
    ],
)
def test_a_broken_rule_of_the_codebook_is_found(changed: dict[str, Any], found: str) -> None:
    assert any(found in one for one in wrong(**changed)), wrong(**changed)


def test_a_span_past_the_text_is_an_error() -> None:
    with pytest.raises(RecordError):
        list(problems(coding(sheet()), TEXT[:40]))


def test_a_changed_text_is_refused() -> None:
    report = dispatches()[0]
    assert text_of("dispatches", report.id) == report.text
    with pytest.raises(CorpusError, match="not the one that was coded"):
        text_of("dispatches", report.id, "0" * 64)
    with pytest.raises(CorpusError, match="no such text"):
        text_of("dispatches", "nobody")


def test_reports_on_one_incident_fall_into_one_part() -> None:
    families: dict[str, set[str]] = {}
    for report in dispatches():
        family = report.id.split("-")[0]
        families.setdefault(family, set()).add(split_of("dispatches", report.id))
    assert all(len(parts) == 1 for parts in families.values())


def test_about_one_text_in_seven_is_never_trained_on() -> None:
    drawn = [split_of("muc4", f"text-{number}") for number in range(2000)]
    assert 0.12 < drawn.count("check") / len(drawn) < 0.18


def test_no_coding_holds_the_text_of_another_publisher() -> None:
    assert all(one.text is None for one in codings())
    assert all(one.source == "own" for one, _ in extras())


def test_a_coding_is_written_line_by_line_and_read_back(tmp_path: Path) -> None:
    report = dispatches()[0]
    text = {"source": "dispatches", "id": report.id, "coder": "T", "document": {}}
    file = tmp_path / "sheets.json"
    file.write_text(json.dumps([text, text | {"id": "nobody"}]))
    assert worksheet.take(file, tmp_path) == 1
    written = (tmp_path / f"{report.id}.json").read_bytes()
    assert msgspec.json.decode(written, type=Coding).sha256 == corpus_room.digest(report.text)


def test_the_corpus_is_right(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check.main() == 0, capsys.readouterr().out


def test_the_figures_of_the_card_are_up_to_date(shared: Path) -> None:
    assert card.main(["--check"]) == 0


def test_the_corpus_loads_as_records(shared: Path) -> None:
    loaded = list(corpus("check"))
    assert len(loaded) > 20
    assert all(isinstance(record, Record) for _, record in loaded)


def test_every_coded_report_can_be_looked_at(shared: Path, tmp_path: Path) -> None:
    assert view.main([str(tmp_path), "double/second"]) == 0
    pages = [path for path in tmp_path.glob("*.html") if path.name != "index.html"]
    assert len(pages) == len(list(codings("double/second")))
