#!/usr/bin/env python3
"""How fast the stage "times" alone finds, dates and normalises, the parse left out.

usage: python benchmarks/speed_times.py [--reports N] [--json]

Takes the reports of benchmarks/speed.py (500 to 700 words), parses each once and runs the stage on
the parsed report. Times are processor seconds of one core. HeidelTime, the usual tool for the same
work, read 1.9 to 2.1 news reports a second on a shared machine of two cores, its own tagger
included.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

from benchmarks.speed import main

ROUNDS = 5


def measure(texts: list[str]) -> dict[str, Any]:
    """The figures for `texts`, as a flat table; the quickest of some rounds counts."""
    from dateline import Reader
    from dateline.reader import stages
    from dateline.sources import document

    run = next(stage.run for stage in stages() if stage.name == "times")
    reader = Reader(time_limit=600)
    # As the stage meets them: parsed, and without the date that it is to find.
    parsed = [reader.annotate(text).add(document=document(text), times=()) for text in texts]
    rounds, found = [], 0
    for _ in range(ROUNDS):
        began = time.process_time()
        found = sum(len(run(annotations).times) for annotations in parsed)
        rounds.append(time.process_time() - began)
    seconds, words = min(rounds), sum(len(text.split()) for text in texts)
    return {
        "reports": len(texts),
        "words_a_report": round(words / len(texts)),
        "expressions_a_report": round(found / len(texts), 1),
        "reports_a_second": round(len(texts) / seconds),
        "milliseconds_a_report": round(1000 * seconds / len(texts), 2),
    }


if __name__ == "__main__":
    sys.exit(main(measured=measure, description=__doc__))
