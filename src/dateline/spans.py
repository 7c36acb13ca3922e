"""Stretches of a report's text: 0-based, end-exclusive offsets of characters (code points)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

import msgspec

from dateline.geometry import Extent
from dateline.intervals import require

ZoneKind = Literal["headline", "byline", "dateline", "caption", "body", "boilerplate"]
FillerRole = Literal["perpetrator", "organisation", "object", "victim", "instrument"]


class Span(msgspec.Struct, frozen=True, order=True, gc=False):
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


class Zone(msgspec.Struct, frozen=True, gc=False):
    """A part of the report with one function on the page."""

    start: int
    end: int
    zone: ZoneKind

    def __post_init__(self) -> None:
        require(0 <= self.start < self.end, f"zone {self.start}-{self.end} is empty or negative")


class Filler(msgspec.Struct, frozen=True, kw_only=True):
    """Words that may fill a role of an incident of political violence, and how likely they do.

    `role`: "perpetrator" (people), "organisation" (their group), "victim", "object", "instrument".
    """

    span: Span
    role: FillerRole
    chance: float


class ViolenceMention(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence, and how likely it tells of an incident of political violence of each kind."""

    span: Span
    chances: dict[str, float]


def spans_of(value: Any) -> Iterator[Span | Zone]:
    """Every span and zone inside a record or any of its parts, in no order."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, tuple):
            waiting += one
        elif isinstance(one, msgspec.Struct):
            if isinstance(one, (Span, Zone)):
                yield one
            elif not isinstance(one, Extent):
                waiting += msgspec.structs.astuple(one)
