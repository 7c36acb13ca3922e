"""The heads: what is read off the word vectors of a sentence.

Each is one small layer over another; trained by `training/encoder`, with the same order of inputs.
"""

from __future__ import annotations

import io
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple, get_args

from dateline.codebook import codebook
from dateline.records import Stance, Status
from dateline.spans import FillerRole

if TYPE_CHECKING:
    from dateline.encoder.network import Array

STATUSES: tuple[Status, ...] = get_args(Status)
STANCES: tuple[Stance, ...] = get_args(Stance)
# Who and what stands in an incident of political violence, and its kinds, as MUC-4 has them.
FILLS: tuple[FillerRole, ...] = get_args(FillerRole)
VIOLENCE = ("attack", "bombing", "abduction", "arson", "robbery")
# First and last (exclusive) word of a span in its sentence.
Words = tuple[int, int]


@cache
def event_types() -> tuple[str, ...]:
    """What a word may be the head of: "none", or an event of one of the codebook's types."""
    return ("none", *(kind.name for kind in codebook()))


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


def of_rules(status: str, certainty: float) -> list[float]:
    """What the rules say of an event as numbers: a 1 for its status, then the certainty."""
    return [*(float(one == status) for one in STATUSES), certainty / 3]


def weigh(vectors: Array, trigger: int, above: int, status: Status, certainty: float) -> Weighed:
    """Judge an event.

    Args:
        vectors: the words of its sentence.
        trigger: which of the words heads the name of the event.
        above: which of them governs that word; the word itself where none does.
        status: what the rules say of it.
        certainty: how sure the rules are, from -3 to 3.
    """
    import numpy

    rules = numpy.array(of_rules(status, certainty), dtype="float32")
    above = max(0, min(above, len(vectors) - 1))
    seen = numpy.concatenate([vectors[trigger], vectors[above], vectors.mean(0), rules])
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
) -> dict[Stance, float]:
    """The chance of each stance of a statement, by its parts in the sentence of `vectors`."""
    import numpy

    seen = numpy.concatenate([_mean(vectors, span) for span in (source, cue, content)])
    hidden = numpy.maximum(_layer("speech", seen), 0)
    return dict(zip(STANCES, _chances(_layer("stance", hidden)), strict=True))


def types(vectors: Array) -> Array:
    """For each word the chance of being the head of an event of each of `event_types`."""
    return _shares(_layer("trigger", vectors))


def fills(vectors: Array) -> Array:
    """For each word the chance of standing in each of `FILLS`."""
    return _each(_layer("fill", vectors))


def violence(vectors: Array) -> dict[str, float]:
    """For each of `VIOLENCE` the chance that the sentence tells of one."""
    import numpy

    seen = numpy.concatenate([vectors.mean(0), vectors.max(0)])
    chances = _each(_layer("incident", seen))
    return {kind: float(chance) for kind, chance in zip(VIOLENCE, chances, strict=True)}


def _mean(vectors: Array, span: Words | None) -> Array:
    """The mean vector of a span, zeros for none."""
    import numpy

    if span is None or span[0] >= len(vectors):
        return numpy.zeros(vectors.shape[1], dtype="float32")
    found: Array = vectors[span[0] : span[1]].mean(0)
    return found


def _layer(name: str, given: Array) -> Array:
    """What a layer makes of one vector, or of each of several."""
    weights = _weights()
    found: Array = given @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]
    return found


def _each(logits: Array) -> Array:
    import numpy

    found: Array = (1 / (1 + numpy.exp(-logits))).astype("float32")
    return found


def _shares(logits: Array) -> Array:
    """Chances that add up to one, along the last axis."""
    import numpy

    grown = numpy.exp(logits - logits.max(-1, keepdims=True))
    found: Array = grown / grown.sum(-1, keepdims=True)
    return found


def _chances(logits: Array) -> list[float]:
    return [float(value) for value in _shares(logits)]


@cache
def _weights() -> dict[str, Array]:
    import numpy

    raw = files("dateline.encoder").joinpath("heads.npz").read_bytes()
    with numpy.load(io.BytesIO(raw), allow_pickle=False) as arrays:
        return {name: arrays[name].astype("float32") for name in arrays.files}
