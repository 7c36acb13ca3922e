"""Fit the pair weights of stories and judge its grouping: see the README beside this file.

usage: python training/stories/fit.py [--grid]

Writes `weights.tsv`, fitted on the train split of the linking benchmark, and prints what repeated
halving of its topics and the dev split say of the grouping; --grid for a table of bars too.
"""

from __future__ import annotations

import json
import re
import sys
from itertools import product
from pathlib import Path

import numpy as np

_ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(_ROOT))

from benchmarks.tasks import linking  # noqa: E402
from dateline.linking.stories import features, grouped, profile  # noqa: E402
from dateline.linking.stories.clusters import BAR, SIZE, SLACK  # noqa: E402
from dateline.sources import document  # noqa: E402
from training.fitting import chance, logistic, scorer  # noqa: E402

_DATA = _ROOT.parent / "shared" / "benchmarks"
_WEIGHTS = _ROOT / "src/dateline/linking/stories/weights.tsv"
# Penalties from 30 to 100, on features of variance 1, changed B-cubed F1 by less than .003.
_PENALTY = 50.0
# As many topics as the held-out split has are grouped, the others fitted on, this many times.
_TOPICS, _TIMES, _SEED = 10, 16, 0
# The benchmark's and the product's.
_BARS = ((linking.BAR, SLACK, SIZE), (BAR, SLACK, SIZE))
_GRID = tuple(product((-4.0, -3.0, -2.0), (3.5, 4.0, 5.0, 99.0), (4, 5, 6)))

_HEAD = """\
# Weights of how likely two reports tell of one incident: feature, weight. Logistic regression.
# Made by: python training/stories/fit.py. Seed: none of the weights is random.
# Data: pairs of reports of linking train, cross-validated by topic. Licence of the weights:
# Apache-2.0; no text of the data is in them.
"""


class Reports:
    """A split: incidents and topics of its reports, and the features of each pair."""

    def __init__(self, split: str) -> None:
        lines = (_DATA / "linking" / f"{split}.jsonl").read_text("utf-8").splitlines()
        records = [json.loads(line) for line in lines]
        told = [document(r["text"], id=r["id"], published=r["date"]) for r in records]
        profiles = [profile(one) for one in told]
        self.incidents = np.array([record["incident"] for record in records])
        topics = [re.match(r"\d+", name) for name in self.incidents]
        self.topics = np.array([int(found.group()) for found in topics if found])
        self.names = [*features(profiles[0], profiles[1]), "bias"]
        self.table = np.zeros((len(records), len(records), len(self.names)))
        for row, one in enumerate(profiles):
            for column in range(row):
                values = [*features(one, profiles[column]).values(), 1.0]
                self.table[row, column] = self.table[column, row] = values

    def fit(self, rows: np.ndarray) -> np.ndarray:
        """Weights fitted on the pairs of some reports."""
        first, second = (rows[index] for index in np.triu_indices(len(rows), 1))
        table = self.table[first, second]
        right = (self.incidents[first] == self.incidents[second]).astype(float)
        mean, spread = table[:, :-1].mean(0), table[:, :-1].std(0)
        scaled = np.column_stack([(table[:, :-1] - mean) / spread, np.ones(len(table))])
        penalty = np.array([_PENALTY] * len(mean) + [0.0])
        weights = logistic(scaled, right, penalty)
        slopes = weights[:-1] / spread
        return np.append(slopes, weights[-1] - slopes @ mean)

    def odds(self, rows: np.ndarray, weights: np.ndarray) -> np.ndarray:
        """The log odds of each pair of some reports."""
        return np.asarray(self.table[np.ix_(rows, rows)] @ weights)

    def judge(self, rows: np.ndarray, odds: np.ndarray, *bars: float) -> tuple[float, ...]:
        """B-cubed F1, CEAF-e F1, and how many groups there are too many."""
        bar, slack, size = bars
        groups = grouped(odds, bar=bar, slack=slack, size=int(size))
        gold = {row: self.incidents[rows[row]] for row in range(len(rows))}
        found = {row: number for number, group in enumerate(groups) for row in group}
        score = scorer(_DATA / "score_linking.py")
        more = len(groups) - len(set(gold.values()))
        return score.b_cubed(gold, found)["f1"], score.ceaf_e(gold, found)["f1"], more


def main(arguments: list[str]) -> None:
    """Cross-validate, fit, write, judge on dev."""
    train, random = Reports("train"), np.random.RandomState(_SEED)
    topics, held = np.unique(train.topics), []
    losses = []
    for _ in range(_TIMES):
        out = np.isin(train.topics, random.permutation(topics)[:_TOPICS])
        rows = np.flatnonzero(out)
        held.append((rows, train.odds(rows, train.fit(np.flatnonzero(~out)))))
        losses.append(_loss(train, *held[-1]))
    print(f"pairs of topics held out: log loss {np.mean(losses):.4f}")
    weights = train.fit(np.arange(len(train.topics)))
    body = "".join(f"{n}\t{w:.3f}\n" for n, w in zip(train.names, weights, strict=True))
    _WEIGHTS.write_text(_HEAD + body, encoding="utf-8")
    dev = Reports("dev")
    rows = np.arange(len(dev.topics))
    for bars in _GRID if "--grid" in arguments else _BARS:
        scores = [train.judge(some, odds, *bars) for some, odds in held]
        print(bars, "train", np.mean(scores, 0).round(3), end=" ")
        print("dev", np.round(dev.judge(rows, dev.odds(rows, weights), *bars), 3))


def _loss(reports: Reports, rows: np.ndarray, odds: np.ndarray) -> float:
    pairs = np.triu_indices(len(rows), 1)
    same = reports.incidents[rows][pairs[0]] == reports.incidents[rows][pairs[1]]
    chances = chance(odds[pairs])
    return float(-np.log(np.where(same, chances, 1 - chances)).mean())


if __name__ == "__main__":
    main(sys.argv[1:])
