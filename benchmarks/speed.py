#!/usr/bin/env python3
"""How fast Dateline reads and how much memory it takes.

usage: python benchmarks/speed.py [--reports N] [--json]

Reads reports of 500 to 700 words in one process with one thread, each by spaCy's pipeline alone and
by the whole reader, turn about, so that the two are measured under the same load. Start-up is
measured in fresh processes. Times are processor seconds, which other work on the machine does not
stretch; start-up is wall time. The reports are texts of ../shared/benchmarks where that exists, the
bundled dispatches joined together elsewhere.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

from benchmarks.predict import ROOT

DATA = ROOT.parent / "shared" / "benchmarks"
WORDS = range(500, 701)
STARTS = 3
_START = """
import time
began = time.perf_counter()
import dateline
imported = time.perf_counter()
dateline.Reader().read("Shells hit Orikhiv on 3 May 2023, officials said.")
print(imported - began, time.perf_counter() - began)
"""


def main(
    arguments: list[str] | None = None,
    measured: Callable[[list[str]], dict[str, Any]] | None = None,
    description: str | None = __doc__,
) -> int:
    """Measure, this or what another script measures, and print as a table or as JSON."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--reports", type=int, default=40, help="how many reports to read (40)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args(arguments)
    figures = (measured or measure)(list(islice(cycle(reports()), max(1, options.reports))))
    if options.json:
        print(json.dumps(figures, indent=1))
    else:
        for name, figure in figures.items():
            print(f"{name.replace('_', ' '):32} {figure}")
    return 0


def measure(texts: list[str]) -> dict[str, Any]:
    """The figures for reading `texts`, as a flat table."""
    imported, first_read = _start_up()
    from dateline import Reader
    from dateline.text import pipeline

    reader, nlp = Reader(), pipeline()
    reader.read(texts[0])
    alone = whole = 0.0
    for number, text in enumerate(texts):
        # Whoever reads a text first meets its new words; they take turns.
        if number % 2:
            whole += _seconds(reader.read, text)
            alone += _seconds(nlp, text)
        else:
            alone += _seconds(nlp, text)
            whole += _seconds(reader.read, text)
    words = sum(len(text.split()) for text in texts)
    return {
        "reports": len(texts),
        "words_a_report": round(words / len(texts)),
        "reports_a_second": round(len(texts) / whole, 2),
        "words_a_second": round(words / whole),
        "spacy_alone_reports_a_second": round(len(texts) / alone, 2),
        "share_of_spacy": round(alone / whole, 3),
        "import_seconds": round(imported, 3),
        "import_and_first_read_seconds": round(first_read, 2),
        "peak_memory_megabytes": round(_peak_bytes() / 1e6),
    }


def reports() -> list[str]:
    """Texts of 500 to 700 words."""
    found = list(_shared_reports()) if DATA.is_dir() else []
    return found or list(_joined_dispatches())


def _shared_reports() -> Iterator[str]:
    for task in ("records", "geoparse"):
        for line in (DATA / task / "dev.jsonl").read_text(encoding="utf-8").splitlines():
            text = json.loads(line)["text"]
            if len(text.split()) in WORDS:
                yield text


def _joined_dispatches() -> Iterator[str]:
    """The bundled dispatches one after the other, cut where a report is long enough."""
    from dateline.dispatches import dispatches

    paragraphs = [
        paragraph for report in dispatches() for paragraph in report.text.split("\n") if paragraph
    ]
    report: list[str] = []
    for paragraph in cycle(paragraphs):
        report.append(paragraph)
        if sum(len(part.split()) for part in report) >= WORDS.start:
            yield "\n\n".join(report)
            return


def _start_up() -> tuple[float, float]:
    """Wall seconds to import Dateline, and to import it and read a first report."""
    runs = [
        subprocess.run(
            [sys.executable, "-c", _START], capture_output=True, text=True, check=True
        ).stdout.split()
        for _ in range(STARTS)
    ]
    return median(float(run[0]) for run in runs), median(float(run[1]) for run in runs)


def _seconds(read: Callable[[str], object], text: str) -> float:
    began = time.process_time()
    read(text)
    return time.process_time() - began


def _peak_bytes() -> int:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


if __name__ == "__main__":
    sys.exit(main())
