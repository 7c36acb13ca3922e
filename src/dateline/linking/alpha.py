"""How far coders agree beyond chance: Krippendorff's alpha.

Source: Klaus Krippendorff, "Computing Krippendorff's Alpha-Reliability", University of
Pennsylvania, 2011 (the coincidence form, section E); its worked examples are the tests.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import product
from typing import Any

# How far apart two values are, 0 where they are the same.
Metric = Callable[[Any, Any], float]


def alpha(units: Iterable[Sequence[Hashable]], metric: Metric) -> float | None:
    """Krippendorff's alpha: 1 for full agreement, 0 for what chance would give.

    Args:
        units: for each unit the values that its coders gave it; one who gave none is left out, and
            so is a unit with fewer than two values.
        metric: the squared difference of two values: `nominal`, `interval` or `ratio`.

    Returns:
        The coefficient, null where no two values differ or are compared at all: then nothing tells
        agreement from chance.

    >>> alpha([(1, 1), (2, 2), (1, 2)], nominal)
    0.4444444444444444
    """
    pairable = [Counter(values) for values in units if len(values) > 1]
    totals: Counter[Hashable] = sum(pairable, Counter())
    size = totals.total()
    observed = sum(_apart(unit, metric) / (unit.total() - 1) for unit in pairable)
    expected = _apart(totals, metric)
    return 1 - (size - 1) * observed / expected if expected else None


def nominal(one: Any, other: Any) -> float:
    """Same or not."""
    return float(one != other)


def interval(one: float, other: float) -> float:
    """How far apart on a scale without a zero, as dates are."""
    return float(one - other) ** 2


def ratio(one: float, other: float) -> float:
    """How far apart in proportion, as counts are: 1 and 2 are as far apart as 10 and 20."""
    return ((one - other) / (one + other)) ** 2 if one != other else 0.0


def _apart(values: Counter[Hashable], metric: Metric) -> float:
    """The sum of the differences over all ordered pairs of values."""
    pairs = product(values.items(), repeat=2)
    return sum(n * m * metric(one, other) for (one, n), (other, m) in pairs)
