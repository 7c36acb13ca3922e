"""geoparse: place names in news, each with a point.

The gold of these corpora counts adjectives ("Turkish") and names inside the names of organisations,
so every located mention is handed over, whatever its kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from benchmarks.tasks import patient_reader
from dateline.errors import DatelineError


def predict(records: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """For each record its located place mentions."""
    reader = patient_reader(layers=True)
    for record in records:
        try:
            layers = reader.read(record["text"], id=record["id"]).layers
        except DatelineError:
            layers = None
        yield {
            "id": record["id"],
            "toponyms": [
                {
                    "start": mention.span.start,
                    "end": mention.span.end,
                    "lat": mention.lat,
                    "lon": mention.lon,
                }
                for mention in (layers.places if layers else ())
                if mention.lat is not None
            ],
        }
