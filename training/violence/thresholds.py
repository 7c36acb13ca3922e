#!/usr/bin/env python3
"""Choose the thresholds of the task muc4 anew: after each training of the encoder.

usage: python -m training.violence.thresholds [--write] [DEV.jsonl SCORE_MUC4.py]

Reads the dev reports once with Dateline as it is, then tries a few values of each threshold in turn
and keeps what raises the figures most. The encoder has seen the train reports, so its chances there
are too good; of the dev reports each half is scored with what was chosen on the other, and that
figure is printed before those of the values chosen on both halves, which --write puts into
benchmarks/tasks/muc4.yaml. Two minutes on a quiet core. Without paths the shared data is used.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import dateline
from benchmarks.bench import DATA
from benchmarks.predict import ROOT
from benchmarks.tasks.muc4 import day_of, templates_of
from benchmarks.tasks.muc4_words import thresholds
from dateline.errors import DatelineError
from training.fitting import scorer

Json = dict[str, Any]
Report = tuple[Json, dateline.Record]
TABLE = ROOT / "benchmarks" / "tasks" / "muc4.yaml"
_LIKELY = (0.5, 0.6, 0.7, 0.8, 0.9)
# What is tried of each, in this order: first what there is, then what fills its roles.
GRID: dict[str, tuple[float, ...]] = {
    "report": (0.4, 0.5, 0.6, 0.7, 0.75, 0.8),
    "event": (0.05, 0.2, 0.4, 0.6),
    "own_type": (0, 0.2, 0.4, 0.7),
    "own": (0, 0.3, 0.5, 0.7),
    "organisation": _LIKELY,
    "perpetrator": _LIKELY,
    "victim": _LIKELY,
    "object": _LIKELY,
    "instrument": _LIKELY,
}


def reports(path: Path) -> list[Report]:
    """Each report of a split that can be read, with its key."""
    reader = dateline.Reader(layers=True, time_limit=120)
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        key = json.loads(line)
        with contextlib.suppress(DatelineError):
            record = reader.read(key["text"], id=key["id"], published=day_of(key["text"]))
            found.append((key, record))
    return found


def scoring(path: Path) -> Callable[[list[Report]], Json]:
    """What scores the templates of reports at the thresholds that hold when it is called."""
    module = scorer(path)

    def score(found: list[Report]) -> Json:
        with tempfile.TemporaryDirectory() as folder:
            given, told = Path(folder, "key"), Path(folder, "told")
            given.write_text("\n".join(json.dumps(key) for key, _ in found), encoding="utf-8")
            lines = [{"id": key["id"], "templates": templates_of(record)} for key, record in found]
            told.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
            with contextlib.redirect_stdout(io.StringIO()) as printed:
                module.main(str(given), str(told))
        figures: Json = json.loads(printed.getvalue())
        return figures

    return score


def worth(figures: Json) -> float:
    """One number for the figures that have bars."""
    return float(
        figures["all_slots"]["F1"]
        + figures["roles_strict"]["micro"]["F1"]
        + figures["relevance"]["F1"] / 2
        + figures["slots"]["human_effect"]["F1"] / 4
    )


def choose(found: list[Report], score: Callable[[list[Report]], Json]) -> dict[str, float]:
    """The best thresholds for some reports, each in its turn with the others held."""
    held = thresholds()
    best = worth(score(found))
    for name, values in GRID.items():
        for value in values:
            before, held[name] = held[name], value
            new = best if value == before else worth(score(found))
            if new > best:
                best = new
            else:
                held[name] = before
    return dict(held)


def brief(figures: Json) -> str:
    """The figures that have bars, in a line."""
    return ", ".join(
        f"{name} {figure['F1']:.1f}"
        for name, figure in (
            ("all_slots", figures["all_slots"]),
            ("roles", figures["roles_strict"]["micro"]),
            ("relevance", figures["relevance"]),
            ("human_effect", figures["slots"]["human_effect"]),
        )
    )


def write(chosen: dict[str, float]) -> None:
    """Put the thresholds into the task's table."""
    inside = ",\n  ".join(f"{name}: {value:g}" for name, value in chosen.items())
    text = TABLE.read_text(encoding="utf-8")
    text = re.sub(r"^thresholds: \{[^}]*\}", f"thresholds: {{\n  {inside}}}", text, flags=re.M)
    TABLE.write_text(text, encoding="utf-8")


def main() -> None:
    """Read, choose, tell."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("dev", nargs="?", type=Path, default=DATA / "muc4" / "dev.jsonl")
    parser.add_argument("scorer", nargs="?", type=Path, default=DATA / "score_muc4.py")
    parser.add_argument("--write", action="store_true", help="put the values into the table")
    options = parser.parse_args()
    found, score = reports(options.dev), scoring(options.scorer)
    held, start = thresholds(), dict(thresholds())
    print("before:", brief(score(found)), flush=True)
    halves = found[::2], found[1::2]
    for mine, other in (halves, halves[::-1]):
        held.update(start)
        chosen = choose(mine, score)
        print("chosen on one half:", chosen)
        print("  that half:", brief(score(mine)))
        print("  the other:", brief(score(other)), flush=True)
    held.update(start)
    chosen = choose(found, score)
    print("chosen on both:", chosen)
    print("  all:", brief(score(found)))
    if options.write:
        write(chosen)


if __name__ == "__main__":
    main()
