"""conflict-class/india_docs: what the police did, told anywhere in a riot report.

A report is read once; its sentences are weighed by the signs of india_sents, and a label is given
where its likeliest sentence passes a threshold.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import dateline
from benchmarks.tasks import Json, patient_reader
from benchmarks.tasks.conflict_class_india_sents import TABLE, of_police, sentence_features
from benchmarks.tasks.ranker import Ranker, ranker
from dateline.codebook import load_yaml
from dateline.errors import InputError


def predict(records: Iterable[Json]) -> Iterator[Json]:
    """The labels of each report."""
    reader = patient_reader()
    for record in records:
        best: dict[str, float] = {}
        for sentence in sentences(reader, record):
            for label, score in _ranker().scores(sentence).items():
                best[label] = max(score, best.get(label, score))
        labels = [label for label, score in best.items() if score > _table()["thresholds"][label]]
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
def _ranker() -> Ranker:
    """The signs of india_sents with the weights of this task."""
    return replace(ranker(TABLE), weights=_table()["weights"])


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = load_yaml(__package__ or "", "conflict_class_india_docs.yaml")
    return table
