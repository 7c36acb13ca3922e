"""conflict-class/satp: kinds of attack in a short report, by what Dateline told and a few words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import dateline
from benchmarks.tasks import Json
from benchmarks.tasks.ranker import ranker

TABLE = "conflict_class_satp"


def predict(records: Iterable[Json]) -> Iterator[Json]:
    """The kinds of attack of each report."""
    return ranker(TABLE).predict(records)


def features(reader: dateline.Reader, record: Json) -> dict[str, float]:
    """The features of a record, for `training.classes.fit`."""
    return ranker(TABLE).read(reader, record)
