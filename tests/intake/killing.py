"""Kills a batch of `intake.add`, again and again, at another moment each time.

    python killing.py REPORTS.jsonl RECORDS.jsonl STORE TIMES

Reports are read from RECORDS instead of by the models, so that what is killed is what writes. Each
round starts a process that adds all reports to STORE and ends it with SIGKILL; a line tells how
many reports the store has afterwards and what `check` finds wrong.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from dateline import intake
from dateline.records import Document, Record, from_json
from dateline.store import open_store

REPORTS, RECORDS, STORE, TIMES = sys.argv[1:]
# Shares of the time that the whole batch takes.
_SHORTEST, _SPREAD = 0.04, 0.16
PREPARED = {
    record.document.id: record
    for line in Path(RECORDS).read_text().splitlines()
    for record in (from_json(line, Record),)
}


class Prepared:
    """Gives out records that were made before."""

    def __init__(self, **_: object) -> None:
        pass

    def read_many(self, documents: Iterable[Document], *, workers: int = 1) -> Iterator[Record]:
        """The prepared record of each document."""
        for document in documents:
            yield PREPARED[document.id]


def add(path: str = STORE) -> float:
    """Add all reports; how many seconds it took."""
    began = time.monotonic()
    with open_store(path) as store:
        for result in intake.add(store, [REPORTS]):
            assert isinstance(result, tuple), result
    return time.monotonic() - began


def killed(after: float) -> None:
    """Start adding in a process of its own and kill it after so many seconds."""
    child = os.fork()
    if child == 0:
        add()
        os._exit(0)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def main() -> None:
    """Kill, look, and at last let it run to its end."""
    intake.Reader = Prepared  # type: ignore[assignment,misc]
    add(f"{STORE}.first")  # loads the tables that every process would load again
    whole = add(f"{STORE}.second")
    for number in range(int(TIMES)):
        # Short lives of all lengths, since each round goes on where the last was ended.
        killed(whole * (_SHORTEST + _SPREAD * (number * 7 % int(TIMES)) / int(TIMES)))
        if Path(STORE).exists():
            with open_store(STORE) as store:
                print(store.stats()["documents"], store.check(), flush=True)
    add()


main()
