"""The forms of the answers, beyond incidents and records; what OpenAPI tells of them."""

from __future__ import annotations

from typing import Literal

import msgspec

from dateline.codebook import EventType
from dateline.incidents import Control, Decision, EventKey, Family, Incident, Signal
from dateline.linking.control import Holding
from dateline.records import Document, Event, Record, Statement
from dateline.store.listing import FigureRow, Listed
from dateline.store.types import Change, Count, Hit, Origin, PartyFound, PlaceFound, Review


class Shape(msgspec.Struct, frozen=True, kw_only=True):
    """One answer."""


class IncidentPage(Shape, frozen=True, kw_only=True):
    """A page of incidents, without their links; `next` is null on the last one."""

    items: tuple[Incident, ...]
    next: str | None
    total: int


class Told(Shape, frozen=True, kw_only=True):
    """A report that tells of an incident."""

    id: str
    title: str | None
    publisher: str | None
    published: str | None
    family: str | None


class IncidentDossier(Shape, frozen=True, kw_only=True):
    """All about an incident; `sentences` are by "report/event"."""

    incident: Incident
    reports: tuple[Told, ...]
    families: tuple[Family, ...]
    sentences: dict[str, str]
    near: tuple[Incident, ...]
    history: tuple[Change, ...]
    reviews: tuple[Review, ...]


class ReportPage(Shape, frozen=True, kw_only=True):
    """A page of reports."""

    items: tuple[Listed, ...]
    next: str | None
    total: int


class ReportDossier(Shape, frozen=True, kw_only=True):
    """A report and what was read in it.

    `record` is as people corrected it, `originals` has the events as they were read where a review
    changed them, those rejected included; `incidents` names the incident of each event.
    """

    document: Document
    record: Record | None
    originals: dict[str, Event]
    reviews: tuple[Review, ...]
    incidents: dict[str, str]
    origins: tuple[Origin, ...]
    family: Family | None


class Segment(Shape, frozen=True, kw_only=True):
    """A run of text that both reports have, or only the first or second."""

    kind: Literal["same", "removed", "added"]
    text: str


class Difference(Shape, frozen=True, kw_only=True):
    """How the second report's text differs from the first's."""

    first: str
    second: str
    segments: tuple[Segment, ...]


class EventItem(Shape, frozen=True, kw_only=True):
    """An event with its report and incident, as people corrected it."""

    report: str
    incident: str | None
    event: Event
    reviewed: tuple[str, ...]


class EventPage(Shape, frozen=True, kw_only=True):
    """A page of events."""

    items: tuple[EventItem, ...]
    next: str | None
    total: int


class StatementItem(Shape, frozen=True, kw_only=True):
    """A statement with its report; `text` is what is said."""

    report: str
    statement: Statement
    text: str


class StatementPage(Shape, frozen=True, kw_only=True):
    """A page of statements."""

    items: tuple[StatementItem, ...]
    next: str | None
    total: int


class FigurePage(Shape, frozen=True, kw_only=True):
    """A page of figures."""

    items: tuple[FigureRow, ...]
    next: str | None
    total: int


class Places(Shape, frozen=True, kw_only=True):
    """Places of a name."""

    items: tuple[PlaceFound, ...]


class Parties(Shape, frozen=True, kw_only=True):
    """Parties of a name."""

    items: tuple[PartyFound, ...]


class Holdings(Shape, frozen=True, kw_only=True):
    """Who holds what on a day; `first` and `last` are the days of the earliest and latest claim."""

    at: str | None
    first: str | None
    last: str | None
    items: tuple[Holding, ...]


class Claims(Shape, frozen=True, kw_only=True):
    """Claims of control."""

    items: tuple[Control, ...]


class Timeline(Shape, frozen=True, kw_only=True):
    """Counts over time."""

    unit: str
    items: tuple[Count, ...]


class Hits(Shape, frozen=True, kw_only=True):
    """What a search found."""

    items: tuple[Hit, ...]


class Signals(Shape, frozen=True, kw_only=True):
    """What stands out, week by week."""

    since: str | None
    until: str | None
    items: tuple[Signal, ...]


class Changes(Shape, frozen=True, kw_only=True):
    """Lines of the journal; `next` is to be given as `since`."""

    items: tuple[Change, ...]
    next: int | None


class Stats(Shape, frozen=True, kw_only=True):
    """Rows by table, reports by coder, and the days of the first and last incident."""

    counts: dict[str, int]
    coders: dict[str, int]
    first: str | None
    last: str | None


class Health(Shape, frozen=True, kw_only=True):
    """That the desk and its store answer."""

    status: Literal["ok"]
    version: str
    changes: int


class Codes(Shape, frozen=True, kw_only=True):
    """The codebook."""

    version: str
    families: dict[str, str]
    types: tuple[EventType, ...]


class Reviews(Shape, frozen=True, kw_only=True):
    """Reviews in the order in which they were made."""

    items: tuple[Review, ...]


class Decisions(Shape, frozen=True, kw_only=True):
    """What people said of pairs of events: one happening (pin) or two (cut)."""

    items: tuple[Decision, ...]


class Doubt(Shape, frozen=True, kw_only=True):
    """An event that waits for a person.

    `value` is how much a look at it is worth: what is uncertain (`doubt`, 0 to 1) times what hangs
    on it; `fields` are the uncertain ones, the least certain first.
    """

    event: EventKey
    incident: str | None
    type: str
    place: str | None
    sentence: str
    value: float
    doubt: float
    killed: int
    standing: str | None
    fields: tuple[str, ...]


class Queue(Shape, frozen=True, kw_only=True):
    """What waits for a person, the most valuable first; `total` counts all that wait."""

    items: tuple[Doubt, ...]
    total: int


class Session(Shape, frozen=True, kw_only=True):
    """Who asks: `csrf` goes into the header X-CSRF-Token of whatever changes something.

    `login` says whether one has to log in, `sso` whether one can by an issuer of OpenID Connect.
    """

    name: str | None
    role: str | None
    csrf: str
    login: bool
    sso: bool = False


class Failure(Shape, frozen=True, kw_only=True):
    """A report of an import that was not added, and why; `line` of its file where known."""

    report: str
    what: str
    line: int | None = None


class Job(Shape, frozen=True, kw_only=True):
    """How far an import is."""

    id: str
    state: Literal["waiting", "running", "done", "failed"]
    files: tuple[str, ...]
    new: int
    known: int
    failed: int
    errors: tuple[Failure, ...]


class Done(Shape, frozen=True, kw_only=True):
    """What a change led to: the review's number and event, the incidents of the events now."""

    number: int | None = None
    event: str | None = None
    incidents: dict[str, str] = {}
