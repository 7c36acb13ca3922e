"""Fit how sure Dateline is of each field of an event: `src/dateline/events/confidence.yaml`.

usage: python training/confidence/train.py

Reads the corpus of `training/annotations` and records dev. Events found are paired with events
coded as the scorer of the records benchmark pairs them; a field is right by its rules. The corpus
teaches the first regression. The second is taught by what of the corpus is not in capitals and by
dev, four times: its reports are of today's press, but few, and rules were tuned on them. Printed is
the mean gap between chance and share right (ECE, ten bins) on reports left out of both fits, five
folds, the mean of eight drawings of them; beside it what luck alone would give on so few events.
"""

from __future__ import annotations

import json
import random
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np

_ROOT = Path(__file__).resolve().parents[2]
sys.path[0] = str(_ROOT)

from dateline import Document, Reader  # noqa: E402
from dateline.annotations import Annotations  # noqa: E402
from dateline.events.confidence import features, rescaled, weighed  # noqa: E402
from dateline.records import to_json  # noqa: E402
from training.annotations.corpus import SHARED, corpus  # noqa: E402
from training.annotations.scoring import scorable  # noqa: E402
from training.fitting import chance, logistic, scorer  # noqa: E402

_WEIGHTS = _ROOT / "src/dateline/events/confidence.yaml"
# Of 1, 3, 10 and 30 the likeliest for the check part; November 2026.
_PENALTY = 10.0
# On the weights of the second, and how often it sees dev: of 10 to 300, 3 to 100, 1 to 10 times the
# steadiest on reports left out; November 2026.
_RIDGE = {"always": 0.01, "sum": 100.0, "dense": 100.0}
_DEV = 4
_BINS, _DRAWS = 10, 8
_HEAD = """\
# How sure Dateline is of each field of an event: weights of logistic regressions, by feature.
# `rescaled` is for reports not in capitals: over the sum of the first, and events a sentence.
# Made by: python training/confidence/train.py. Seed: none, nothing in them is random.
# Data: training/annotations (card there) and records dev; no text of them is in here.
# Licence of the weights: Apache-2.0.
"""
_FOLDS = 5


Table = dict[str, float]


class Row(NamedTuple):
    """What the reader knew of an event, whether its field was right, and where it stands."""

    seen: dict[str, float]
    right: bool
    part: str
    report: int


def main() -> None:
    """Fit, write, print."""
    tables: dict[str, dict[str, Table]] = {"weights": {}, "rescaled": {}}
    for field, rows in _rows().items():
        first, second = _fitted(rows)
        tables["weights"][field], tables["rescaled"][field] = first, second
        _tell(field, rows)
    lines = []
    for part, table in tables.items():
        lines.append(f"{part}:")
        for field, weights in table.items():
            inside = ", ".join(f"{json.dumps(name)}: {w:.2f}" for name, w in weights.items())
            lines.append(f"  {field}: {{{inside}}}")
    _WEIGHTS.write_text(_HEAD + "\n".join(lines) + "\n", encoding="utf-8")


def _fitted(rows: list[Row]) -> tuple[Table, Table]:
    """The weights of both regressions; the second sees sums of reports left out of the first."""
    corpus_rows = [row for row in rows if row.part != "dev"]
    first = _fit(corpus_rows, _PENALTY)
    seconds = []
    for fold in range(_FOLDS):
        kept = _fit([row for row in corpus_rows if row.report % _FOLDS != fold], _PENALTY)
        for row in rows:
            if _is_cased(row) and (row.report % _FOLDS == fold if row.part != "dev" else not fold):
                total = weighed(row.seen, first if row.part == "dev" else kept)
                again = row._replace(seen=rescaled(row.seen, total))
                seconds += [again] * (_DEV if row.part == "dev" else 1)
    second = _fit(seconds, _RIDGE)
    if second["sum"] < 0:  # chance, in so few events: no order is better than a wrong one
        flat = [row._replace(seen={**row.seen, "sum": 0.0}) for row in seconds]
        second = _fit(flat, _RIDGE)
    return first, second


def _is_cased(row: Row) -> bool:
    return not row.seen["no capitals"]


