"""Fit the weights of merging: see the README beside this file.

usage: python training/merging/train.py
"""

from __future__ import annotations

import sys
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

_ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(_ROOT))

from dateline.annotations import Annotations  # noqa: E402
from dateline.events._sameness import features, kindred  # noqa: E402
from dateline.events.mentions import Mention  # noqa: E402
from dateline.events.merging import Story  # noqa: E402
from dateline.events.speech import Speech  # noqa: E402
from dateline.events.stage import _placed  # noqa: E402
from dateline.events.where import places_by_sentence  # noqa: E402
from dateline.reader import stages  # noqa: E402
from dateline.records import Document, Record, Span  # noqa: E402
from dateline.text import opened  # noqa: E402
from training.annotations.corpus import Coding, corpus  # noqa: E402
from training.fitting import chance, logistic  # noqa: E402

_WEIGHTS = _ROOT / "src/dateline/events/merging.tsv"
# Chosen by five-fold cross-validation over the reports of the train part, November 2026: penalties
# from 3 to 10 changed the F1 of pairs by less than .005.
_LEAST_SEEN = 8
_PENALTY = 5.0
_FOLDS = 5

_HEAD = """\
# Weights of merging: feature, weight. Logistic regression; what is summed is a log of odds.
# Made by: python training/merging/train.py. Seed: none, nothing is random.
# Data: the train part of training/annotations.
# Licence of the weights: Apache-2.0; no text of the data is in them.
"""


class Pair(NamedTuple):
    """A mention against a happening told before: what holds of them, and whether they are one."""

    features: set[str]
    same: bool
    report: int


def main() -> None:
    """Read the corpus, fit, write."""
    pairs = list(_pairs())
    seen = Counter(name for pair in pairs for name in pair.features)
    names = sorted(name for name, count in seen.items() if count >= _LEAST_SEEN)
    table = _table(pairs, names)
    same = np.array([pair.same for pair in pairs], dtype=float)
    folds = np.array([pair.report % _FOLDS for pair in pairs])
    chances = np.zeros(len(pairs))
    for fold in range(_FOLDS):
        weights = logistic(table[folds != fold], same[folds != fold], _PENALTY)
        chances[folds == fold] = chance(table[folds == fold] @ weights)
    right = ((chances > 0.5) == same).mean()
    loss = -np.log(np.where(same == 1, chances, 1 - chances)).mean()
    print(f"{len(pairs)} pairs, {int(same.sum())} of one happening, {len(names)} features")
    print(f"cross-validated: {right:.3f} right at a half, log loss {loss:.3f}")
    weights = logistic(table, same, _PENALTY)
    body = "".join(f"{name}\t{w:.3f}\n" for name, w in zip(names, weights, strict=True))
    _WEIGHTS.write_text(_HEAD + body, encoding="utf-8")


def _pairs() -> Iterator[Pair]:
    """Each coded mention against the happenings before it, merged as the coders did."""
    for number, (coding, record) in enumerate(corpus("train")):
        read = _read(coding, record)
        mentions = _placed(read, Speech(read), places_by_sentence(read))
        story = Story()
        coded: dict[int, int] = {}  # the event of each happening
        for mention, event in _coded(read, record, mentions):
            home = None
            for candidate in story.candidates(mention):
                same = coded[id(candidate.happening)] == event
                yield Pair(features(candidate, mention), same, number)
                home = home or (candidate.happening if same else None)
            told = len(story.happenings)
            story.add(mention, home)
            if len(story.happenings) > told:
                coded[id(story.happenings[-1])] = event


def _read(coding: Coding, record: Record) -> Annotations:
    """A report up to the stage of events; a date is handed over where one is given."""
    given = coding.document.published_basis == "given"
    document = Document(
        id=coding.id,
        text=record.document.text,
        published=coding.document.published if given else None,
        published_basis="given" if given else "unknown",
    )
    read = opened(document)
    for stage in stages()[:-1]:
        read = stage.run(read)
    return read


def _coded(
    read: Annotations, record: Record, mentions: Sequence[Mention]
) -> Iterator[tuple[Mention, int]]:
    """The mentions that tell of just one coded event, with its number.

    By its trigger, else by its evidence and the closeness of the types.
    """

    def moved(span: Span) -> Span:
        return Span(bisect_left(read.origin, span.start), bisect_left(read.origin, span.end))

    triggers = [moved(event.trigger) for event in record.events]
    evidence = [[moved(span) for span in event.evidence] for event in record.events]
    kinds = [event.type for event in record.events]
    for mention in mentions:
        held = [n for n, spans in enumerate(evidence) if _touches(mention, spans)]
        choices = (
            [n for n, trigger in enumerate(triggers) if _touches(mention, [trigger])],
            [n for n in held if kinds[n] == mention.type],
            [n for n in held if kinds[n].split("/")[0] == mention.family],
            [n for n in held if kindred(kinds[n], mention.type)],
        )
        found = next((choice for choice in choices if choice), [])
        if len(found) == 1:
            yield mention, found[0]


def _touches(mention: Mention, spans: Sequence[Span]) -> bool:
    return any(span.start < span.end and span.overlaps(mention.trigger) for span in spans)


def _table(pairs: Sequence[Pair], names: Sequence[str]) -> np.ndarray:
    places = {name: column for column, name in enumerate(names)}
    table = np.zeros((len(pairs), len(names)))
    for row, pair in enumerate(pairs):
        table[row, [places[name] for name in pair.features if name in places]] = 1
    return table


if __name__ == "__main__":
    main()
