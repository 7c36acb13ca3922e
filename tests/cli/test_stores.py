"""The commands on a store, as their users run them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from dateline.cli import main
from dateline.dispatches import dispatches
from dateline.incidents import EventKey
from dateline.linking.agreement import code
from dateline.records import Record
from dateline.store import Review, open_store
from dateline.store.base import now

Run = Callable[..., str]


@pytest.fixture
def run(
    tmp_path: Path,
    prepared: dict[str, Record],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    """Runs a command on a store with the bundled dispatches and gives what it prints."""
    monkeypatch.setenv("DATELINE_DB", str(tmp_path / "a.db"))
    monkeypatch.setenv("COLUMNS", "100")
    fields = ("id", "title", "text", "published", "publisher")
    rows = [json.dumps({name: getattr(d, name) for name in fields}) for d in dispatches()]
    (tmp_path / "reports.jsonl").write_text("\n".join(rows) + "\n")

    def command(*words: str, code: int = 0) -> str:
        assert main(words) == code, capsys.readouterr().err
        return capsys.readouterr().out

    out = command("add", str(tmp_path / "reports.jsonl"))
    assert out.startswith(f"Added {len(rows)} reports to")
    return command


def objects(text: str) -> list[Any]:
    return [json.loads(line) for line in text.splitlines()]


def test_adding_again_adds_nothing(run: Run, tmp_path: Path) -> None:
    before = json.loads(run("stats", "--format", "json"))
    assert run("add", str(tmp_path / "reports.jsonl")).startswith("Added 0 reports")
    after = json.loads(run("stats", "--format", "json"))
    assert after == before
    assert {"documents", "events", "statements", "families", "incidents"} <= after.keys()


def test_incidents_as_lines_have_what_other_programs_read(run: Run) -> None:
    (sumy,) = [
        one
        for one in objects(run("incidents", "--place", "Sumy", "--format", "jsonl"))
        if one["type"] == "strike/missile"
    ]
    assert set(sumy["reports"]) == {"sumy-agency", "sumy-agency-cut", "sumy-ministry", "sumy-local"}
    assert len(sumy["families"]) == sumy["sources"] == 3
    assert sumy["place"]["name"] == "Sumy"
    assert abs(sumy["place"]["lat"] - 50.9) < 0.2
    assert sumy["place"]["precision"] == 1
    assert sumy["period"]["start"] == "2025-04-13"
    killed = next(figure for figure in sumy["figures"] if figure["kind"] == "killed")
    assert killed["high"] >= 34
    assert {claim["report"] for claim in killed["claims"]} <= set(sumy["reports"])
    assert any(claim["claimant"] for claim in killed["claims"])
    assert sumy["standing"] in {"corroborated", "disputed"}


def test_every_listing_has_the_three_forms(run: Run) -> None:
    id = objects(run("incidents", "--killed", "30", "--format", "jsonl"))[0]["id"]
    listings = (
        ("incidents", "--type", "strike", "--since", "2025-01-01"),
        ("incident", id),
        ("copies", "tora-rewrite", "--diff"),
        ("place", "Pokrovsk"),
        ("who", "RSF"),
        ("search", "missile"),
        ("timeline", "--unit", "month"),
        ("signals", "--since", "2025-04-01", "--until", "2025-04-30"),
        ("changes", "--since", "2020-01-01"),
        ("stats",),
    )
    for command in listings:
        table = run(*command)
        whole = json.loads(run(*command, "--format", "json"))
        lines = objects(run(*command, "--format", "jsonl"))
        assert table.strip(), command
        assert lines == (whole if isinstance(whole, list) else [whole]), command
        assert all(len(line) <= 160 for line in table.splitlines()), command


def test_one_incident_shows_rival_figures_and_denials(run: Run) -> None:
    listed = objects(run("incidents", "--type", "strike/air", "--format", "jsonl"))
    tora = next(one for one in listed if "tora-agency" in one["reports"])
    shown = run("incident", tora["id"])
    assert "Figures" in shown
    assert "54" in shown
    assert "270" in shown
    assert "tora-monitor" in shown


def test_copies_show_their_origin_and_what_they_cut(run: Run) -> None:
    shown = run("copies", "sumy-agency-cut")
    assert shown.startswith("Origin: sumy-agency (")
    assert "sumy-agency-cut: cut, 100% of the wording" in shown
    assert "\n    - " not in shown
    cut = run("copies", "sumy-agency-cut", "--diff")
    assert "\n    - " in cut, "cut sentences are shown"
    assert "\n    + " not in cut, "it added nothing"
    (family,) = objects(run("copies", "sumy-agency", "--diff", "--format", "jsonl"))
    assert [copy["kind"] for copy in family["copies"]] == ["original", "cut"]
    assert family["copies"][1]["changes"]["kept"] < 1
    assert objects(run("copies", "goma-airport", "--format", "jsonl"))[0]["rule"] == "only"


def test_agreement_of_two_coders_is_shown_by_field(run: Run) -> None:
    assert run("agreement") == ""
    key = EventKey("mali-mines", "e1")
    with open_store() as store, store.write() as writer:
        said = Review(event=key, field="verdict", value="accept", by="ann", at=now())
        writer.add_review(said)
        record = writer.record(key.report)
        assert record is not None
        second = replace(said, field="", by="ben")
        code(writer, record, second, "accept", {"status": "feared"})
    shown = run("agreement")
    assert "status" in shown and "Events judged twice: 1; differences to settle: 1" in shown
    fields = {one["field"]: one for one in objects(run("agreement", "--format", "jsonl"))}
    assert (fields["status"]["units"], fields["status"]["same"]) == (1, 0)


def test_who_holds_a_place_shows_both_sides(run: Run) -> None:
    shown = run("place", "pokrovsk")
    assert "Russian forces (RUS)" in shown
    assert "disputed" in shown
    assert "denied by" in shown


def test_pins_and_cuts_join_and_part(run: Run) -> None:
    pair = ("mali-mines/e1", "goma-airport/e1")
    joined = {line.split()[-1] for line in run("pin", *pair, "--by", "ann").splitlines()}
    assert len(joined) == 1
    parted = {line.split()[-1] for line in run("cut", *pair, "--by", "ann").splitlines()}
    assert len(parted) == 2
    run("cut", *pair, "--undo", "--by", "ann")
    assert "decide" in run("changes", "--since", "2020-01-01")


def test_a_copy_holds_what_the_store_holds(run: Run, tmp_path: Path) -> None:
    run("backup", str(tmp_path / "copy"))
    run("restore", str(tmp_path / "copy"), "--db", str(tmp_path / "b.db"))
    ours = run("incidents", "--format", "jsonl")
    assert run("incidents", "--format", "jsonl", "--db", str(tmp_path / "b.db")) == ours
    assert run("check") == "All is well.\n"
    assert run("vacuum").startswith("Tidied")
    assert run("relink").startswith("Linked 19 reports")
    assert run("incidents", "--format", "jsonl") == ours


@pytest.mark.parametrize(
    "words",
    [
        ("incident", "i0"),
        ("copies", "no-such-report"),
        ("pin", "nothing/e1", "mali-mines/e1"),
        ("restore", "no-such-file"),
        ("restore", __file__),
        ("incidents", "--db", "no-such-store.db"),
    ],
)
def test_what_is_not_there_is_one_clear_line(
    run: Run, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 1
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert error.startswith("dateline: ")


@pytest.mark.parametrize("bad", [("--box", "1,2,3"), ("--since", "May"), ("--limit", "0")])
def test_wrong_options_are_explained(run: Run, bad: tuple[str, str]) -> None:
    with pytest.raises(SystemExit) as exit:
        main(("incidents", *bad))
    assert exit.value.code == 2
