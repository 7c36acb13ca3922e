"""What the linking looks at of each event: small, free of the text, and turned into bytes and back.

A report's *lead* is the event that it is about; the lead's subject also carries what the report as
a whole says (its other places, days and figures, its words). A report without an event has one
subject all the same, whose key names the event `WHOLE`: a bare "five dead by noon" still belongs to
the incident that it tells of.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache, cached_property

import msgspec

from dateline.gazetteer import countries
from dateline.incidents import EventKey
from dateline.intervals import Interval
from dateline.parties import registry
from dateline.records import Casualty, Denial, Party, Place, Source, Status

WHOLE = ""
_WIDE_KM = 120.0  # a place that reaches farther says little of where
OTHER_DAYS = 3  # two reports of one happening seldom name days as far apart, misread or not
_MONTH = 31  # days; a longer period says little of when
# What a report opens with: so many terms and names of at least such a weight; what weighs less
# together says little. Weights in tenths. Set by hand.
_OPENING, _COMMON, _LITTLE = 20, 21, 150
_OPENING_NAMES, _RARE, _LITTLE_NAMED = 6, 40, 130


class Spot(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A place with a point: how far it reaches in km, its country (ISO alpha-3), its name."""

    name: str
    lat: float
    lon: float
    km: float
    country: str | None = None


class Opening(msgspec.Struct, frozen=True):
    """The first terms or names of a report, with ten times their weights, and what they weigh."""

    told: tuple[tuple[int, int], ...]
    whole: int


class Subject(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, dict=True):
    """One event as the linking sees it, or a report without events (`type` is null).

    `place`, `period` and the parties are those of the event, without spans and outlines; `spots`
    are places with a point, the event's own first; `addressed` those that the report's address
    names; `days` ISO dates and month-days ("--03-02")
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
    addressed: tuple[Spot, ...] = ()
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

    # What follows is worked out once: a subject is compared with hundreds of others.

    @cached_property
    def weighed(self) -> dict[int, int]:
        """The terms with ten times their weights."""
        return dict(zip(self.terms, self.weights, strict=True))

    @cached_property
    def square(self) -> int:
        """The sum of the squares of the terms' weights: the cosine's denominator."""
        return sum(weight * weight for weight in self.weights)

    @cached_property
    def named(self) -> frozenset[int]:
        """The terms written as names."""
        return frozenset(self.names)

    @cached_property
    def fine(self) -> tuple[Spot, ...]:
        """The places that tell where."""
        return tuple(spot for spot in self.spots if spot.km < _WIDE_KM)

    @cached_property
    def own(self) -> Spot | None:
        """The event's own place, where it is told exactly."""
        told = self.place is not None and self.place.lat is not None and bool(self.spots)
        return self.spots[0] if told and self.spots[0].km < _WIDE_KM else None

    @cached_property
    def span(self) -> tuple[int, int] | None:
        """First and last day on which it may have happened, as ordinals, where that is a month."""
        if self.period and self.period.start and self.period.end:
            first, last = (date.fromisoformat(day) for day in (self.period.start, self.period.end))
            if (last - first).days <= _MONTH:
                return first.toordinal(), last.toordinal()
        return None

    @cached_property
    def where_and_when(self) -> tuple[tuple[int, int], Spot] | None:
        """First and last day (as ordinals) and place of an event where both are told exactly."""
        span, spot = self.span, self.own
        return (span, spot) if span and spot and span[1] - span[0] <= OTHER_DAYS else None

    @cached_property
    def exact_days(self) -> frozenset[str]:
        """The days that the text names with their year."""
        return frozenset(day for day in self.days if not day.startswith("--"))

    @cached_property
    def loose_days(self) -> frozenset[str]:
        """The months and days that the text names, with that of its publication."""
        days = (*self.days, self.published) if self.published else self.days
        return frozenset(day[-5:] for day in days)

    @cached_property
    def lands(self) -> frozenset[str]:
        """The countries that the report names and those where its parties are at home (alpha-3)."""
        return frozenset(self.countries).union(*map(_homes, self.sides))

    @cached_property
    def bare(self) -> bool:
        """Whether nothing but its time and figures tells where the report belongs."""
        return not self.names and not self.fine

    @cached_property
    def opening(self) -> Opening:
        """What the report opens with, common words left out."""
        return _opening(self.weighed.items(), _COMMON, _OPENING, _LITTLE)

    @cached_property
    def opening_names(self) -> Opening:
        """The names that the report opens with."""
        told = ((code, self.weighed[code]) for code in self.names)
        return _opening(told, _RARE, _OPENING_NAMES, _LITTLE_NAMED)


def _opening(terms: Iterable[tuple[int, int]], least: int, most: int, little: int) -> Opening:
    told = tuple((code, weight) for code, weight in terms if weight >= least)[:most]
    return Opening(told, max(sum(weight for _, weight in told), little))


@cache
def _homes(side: str) -> frozenset[str]:
    """The countries of a state or an armed group; none for who is at home nowhere."""
    if side in countries():
        return frozenset([side])
    groups = (entity.countries for entity in registry.named(side) if entity.kind == "group")
    return frozenset().union(*groups)
