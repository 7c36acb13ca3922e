"""Fit the weights of the place stage: `src/dateline/places/weights.yaml`.

Four linear models, each fitted by Newton's method on what the one before leaves: the finder (is
this name a place?), the ranker (which of its namesakes?), the doubt (still a place, now that we
know which?) and the confidence (is the choice right?). Nothing is random.

usage: python training/places/train.py TRAIN.jsonl [--folds 5 --scorer score_geoparse.py]
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from dateline import Document
from dateline.annotations import Annotations
from dateline.places import finder, places, rank
from dateline.places.evidence import doubts
from dateline.places.extent import distance_km
from dateline.places.page import Found, Page, weights
from dateline.text import letter_case, parse, reading_text, zones

WEIGHTS = Path(__file__).parents[2] / "src/dateline/places/weights.yaml"
PARTS = ("finder", "ranker", "doubt", "confidence")
RIGHT_KM, NEAR_KM, CLOSE_KM = 161.0, 25.0, 15.0
# Strength of the pull to zero; chosen once by cross-validation on the train split, November 2026.
PULL = {"finder": 1.0, "ranker": 2.0, "doubt": 1.0, "confidence": 1.0}
ROUNDS = 4  # of choosing and refitting the ranker: its context features depend on its choices
# What news corpora hardly hold, set by hand: lower and upper bounds of a few weights.
LEAST = {
    ("finder", "taken"): 1.6,
    ("finder", "kind facility"): 0.5,
    ("finder", "struck"): 1.5,
    ("finder", "side"): 1.5,
    ("finder", "dateline"): 2.0,
    ("finder", "country after"): 1.0,
    ("finder", "foreign"): 0.2,
    ("doubt", "foreign"): 0.4,
    ("doubt", "silent"): 0.9,
    ("ranker", "hint"): 1.5,
    ("ranker", "capital"): 1.2,  # local news says Washington for the state
}
MOST = {("ranker", "other hint"): -1.5}
FIXED = {
    ("finder", "kind water"): -0.5,
    ("finder", "kind region"): -0.3,
    ("ranker", "silent"): 0.0,
    ("ranker", "abroad"): 0.0,  # three of the four corpora are about home; wars are not
}
HEADER = """\
# Weights of the finder (is this name a place?), the ranker (which place?), the doubt that is left
# once a place is chosen, and the confidence (is it right?), all linear. Made by
# training/places/train.py on the train split of the geoparse benchmark, November 2026; the bounds
# set by hand stand there.
# Written for Dateline; licence Apache-2.0.
"""

Table = dict[str, float]
Item = tuple[dict[str, Any], Annotations]


def read(path: Path) -> list[Item]:
    """The records of a split, each with its parse."""
    items = []
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        text, origin = reading_text(record["text"])
        document = Document(id=record["id"], text=record["text"])
        start = Annotations(document=document, text=text, origin=origin, case=letter_case(text))
        items.append((record, parse(zones(start))))
    return items


def gold_of(item: Item, found: Sequence[Found]) -> list[dict[str, Any] | None]:
    """For each name found, the gold toponym that it overlaps."""
    record, annotations = item
    result = []
    for name in found:
        start, end = annotations.origin[name.start], annotations.origin[name.end - 1] + 1
        over = (t for t in record["toponyms"] if t["start"] < end and start < t["end"])
        result.append(next(over, None))
    return result


@contextmanager
def using(tables: dict[str, Table]) -> Iterator[None]:
    """With other weights."""
    live, kept = weights(), dict(weights())
    live.update(tables)
    try:
        yield
    finally:
        live.clear()
        live.update(kept)


def bound(part: str, name: str, value: float) -> float:
    """A weight within the bounds set by hand."""
    if (part, name) in FIXED:
        return FIXED[part, name]
    return min(max(value, LEAST.get((part, name), -math.inf)), MOST.get((part, name), math.inf))


def logistic(rows: list[tuple[Table, bool, str]], part: str) -> Table:
    """Logistic regression; corpora weigh by the square root of their share, not their size.

    Weights that break a bound are moved to it; the others stay, lest they make up for it.
    """
    names = sorted({name for row, _, _ in rows for name in row})
    place = {name: i for i, name in enumerate(names)}
    matrix = np.zeros((len(rows), len(names)))
    for i, (row, _, _) in enumerate(rows):
        for name, value in row.items():
            matrix[i, place[name]] = value
    wanted = np.array([float(good) for _, good, _ in rows])
    share = np.sqrt(balance([corpus for _, _, corpus in rows]))
    pull, theta = PULL[part], np.zeros(len(names))
    for _ in range(60):
        chance = 1 / (1 + np.exp(-matrix @ theta))
        slope = matrix.T @ (share * (chance - wanted)) + pull * theta
        bend = (matrix * (share * chance * (1 - chance))[:, None]).T @ matrix
        step = np.linalg.solve(bend + pull * np.eye(len(names)), slope)
        theta -= step
        if abs(step).max() < 1e-6:
            break
    return {name: bound(part, name, float(w)) for name, w in zip(names, theta, strict=True)}


def balance(corpora: Sequence[str]) -> Any:
    """A weight a row: each corpus counts the same in all."""
    counts = defaultdict(int)
    for corpus in corpora:
        counts[corpus] += 1
    return np.array([len(corpora) / len(counts) / counts[corpus] for corpus in corpora])


def fit_finder(items: Iterable[Item], mask: tuple[str, ...] = ()) -> Table:
    """Is this name a place? On every name that index or parser propose.

    `mask`: how the features begin that it is to do without.
    """
    rows = []
    for item in items:
        found = finder.find(Page(item[1]))
        for name, gold in zip(found, gold_of(item, found), strict=True):
            row = dict.fromkeys(name.features, 1.0) | {"size": name.size, "bias": 1.0}
            row = {key: value for key, value in row.items() if not (mask and key.startswith(mask))}
            rows.append((row, gold is not None, item[0]["corpus"]))
    return logistic(rows, "finder")


def fit_ranker(items: Sequence[Item], mask: frozenset[str] = frozenset()) -> Table:
    """Which of its namesakes? Softmax over candidates, refitted on its own choices."""
    theta = np.array([weights()["ranker"].get(name, 0.0) for name in rank.FEATURES])
    keep = np.array([name not in mask for name in rank.FEATURES], dtype=float)
    docs = []
    for item in items:
        found = finder.find(Page(item[1]))
        docs.append((item[0]["corpus"], found, gold_of(item, found)))
    theta = theta * keep
    for _ in range(ROUNDS):
        rows = [row for doc in docs for row in _contests(doc, theta, keep)]
        theta = _softmax(rows, theta, keep)
    pairs = zip(rank.FEATURES, theta, keep, strict=True)
    return {name: bound("ranker", name, float(w)) if kept else 0.0 for name, w, kept in pairs}


def _contests(doc: Any, theta: Any, keep: Any) -> Iterator[tuple[Any, Any, float, str]]:
    """For each name with a gold place among its candidates: features, which are right, weight."""
    corpus, found, golds = doc
    numbers, groups = rank.groups_of(found)
    matrices: list[Any] = []
    for step in range(4):
        context = rank.Context(groups) if step and groups else None
        matrices = [rank.features(group, context) * keep for group in groups]
        for group, matrix in zip(groups, matrices, strict=True):
            rank.settle(group, matrix @ theta)
    meant: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for number, group in numbers.items():
        gold = golds[number]
        if gold is not None and gold["lat"] is not None:
            meant[id(group)].append(gold)
    for group, matrix in zip(groups, matrices, strict=True):
        if not (named := meant[id(group)]) or len(group.entries) < 2:
            continue
        lat, lon = named[0]["lat"], named[0]["lon"]
        km = np.array([distance_km(lat, lon, e.lat, e.lon) for e in group.entries])
        if km.min() <= RIGHT_KM:
            right = km <= min(RIGHT_KM, km.min() + CLOSE_KM)
            yield matrix, right, math.sqrt(len(named)), corpus


def _softmax(rows: list[tuple[Any, Any, float, str]], theta: Any, keep: Any) -> Any:
    share = np.sqrt(balance([corpus for *_, corpus in rows]))
    pull = PULL["ranker"]
    for _ in range(300):
        slope, bend = -pull * theta, pull * np.eye(len(theta))
        for (matrix, right, weight, _), part in zip(rows, share, strict=True):
            scores = matrix @ theta
            chance = np.exp(scores - scores.max())
            chance /= chance.sum()
            good = chance * right
            good /= good.sum()
            mean = chance @ matrix
            slope += weight * part * (good @ matrix - mean)
            spread = (matrix * chance[:, None]).T @ matrix - np.outer(mean, mean)
            bend += weight * part * spread
        step = 0.7 * np.linalg.solve(bend, slope) * keep
        theta = theta + step
        if abs(step).max() < 1e-3:
            break
    return theta


def _choices(items: Iterable[Item]) -> Iterator[tuple[Found, rank.Choice, Any, str]]:
    for item in items:
        found = finder.find(Page(item[1]))
        golds = gold_of(item, found)
        for number, choice in rank.choose(found).items():
            yield found[number], choice, golds[number], item[0]["corpus"]


def fit_doubt(items: Iterable[Item]) -> Table:
    """Still a place, now that we know which?"""
    rows = [
        (dict(doubts(name, choice.features, choice.sure)), gold is not None, corpus)
        for name, choice, gold, corpus in _choices(items)
    ]
    return logistic(rows, "doubt")


def fit_confidence(items: Iterable[Item]) -> Table:
    """Is the choice right? GeoVirus is left out: its points are not GeoNames'."""
    rows = []
    for _, choice, gold, corpus in _choices(items):
        if gold is not None and gold["lat"] is not None and corpus != "geovirus":
            row = dict(rank.doubts_of_choice(choice.features, choice.sure))
            rows.append((row, _right(choice, gold), corpus))
    return logistic(rows, "confidence")


