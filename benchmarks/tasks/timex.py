"""timex: time expressions with TIMEX3 type and value, given the day of publication."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import dateline
from dateline.errors import DatelineError

# Chronicles of 60,000 characters are among the texts; the reader's own limit is set for reports.
_TIME_LIMIT = 60.0


def predict(records: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """For each record the time expressions that stand in it."""
    reader = dateline.Reader(layers=True, time_limit=_TIME_LIMIT)
    for record in records:
        try:
            layers = reader.read(
                record["text"], id=record["id"], published=record.get("dct")
            ).layers
        except DatelineError:
            layers = None
        yield {
            "id": record["id"],
            "timexes": [
                {
                    "start": mention.span.start,
                    "end": mention.span.end,
                    "type": mention.type,
                    "value": mention.value,
                }
                for mention in (layers.times if layers else ())
            ],
        }
