#!/usr/bin/env python3
"""Turn a benchmark's records into predictions in the task's own form.

usage: python benchmarks/predict.py TASK INPUT.jsonl OUTPUT.jsonl

TASK is the folder's name (`geoparse`, `conflict-class/case2021`). Only a record's text and given
metadata are read. A record that cannot be read gets an empty prediction and a line on stderr.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def use_environment() -> None:
    """Go on in the checkout's own environment where this interpreter lacks Dateline."""
    if sys.path[0] == str(ROOT / "benchmarks"):
        sys.path[0] = str(ROOT)  # `benchmarks` as a package, its modules not as top-level names
    if find_spec("dateline") and find_spec("spacy"):
        return
    python = ROOT / ".venv" / "bin" / "python"
    if not python.exists() or Path(sys.prefix) == ROOT / ".venv":
        sys.exit("Dateline is not installed: run 'make setup' first")
    os.execv(python, [str(python), *sys.argv])


use_environment()

from benchmarks.tasks import Json, Task, task  # noqa: E402 - after the environment is right


def predictions(
    kind: Task, lines: Iterable[str], complain: Callable[[str], None]
) -> Iterator[Json]:
    """One prediction for each line that holds a record, in order, made when asked for.

    Records that are grouped are all read first and predicted at once.
    """
    predict = kind.predictor()
    records = (kind.stripped(record) for record in _records(lines, complain))
    groups: Iterable[list[Json]] = [[*records]] if kind.together else ([one] for one in records)
    for group in groups:
        for record, found in zip(group, _answers(kind, predict, group, complain), strict=True):
            fields = {key: value for key, value in found.items() if key != "id"}
            yield {"id": record["id"], **fields}


def _answers(
    kind: Task,
    predict: Callable[[Iterable[Json]], Iterator[Json]],
    group: list[Json],
    complain: Callable[[str], None],
) -> list[Json]:
    """What is predicted for records at once, without those that cannot be predicted alone."""
    try:
        return list(predict(group))
    except Exception as error:
        if len(group) == 1:
            complain(f"{group[0]['id']}: predicted as empty ({type(error).__name__}: {error})")
            return [kind.empty]
    alone = [_answers(kind, predict, [record], complain)[0] for record in group]
    good = [record for record, found in zip(group, alone, strict=True) if found is not kind.empty]
    rest = iter(predict(good))
    return [kind.empty if found is kind.empty else next(rest) for found in alone]


def _records(lines: Iterable[str], complain: Callable[[str], None]) -> Iterator[Json]:
    """The records with an id, in order."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            record["id"]
        except (ValueError, TypeError, KeyError) as error:
            complain(f"line {number}: no record with an id ({type(error).__name__}: {error})")
            continue
        yield record


def main(arguments: list[str]) -> int:
    """Predict as the command line asks; 0 also where some records could not be read."""
    if len(arguments) != 3:
        sys.exit(__doc__)
    kind = task(arguments[0])
    with (
        open(arguments[1], encoding="utf-8", errors="replace") as source,
        open(arguments[2], "w", encoding="utf-8") as target,
    ):
        for prediction in predictions(kind, source, lambda line: print(line, file=sys.stderr)):
            target.write(json.dumps(prediction) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
