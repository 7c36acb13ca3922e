"""Short reports in our own words, bundled so that a newcomer has something to read.

Each tells of a documented event; the README beside them says whose facts they carry. Publishers are
invented. Several tell of one incident: copies, a rewrite, rival figures, denials.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec

from dateline.records import Document

__all__ = ["dispatches"]


class _Line(msgspec.Struct, forbid_unknown_fields=True):
    id: str
    title: str
    text: str
    published: str | None
    publisher: str


@cache
def dispatches() -> tuple[Document, ...]:
    """The bundled dispatches, in the order of their file.

    >>> dispatches()[0].publisher
    'Northern Wire'
    """
    raw = files("dateline.dispatches").joinpath("dispatches.jsonl").read_bytes()
    lines = msgspec.json.Decoder(_Line).decode_lines(raw)
    return tuple(
        Document(
            id=line.id,
            title=line.title,
            text=line.text,
            published=line.published,
            published_basis="given" if line.published else "unknown",
            publisher=line.publisher,
        )
        for line in lines
    )
