"""The quality gate: a fall fails, a rise may be pinned, changed data is noticed."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import bench, speed
from benchmarks.report import Result, write_results
from benchmarks.tasks import tasks

REACHED = Result("timex", "d1", {"timebank value F1": 0.7, "aquaint value F1": 0.5}, 10, 1.0)


def faults(result: Result, floors: bench.Floors) -> list[str]:
    [(_, found)] = bench.fallen([result], floors)
    return found


def test_a_figure_under_its_floor_is_a_fall() -> None:
    floors = {"timex": {"sha256": "d1", "floors": {"timebank value F1": 0.71}}}
    assert faults(REACHED, floors) == ["timebank value F1 fell to 0.7, its floor is 0.71"]


def test_a_figure_on_or_over_its_floor_stands() -> None:
    assert faults(REACHED, {"timex": {"sha256": "d1", "floors": {"timebank value F1": 0.7}}}) == []
    assert faults(REACHED, {}) == []


def test_other_data_than_the_floors_were_set_on_is_noticed() -> None:
    assert "not the one" in faults(REACHED, {"timex": {"sha256": "d0", "floors": {}}})[0]


def test_a_task_that_can_no_longer_be_measured_is_a_fall() -> None:
    broken = Result("timex", "d1", {}, problem="ModuleNotFoundError: gone")
    assert faults(broken, {"timex": {"sha256": "d1", "floors": {}}}) == [broken.problem]
    renamed = Result("timex", "d1", {"other": 1.0})
    assert faults(renamed, {"timex": {"floors": {"value": 0.1}}}) == ["value is no longer measured"]


def test_of_a_large_dev_split_every_nth_record_is_measured(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    kind = replace(tasks()["timex"], every=3)
    (tmp_path / "timex").mkdir()
    lines = [json.dumps({"id": str(number), "text": "May."}) for number in range(7)]
    (tmp_path / "timex" / "dev.jsonl").write_text("\n".join(lines))
    ran: list[tuple[object, ...]] = []

    def run(script: Path, *arguments: object) -> tuple[str, str | None]:
        ran.append(arguments)
        return "{}", None

    monkeypatch.setattr(bench, "DATA", tmp_path)
    monkeypatch.setattr(bench, "_run", run)
    result = bench._measure_one(kind, tmp_path)
    gold = Path(str(ran[1][0])).read_text()
    assert result.records == 3
    assert [json.loads(line)["id"] for line in gold.splitlines()] == ["0", "3", "6"]


def test_floors_rise_and_never_fall() -> None:
    floors = bench.raised({}, [REACHED])
    assert floors["timex"]["sha256"] == "d1"
    assert floors["timex"]["floors"]["timebank value F1"] == pytest.approx(0.7 * bench.ROOM)
    assert faults(REACHED, floors) == []
    worse = Result("timex", "d1", {"timebank value F1": 0.1, "aquaint value F1": 0.9})
    again = bench.raised(floors, [worse])["timex"]["floors"]
    assert again["timebank value F1"] == floors["timex"]["floors"]["timebank value F1"]
    assert again["aquaint value F1"] > floors["timex"]["floors"]["aquaint value F1"]


def test_the_committed_floors_are_of_known_tasks_and_metrics() -> None:
    for name, entry in json.loads(bench.FLOORS.read_text()).items():
        if name != "speed":
            assert set(entry["floors"]) == set(tasks()[name].gate)
            assert len(entry["sha256"]) == 64


def test_without_the_data_one_line_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bench, "DATA", tmp_path / "none")
    assert bench.main(["--check"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "benchmarks skipped: there is no shared/benchmarks beside this checkout"
    ]


def test_a_fall_fails_the_check_and_writes_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    floors = tmp_path / "floors.json"
    floors.write_text(json.dumps({"timex": {"sha256": "d1", "floors": {"timebank value F1": 0.8}}}))
    monkeypatch.setattr(bench, "FLOORS", floors)
    monkeypatch.setattr(bench, "DATA", tmp_path)
    monkeypatch.setattr(bench, "RESULTS", tmp_path / "RESULTS.md")
    monkeypatch.setattr(bench, "measure", lambda chosen: [REACHED])
    assert bench.main(["--check", "--no-speed"]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "benchmarks: 0 passed, 1 failed"
    assert not bench.RESULTS.exists()
    assert bench.main(["--raise-floors", "--no-speed"]) == 1, "a floor above the figure stays"
    assert json.loads(floors.read_text())["timex"]["floors"]["timebank value F1"] == 0.8


def test_results_stand_beside_the_peers_with_their_split() -> None:
    figures = dict.fromkeys(tasks()["timex"].metrics, 0.7)
    page = write_results([Result("timex", "d1", figures, 10, 1.0)], {"reports": 3})
    assert "| **Dateline** | dev | 0.700 |" in page
    assert "HeidelTime (news; wikiwars: narratives) | dev | 0.818" in page
    assert "## Speed" in page


def test_every_peer_is_measured_on_a_named_split_by_known_metrics() -> None:
    for kind in tasks().values():
        assert kind.peers
        assert kind.gate
        assert set(kind.gate) <= set(kind.metrics)
        for peer in kind.peers:
            assert peer.split
            assert set(peer.figures) <= set(kind.metrics)


def test_speed_needs_no_shared_data_and_measures_what_it_names(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(speed, "DATA", tmp_path / "none")
    monkeypatch.setattr(speed, "STARTS", 1)
    [text] = speed.reports()[:1]
    assert len(text.split()) in range(speed.WORDS.start, 2 * speed.WORDS.stop)
    figures = speed.measure([text, text])
    assert figures["reports"] == 2
    assert figures["reports_a_second"] > 0
    assert figures["import_seconds"] < figures["import_and_first_read_seconds"]
