"""Score the reader against the corpus: the records benchmark's own scorer, by source of the text.

usage: python training/annotations/score.py train|check [--by-document]

Upper-case muc4 reports weigh most, so read the sources apart. Tune on `train`; `check` tells
whether it held.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[0] = str(ROOT)

from dateline import Document, Reader  # noqa: E402 - after the path is set
from dateline.errors import DatelineError  # noqa: E402
from dateline.records import to_json  # noqa: E402
from training.annotations.card import scorable  # noqa: E402
from training.annotations.corpus import SHARED, corpus  # noqa: E402


def pairs(split: str) -> dict[str, list[tuple[str, str]]]:
    """Lines of gold and prediction by source; a date is handed over where one is given."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    reader = Reader(time_limit=60)
    for coding, record in corpus(split):  # type: ignore[arg-type]
        given = coding.document.published if coding.document.published_basis == "given" else None
        document = Document(
            id=coding.id,
            text=record.document.text,
            published=given,
            published_basis="given" if given else "unknown",
        )
        found[coding.source].append((to_json(scorable(coding)), _read(reader, document)))
    return found


def _read(reader: Reader, document: Document) -> str:
    try:
        return to_json(reader.read(document))
    except DatelineError as error:
        print(error, file=sys.stderr)
        return json.dumps({"id": document.id})


def scored(lines: list[tuple[str, str]], *options: str) -> dict[str, Any]:
    """The scorer's report on lines of gold and prediction."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in ("gold.jsonl", "pred.jsonl")]
        for path, column in zip(paths, zip(*lines, strict=True), strict=True):
            named = [_with_id(line) for line in column]
            path.write_text("\n".join(named), encoding="utf-8")
        command: list[str | Path] = [sys.executable, SHARED / "score_records.py", *paths, *options]
        return dict(json.loads(subprocess.check_output(command, text=True)))


def _with_id(line: str) -> str:
    """A record keeps its id inside its document; the scorer wants it outside."""
    record = json.loads(line)
    return json.dumps(record if "id" in record else {"id": record["document"]["id"], **record})


def summary(found: dict[str, Any]) -> str:
    """One line of figures."""
    names = ("detection", "type", "record", "casualties", "statements", "statement_content")
    rates = {name: found[name]["f1"] for name in names} | found["fields"]
    rates |= {"stance": found["stance"], "published": found["published"]}
    return "  ".join(f"{name} {value or 0:.3f}" for name, value in rates.items())


def main(arguments: list[str]) -> int:
    """The command line."""
    if not arguments or arguments[0] not in ("train", "check"):
        print(__doc__)
        return 2
    by_source = pairs(arguments[0])
    everything = [line for lines in by_source.values() for line in lines]
    for name, lines in [*by_source.items(), ("all", everything)]:
        options = arguments[1:] if name == "all" else []
        print(f"{name} ({len(lines)}): {summary(scored(lines, *options))}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
