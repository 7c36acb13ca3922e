"""The ground that countries, divisions and large regions cover."""

from __future__ import annotations

from dateline.gazetteer.index import Entry
from dateline.geometry import Extent


def extent_of(entry: Entry) -> Extent | None:
    """The generalised area of a country, first-order division or large region; None for points."""
    return None
