"""The types of what many reports say together: families of copies, incidents, rival figures.

All are immutable and turn into JSON and back without loss, like those of `records`. Reports are
named by their ids, events by report and event id (`EventKey`).
"""

from __future__ import annotations

import hashlib
from typing import Literal, NamedTuple, get_args

import msgspec

from dateline.intervals import Interval
from dateline.records import HarmKind, Party, Place, Source, SourceKind, Span, Status

Standing = Literal["one-sided", "corroborated", "disputed", "denied", "feared"]
CopyKind = Literal["original", "reprint", "cut", "rewrite", "merged"]
Verdict = Literal["pin", "cut"]
Hold = Literal["taken", "held", "retaken", "withdrawn", "contested"]
# Who tells of an incident: a source of some kind, or the outlet itself as a fact.
Teller = Literal["outlet", SourceKind]
PlaceFrom = Literal["text", "address"]
# In the order of which bits stand for them: new ones come last.
TELLERS: tuple[Teller, ...] = get_args(Teller)


class EventKey(NamedTuple):
    """Which event: the id of its report and its own id there."""

    report: str
    event: str


def incident_id(key: EventKey) -> str:
    """The id of the incident in which this event comes first.

    An incident is named after the member published first. Any member's own id leads to it too, so
    an id that an incident had before an earlier report came still finds it.

    >>> incident_id(EventKey("wire", "e1"))
    'id481190bbc3b'
    """
    text = f"{key.report}\0{key.event}".encode()
    return "i" + hashlib.sha256(text).hexdigest()[:12]


class Copy(msgspec.Struct, frozen=True, kw_only=True):
    """One report's place in a family.

    `kind` is how it stands to the origin of the family: itself (original), the same words
    (reprint), a part of them (cut), other words (rewrite), or this and another story (merged).
    `score` is the share of the shorter one's wording found in the other, 0 to 1. `credits` are the
    agencies and outlets that it names as its source ("AP").
    """

    report: str
    kind: CopyKind
    score: float = 1.0
    credits: tuple[str, ...] = ()


class Family(msgspec.Struct, frozen=True, kw_only=True):
    """The copies of one dispatch: one independent source.

    `origin` is the likely first one by `rule` (credited, earliest or fullest); `copies` has every
    report of the family, the origin first.
    """

    id: str
    origin: str
    rule: str
    copies: tuple[Copy, ...]


class Reason(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What spoke for or against a link: the feature and the log odds that it added."""

    name: str
    weight: float


class Link(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Two events and the chance (0 to 1) that they are one happening, weightiest reasons first."""

    first: EventKey
    second: EventKey
    score: float
    reasons: tuple[Reason, ...] = ()


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """A person's word on two events: together (pin) or apart (cut); `at` is ISO date and time."""

    first: EventKey
    second: EventKey
    verdict: Verdict
    by: str
    at: str
    why: str = ""


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """One report's figure: who gives it, in which report and family, published when, said where.

    `claimant` is null where the outlet gives the figure itself. `denies` marks a claim that no
    such harm was done.
    """

    report: str
    event: str
    family: str
    low: int | None = None
    high: int | None = None
    rate: str | None = None
    claimant: Source | None = None
    published: str | None = None
    span: Span | None = None
    denies: bool = False


class Growth(msgspec.Struct, frozen=True, kw_only=True):
    """How a figure stood on a day of publication: the lowest and highest of what each source had
    last claimed by then ("at least 25", later 29)."""

    published: str
    low: int | None
    high: int | None


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """All claims of one kind of harm to one group, side by side.

    `low` and `high` are the lowest and highest number anyone gives, `best` the one to quote by
    `rule`, whose working `why` shows in a sentence.
    """

    kind: HarmKind
    group: str
    side: str = "unknown"
    low: int | None = None
    high: int | None = None
    best: int | None = None
    rule: str = ""
    why: str = ""
    claims: tuple[Claim, ...] = ()
    history: tuple[Growth, ...] = ()


class DeniedBy(msgspec.Struct, frozen=True, kw_only=True):
    """Who denies the incident, and in which report."""

    name: str
    report: str
    span: Span | None = None


class Incident(msgspec.Struct, frozen=True, kw_only=True):
    """One happening in the world: the events of several reports that tell of it.

    `sources` counts independent ones: families with different origins. `links` are those that
    hold the events together, strongest first. `figures` are of the whole incident, `parts` of some
    among them, of attackers, and rates: never to be added to the others. `told_by` are the kinds of
    source that say so. `place_from` tells a place that texts name from one that only the addresses
    of reports do.
    """

    id: str
    type: str
    status: Status
    standing: Standing
    place: Place | None = None
    place_from: PlaceFrom = "text"
    period: Interval | None = None
    actors: tuple[Party, ...] = ()
    targets: tuple[Party, ...] = ()
    weapons: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    sources: int = 0
    events: tuple[EventKey, ...] = ()
    figures: tuple[Figure, ...] = ()
    parts: tuple[Figure, ...] = ()
    denied_by: tuple[DeniedBy, ...] = ()
    told_by: tuple[Teller, ...] = ()
    links: tuple[Link, ...] = ()


class Control(msgspec.Struct, frozen=True, kw_only=True):
    """One claim about who holds a place: by whom it is held after it, and who says so.

    `doubts` are the denials and doubts beside it.
    """

    place: Place
    hold: Hold
    holder: Party
    event: EventKey
    status: Status
    period: Interval | None = None
    loser: Party | None = None
    claimant: Source | None = None
    published: str | None = None
    incident: str | None = None
    doubts: tuple[DeniedBy, ...] = ()


class Signal(msgspec.Struct, frozen=True, kw_only=True):
    """What stands out in an area in one week.

    `kind` is "count" (incidents of `family` against the weeks before: `baseline` a week, `ratio`)
    or the warning sign that reports mention (build-up, rotation, fortification, evacuation,
    infrastructure). `area` is the name of a first-order division or country, `week` the ISO date
    of its Monday.
    """

    area: str
    week: str
    kind: str
    count: int
    family: str | None = None
    baseline: float | None = None
    ratio: float | None = None
    evidence: tuple[EventKey, ...] = ()
