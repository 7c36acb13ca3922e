"""The chance that two subjects are one happening: a small linear model over their features.

The weights are made by `training/linking`.
"""

from __future__ import annotations

from functools import cache
from math import exp, fsum

from dateline.codebook import load_weights
from dateline.incidents import Link, Reason
from dateline.linking.incidents.features import agree, contradict, features
from dateline.linking.incidents.subject import Subject

# A pair below this chance is no link: about 0.12, log odds of -2. By cross-validation on briefs dev
# (training/linking), 2026-11: from -3 to -1.5 the incidents found hardly change.
LEAST = 0.12
_LIMIT = 30.0  # of the logistic function's argument
_MOST_REASONS = 6
_TOLD = 0.05  # log odds: what adds less is no reason to tell


def link(one: Subject, other: Subject) -> Link | None:
    """The link between two events with its reasons, or None where they are hardly one happening.

    The result is the same whichever comes first; `Link.first` is the smaller key.
    """
    if one.key > other.key:
        one, other = other, one
    score = chance(one, other)
    if score is None:
        return None
    told = sorted(_added(one, other), key=lambda item: (-abs(item[1]), item[0]))[:_MOST_REASONS]
    reasons = tuple(Reason(name=n, weight=round(w, 3)) for n, w in told if abs(w) >= _TOLD)
    return Link(first=one.key, second=other.key, score=score, reasons=reasons)


def chance(one: Subject, other: Subject) -> float | None:
    """The chance that two events are one happening, to four digits; None below `LEAST`.

    Events of one report are never linked, nor are those that contradict each other on day and
    place. The result is the same whichever comes first.
    """
    if one.key.report == other.key.report or contradict(one, other):
        return None
    if not (one.lead and other.lead) and not _same_aside(one, other):
        return None
    total = fsum(weight for _, weight in _added(one, other))
    score = 1 / (1 + exp(-max(-_LIMIT, min(_LIMIT, total))))
    return round(score, 4) if score >= LEAST else None


def _added(one: Subject, other: Subject) -> list[tuple[str, float]]:
    """What each feature adds to the log odds."""
    weights = _weights()
    return [(name, weights.get(name, 0.0) * v) for name, v in features(one, other).items()]


def _same_aside(one: Subject, other: Subject) -> bool:
    """Whether an event told beside another may be one with this: type, place and day must agree."""
    if one.type is None or other.type is None:
        return False
    if one.type.split("/")[0] != other.type.split("/")[0]:
        return False
    return agree(one, other)


@cache
def _weights() -> dict[str, float]:
    return load_weights("dateline.linking.incidents", "weights.tsv")
