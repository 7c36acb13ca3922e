"""The stories that reports tell, and the reports that tell what one tells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from dateline.linking.stories.clusters import BAR, grouped
from dateline.linking.stories.pairs import alike, log_odds
from dateline.linking.stories.profiles import Profile, profile
from dateline.records import Document, Record

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray


def stories(
    reports: Iterable[str | Document | Record | Profile], *, bar: float = BAR
) -> tuple[tuple[str, ...], ...]:
    """Group reports by the incident they tell of.

    Time grows with the square of the number of reports and more: for some hundreds at a time.

    Args:
        reports: in any order, which does not matter; each id counts once.
        bar: mean log odds that holds a story together. Lower it where every story is known to
            have many reports.

    Returns:
        the ids of each story in order; the stories in the order of their first ids.
    """
    by_id = {one.id: one for one in map(_profile, reports)}
    profiles = [by_id[name] for name in sorted(by_id)]
    groups = grouped(_table(profiles), bar=bar)
    return tuple(tuple(profiles[row].id for row in group) for group in groups)


def related(
    report: str | Document | Record | Profile,
    others: Iterable[str | Document | Record | Profile],
    *,
    least: float = 0.5,
) -> list[tuple[str, float]]:
    """The reports likely to tell of the incident that one tells of, likeliest first.

    Args:
        report: the one asked about.
        others: where to look; the report itself is passed over.
        least: the chance (0 to 1) from which on a report is given.

    Returns:
        id and chance of each.
    """
    asked = _profile(report)
    found = ((other.id, alike(asked, other)) for other in map(_profile, others))
    likely = [(name, chance) for name, chance in found if chance >= least and name != asked.id]
    return sorted(likely, key=lambda one: (-one[1], one[0]))


def _profile(report: str | Document | Record | Profile) -> Profile:
    return report if isinstance(report, Profile) else profile(report)


def _table(profiles: Sequence[Profile]) -> NDArray[numpy.float64]:
    """The log odds of each pair."""
    import numpy

    table = numpy.zeros((len(profiles), len(profiles)))
    for row, one in enumerate(profiles):
        for column in range(row):
            table[row, column] = table[column, row] = log_odds(one, profiles[column])
    return table