def _right(choice: rank.Choice, gold: dict[str, Any]) -> bool:
    entry = choice.entry
    limit = NEAR_KM if entry.kind in ("settlement", "facility", "admin2") else RIGHT_KM
    return distance_km(entry.lat, entry.lon, gold["lat"], gold["lon"]) <= limit


def calibration(items: Iterable[Item], bins: int = 10) -> tuple[float, int]:
    """Expected calibration error of the confidence, and on how many choices."""
    total, gap = 0, 0.0
    groups: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for _, choice, gold, corpus in _choices(items):
        if gold is not None and gold["lat"] is not None and corpus != "geovirus":
            hit = (choice.confidence, _right(choice, gold))
            groups[min(bins - 1, int(choice.confidence * bins))].append(hit)
            total += 1
    for group in groups.values():
        gap += abs(sum(c for c, _ in group) - sum(r for _, r in group))
    return gap / max(1, total), total


def fit(items: Sequence[Item], mask: frozenset[str] = frozenset()) -> dict[str, Table]:
    """All four tables; `mask` names features of the ranker to do without."""
    steps: dict[str, Callable[[], Table]] = {
        "finder": lambda: fit_finder(items),
        "ranker": lambda: fit_ranker(items, mask),
        "doubt": lambda: fit_doubt(items),
        "confidence": lambda: fit_confidence(items),
    }
    tables: dict[str, Table] = {}
    for part, step in steps.items():
        with using(tables):
            table = step()
        tables[part] = {name: round(value, 2) for name, value in sorted(table.items())}
    return tables


