#!/usr/bin/env python3
"""Measure the record store with many reports in one SQLite file.

usage: python benchmarks/store.py [--reports N] [--seed N] [--a-day N] [--keep PATH] [--save]
                                  [--json]

Makes N reports (100,000 by default) with their records, adds them one by one through the store and
the linking as `dateline add` does after reading, one transaction a report, then asks the full store
what its commands ask. The records are made with the texts (`store_reports.py`), since reading
100,000 reports would take a day; what adding a report costs beside its reading is what is
measured. Times are processor milliseconds, which other work on the machine does not stretch; those
by the clock stand beside them where a disk has a part in it. --keep leaves the store at PATH; a
store that is there already is not filled again, only asked. --save keeps the figures in store.json
and puts them into RESULTS.md.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path
from random import Random
from statistics import mean
from typing import Any, NamedTuple

os.environ.setdefault("OMP_NUM_THREADS", "1")

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

from benchmarks.predict import ROOT  # sees to the right interpreter before anything heavy
from benchmarks.report import with_store
from benchmarks.store_queries import QUERIES
from benchmarks.store_reports import A_DAY, reports
from dateline.intake import CODER
from dateline.linking import keep
from dateline.records import Record
from dateline.store import Filter, Store, open_store

SAVED = ROOT / "benchmarks" / "store.json"
RESULTS = ROOT / "benchmarks" / "RESULTS.md"
# Milliseconds that the 95th of a hundred may take.
BAR = 50.0
EACH = 200  # queries of a kind
SINGLE = 200  # reports added to the full store one by one
MARKS = (1_000, 10_000, 30_000, 100_000)

Figures = dict[str, Any]


class Timed(NamedTuple):
    """Milliseconds of one call: of the processor, by the clock."""

    cpu: float
    clock: float


def main(arguments: list[str] | None = None) -> int:
    """Fill a store, ask it, print the figures; 1 where one is over its bar."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--reports", type=int, default=100_000, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="N")
    parser.add_argument("--a-day", type=int, default=A_DAY, metavar="N", help="reports of one day")
    parser.add_argument("--keep", type=Path, metavar="PATH", help="leave the store there")
    parser.add_argument("--save", action="store_true", help="put the figures into RESULTS.md")
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        path = options.keep or Path(folder) / "store.db"
        figures = measure(path, options.reports, options.seed, options.a_day)
    if options.json:
        print(json.dumps(figures, indent=1))
    else:
        for name, value in rows(figures):
            print(f"{name:44} {value}")
    if options.save:
        save(figures, options)
    return int(bool(over(figures)))


def measure(path: Path, count: int, seed: int = 1, a_day: int = A_DAY) -> Figures:
    """Fill the store at `path` with `count` reports, if it is not there, and ask it."""
    figures: Figures = {"reports": count, "reports a day": a_day}
    source = reports(count + SINGLE, seed, a_day)
    there = path.exists()
    with open_store(path) as store:
        before = _memory()
        filling = islice(source, count)
        if there:
            for _ in filling:
                pass
        else:
            figures |= filled(store, filling, count)
        single = [timed(partial(add, store, one)) for one in source] if not there else []
        if single:
            figures["adding one to the full store"] = spread(single)
            figures["memory that adding took, MB"] = round(_memory() - before)
        figures |= sizes(store, path)
        figures["queries"] = asked(store, seed)
    figures["peak memory, MB"] = round(_memory())
    return figures


