"""Fit the weights of the pair score of incidents: see the README beside this file.

usage: python training/linking/fit.py
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from msgspec.structs import replace

_ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(_ROOT))

from dateline.intervals import Interval  # noqa: E402
from dateline.linking.incidents import Subject, subjects  # noqa: E402
from dateline.linking.incidents.features import features  # noqa: E402
from dateline.reader import Reader  # noqa: E402
from training.fitting import chance  # noqa: E402

_DATA = _ROOT.parent / "shared" / "benchmarks"
_BRIEFS = _DATA / "briefs"
_REPORTS = _DATA / "linking" / "train.jsonl"
_WEIGHTS = _ROOT / "src/dateline/linking/incidents/weights.tsv"
# Chosen by cross-validation over places (whatever happened at one place is held out together),
# November 2026: penalties from 1 to 10 changed the best-match F1 by less than .01.
_PENALTY, _LEAST_SEEN, _FOLDS, _ROUNDS = 3.0, 20, 4, 12
# What a pair moved to one day weighs: .1 costs nothing on the briefs as they are.
_CROWDED = 0.1
# What a pair of full reports weighs: from .05 to .5 neither the incidents of briefs held out nor
# those of topics held out changed much. Of pairs of two topics, easily told apart, one in so many.
_FULL, _EVERY = 0.2, 10
_ONE_DAY = date(2024, 1, 15)

# Features of pairs, whether they are of one incident, what they weigh.
_Rest = tuple[np.ndarray, np.ndarray, np.ndarray]

_HEAD = """\
# Weights of the pair score of incidents: feature, weight. Logistic regression; what is summed is a
# log of odds.
# Made by: python training/linking/fit.py. Seed: none, nothing is random.
# Data: briefs dev, every two reports; those of different incidents once more as if both incidents
# were of one day; linking train, every two full reports of a topic and one in ten of two topics.
# Licence of the weights: Apache-2.0; no text of the data is in them.
"""


def main() -> None:
    """Read the briefs, fit, write."""
    briefs = _read(_BRIEFS / "dev.jsonl")
    days = {one["incident"]: _first(one["date"]) for one in _read(_BRIEFS / "incidents_dev.jsonl")}
    leads = [_lead(brief) for brief in briefs]
    moved = [
        _moved(lead, days.get(brief["incident"], brief["published"]))
        for lead, brief in zip(leads, briefs, strict=True)
    ]
    pairs = list(combinations(range(len(briefs)), 2))
    incident = [brief["incident"] for brief in briefs]
    same = np.array([float(incident[a] == incident[b] is not None) for a, b in pairs])
    found = [features(leads[a], leads[b]) for a, b in pairs]
    full = _full_reports()
    seen = Counter(name for one in (*found, *(f for f, _, _ in full)) for name in one)
    names = sorted(name for name, count in seen.items() if count >= _LEAST_SEEN)
    hard = [n for n, (a, b) in enumerate(pairs) if not same[n] and _crowded(leads[a], leads[b], n)]
    table = _table(found, names)
    more = _table([features(moved[pairs[n][0]], moved[pairs[n][1]]) for n in hard], names)
    rest = _table([f for f, _, _ in full], names), *np.array([row[1:] for row in full]).T
    print(f"{len(pairs)} pairs, {int(same.sum())} of one incident, {len(names)} features")
    places = [_place(brief) for brief in briefs]
    known = {place: number % _FOLDS for number, place in enumerate(sorted(set(places)))}
    folds = np.array([[known[places[a]], known[places[b]]] for a, b in pairs])
    losses = [
        _loss(table, same, more, np.isin(folds, held), hard, rest)
        for held in combinations(range(_FOLDS), 2)
    ]
    print(f"cross-validated log loss {np.mean(losses):.4f}")
    weights = _fit(table, same, more, rest)
    body = "".join(f"{name}\t{w:.3f}\n" for name, w in zip(names, weights, strict=True))
    _WEIGHTS.write_text(_HEAD + body, encoding="utf-8")


def _loss(
    table: np.ndarray,
    same: np.ndarray,
    more: np.ndarray,
    held: np.ndarray,
    hard: Sequence[int],
    rest: _Rest,
) -> float:
    """Log loss on the pairs whose places are held out, fitted without any report from there."""
    kept = np.asarray(~held.any(axis=1))
    test = np.asarray(held.all(axis=1))
    weights = _fit(table[kept], same[kept], more[kept[hard]], rest)
    right = np.abs(1 - same[test] - chance(table[test] @ weights))
    return -float(np.log(right).mean())


def _read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def _full_reports() -> list[tuple[dict[str, float], float, float]]:
    """Features of pairs of full reports, whether they are of one incident, what they weigh."""
    reports = _read(_REPORTS)
    leads = [_lead({**one, "published": one["date"]}) for one in reports]
    incidents = [one["incident"] for one in reports]
    topics = [re.sub(r"\D.*", "", incident) for incident in incidents]
    rows = []
    for number, (a, b) in enumerate(combinations(range(len(reports)), 2)):
        near = topics[a] == topics[b]
        if near or number % _EVERY == 0:
            same = float(incidents[a] == incidents[b])
            rows.append((features(leads[a], leads[b]), same, _FULL * (1 if near else _EVERY)))
    return rows


def _lead(report: dict[str, Any]) -> Subject:
    record = Reader(layers=True).read(
        report["text"],
        id=report["id"],
        published=report["published"],
        publisher=report.get("publisher"),
    )
    return next(subject for subject in subjects(record) if subject.lead)


def _first(day: str | list[str]) -> str:
    return day if isinstance(day, str) else day[0]


def _place(brief: dict[str, Any]) -> str:
    """What is held out together: incidents of one place, by the words before the date."""
    name = brief["incident"] or brief["id"]
    return re.sub(r"^sd-fasher.*|^(sumy|kharkiv)-.*", r"\1", re.sub(r"-?\d.*", "", name))


def _moved(subject: Subject, day: str | None) -> Subject:
    """The subject as if its incident had been on the one day to which all are moved."""
    if day is None:
        return subject
    by = _ONE_DAY - date.fromisoformat(day)
    period = subject.period
    return replace(
        subject,
        published=_later(subject.published, by),
        period=period
        and Interval(
            start=_later(period.start, by), end=_later(period.end, by), precision=period.precision
        ),
        days=tuple(
            "--" + _later(f"2024-{d[2:]}", by)[5:] if d.startswith("--") else _later(d, by)
            for d in subject.days
        ),
    )


def _later(day: Any, by: timedelta) -> Any:
    return day and (date.fromisoformat(day) + by).isoformat()


def _crowded(one: Subject, other: Subject, number: int) -> bool:
    """Whether a pair is to be told apart even on one day: all of one land, some of the others."""
    if one.bare or other.bare:
        return False
    lands = set(one.countries) & set(other.countries)
    return bool(lands) or not (one.countries and other.countries) or number % 20 == 0


def _table(found: Sequence[dict[str, float]], names: Sequence[str]) -> np.ndarray:
    column = {name: number for number, name in enumerate(names)}
    table = np.zeros((len(found), len(names)))
    for row, one in enumerate(found):
        for name, value in one.items():
            if name in column:
                table[row, column[name]] = value
    return table


def _fit(table: np.ndarray, same: np.ndarray, apart: np.ndarray, rest: _Rest) -> np.ndarray:
    """Logistic regression with a ridge by Newton's method; `apart` are more pairs, lighter ones."""
    rows = np.vstack([table, apart, rest[0]])
    right = np.concatenate([same, np.zeros(len(apart)), rest[1]])
    share = np.concatenate([np.ones(len(table)), np.full(len(apart), _CROWDED), rest[2]])
    weights = np.zeros(rows.shape[1])
    for _ in range(_ROUNDS):
        chances = chance(rows @ weights)
        slope = rows.T @ (share * (chances - right)) + _PENALTY * weights
        curve = (rows * (share * chances * (1 - chances))[:, None]).T @ rows
        weights -= np.linalg.solve(curve + np.diag(np.full(len(weights), _PENALTY)), slope)
    return weights


if __name__ == "__main__":
    main()
