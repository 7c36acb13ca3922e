"""What the linking looks at of each event: small, free of the text, and turned into bytes and back.

A report's *lead* is the event that it is about; the lead's subject also carries what the report as
a whole says (its other places, days and figures, its words). A report without an event has one
subject all the same, whose key names the event `WHOLE`: a bare "five dead by noon" still belongs to
the incident that it tells of.
"""

from __future__ import annotations

import msgspec

from dateline.incidents import EventKey
from dateline.intervals import Interval
from dateline.records import Casualty, Denial, Party, Place, Source, Status

WHOLE = ""


class Spot(msgspec.Struct, frozen=True, array_like=True):
    """A place with a point: how far it reaches in km, its country (ISO alpha-3), its name."""

    name: str
    lat: float
    lon: float
    km: float
    country: str | None = None


class Subject(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One event as the linking sees it, or a report without events (`type` is null).

    `place`, `period` and the parties are those of the event, without spans and outlines; `spots`
    are places with a point, the event's own first; `days` ISO dates and month-days ("--03-02")
    that the text names; `terms` hashes of words, `weights` ten times what each weighs, `names`
    those written as names; `hints` types that its words speak of. `lead` marks the event that the
    report is about. Of the report as a whole a lead has the name it says most often (`chief`, a
    hash), the years it names with that of its publication, and its `length` in words.
    """

    key: EventKey
    lead: bool
    type: str | None = None
    status: Status | None = None
    kinds: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    published: str | None = None
    publisher: str | None = None
    place: Place | None = None
    period: Interval | None = None
    spots: tuple[Spot, ...] = ()
    countries: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    actors: tuple[Party, ...] = ()
    targets: tuple[Party, ...] = ()
    sides: tuple[str, ...] = ()
    weapons: tuple[str, ...] = ()
    killed: tuple[int, ...] = ()
    wounded: tuple[int, ...] = ()
    numbers: tuple[int, ...] = ()
    casualties: tuple[Casualty, ...] = ()
    denied_by: tuple[Denial, ...] = ()
    source: Source | None = None
    terms: tuple[int, ...] = ()
    weights: tuple[int, ...] = ()
    names: tuple[int, ...] = ()
    chief: int | None = None
    years: tuple[int, ...] = ()
    length: int = 0
