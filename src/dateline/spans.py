"""Stretches of a report's text: 0-based, end-exclusive offsets of characters (code points)."""

from __future__ import annotations

from typing import Literal

import msgspec

from dateline.intervals import require

ZoneKind = Literal["headline", "byline", "dateline", "caption", "body", "boilerplate"]


class Span(msgspec.Struct, frozen=True, order=True):
    """A stretch of a report's text: characters `start` up to, not including, `end`."""

    start: int
    end: int

    def __post_init__(self) -> None:
        require(0 <= self.start < self.end, f"span {self.start}-{self.end} is empty or negative")

    def of(self, text: str) -> str:
        """The characters this span covers in `text`."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


class Zone(msgspec.Struct, frozen=True):
    """A part of the report with one function on the page."""

    start: int
    end: int
    zone: ZoneKind

    def __post_init__(self) -> None:
        require(0 <= self.start < self.end, f"zone {self.start}-{self.end} is empty or negative")
