"""conflict-class/cameo_class: whether a sentence tells of words or deeds, kind or hostile."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from benchmarks.tasks import Json, patient_reader
from benchmarks.tasks.acts import act
from dateline.codebook import load_yaml
from dateline.errors import InputError


def predict(records: Iterable[Json]) -> Iterator[Json]:
    """The quad class of each sentence's act."""
    reader = patient_reader()
    for record in records:
        try:
            found = act(reader.annotate(record["text"], id=record["id"]))
        except InputError:
            found = None
        yield {"id": record["id"], "labels": [_quads()[found.name if found else "STATEMENT"]]}


@cache
def _quads() -> dict[str, str]:
    """The quad class of each class of acts."""
    table = load_yaml(__package__, "conflict_class_cameo_class.yaml")
    return {name: quad for quad, names in table["quads"].items() for name in names}
