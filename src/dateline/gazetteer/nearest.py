"""The places of the index around a point."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from dateline.gazetteer.index import KINDS, Entry, Index
from dateline.geometry import KM_PER_DEGREE

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Numbers: TypeAlias = npt.NDArray[np.int64]
    Degrees: TypeAlias = npt.NDArray[np.float64]

# What people mean by a point on a map: towns and what stands in them.
_MEANT = ("settlement", "facility")


def nearest(index: Index, lat: float, lon: float, limit: int = 6) -> list[tuple[Entry, float]]:
    """The nearest settlements and facilities, and how far each is in km.

    >>> from dateline.gazetteer.index import index
    >>> [(entry.name, round(km)) for entry, km in nearest(index(), 50.92, 34.8, 1)]
    [('Sumy', 0)]
    """
    import numpy as np

    numbers, lats, lons = _points(index)
    east = np.abs(lons - lon)
    east = np.minimum(east, 360 - east) * np.cos(np.radians((lats + lat) / 2))
    far = np.hypot(lats - lat, east)
    few = np.argpartition(far, min(limit, len(far) - 1))[:limit]
    found = sorted((float(far[at]), int(numbers[at])) for at in few)
    return [(index.entry(number), degrees * KM_PER_DEGREE) for degrees, number in found]


@lru_cache(maxsize=2)
def _points(index: Index) -> tuple[Numbers, Degrees, Degrees]:
    """Numbers, latitudes and longitudes of the places meant."""
    import numpy as np

    # The parts of a RECORD, of which only the second, third and ninth count here.
    parts = ("u4", "i4", "i4", "u4", "u4", "u2", "u2", "u1", "u1", "u1", "u1")
    kind = np.dtype([(str(number), f"<{part}") for number, part in enumerate(parts)])
    table = np.frombuffer(index.rows(), dtype=kind)
    (meant,) = np.nonzero(np.isin(table["8"], [KINDS.index(each) for each in _MEANT]))
    own = [row for row in index.own() if row[1] in _MEANT]
    numbers = np.concatenate([meant, np.array([row[0] for row in own], dtype="int64")])
    lats = np.concatenate([table["1"][meant] / 1e5, [row[2] for row in own]])
    lons = np.concatenate([table["2"][meant] / 1e5, [row[3] for row in own]])
    return numbers, lats, lons
