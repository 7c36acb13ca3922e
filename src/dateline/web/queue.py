"""What waits for a person: what is most uncertain, times what hangs on it."""

from __future__ import annotations

import math

from msgspec.structs import asdict

from dateline.records import Event, Record
from dateline.store import Store
from dateline.store.listing import Weight
from dateline.web.shapes import Doubt, Queue

# Events looked at for one queue: those of the incidents on which most hangs.
_LOOKED_AT = 300
# How much a look is worth by how an incident stands, and from which chance on a field counts as
# certain. By hand; not tuned on any benchmark.
_STANDING = {"disputed": 1.5, "denied": 1.3, "one-sided": 1.2, "feared": 0.8}
_CERTAIN = 0.8
_UNKNOWN = 0.5


def queue(store: Store, limit: int) -> Queue:
    """The most valuable events to look at, and how many wait."""
    waiting, total = store.unreviewed(max(_LOOKED_AT, limit))
    records = {
        record.document.id: record
        for record in store.records({each.key.report for each in waiting})
    }
    found = [
        _doubt(each, records[each.key.report], event)
        for each in waiting
        if each.key.report in records
        for event in records[each.key.report].events
        if event.id == each.key.event
    ]
    found.sort(key=lambda doubt: (-doubt.value, doubt.event))
    return Queue(items=tuple(found[:limit]), total=total)


def _doubt(weight: Weight, record: Record, event: Event) -> Doubt:
    chances = asdict(event.confidence) if event.confidence else {}
    uncertain = sorted((chance, name) for name, chance in chances.items() if chance < _CERTAIN)
    doubt = 1 - min(chances.values(), default=1 - _UNKNOWN)
    matters = (1 + math.log1p(weight.killed)) * _STANDING.get(weight.standing, 1.0)
    return Doubt(
        event=weight.key,
        incident=weight.incident,
        type=event.type,
        place=event.place.name if event.place else None,
        sentence=record.text_of(event.evidence[0]),
        value=round(doubt * matters, 4),
        doubt=round(doubt, 4),
        killed=weight.killed,
        standing=weight.standing,
        fields=tuple(name for _, name in uncertain),
    )
