#!/usr/bin/env python3
"""Check the corpus: texts unchanged, offsets and values right, rules kept, enough of everything.

usage: python training/annotations/check.py

Prints what is wrong, a line each, and ends with 1 if anything is; else one line of counts.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import get_args

ROOT = Path(__file__).resolve().parents[2]
sys.path[0] = str(ROOT)

from dateline.codebook import codebook  # noqa: E402 - after the path is set
from dateline.errors import DatelineError  # noqa: E402
from dateline.records import Stance, Status  # noqa: E402
from training.annotations.corpus import (  # noqa: E402
    Coding,
    CorpusError,
    coded_text,
    codings,
    sentences,
    split_of,
)
from training.annotations.rules import problems  # noqa: E402

REPORTS, EVENTS, STATEMENTS = 150, 1500, 1000
EACH, NEGATIVES, DOUBLE = 60, 300, 1 / 8  # of a type, status or stance; sentences; share of reports


def wrong_codings(found: Iterable[Coding]) -> Iterator[str]:
    """What is wrong with single codings: the text, the part of the corpus, the codebook's rules."""
    for one in found:
        try:
            yield from (f"{one.id}: {problem}" for problem in problems(one, coded_text(one)))
        except (CorpusError, DatelineError) as error:
            yield f"{one.id}: {error}"
        if one.split != split_of(one.source, one.id):
            yield f"{one.id}: it belongs to the other part of the corpus"
        if one.negative and one.events:
            yield f"{one.id}: a negative with events"


def counts(found: Iterable[Coding]) -> Counter[str]:
    """How often each type, status and stance was coded, by name."""
    known: Counter[str] = Counter()
    for one in found:
        known.update(event.type for event in one.events)
        known.update(event.status for event in one.events)
        known.update(statement.stance for statement in one.statements)
        known["negative"] += one.negative is not None
    return known


def too_few(reports: list[Coding], single: list[Coding], doubled: int) -> Iterator[str]:
    """What the corpus has too little of."""
    known = counts([*reports, *single])
    least = dict.fromkeys([kind.name for kind in codebook()], EACH)
    least |= dict.fromkeys([*get_args(Status), *get_args(Stance)], EACH)
    least["negative"] = NEGATIVES
    yield from (f"{name}: {known[name]}, not {n}" for name, n in least.items() if known[name] < n)
    sizes = {
        "reports": (len(reports), REPORTS),
        "events of reports": (sum(len(one.events) for one in reports), EVENTS),
        "statements of reports": (sum(len(one.statements) for one in reports), STATEMENTS),
        "reports coded twice": (doubled, round(len(reports) * DOUBLE)),
    }
    yield from (f"{name}: {has}, not {n}" for name, (has, n) in sizes.items() if has < n)


def main() -> int:
    """The command line."""
    reports, single = list(codings()), list(sentences())
    first, second = list(codings("double/first")), list(codings("double/second"))
    wrong = [*wrong_codings([*reports, *single])]
    if {one.id for one in first} != {one.id for one in second}:
        wrong.append("double: not the same texts in both codings")
    wrong += too_few(reports, single, len(second))
    print("\n".join(wrong), end="\n" if wrong else "")
    events = sum(len(one.events) for one in [*reports, *single])
    print(
        f"{len(reports)} reports, {len(single)} sentences, {events} events: "
        + (f"{len(wrong)} things wrong" if wrong else "all right")
    )
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
