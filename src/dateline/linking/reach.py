"""Which events have to be clustered again when some come, go or are pinned: as few as can be.

Links of a chance of a half or more join events into components; where more than `LARGEST` hang
together, higher chances are asked for (`linking.incidents.components`). Incidents are functions of
these groups alone. So nothing changes beyond the groups of what changed and, where a component
outgrows `LARGEST`, the parts that were groups until then: never more than a few times `LARGEST`
events are looked at, however large the store is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from dateline.incidents import EventKey
from dateline.linking.incidents.clustering import BARS, LARGEST
from dateline.store import Writer

_PINNED = 2.0  # over every bar
_AT_ONCE = 12  # events whose links are read together: most have dozens, and few are looked at


class Web:
    """The links and pins of a store's events, read as they are needed and kept for a transaction.

    Args:
        writer: the transaction.
    """

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._near: dict[EventKey, dict[EventKey, float]] = {}
        decided = writer.decisions()
        self._pins = [(each.first, each.second) for each in decided if each.verdict == "pin"]

    def shaken(self, changed: Iterable[EventKey]) -> set[EventKey]:
        """The events whose group may be another without the changed ones than it is with them."""
        gone = frozenset(changed)
        found = set(gone)
        for key in gone:
            for bar in BARS:
                whole = self._component(key, bar)
                if whole is not None:
                    found |= whole
                    break
                found |= self._parts(key, bar, gone)
        return found

    def groups(self, keys: Iterable[EventKey]) -> list[set[EventKey]]:
        """The groups that these events are in, each once."""
        waiting, found = set(keys), []
        while waiting:
            group = self._group(min(waiting))
            waiting -= group
            found.append(group)
        return found

    def _group(self, key: EventKey) -> set[EventKey]:
        wholes = (self._component(key, bar) for bar in BARS)
        return next(whole for whole in wholes if whole is not None)

    def _parts(self, key: EventKey, bar: float, gone: frozenset[EventKey]) -> set[EventKey]:
        """What was small enough to be a group before these events joined it to others."""
        found: set[EventKey] = set()
        large: set[EventKey] = set()
        for other in self._around([key], bar) - gone:
            if other not in found and other not in large:
                part = self._component(other, bar, gone, large)
                found |= part or set()
        return found

    def _component(
        self,
        key: EventKey,
        bar: float,
        gone: frozenset[EventKey] = frozenset(),
        large: set[EventKey] | None = None,
    ) -> set[EventKey] | None:
        """All that hangs together with an event; None for too much, which is put into `large`.

        Nothing is too much at the last bar.
        """
        known, waiting = {key}, [key]
        while waiting:
            some, waiting = waiting[:_AT_ONCE], waiting[_AT_ONCE:]
            found = self._around(some, bar) - known - gone
            known |= found
            waiting += found
            if len(known) > LARGEST and bar != BARS[-1]:
                if large is not None:
                    large |= known
                return None
        return known

    def _around(self, keys: Iterable[EventKey], bar: float) -> set[EventKey]:
        asked = list(keys)
        self._fetch([key for key in asked if key not in self._near])
        return {other for key in asked for other, score in self._near[key].items() if score >= bar}

    def _fetch(self, keys: list[EventKey]) -> None:
        if not keys:
            return
        found: defaultdict[EventKey, dict[EventKey, float]] = defaultdict(dict)
        for a, b, c, d, score in self._writer.scores_of(key.report for key in keys):
            first, second = EventKey(a, b), EventKey(c, d)
            found[first][second] = found[second][first] = score
        for first, second in self._pins:
            found[first][second] = found[second][first] = _PINNED
        self._near.update((key, found[key]) for key in keys)
