"""timex: time expressions with TIMEX3 type and value, given the day of publication."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from benchmarks.tasks import patient_reader
from dateline.errors import DatelineError
from dateline.records import TimeMention


def predict(records: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """For each record the time expressions that stand in it."""
    reader = patient_reader(layers=True)
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
                    "value": annotated(mention),
                }
                for mention in (layers.times if layers else ())
            ],
        }


def annotated(mention: TimeMention) -> str:
    """A value as annotators write it: a winter told without its year bears the one it ends in."""
    winter = re.fullmatch(r"(BC)?(\d{4})-WI", mention.value)
    if winter is None or mention.anchor is None:
        return mention.value
    era, year = winter[1] or "", int(winter[2])
    return f"{era}{year - 1 if era else year + 1:04d}-WI"
