"""JSON: every field of the record, nothing lost. Lines for machines, indented text for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dateline.records import Record, to_json


def json_lines(records: Iterable[Record]) -> Iterator[str]:
    """One record a line."""
    for record in records:
        yield to_json(record) + "\n"


def json_text(records: Iterable[Record]) -> Iterator[str]:
    """Indented JSON in pieces: the record itself if there is one, a list if there are more or none.

    Holds back one record, so memory stays flat.
    """
    queue = iter(records)
    first = next(queue, None)
    if first is None:
        yield "[]\n"
        return
    second = next(queue, None)
    if second is None:
        yield to_json(first, indent=2) + "\n"
        return
    yield "[\n" + to_json(first, indent=2)
    yield ",\n" + to_json(second, indent=2)
    for record in queue:
        yield ",\n" + to_json(record, indent=2)
    yield "\n]\n"
