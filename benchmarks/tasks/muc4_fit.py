"""Learn the weights of `muc4_weighing.py` from the train split of muc4.

usage: python -m benchmarks.tasks.muc4_fit TRAIN.jsonl

Reads each report with Dateline as it is, takes an event for an incident where its sentences hold a
target of a template of the key, and fits a multinomial logistic regression with a ridge. Optional
templates teach nothing. Writes `muc4_weights.tsv` beside this file. Same input, same weights.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

import dateline
from benchmarks.tasks import Json
from benchmarks.tasks.muc4 import day_of
from benchmarks.tasks.muc4_incidents import country_of
from benchmarks.tasks.muc4_weighing import CLASSES, marks_of, may_be_incident

Example = tuple[set[str], str]
_HEADER = """# Worth of each mark of an event (muc4_weighing.py) for NONE, ATTACK, BOMBING,
# KIDNAPPING, ARSON. Learned by muc4_fit.py from the train reports of muc4; keys of 1992, US
# government, public domain. Licence of the weights Apache-2.0.
"""
# Ridge and rarest mark kept; chosen on 600 train reports with the rest for learning, 2026.
_RIDGE, _RAREST = 2e-3, 8


def examples(record: dateline.Record, templates: list[Json]) -> Iterable[Example]:
    """Each event of a report that may be an incident, with its class by the key."""
    if templates and all(one["optional"] for one in templates):
        return
    for event in record.events:
        if may_be_incident(record, event):
            name = _class(record, event, templates)
            if name:
                yield marks_of(record, event, country_of(record, event)), name


def _class(record: dateline.Record, event: dateline.Event, templates: list[Json]) -> str | None:
    told = " ".join(" ".join(record.text_of(span).split()) for span in event.evidence).upper()
    hits = [
        (sum(_in(name, told) for name in _targets(one)), -number)
        for number, one in enumerate(templates)
    ]
    best, number = max(hits, default=(0, 0))
    if not best:
        return "NONE"
    template = templates[-number]
    kinds = [kind for kind in template["type"] if kind in CLASSES]
    return kinds[0] if kinds and not template["optional"] else None


def _targets(template: Json) -> list[str]:
    found: list[str] = []
    for one in [*template["phys_target"], *template["human_target"]]:
        for field in ("mentions", "name", "description"):
            found += one.get(field) or []
    return [name for name in found if len(name) > 3]


def _in(name: str, text: str) -> bool:
    return bool(re.search(rf"\b{re.escape(name)}\b", text))


def fit(found: list[Example]) -> dict[str, list[float]]:
    """The weights that best tell the classes of these examples apart."""
    seen = Counter(mark for marks, _ in found for mark in marks)
    names = ["bias", *sorted(mark for mark, times in seen.items() if times >= _RAREST)]
    column = {name: number for number, name in enumerate(names)}
    inputs = np.zeros((len(found), len(names)), np.float32)
    inputs[:, 0] = 1
    wanted = np.zeros((len(found), len(CLASSES)), np.float32)
    for row, (marks, name) in enumerate(found):
        inputs[row, [column[mark] for mark in marks if mark in column]] = 1
        wanted[row, CLASSES.index(name)] = 1
    weights = _descend(inputs, wanted)
    return {name: [round(float(one), 3) for one in weights[column[name]]] for name in names}


def _descend(inputs: Any, wanted: Any, steps: int = 500) -> Any:
    """Adam on the cross entropy with a ridge, from zero."""
    weights = np.zeros((inputs.shape[1], wanted.shape[1]), np.float32)
    mean, spread = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, steps + 1):
        sums = inputs @ weights
        powers = np.exp(sums - sums.max(1, keepdims=True))
        slope = inputs.T @ (powers / powers.sum(1, keepdims=True) - wanted) / len(inputs)
        slope += _RIDGE * weights
        mean, spread = 0.9 * mean + 0.1 * slope, 0.99 * spread + 0.01 * slope**2
        weights -= 0.05 * (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.99**step)) + 1e-8)
    return weights


def main(path: str) -> None:
    """Read the reports, fit and write the weights."""
    reader = dateline.Reader(layers=True)
    found: list[Example] = []
    for line in Path(path).read_text("utf-8").splitlines():
        key = json.loads(line)
        record = reader.read(key["text"], id=key["id"], published=day_of(key["text"]))
        found += examples(record, key["templates"])
    rows = ["\t".join([name, *map(str, row)]) for name, row in fit(found).items()]
    Path(__file__).with_name("muc4_weights.tsv").write_text(
        _HEADER + "\n".join(rows) + "\n", "utf-8"
    )


if __name__ == "__main__":
    main(sys.argv[1])
