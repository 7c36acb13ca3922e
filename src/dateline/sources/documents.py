"""A Document from a text and what is known of it."""

from __future__ import annotations

import hashlib
import re

from dateline.records import Document

_SURROGATE = re.compile("[\ud800-\udfff]")
_ADDRESS = re.compile(r"https?://[^\s\x00-\x1f\x7f\ud800-\udfff]{1,1990}", re.IGNORECASE)


def well_formed(text: str) -> str:
    """`text` with each lone surrogate, which no file can hold, as U+FFFD; offsets stay.

    >>> well_formed("Sumy \\ud83d region") == "Sumy \\ufffd region"
    True
    """
    return _SURROGATE.sub("\ufffd", text)


def document(
    text: str,
    *,
    id: str | None = None,
    title: str | None = None,
    published: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
) -> Document:
    """A Document from a text and what is known of it; without an `id` its text makes one.

    A `url` that is no address on the web is left out.
    """
    text = well_formed(text)
    return Document(
        id=well_formed(id) if id else "r" + hashlib.sha256(text.encode()).hexdigest()[:12],
        text=text,
        title=well_formed(title) if title else None,
        published=published or None,
        published_basis="given" if published else "unknown",
        publisher=well_formed(publisher) if publisher else None,
        url=url if url and _ADDRESS.fullmatch(url) else None,
    )
