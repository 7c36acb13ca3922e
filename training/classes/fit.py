#!/usr/bin/env python3
"""Weights of a linear ranker by logistic regression on a train split, to be pasted into its table.

usage: python -m training.classes.fit TASK [PENALTY]

TASK is one whose module has `features`: conflict-class/satp, conflict-class/insightcrime, or
conflict-class/india_sents, whose weights india_docs uses. The sets are for evaluation; their README
allows thresholds and the weights of a linear ranker to be chosen on train.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module

import numpy as np

import dateline
from benchmarks.bench import DATA
from benchmarks.tasks import Json, patient_reader, task
from dateline.errors import DatelineError
from training.fitting import logistic

_PENALTY = 1.0
# Weights nearer to zero than this are left out of a table.
_SMALL = 0.15


def weights(
    rows: Sequence[tuple[Mapping[str, float], Sequence[str]]], penalty: float = _PENALTY
) -> dict[str, dict[str, float]]:
    """For each label the weight of each feature; `rows` are features and labels of texts."""
    names = sorted({name for features, _ in rows for name in features})
    place = {name: number for number, name in enumerate(names)}
    values = np.zeros((len(rows), len(names)))
    for number, (features, _) in enumerate(rows):
        for name, value in features.items():
            values[number, place[name]] = value
    cost = np.full(len(names), penalty)
    cost[place["bias"]] = 1e-6
    found = {}
    for label in sorted({label for _, labels in rows for label in labels}):
        given = np.array([label in labels for _, labels in rows], float)
        fitted = logistic(values, given, cost)
        found[label] = {
            name: round(float(weight), 2)
            for name, weight in zip(names, fitted, strict=True)
            if abs(weight) >= _SMALL or name == "bias"
        }
    return found


def main(name: str, penalty: float) -> None:
    """Read a train split and print the weights as YAML."""
    features: Callable[[dateline.Reader, Json], dict[str, float]]
    features = import_module(task(name).module).features
    reader, rows = patient_reader(), []
    for line in (DATA / name / "train.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        try:
            found = features(reader, record)
        except DatelineError:
            continue
        if found:
            rows.append((found, record["labels"]))
    print(yaml_of(weights(rows, penalty)))


def yaml_of(found: Mapping[str, Mapping[str, float]]) -> str:
    """Weights as the `weights` of a table."""
    lines = ["weights:"]
    for label, entry in found.items():
        inside = ", ".join(f"{feature}: {weight:g}" for feature, weight in entry.items())
        lines.append(f"  {label}: {{{inside}}}")
    return "\n".join(lines)


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3) or sys.argv[1].startswith("-"):
        sys.exit(__doc__)
    main(sys.argv[1], float(sys.argv[2]) if len(sys.argv) > 2 else _PENALTY)
