"""Score the reader against the corpus: the records benchmark's own scorer, by source of the text.

usage: python training/annotations/score.py train|check [--by-document]

Upper-case muc4 reports weigh most, so read the sources apart. Tune on `train`; `check` tells
whether it held.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[0] = str(ROOT)

from dateline import Document, Reader  # noqa: E402 - after the path is set
from dateline.errors import DatelineError  # noqa: E402
from dateline.records import to_json  # noqa: E402
from training.annotations.corpus import corpus  # noqa: E402
from training.annotations.scoring import scorable, scored  # noqa: E402


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
        gold, found = zip(*lines, strict=True)
        print(f"{name} ({len(lines)}): {summary(scored(gold, found, *options))}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
