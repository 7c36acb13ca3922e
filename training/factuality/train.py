"""Fit the weights of certainty: see the README beside this file.

usage: python training/factuality/train.py TRAIN.jsonl
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np

_ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(_ROOT))

from benchmarks.tasks.factuality import located  # noqa: E402
from dateline.events._certainty import features  # noqa: E402
from dateline.events.status import judge  # noqa: E402

_WEIGHTS = _ROOT / "src/dateline/events/certainty.tsv"
_THRESHOLDS = _ROOT / "benchmarks/tasks/factuality.yaml"
_LABELS = ("certain-yes", "uncertain", "certain-no")
# Chosen by five-fold cross-validation on the train split, November 2026: features seen less often
# than 10 times and penalties from 30 to 100 changed r by less than .003.
_LEAST_SEEN = 10
_PENALTY = 30.0
_FOLDS = 5

_HEAD = """\
# Weights of certainty (-3 to 3): feature, weight.
# Made by: python training/factuality/train.py TRAIN.jsonl. Seed: none, nothing is random.
# Data: MEANTIME (CC BY 4.0) and UDS-IH2 on UD-EWT (CC BY-SA 4.0), train split.
# Licence of the weights: Apache-2.0; no text of the data is in them.
"""


def main(path: str) -> None:
    """Read the train split, fit, write."""
    with open(path, encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    found = list(_features(rows))
    seen = Counter(name for names in found for name in names)
    names = sorted(name for name, count in seen.items() if count >= _LEAST_SEEN)
    table = _table(found, names)
    scores = np.array([row["score"] for row in rows])
    labels = np.array([_LABELS.index(row["label"]) for row in rows])
    # Sentences stay whole: the events of one sentence fall into one fold.
    texts = {text: number for number, text in enumerate(dict.fromkeys(r["text"] for r in rows))}
    folds = np.array([texts[row["text"]] % _FOLDS for row in rows])
    held_out = np.zeros(len(rows))
    for fold in range(_FOLDS):
        held_out[folds == fold] = table[folds == fold] @ _ridge(
            table[folds != fold], scores[folds != fold]
        )
    quality, yes, no = max(
        (_macro_f1(labels, held_out, yes, no), yes, no)
        for yes in np.arange(0.8, 2.4, 0.05)
        for no in np.arange(-1.0, 0.6, 0.05)
    )
    r = np.corrcoef(held_out, scores)[0, 1]
    print(f"cross-validated: macro-F1 {quality:.3f}, r {r:.3f}; {len(names)} features")
    weights = _ridge(table, scores)
    body = "".join(f"{n}\t{w:.3f}\n" for n, w in zip(["always", *names], weights, strict=True))
    _WEIGHTS.write_text(_HEAD + body, encoding="utf-8")
    _THRESHOLDS.write_text(
        "# From certainty to labels; chosen by training/factuality on its train split.\n"
        f"certain-yes: {yes:.2f}\ncertain-no: {no:.2f}\n",
        encoding="utf-8",
    )


def _features(rows: list[dict]) -> Iterator[set[str]]:
    for row, parsed, span in located(rows):
        if parsed is None or span is None:
            raise SystemExit(f"{row['id']}: its event lies outside its text")
        root = parsed.root(span)
        yield set(features(root, judge(root)))


def _table(found: list[set[str]], names: list[str]) -> np.ndarray:
    column = {name: index + 1 for index, name in enumerate(names)}
    table = np.zeros((len(found), len(names) + 1))
    table[:, 0] = 1.0
    for index, held in enumerate(found):
        table[index, [column[name] for name in held if name in column]] = 1.0
    return table


def _ridge(table: np.ndarray, scores: np.ndarray) -> np.ndarray:
    return np.linalg.solve(table.T @ table + _PENALTY * np.eye(table.shape[1]), table.T @ scores)


def _macro_f1(labels: np.ndarray, scores: np.ndarray, yes: float, no: float) -> float:
    told = np.where(scores >= yes, 0, np.where(scores <= no, 2, 1))
    values = []
    for label in range(len(_LABELS)):
        hit = np.sum((labels == label) & (told == label))
        values.append(2 * hit / max(1, np.sum(labels == label) + np.sum(told == label)))
    return float(np.mean(values))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
