"""The forms of answers for people who judge events: second codings, agreement, known places."""

from __future__ import annotations

from dateline.incidents import EventKey
from dateline.linking.agreement import Agreement, Disagreement
from dateline.records import Event
from dateline.web.shapes import Shape


class Unread(Shape, frozen=True, kw_only=True):
    """An event as it was read, for a second coder: nothing of what others made of it.

    `before`, `sentence` and `after` are a piece of the report's text.
    """

    event: EventKey
    title: str | None
    publisher: str | None
    published: str | None
    before: str
    sentence: str
    after: str
    reading: Event


class Seconds(Shape, frozen=True, kw_only=True):
    """Events that wait for this person's second coding; `total` counts all."""

    items: tuple[Unread, ...]
    total: int


class Differing(Shape, frozen=True, kw_only=True):
    """A difference to settle, with what it is about."""

    difference: Disagreement
    title: str | None
    sentence: str | None
    type: str | None


class Agreed(Shape, frozen=True, kw_only=True):
    """How far coders agree on what they judged apart, and what is left to settle."""

    agreement: Agreement
    open: tuple[Differing, ...]


class KnownPlace(Shape, frozen=True, kw_only=True):
    """A place of the gazetteer; `km` is how far it is from the point asked for."""

    name: str
    kind: str
    lat: float
    lon: float
    precision: int
    admin1: str | None
    country: str | None
    km: float | None


class KnownPlaces(Shape, frozen=True, kw_only=True):
    """Places of the gazetteer."""

    items: tuple[KnownPlace, ...]