def filled(store: Store, records: Iterable[Record], count: int) -> Figures:
    """What adding the reports took: a report, on the way and at the ends."""
    took: list[Timed] = []
    began = time.perf_counter()
    for number, record in enumerate(records, 1):
        took.append(timed(partial(add, store, record)))
        if number % 1000 == 0:
            lately = mean(one.cpu for one in took[-1000:])
            clock = time.perf_counter() - began
            print(f"{number:,} added in {clock:.0f} s, {lately:.1f} ms", file=sys.stderr)
    cpu = [one.cpu for one in took]
    window = max(1, count // 10)
    marks = [mark for mark in MARKS if mark < count] + [count]
    return {
        "minutes of adding": round(sum(cpu) / 60_000, 1),
        "ms a report at": {mark: round(mean(cpu[max(0, mark - 1000) : mark]), 2) for mark in marks},
        "last tenth to first": round(mean(cpu[-window:]) / mean(cpu[:window]), 2),
        "last tenth to second": round(mean(cpu[-window:]) / mean(cpu[window : 2 * window]), 2),
        "adding a report": spread(took),
    }


def add(store: Store, record: Record) -> None:
    """Add one report as `dateline add` does once it is read."""
    document = record.document
    with store.write() as writer:
        added = writer.add(document, f"{document.id}.txt", raw=document.text.encode())
        if added.new:  # some reprints are the same to the word, in the same outlet
            keep(writer, record, CODER)


def asked(store: Store, seed: int, each: int = EACH) -> dict[str, Any]:
    """What each kind of query took, after a round to warm up."""
    found = {}
    for name, made in QUERIES.items():
        queries = list(islice(made(Random(seed)), each))
        for query in queries[: each // 4]:
            query(store)
        took = [timed(partial(query, store)) for query in queries]
        found[name] = spread(took)
    return found


def sizes(store: Store, path: Path) -> Figures:
    """How large the file is, and what grew largest in it."""
    counts = store.stats()
    largest = max((len(one.events) for one in store.incidents(Filter())), default=0)
    copies = max((len(one.copies) for one in store.families()), default=0)
    held = sum(file.stat().st_size for file in path.parent.glob(f"{path.name}*"))
    return {
        "events": counts["events"],
        "incidents": counts["incidents"],
        "families": counts["families"],
        "file, MB": round(held / 1e6, 1),
        "kB a report": round(held / 1e3 / max(1, counts["documents"]), 1),
        "events of the largest incident": largest,
        "reports of the largest family": copies,
    }


def spread(took: list[Timed]) -> dict[str, float]:
    """The middle and the 95th of a hundred, by processor and clock."""
    cpu, clock = sorted(one.cpu for one in took), sorted(one.clock for one in took)

    def at(values: list[float], share: float) -> float:
        return round(values[min(len(values) - 1, int(share * len(values)))], 2)

    return {
        "p50": at(cpu, 0.5),
        "p95": at(cpu, 0.95),
        "clock p50": at(clock, 0.5),
        "clock p95": at(clock, 0.95),
    }


def timed(call: Callable[[], object]) -> Timed:
    """How long a call takes."""
    clock, cpu = time.perf_counter(), time.process_time()
    call()
    return Timed(1000 * (time.process_time() - cpu), 1000 * (time.perf_counter() - clock))


def over(figures: Figures, bar: float = BAR) -> list[str]:
    """What takes longer than it may: adding one report, or a kind of query."""
    measured = dict(figures["queries"])
    if single := figures.get("adding one to the full store"):
        measured["adding one report"] = single
    return [name for name, values in measured.items() if values["p95"] > bar]


def rows(figures: Figures) -> Iterator[tuple[str, str]]:
    """The figures one by one, as they are printed."""
    for name, value in figures.items():
        if name == "queries":
            for kind, values in value.items():
                yield f"query: {kind}", _told(values)
        elif name == "ms a report at":
            yield from ((f"ms a report at {mark:,}", f"{ms}") for mark, ms in value.items())
        else:
            yield name, _told(value) if isinstance(value, dict) else f"{value:,}"


def save(figures: Figures, options: argparse.Namespace) -> None:
    """Keep the figures, and put them into RESULTS.md in place of earlier ones."""
    today = datetime.now(UTC).date().isoformat()
    command = (
        f"python benchmarks/store.py --reports {options.reports} --a-day {options.a_day} --save"
    )
    kept = {"date": today, "command": command, "rows": list(map(list, rows(figures)))}
    SAVED.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    RESULTS.write_text(with_store(RESULTS.read_text(encoding="utf-8"), kept), encoding="utf-8")


def _told(values: dict[str, float]) -> str:
    clock = f"{values['clock p50']:.1f} and {values['clock p95']:.1f}"
    return f"{values['p50']:.1f} ms, p95 {values['p95']:.1f} ms (by the clock {clock})"


def _memory() -> float:
    """The most memory that this process had, in MB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak / 1e3


if __name__ == "__main__":
    sys.exit(main())
