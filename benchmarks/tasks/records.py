"""records: whole reports against the codebook, in Dateline's own form."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

import dateline
from benchmarks.tasks import Json, patient_reader


def predict(records: Iterable[Json]) -> Iterator[Json]:
    """Read each report with the title and date it was handed, and give its record."""
    reader = patient_reader()
    for record in records:
        given = record.get("given") or {}
        found = reader.read(
            record["text"],
            id=record["id"],
            title=given.get("title"),
            published=given.get("published"),
        )
        prediction = json.loads(dateline.to_json(found))
        # Whoever scores it has the text; every span points into it.
        prediction["document"].pop("text")
        prediction.pop("layers")
        for event in prediction["events"]:
            # Codebook §8 counts as `lost` what is destroyed, and has no kind for what is damaged.
            event["casualties"] = [one for one in event["casualties"] if one["kind"] != "damaged"]
        yield {"id": record["id"], **prediction}
