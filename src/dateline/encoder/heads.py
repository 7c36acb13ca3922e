"""The heads: what is read off the word vectors of a sentence.

Each is one small layer over another; trained by `training/encoder`, with the same order of inputs.
"""

from __future__ import annotations

import io
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple, get_args

from dateline.records import SourceKind, Stance, Status

if TYPE_CHECKING:
    from dateline.encoder.network import Array

STATUSES: tuple[Status, ...] = get_args(Status)
STANCES: tuple[Stance, ...] = get_args(Stance)
KINDS: tuple[SourceKind, ...] = get_args(SourceKind)
# First and last (exclusive) word of a span in its sentence.
Words = tuple[int, int]


class Weighed(NamedTuple):
    """What the heads make of an event.

    Attributes:
        statuses: the chance of each status of the codebook.
        certainty: how sure a reader would be that it happened, from -3 to 3.
        labels: the chances of certainly so, uncertain, certainly not.
        asserted: the calibrated chance that its teller says that it happened or goes on.
    """

    statuses: dict[Status, float]
    certainty: float
    labels: tuple[float, float, float]
    asserted: float


class Spoken(NamedTuple):
    """What the heads make of a statement: the chance of each stance and of each kind of source."""

    stances: dict[Stance, float]
    kinds: dict[SourceKind, float]


def of_rules(status: str, certainty: float) -> list[float]:
    """What the rules say of an event as numbers: a 1 for its status, then the certainty."""
    return [*(float(one == status) for one in STATUSES), certainty / 3]


def weigh(vectors: Array, trigger: int, status: Status, certainty: float) -> Weighed:
    """Judge an event.

    Args:
        vectors: the words of its sentence.
        trigger: which of the words heads the name of the event.
        status: what the rules say of it.
        certainty: how sure the rules are, from -3 to 3.
    """
    import numpy

    rules = numpy.array(of_rules(status, certainty), dtype="float32")
    seen = numpy.concatenate([vectors[trigger], vectors.mean(0), rules])
    hidden = numpy.maximum(_layer("event", seen), 0)
    sure = _layer("certainty", hidden)
    yes, unsure, no = _chances(sure[1:])
    logits = _layer("status", hidden)
    statuses = dict(zip(STATUSES, _chances(logits), strict=True))
    cooled = dict(zip(STATUSES, _chances(logits / _weights()["temperature"]), strict=True))
    return Weighed(
        statuses=statuses,
        certainty=max(-3.0, min(3.0, float(sure[0]))),
        labels=(yes, unsure, no),
        asserted=cooled["happened"] + cooled["ongoing"],
    )


def speech(
    vectors: Array, source: Words | None, cue: Words | None, content: Words | None
) -> Spoken:
    """Judge a statement by its parts, as far as they stand in the sentence of `vectors`."""
    import numpy

    seen = numpy.concatenate([_mean(vectors, span) for span in (source, cue, content)])
    hidden = numpy.maximum(_layer("speech", seen), 0)
    return Spoken(
        stances=dict(zip(STANCES, _chances(_layer("stance", hidden)), strict=True)),
        kinds=dict(zip(KINDS, _chances(_layer("kind", hidden)), strict=True)),
    )


def _mean(vectors: Array, span: Words | None) -> Array:
    """The mean vector of a span, zeros for none."""
    import numpy

    if span is None or span[0] >= len(vectors):
        return numpy.zeros(vectors.shape[1], dtype="float32")
    found: Array = vectors[span[0] : span[1]].mean(0)
    return found


def _layer(name: str, given: Array) -> Array:
    weights = _weights()
    found: Array = weights[f"{name}.weight"] @ given + weights[f"{name}.bias"]
    return found


def _chances(logits: Array) -> list[float]:
    import numpy

    grown = numpy.exp(logits - logits.max())
    return [float(value) for value in grown / grown.sum()]


@cache
def _weights() -> dict[str, Array]:
    import numpy

    raw = files("dateline.encoder").joinpath("heads.npz").read_bytes()
    with numpy.load(io.BytesIO(raw), allow_pickle=False) as arrays:
        return {name: arrays[name].astype("float32") for name in arrays.files}
