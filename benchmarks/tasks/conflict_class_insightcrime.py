"""conflict-class/insightcrime: topics of a long article, by their words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import dateline
from benchmarks.tasks import Json
from benchmarks.tasks.ranker import ranker

TABLE = "conflict_class_insightcrime"


def predict(records: Iterable[Json]) -> Iterator[Json]:
    """The topics of each article."""
    return ranker(TABLE).predict(records)


def features(reader: dateline.Reader, record: Json) -> dict[str, float]:
    """The features of a record, for `training.classes.fit`."""
    return ranker(TABLE).read(reader, record)
