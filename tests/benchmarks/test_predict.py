"""benchmarks/predict.py: one prediction a record, whatever the record; answers are never read."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks.predict import ROOT, predictions
from benchmarks.tasks import Task, task, tasks

REPORT = "Shells hit Orikhiv on 3 May 2023, officials said."
# What a held-out record hands in, task by task.
GIVEN: dict[str, Any] = {
    "given": {"title": None, "published": "2023-05-04"},
    "dct": "2023-05-04",
    "event": [7, 10],
    "date": "2023-05-04",
    "incident_date": "2023-05-03",
    "scheme": "PLOVER",
}


def run(kind: Task, records: list[Any]) -> tuple[list[dict[str, Any]], list[str]]:
    complaints: list[str] = []
    lines = [record if isinstance(record, str) else json.dumps(record) for record in records]
    return list(predictions(kind, lines, complaints.append)), complaints


def record(kind: Task, name: str, text: str = REPORT) -> dict[str, Any]:
    known = {"id": name, "text": text, **GIVEN}
    return {field: known[field] for field in kind.given}


@pytest.mark.parametrize("name", tasks())
def test_each_task_answers_in_its_own_form(name: str) -> None:
    kind = task(name)
    found, complaints = run(kind, [record(kind, "a"), record(kind, "b")])
    assert complaints == []
    assert [one["id"] for one in found] == ["a", "b"]
    assert all(set(kind.empty) <= set(one) for one in found)


@pytest.mark.parametrize("name", tasks())
def test_a_bad_record_is_empty_and_the_rest_go_on(name: str) -> None:
    kind = task(name)
    good = record(kind, "good")
    bad = {**record(kind, "bad"), "text": None}
    found, complaints = run(kind, [bad, "{broken", '{"text": "no id"}', "", "[1]", good])
    assert found[0] == {"id": "bad", **kind.empty}
    assert [one["id"] for one in found] == ["bad", "good"]
    assert len(complaints) == 4
    assert sorted(complaints)[0].startswith("bad: ")
    assert sorted(complaints)[1].startswith("line 2: ")


@pytest.mark.parametrize("name", tasks())
def test_answers_are_taken_away_before_predicting(name: str) -> None:
    kind = task(name)
    gold = {**record(kind, "a"), "events": [1], "templates": [1], "toponyms": [1], "timexes": [1]}
    gold |= {"attributions": [1], "label": "certain-no", "labels": ["x"], "score": 1, "incident": 1}
    assert kind.stripped(gold) == record(kind, "a")


def test_predictions_come_as_they_are_asked_for() -> None:
    kind = task("records")

    def lines():  # type: ignore[no-untyped-def]
        yield json.dumps(record(kind, "a"))
        raise AssertionError("read ahead")

    assert next(predictions(kind, lines(), print))["id"] == "a"


def test_an_unknown_task_is_an_error_that_names_the_known_ones() -> None:
    with pytest.raises(SystemExit, match=r"'chess' is no task; there are: .*geoparse"):
        task("chess")


def test_the_command_runs_from_anywhere(tmp_path: Path) -> None:
    kind = task("records")
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(json.dumps(record(kind, "a")) + "\n")
    script = str(ROOT / "benchmarks" / "predict.py")
    done = subprocess.run(
        [sys.executable, script, "records", str(source), str(target)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == done.stderr == ""
    assert [json.loads(line)["id"] for line in target.read_text().splitlines()] == ["a"]


def test_records_are_dateline_s_own_records(shared: Path) -> None:
    kind = task("records")
    line = (shared / "benchmarks" / "records" / "dev.jsonl").read_text().splitlines()[0]
    [found], complaints = run(kind, [line])
    assert complaints == []
    assert found["document"]["id"] == found["id"]
    assert {"events", "statements"} <= set(found)


def test_records_leave_out_the_kind_of_harm_that_the_codebook_lacks() -> None:
    kind = task("records")
    told = "Rockets damaged six houses and destroyed two in Orikhiv on 3 May 2023."
    [found], complaints = run(kind, [json.dumps(record(kind, "a", told))])
    assert complaints == []
    kinds = [one["kind"] for event in found["events"] for one in event["casualties"]]
    assert kinds == ["lost"]
