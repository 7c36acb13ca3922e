#!/usr/bin/env python3
"""Measure Dateline on the dev split of every task, beside the peers' figures.

usage: python benchmarks/bench.py [--check | --raise-floors] [--only TASK,TASK] [--no-speed]

Without a flag it writes RESULTS.md beside this file; --only and --no-speed measure a part and write
nothing, nor does --check. The exit status is 1 when a figure has fallen under its floor or a dev
file is no longer the one the floors were set on.
--raise-floors moves each floor up to the figures now reached and never down; a floor is lowered,
or new data accepted, by editing floors.json. The data is expected in ../shared/benchmarks; without
it nothing is measured, one line says so, and the exit status is 0.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

from benchmarks.predict import ROOT  # sees to the right interpreter before anything heavy
from benchmarks.report import Result, with_store, write_results
from benchmarks.tasks import Task, tasks

DATA = ROOT.parent / "shared" / "benchmarks"
FLOORS = ROOT / "benchmarks" / "floors.json"
RESULTS = ROOT / "benchmarks" / "RESULTS.md"
STORE = ROOT / "benchmarks" / "store.json"
# Another processor rounds floating point differently and tips a few decisions; a floor leaves that
# much room. Set by hand in November 2026, tuned on nothing.
ROOM = 0.98
# The share of spaCy's speed moves with caches and neighbours.
ROOM_OF_SPEED = 0.6
PROCESSES = 2

Floors = dict[str, dict[str, Any]]


def main(arguments: list[str] | None = None) -> int:
    """Measure, then write, check or raise; the exit status."""
    options = _parser().parse_args(arguments)
    if not DATA.is_dir():
        print("benchmarks skipped: there is no shared/benchmarks beside this checkout")
        return 0
    chosen = options.only.split(",") if options.only else list(tasks())
    results = measure([tasks()[name] for name in chosen])
    speed = None if options.no_speed else measure_speed()
    if speed is not None:
        results.append(Result("speed", "", {"share of spaCy alone": speed["share_of_spacy"]}))
    floors: Floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    if options.raise_floors:
        FLOORS.write_text(json.dumps(raised(floors, results), indent=2) + "\n", encoding="utf-8")
    elif not (options.check or options.only or options.no_speed):
        page = write_results(results, speed)
        if STORE.exists():  # measured on its own: it takes an hour
            page = with_store(page, json.loads(STORE.read_text(encoding="utf-8")))
        RESULTS.write_text(page, encoding="utf-8")
    return _tell(results, floors)


def measure(chosen: list[Task]) -> list[Result]:
    """The results of `chosen`, several at a time, in their order."""
    with tempfile.TemporaryDirectory() as scratch, ThreadPoolExecutor(PROCESSES) as pool:
        return list(pool.map(lambda kind: _measure_one(kind, Path(scratch)), chosen))


def measure_speed() -> dict[str, Any]:
    """What speed.py says, measured with nothing else running."""
    command = [sys.executable, str(ROOT / "benchmarks" / "speed.py"), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def fallen(results: list[Result], floors: Floors) -> list[tuple[Result, list[str]]]:
    """For each result what is wrong with it, which is nothing for most."""
    return [(result, _faults(result, floors.get(result.task, {}))) for result in results]


def raised(floors: Floors, results: list[Result]) -> Floors:
    """The floors moved up to `results`, less some room; what is higher already stays."""
    out = {task: dict(entry) for task, entry in floors.items()}
    for result in results:
        if result.problem:
            continue
        entry = out.setdefault(result.task, {})
        if result.digest:
            entry.setdefault("sha256", result.digest)
        timed = result.task == "speed"
        entry["floors"] = {
            metric: max(
                entry.get("floors", {}).get(metric, 0.0),
                round(figure * (ROOM_OF_SPEED if timed else ROOM), 4),
            )
            for metric, figure in result.figures.items()
            if timed or metric in tasks()[result.task].gate
        }
    return out


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument("--check", action="store_true", help="fail on a fall, write nothing")
    mode.add_argument("--raise-floors", action="store_true", help="pin what is reached now")
    parser.add_argument("--only", metavar="TASKS", help="these tasks, with commas between them")
    parser.add_argument("--no-speed", action="store_true", help="leave speed out")
    return parser


def _measure_one(kind: Task, scratch: Path) -> Result:
    """Predict a dev split from which the answers were taken away, and score it."""
    content = (DATA / kind.name / "dev.jsonl").read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    name = kind.name.replace("/", "_")
    gold, given, found = (scratch / f"{name}{end}.jsonl" for end in ("", ".given", ".found"))
    lines = [line for line in content.splitlines() if line.strip()][:: kind.every]
    gold.write_bytes(b"\n".join(lines) + b"\n")
    records = [json.loads(line) for line in lines]
    given.write_text("".join(json.dumps(kind.stripped(record)) + "\n" for record in records))
    began = time.perf_counter()
    problem = _run(ROOT / "benchmarks" / "predict.py", kind.name, given, found)[1]
    seconds = time.perf_counter() - began
    if problem is None:
        scores, problem = _run(DATA / kind.scorer, gold, found)
    if problem is not None:
        return Result(kind.name, digest, {}, problem=problem)
    figures = {metric: _at(json.loads(scores), path) for metric, path in kind.metrics.items()}
    print(f"{kind.name}: {len(records)} records in {seconds:.0f} s", file=sys.stderr)
    return Result(kind.name, digest, figures, len(records), seconds)


def _run(script: Path, *arguments: object) -> tuple[str, str | None]:
    """The output of a script, and the last line of its complaint if it failed."""
    done = subprocess.run(
        [sys.executable, str(script), *map(str, arguments)],
        capture_output=True,
        text=True,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
        check=False,
    )
    if done.returncode:
        return "", (done.stderr.strip().splitlines() or ["no message"])[-1]
    if done.stderr:
        lines = done.stderr.strip().splitlines()
        print(f"{script.name} {arguments[0]}: {len(lines)} complaints, first: {lines[0]}")
    return done.stdout, None


def _at(scores: Any, path: tuple[str, ...]) -> float:
    for step in path:
        scores = scores.get(step) or 0.0 if isinstance(scores, dict) else 0.0
    return float(scores)


def _faults(result: Result, entry: dict[str, Any]) -> list[str]:
    if result.problem:
        return [result.problem] if entry else []
    faults = []
    if entry.get("sha256", result.digest) != result.digest:
        faults.append("its dev.jsonl is not the one the floors were set on")
    for metric, floor in entry.get("floors", {}).items():
        figure = result.figures.get(metric)
        if figure is None:
            faults.append(f"{metric} is no longer measured")
        elif figure < floor:
            faults.append(f"{metric} fell to {figure:g}, its floor is {floor:g}")
    return faults


def _tell(results: list[Result], floors: Floors) -> int:
    """Print a line a task and the count; 1 if anything fell."""
    failed = 0
    for result, faults in fallen(results, floors):
        failed += bool(faults)
        shown = ", ".join(f"{metric} {figure:g}" for metric, figure in result.figures.items())
        print(f"{result.task}: {shown or 'no figures: ' + result.problem}")
        for fault in faults:
            print(f"  FELL: {result.task}: {fault}")
    print(f"benchmarks: {len(results) - failed} passed, {failed} failed")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
