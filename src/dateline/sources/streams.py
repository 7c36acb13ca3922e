"""Bytes to characters: which format a file has, which encoding, never more in memory than asked."""

from __future__ import annotations

import codecs
import io
import re
from functools import cache
from typing import Any, BinaryIO

from dateline.codebook import load_yaml
from dateline.errors import InputError

_HEAD = 8192
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Control characters that no text needs. Compressed data has a tenth of them, and more; a text that
# went through a bad conversion a few.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_BINARY_SHARE = 0.08
_ERRORS = "dateline.cp1252"


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are not UTF-8 read as Windows-1252, what most such reports were written in."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    if error.encoding != "utf-8":
        return "\ufffd", error.end
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(_ERRORS, _as_cp1252)


@cache
def formats() -> dict[str, Any]:
    """The table of formats: endings, page starts, binary heads."""
    return dict(load_yaml("dateline.sources", "formats.yaml"))


class Replay(io.RawIOBase):
    """A stream whose first bytes were read already to see what it holds, and are given again."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.head = self._left = stream.read(_HEAD)

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill `buffer` with what comes next."""
        found = self._left[: len(buffer)] or self._stream.read(len(buffer))
        self._left = self._left[len(found) :]
        buffer[: len(found)] = found
        return len(found)


def encoding_of(head: bytes) -> str:
    """The encoding that the byte order mark tells; UTF-8 without one."""
    return next((name for bom, name in _BOMS if head.startswith(bom)), "utf-8")


def characters(stream: Replay) -> io.TextIOWrapper:
    """`stream` as text, its line ends untouched. Bytes that are not UTF-8 count as Windows-1252."""
    return io.TextIOWrapper(
        io.BufferedReader(stream), encoding_of(stream.head), errors=_ERRORS, newline="\n"
    )


def decode(raw: bytes, encoding: str | None = None) -> str:
    """All of `raw` as text."""
    return raw.decode(encoding or encoding_of(raw), errors=_ERRORS)


def kind_of(head: bytes, suffix: str, name: str) -> str:
    """Which format a file has, by its ending, else by its first bytes: text, page or jsonl.

    Raises:
        InputError: it is binary.
    """
    _require_text(head, name)
    known = formats()["suffixes"].get(suffix.lower())
    if known:
        return str(known)
    start = decode(head).lstrip("\ufeff \t\r\n").lower()
    if start.startswith(tuple(formats()["page_starts"])):
        return "page"
    return "jsonl" if re.match(r'\{\s*"', start) else "text"


def _require_text(head: bytes, name: str) -> None:
    for binary in formats()["binary"]:
        if head.startswith(binary["head"].encode("latin-1")):
            raise InputError(f"this is a {binary['name']}; {binary['advice']}", name)
    text = decode(head)
    if len(_CONTROL.findall(text)) > _BINARY_SHARE * len(text) + 1:
        raise InputError("this is binary, not text; save the report as UTF-8 text", name)
