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

    Events go by their numbers within, since there are thousands of links to follow.

    Args:
        writer: the transaction.
    """

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._near: dict[int, dict[int, float]] = {}
        self._pinned: defaultdict[int, set[int]] = defaultdict(set)
        pins = [(one.first, one.second) for one in writer.decisions() if one.verdict == "pin"]
        number = writer.numbers_of(key for pair in pins for key in pair) if pins else {}
        for first, second in pins:
            if first in number and second in number:
                self._pinned[number[first]].add(number[second])
                self._pinned[number[second]].add(number[first])

    def shaken(self, changed: Iterable[EventKey]) -> set[EventKey]:
        """The events whose group may be another without the changed ones than it is with them."""
        keys = set(changed)
        gone = frozenset(self._writer.numbers_of(keys).values())
        found: set[int] = set()
        for number in gone:
            for bar in BARS:
                whole = self._component(number, bar)
                if whole is not None:
                    found |= whole
                    break
                found |= self._parts(number, bar, gone)
        return keys | set(self._writer.keys_of(found - gone).values())

    def groups(self, keys: Iterable[EventKey]) -> list[set[EventKey]]:
        """The groups that these events are in, each once; an event that is gone is in none."""
        waiting, found = set(self._writer.numbers_of(keys).values()), []
        while waiting:
            group = self._group(min(waiting))
            waiting -= group
            found.append(group)
        key = self._writer.keys_of(number for group in found for number in group)
        return [{key[number] for number in group} for group in found]

    def _group(self, number: int) -> set[int]:
        wholes = (self._component(number, bar) for bar in BARS)
        return next(whole for whole in wholes if whole is not None)

    def _parts(self, number: int, bar: float, gone: frozenset[int]) -> set[int]:
        """What was small enough to be a group before these events joined it to others."""
        found: set[int] = set()
        large: set[int] = set()
        for other in self._around([number], bar) - gone:
            if other not in found and other not in large:
                part = self._component(other, bar, gone, large)
                found |= part or set()
        return found

    def _component(
        self,
        number: int,
        bar: float,
        gone: frozenset[int] = frozenset(),
        large: set[int] | None = None,
    ) -> set[int] | None:
        """All that hangs together with an event; None for too much, which is put into `large`.

        Nothing is too much at the last bar.
        """
        known, waiting = {number}, [number]
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

    def _around(self, numbers: list[int], bar: float) -> set[int]:
        self._fetch([number for number in numbers if number not in self._near])
        return {
            other
            for number in numbers
            for other, score in self._near[number].items()
            if score >= bar
        }

    def _fetch(self, numbers: list[int]) -> None:
        if not numbers:
            return
        found: dict[int, dict[int, float]] = {
            number: dict.fromkeys(self._pinned.get(number, ()), _PINNED) for number in numbers
        }
        for number, other, score in self._writer.neighbours(numbers):
            found[number].setdefault(other, score)
        self._near.update(found)