def _tell(field: str, rows: list[Row]) -> None:
    """Print how well chances add up on reports left out."""
    gaps, shown = defaultdict(list), []
    for seed in range(_DRAWS):
        chances = _left_out(rows, random.Random(seed))
        for part in ("corpus", "dev"):
            here = [i for i, row in enumerate(rows) if (row.part == "dev") == (part == "dev")]
            known, told = [rows[i] for i in here], chances[here]
            luck = [
                row._replace(right=random.random() < c) for row, c in zip(known, told, strict=True)
            ]
            gaps[part].append((_ece(told, known), _ece(told, luck), _auc(told, known)))
    for part in ("corpus", "dev"):
        known = [row for row in rows if (row.part == "dev") == (part == "dev")]
        ece, luck, auc = np.mean(gaps[part], axis=0)
        shown.append(
            f"{part} {len(known)} events, right {_share(known):.2f}, ECE {ece:.3f}"
            f" (by luck {luck:.3f}), AUC {auc:.2f}"
        )
    print(f"{field}: {'; '.join(shown)}", flush=True)


def _left_out(rows: list[Row], draw: random.Random) -> np.ndarray:
    """The chance of each event by weights fitted without its report."""
    fold = {}
    for dev in (True, False):
        reports = sorted({row.report for row in rows if (row.part == "dev") == dev})
        draw.shuffle(reports)
        fold.update({report: place % _FOLDS for place, report in enumerate(reports)})
    chances = np.zeros(len(rows))
    for one in range(_FOLDS):
        first, second = _fitted([row for row in rows if fold[row.report] != one])
        for i, row in enumerate(rows):
            if fold[row.report] == one:
                total = weighed(row.seen, first)
                if _is_cased(row):
                    total = weighed(rescaled(row.seen, total), second)
                chances[i] = chance(np.array(total))
    return chances


def _coded(split: Any) -> Iterator[tuple[dict[str, Any], Document]]:
    for coding, record in corpus(split):
        if coding.source != "dispatches":
            gold = json.loads(to_json(scorable(coding)))
            yield gold, Document(id=coding.id, text=record.document.text)


def _dev() -> Iterator[tuple[dict[str, Any], Document]]:
    with (SHARED / "records" / "dev.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            gold = json.loads(line)
            yield gold, Document(id=gold["id"], text=gold["text"])


def _rows() -> dict[str, list[Row]]:
    """The events of every report, by field."""
    reader, rows, number = Reader(time_limit=120), defaultdict(list), 0
    rules = scorer(SHARED / "score_records.py")
    for part, pairs in (("train", _coded("train")), ("check", _coded("check")), ("dev", _dev())):
        for gold, document in pairs:
            number += 1
            for field, seen, right in _judged(rules, gold, reader.annotate(document)):
                rows[field].append(Row(seen, right, part, number))
    return rows


def _judged(
    rules: ModuleType, gold: dict[str, Any], read: Annotations
) -> Iterator[tuple[str, dict[str, float], bool]]:
    wanted, found = gold["events"], json.loads(to_json(read.record()))["events"]
    likely = [[rules.likeness(one, other) for other in found] for one in wanted]
    partner = {j: wanted[i] for i, j in rules.assign(likely) if likely[i][j] > 0}
    for number, (event, seen) in enumerate(zip(found, features(read), strict=True)):
        other = partner.get(number)
        yield "type", seen, other is not None and other["type"] == event["type"]
        if other is not None and rules.family(other) == rules.family(event):
            yield "place", seen, rules.place_right(other.get("place"), event.get("place"), 25)
            yield "time", seen, rules.time_right(other.get("time"), event.get("time"))
            yield "status", seen, other["status"] == event["status"]
            for role in ("actors", "targets"):
                yield role, seen, rules.sides(other[role]) == rules.sides(event[role])


def _fit(rows: list[Row], penalty: float | Table) -> Table:
    """The weight of each feature."""
    names = sorted({name for row in rows for name in row.seen})
    table = np.array([[row.seen.get(name, 0.0) for name in names] for row in rows])
    right = np.array([float(row.right) for row in rows])
    held = penalty if isinstance(penalty, float) else np.array([penalty[name] for name in names])
    return dict(zip(names, map(float, logistic(table, right, held)), strict=True))


def _share(rows: list[Row]) -> float:
    return sum(row.right for row in rows) / max(1, len(rows))


def _ece(chances: np.ndarray, rows: list[Row]) -> float:
    right = np.array([float(row.right) for row in rows])
    bins = np.minimum((chances * _BINS).astype(int), _BINS - 1)
    gaps = (abs(float((chances - right)[bins == one].sum())) for one in range(_BINS))
    return sum(gaps) / max(1, len(rows))


def _auc(chances: np.ndarray, rows: list[Row]) -> float:
    right = np.array([row.right for row in rows])
    above = chances[right][:, None] > chances[~right][None, :]
    return float(above.mean()) if above.size else 0.5


if __name__ == "__main__":
    main()