def predictions(items: Iterable[Item]) -> Iterator[dict[str, Any]]:
    """The stage's answers in the benchmark's form."""
    for record, parsed in items:
        found = places(parsed).record(layers=True).layers
        yield {
            "id": record["id"],
            "toponyms": [
                {"start": m.span.start, "end": m.span.end, "lat": m.lat, "lon": m.lon}
                for m in (found.places if found else ())
                if m.lat is not None
            ],
        }


def score(items: Sequence[Item], answers: Iterable[dict[str, Any]], scorer: Path) -> dict[str, Any]:
    """The benchmark's figures by corpus, and their mean."""
    spec = importlib.util.spec_from_file_location("scorer", scorer)
    assert spec is not None, f"no scorer at {scorer}"
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    by_id = {answer["id"]: answer["toponyms"] for answer in answers}
    result: dict[str, Any] = {}
    for corpus in sorted({record["corpus"] for record, _ in items}):
        of_corpus = [record for record, _ in items if record["corpus"] == corpus]
        figures = module.score(of_corpus, by_id)
        result[corpus] = {
            "f1": figures["end_to_end161"]["f1"],
            "acc161": figures["resolution"]["acc161"],
            "acc25": figures["resolution"]["acc25"],
            "found": figures["recognition_overlap"]["f1"],
        }
    keys = next(iter(result.values()))
    result["macro"] = {k: round(sum(r[k] for r in result.values()) / len(result), 4) for k in keys}
    return result


def main() -> None:
    """Fit on a split, write the weights; with --folds, only cross-validate."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("train", type=Path)
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--scorer", type=Path)
    parser.add_argument("--dev", type=Path, help="report the calibration on this split")
    options = parser.parse_args()
    items = read(options.train)
    if options.folds:
        answers: list[dict[str, Any]] = []
        for fold in range(options.folds):
            kept = [item for i, item in enumerate(items) if i % options.folds != fold]
            with using(fit(kept)):
                answers += predictions(items[fold :: options.folds])
        for corpus, figures in score(items, answers, options.scorer).items():
            print(corpus, figures)
        return
    tables = fit(items)
    lines = [HEADER]
    for part in PARTS:
        lines += [f"{part}:\n", *(f"  {name}: {value}\n" for name, value in tables[part].items())]
    WEIGHTS.write_text("".join(lines), encoding="utf-8")
    print(f"wrote {WEIGHTS.name}: {sum(map(len, tables.values()))} weights")
    if options.dev:
        held = read(options.dev)
        with using(tables):
            print("calibration error, choices:", calibration(held))
            print(score(held, predictions(held), options.scorer) if options.scorer else "")


if __name__ == "__main__":
    main()
