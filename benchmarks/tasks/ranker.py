"""Labels of a text by a few weighed features: kinds of event Dateline told, and words of a topic.

A table (`NAME.yaml` beside the task) names the features and gives each label its weights. They are
set by `python -m training.classes.fit TASK` on the task's train split, as its README allows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from math import log1p

import dateline
from benchmarks.tasks import Json, patient_reader
from dateline.codebook import load_yaml
from dateline.errors import InputError

_TOLD = ("happened", "ongoing", "attempted")
# Characters of a text that its headline and first sentence take up.
_LEAD = 300


@dataclass(frozen=True, slots=True)
class Ranker:
    """The table of one task.

    Attributes:
        events: feature -> the event types of which one must be told.
        words: feature -> what one of its words looks like.
        dense: whether a word's feature is how thick it stands, not whether it stands at all.
        always: whether the best label is given where none is likely.
        threshold: the score above which a label is likely.
        weights: label -> weight by feature; "bias" is always 1.
    """

    events: Mapping[str, frozenset[str]]
    words: Mapping[str, re.Pattern[str]]
    dense: bool
    always: bool
    threshold: float
    weights: Mapping[str, Mapping[str, float]]

    def features(self, events: Iterable[dateline.Event], text: str) -> dict[str, float]:
        """What events and a text show, by feature; what does not stand there is left out."""
        told = [event for event in events if event.status in _TOLD]
        found = {"bias": 1.0}
        for name, types in self.events.items():
            if any(event.type in types for event in told):
                found[name] = 1.0
            if told and told[0].type in types:
                found[f"first {name}"] = 1.0
        return found | self.said(text)

    def said(self, text: str) -> dict[str, float]:
        """The features of the words alone."""
        found = {}
        text = text.lower()
        thousands = max(len(text), _LEAD) / 6000
        for name, pattern in self.words.items():
            if count := sum(1 for _ in pattern.finditer(text)):
                found[name] = log1p(count / thousands) if self.dense else 1.0
                if self.dense and (count := sum(1 for _ in pattern.finditer(text[:_LEAD]))):
                    found[f"lead {name}"] = log1p(count)
        return found

    def scores(self, features: Mapping[str, float]) -> dict[str, float]:
        """The score of each label."""
        return {
            label: sum(weights.get(name, 0.0) * value for name, value in features.items())
            for label, weights in self.weights.items()
        }

    def labels(self, features: Mapping[str, float]) -> list[str]:
        """The likely labels, in the order of the table."""
        scores = self.scores(features)
        likely = [label for label, score in scores.items() if score > self.threshold]
        return likely or ([max(scores, key=scores.__getitem__)] if self.always else [])

    def read(self, reader: dateline.Reader, record: Json) -> dict[str, float]:
        """The features of a record's text."""
        try:
            events = reader.read(record["text"], id=record["id"]).events if self.events else ()
        except InputError:
            events = ()
        return self.features(events, record["text"])

    def predict(self, records: Iterable[Json]) -> Iterator[Json]:
        """The labels of each record's text."""
        reader = patient_reader()
        for record in records:
            yield {"id": record["id"], "labels": self.labels(self.read(reader, record))}


@cache
def ranker(name: str) -> Ranker:
    """The ranker whose table is `name`.yaml; a table without weights only names the features."""
    table = load_yaml(__package__ or "", f"{name}.yaml")
    return Ranker(
        events={feature: frozenset(types) for feature, types in table["events"].items()},
        words={feature: re.compile(pattern) for feature, pattern in table["words"].items()},
        dense=table.get("dense", False),
        always=table.get("always", False),
        threshold=table.get("threshold", 0.0),
        weights=table.get("weights", {}),
    )
