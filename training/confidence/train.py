"""Fit how sure Dateline is of each field of an event: `src/dateline/events/confidence.yaml`.

usage: python training/confidence/train.py

Reads the corpus of `training/annotations`. Events found are paired with events coded as the scorer
of the records benchmark pairs them; a field is right by its rules. Printed is the mean gap between
chance and share right (ECE, ten bins) on reports left out of the fit, five folds, and on records
dev, which is only looked at: rules were tuned on it, so that more is right there than it says.
"""

from __future__ import annotations

import json
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
from dateline.events.confidence import FIELDS, features  # noqa: E402
from dateline.records import to_json  # noqa: E402
from training.annotations.corpus import SHARED, corpus  # noqa: E402
from training.annotations.scoring import scorable  # noqa: E402
from training.fitting import chance, logistic, scorer  # noqa: E402

_WEIGHTS = _ROOT / "src/dateline/events/confidence.yaml"
# Of 1, 3, 10 and 30 the likeliest for the check part; November 2026.
_PENALTY = 10.0
_BINS = 10
_HEAD = """\
# How sure Dateline is of each field of an event: weights of logistic regressions, by feature.
# Made by: python training/confidence/train.py. Seed: none, nothing is random.
# Data: training/annotations (card there); no text of it is in here.
# Licence of the weights: Apache-2.0.
"""
_FOLDS = 5


class Row(NamedTuple):
    """What the reader knew of an event, whether its field was right, and where it stands."""

    seen: dict[str, float]
    right: bool
    part: str
    report: int


def main() -> None:
    """Fit, write, print."""
    rows = _rows()
    weights = {}
    for field in FIELDS:
        known = [row for row in rows[field] if row.part != "dev"]
        seen = [row for row in rows[field] if row.part == "dev"]
        weights[field] = _fit(known)
        chances = np.zeros(len(known))
        for fold in range(_FOLDS):
            table = _fit([row for row in known if row.report % _FOLDS != fold])
            left = [i for i, row in enumerate(known) if row.report % _FOLDS == fold]
            chances[left] = _chances([known[i] for i in left], table)
        told = [f"{field}: {len(known)} events, right {_share(known):.2f}; ECE"]
        for part in ("train", "check"):
            here = [i for i, row in enumerate(known) if row.part == part]
            told.append(f"{part} {_ece(chances[here], [known[i] for i in here]):.3f},")
        told.append(f"all {_ece(chances, known):.3f},")
        told.append(f"records dev {_ece(_chances(seen, weights[field]), seen):.3f}")
        print(*told, f"(right {_share(seen):.2f}); AUC {_auc(chances, known):.2f}", flush=True)
    lines = [
        f"  {field}: {{{', '.join(f'{json.dumps(n)}: {w:.2f}' for n, w in table.items())}}}"
        for field, table in weights.items()
    ]
    _WEIGHTS.write_text(_HEAD + "weights:\n" + "\n".join(lines) + "\n", encoding="utf-8")


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


def _fit(rows: list[Row]) -> dict[str, float]:
    """The weight of each feature."""
    names = sorted({name for row in rows for name in row.seen})
    table = np.array([[row.seen.get(name, 0.0) for name in names] for row in rows])
    right = np.array([float(row.right) for row in rows])
    return dict(zip(names, map(float, logistic(table, right, _PENALTY)), strict=True))


def _chances(rows: list[Row], weights: dict[str, float]) -> np.ndarray:
    logits = [sum(weights.get(n, 0.0) * v for n, v in row.seen.items()) for row in rows]
    return chance(np.array(logits))


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
