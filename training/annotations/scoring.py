"""The records benchmark's own scorer, run on two lists of codings or records."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from training.annotations.corpus import SHARED, Coding


def scorable(coding: Coding) -> Coding:
    """A coding as the scorer takes it: it compares points, so a place without one is left out."""
    events = tuple(
        replace(event, place=None) if event.place and event.place.lat is None else event
        for event in coding.events
    )
    return replace(coding, events=events)


def scored(gold: Iterable[str], found: Iterable[str], *options: str) -> dict[str, Any]:
    """The scorer's report on lines of JSON, codings or records."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in ("gold.jsonl", "found.jsonl")]
        for path, lines in zip(paths, (gold, found), strict=True):
            path.write_text("\n".join(map(_with_id, lines)), encoding="utf-8")
        command: list[str | Path] = [sys.executable, SHARED / "score_records.py", *paths, *options]
        return dict(json.loads(subprocess.check_output(command, text=True)))


def _with_id(line: str) -> str:
    """A line as the scorer takes it.

    A record keeps its id inside its document, the scorer wants it outside; codings have no figures
    of what is `damaged` (codebook §8), so a record's are left out.
    """
    record = json.loads(line)
    for event in record.get("events", ()):
        event["casualties"] = [one for one in event["casualties"] if one["kind"] != "damaged"]
    return json.dumps(record if "id" in record else {"id": record["document"]["id"], **record})
