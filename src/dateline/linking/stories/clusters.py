"""Groups out of pairwise log odds: average link, with a bar that knows how close a group stands.

Agglomerative clustering by average link joins two groups while the mean of the log odds between
them is over a bar. One bar is too high for short reports that share little with any other, and too
low for two incidents of one kind (quakes in one country, raids on shops in one town): so a few
reports join their nearest group above a low bar, while two groups of some size are joined only if
they stand nearly as close to each other as the reports of each do among themselves.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Array = NDArray[numpy.float64]

# Mean log odds that any two groups must have; how much looser two groups of at least SIZE reports
# may stand to each other than their own reports do. SLACK and SIZE were chosen together by
# repeated halving of the topics of linking train (`training/stories/fit.py`), November 2026: SLACK
# from 3.5 to none, SIZE from 4 to 6. BAR is the lowest whole number that keeps the incidents of the
# bundled dispatches apart; where every incident has many reports a lower one does better.
BAR = -1.0
SLACK = 3.5
SIZE = 6


def grouped(
    odds: Array, *, bar: float = BAR, slack: float = SLACK, size: int = SIZE
) -> list[tuple[int, ...]]:
    """Group what stands in the rows of a symmetric table.

    Args:
        odds: log odds that row and column belong together; the diagonal is not read.
        bar: mean log odds between two groups below which they are never joined.
        slack: how far the mean between two groups may lie below the mean within them.
        size: members that both must have for `slack` to count.

    Returns:
        the groups as row numbers in order; the groups in the order of their first rows.
    """
    import numpy

    between = numpy.array(odds, dtype=float)
    numpy.fill_diagonal(between, 0.0)
    count = numpy.ones(len(between))
    within = numpy.zeros(len(between))
    members: dict[int, list[int]] = {row: [row] for row in range(len(between))}
    while len(members) > 1:
        mean = between / numpy.outer(count, count)
        least = _bars(within, count, bar, slack, size)
        mean[(mean < least) | ~_alive(members, len(between))] = -numpy.inf
        first, second = divmod(int(numpy.argmax(mean)), len(between))
        if mean[first, second] == -numpy.inf:
            break
        within[first] += within[second] + between[first, second]
        between[first] += between[second]
        between[:, first] += between[:, second]
        between[first, first] = 0.0
        count[first] += count[second]
        members[first] += members.pop(second)
    return sorted(tuple(sorted(rows)) for rows in members.values())


def _bars(within: Array, count: Array, bar: float, slack: float, size: int) -> Array:
    """The mean that each pair of groups must reach."""
    import numpy

    pairs = count * (count - 1) / 2
    inner = numpy.add.outer(within, within) / numpy.maximum(numpy.add.outer(pairs, pairs), 1)
    both = numpy.minimum.outer(count, count) >= size
    return numpy.where(both, numpy.maximum(bar, inner - slack), bar)


def _alive(members: Iterable[int], rows: int) -> NDArray[numpy.bool_]:
    """Which pairs of rows still stand for two groups."""
    import numpy

    alive = numpy.zeros(rows, dtype=bool)
    alive[list(members)] = True
    table = numpy.logical_and.outer(alive, alive)
    numpy.fill_diagonal(table, False)
    return table
