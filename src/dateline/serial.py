"""Structs as JSON text and back."""

from __future__ import annotations

from typing import TypeVar

import msgspec

from dateline.errors import RecordError

_T = TypeVar("_T")


def to_json(value: msgspec.Struct, *, indent: int = 0) -> str:
    """`value` as JSON text; every field is written, in the order of the class."""
    raw = msgspec.json.encode(value)
    return (msgspec.json.format(raw, indent=indent) if indent else raw).decode()


def from_json(text: str | bytes, kind: type[_T]) -> _T:
    """JSON text back as `kind`.

    Raises:
        RecordError: the text is no JSON, or a value breaks the codebook.
    """
    try:
        return msgspec.json.decode(text, type=kind)
    except msgspec.DecodeError as error:
        raise RecordError(f"not a valid {kind.__name__}: {error}") from error
