"""Which kinds of source tell of an incident: parties to the conflict, witnesses, the outlet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dateline.incidents import TELLERS, Teller
from dateline.linking.figures import Member
from dateline.records import Event, Record


def tellers(members: Iterable[Member]) -> tuple[Teller, ...]:
    """The kinds of source that say so, in the order of `TELLERS`; who only denies it is none.

    Args:
        members: the incident's events, each with the record of its report; no event where a report
            belongs to the incident although the reader found none in it: its outlet tells it.
    """
    found = {kind for record, event in members for kind in _kinds(record, event)}
    return tuple(kind for kind in TELLERS if kind in found)


def _kinds(record: Record, event: Event | None) -> Iterator[Teller]:
    if event is None:
        yield "outlet"
        return
    yield event.source.kind if event.source else "outlet"
    for statement in record.statements:
        if statement.stance == "asserts" and event.id in statement.about:
            yield statement.source.kind
