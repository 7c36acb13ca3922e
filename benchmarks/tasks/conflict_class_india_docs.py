"""conflict-class/india_docs: what the police did, told anywhere in a riot report.

A report is read once; its sentences are weighed as those of india_sents, and a label is given where
its likeliest sentence passes a threshold.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

import dateline
from benchmarks.tasks import Json, patient_reader
from benchmarks.tasks.conflict_class_india_sents import TABLE, of_police, sentence_features
from benchmarks.tasks.ranker import ranker
from dateline.codebook import load_yaml
from dateline.errors import InputError


def predict(records: Iterable[Json]) -> Iterator[Json]:
    """The labels of each report."""
    reader = patient_reader()
    for record in records:
        best: dict[str, float] = {}
        for sentence in sentences(reader, record):
            for label, score in ranker(TABLE).scores(sentence).items():
                best[label] = max(score, best.get(label, score))
        labels = [label for label, score in best.items() if score > _thresholds()[label]]
        yield {"id": record["id"], "labels": labels}


def sentences(reader: dateline.Reader, record: Json) -> Iterator[dict[str, float]]:
    """The features of each sentence that speaks of the police."""
    try:
        annotations = reader.annotate(record["text"], id=record["id"])
    except InputError:
        return
    for sentence in annotations.sentences:
        text = sentence.span.of(annotations.text)
        if of_police(text):
            events = [e for e in annotations.events if sentence.span.overlaps(e.trigger)]
            yield sentence_features(events, text, annotations.tokens(sentence))


@cache
def _thresholds() -> dict[str, float]:
    """The score by label that a sentence must pass."""
    table: dict[str, float] = load_yaml(__package__ or "", "conflict_class_india_docs.yaml")
    return table
