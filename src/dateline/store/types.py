"""What goes into the store beside records and incidents, and what its queries give back."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

import msgspec

from dateline.errors import StoreError
from dateline.incidents import EventKey, Standing, Teller
from dateline.intervals import require_date
from dateline.records import Document, Record, Span, Status

Unit = Literal["day", "week", "month"]
Role = Literal["viewer", "coder", "editor", "admin"]


class Added(NamedTuple):
    """What became of a report: the id it has in the store, and whether it was not there before."""

    report: str
    new: bool


class Fetch(msgspec.Struct, frozen=True, kw_only=True):
    """How a report was fetched: from where, when (ISO date and time), and what the server said."""

    url: str | None = None
    at: str | None = None
    media_type: str | None = None
    etag: str | None = None
    modified: str | None = None


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """One way by which a report came in: the path, URL or line, and the id it had there.

    `at` is when it was added (ISO, UTC). Whether its raw bytes are kept says `raw`.
    """

    report: str
    given: str
    origin: str
    at: str
    raw: bool = False
    fetched: Fetch | None = None


class Box(NamedTuple):
    """Degrees, borders included; one whose west lies east of its east crosses the antimeridian."""

    west: float
    south: float
    east: float
    north: float


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """Which incidents to give, in which order. What is left empty does not narrow.

    Several values of one field mean any of them; different fields all have to hold.

    Args:
        families: event families ("strike"). `types`: event types ("strike/drone").
        statuses, standings: as in an Incident.
        sides: codes of sides, any of which acts or suffers.
        box: degrees; the incident's place or the ground it covers meets it.
        place: a place's name, compared without case and diacritics.
        start, end: ISO dates, inclusive; the incident's period meets them. Undated ones do not.
        sources: at least so many independent sources. `killed`: at least so many by the best
            figure of any one group (its lowest where there is no best).
        told_by: kinds of source, any of which tells it.
        located: whether its place has a point.
        text: words, each found in a name of a place, party or weapon of it (substring, any case).
        ids: incidents by id. `reports`: any incident told of by one of these reports.
        newest: latest first; else earliest first. Undated ones always come last, ties go by id.
        limit: at most so many. `offset`: skip so many. `after`: only those that come after the
            incident of this id in the order asked for.

    Raises:
        RecordError: a date is not ISO.
    """

    families: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    statuses: tuple[Status, ...] = ()
    standings: tuple[Standing, ...] = ()
    sides: tuple[str, ...] = ()
    box: Box | None = None
    place: str | None = None
    start: str | None = None
    end: str | None = None
    sources: int = 0
    killed: int = 0
    told_by: tuple[Teller, ...] = ()
    located: bool | None = None
    text: str | None = None
    ids: tuple[str, ...] | None = None
    reports: tuple[str, ...] | None = None
    newest: bool = False
    limit: int | None = None
    offset: int = 0
    after: str | None = None

    def __post_init__(self) -> None:
        require_date(self.start, "start of the filter")
        require_date(self.end, "end of the filter")


class Coded(NamedTuple):
    """A record and the coder (program version or person) whose reading it is."""

    record: Record
    coder: str


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """What a search found: a report by its title or text, or an incident by its names.

    `field` says where ("title", "text", "names"), `snippet` is a piece of it, `matches` are the
    found words as offsets into the snippet, `span` the first as offsets into the whole field.
    `exact` is false where only similar words were found.
    """

    kind: Literal["report", "incident"]
    id: str
    field: Literal["title", "text", "names"]
    snippet: str
    matches: tuple[Span, ...]
    span: Span
    title: str | None = None
    published: str | None = None
    exact: bool = True


class Count(msgspec.Struct, frozen=True, kw_only=True):
    """So many incidents of one family of types began in the period that starts on this ISO date."""

    period: str
    family: str
    incidents: int


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the journal: what was done to what, when (ISO, UTC) and by whom."""

    number: int
    at: str
    who: str
    action: str
    subject: str
    detail: dict[str, Any] = {}


class PlaceFound(msgspec.Struct, frozen=True, kw_only=True):
    """A place of the store by its name, and how many events and incidents lie there."""

    name: str
    lat: float | None
    lon: float | None
    precision: int
    events: int
    incidents: int
    exact: bool = True


class PartyFound(msgspec.Struct, frozen=True, kw_only=True):
    """A party of the store by its name: so many events that it did, so many done to it."""

    name: str
    side: str
    acts: int
    suffers: int
    incidents: int
    exact: bool = True


class User(msgspec.Struct, frozen=True, kw_only=True):
    """Who may work with the store; `created` is ISO date and time.

    As in shadow(5), "!" before the hash locks the account, "*" as hash is that of no password.
    """

    name: str
    role: Role
    password_hash: str
    created: str

    @property
    def disabled(self) -> bool:
        """Whether nobody is let in under this name."""
        return self.password_hash.startswith("!")


class Pass(msgspec.Struct, frozen=True, kw_only=True):
    """A user's session, or a token that programs use; moments are ISO, UTC.

    `scope` is the highest role in which it may act, `label` what the user calls a token. One
    without `expires` holds until it is taken away.
    """

    kind: Literal["session", "token"]
    user: str
    label: str
    scope: Role
    created: str
    expires: str | None = None


class Review(msgspec.Struct, frozen=True, kw_only=True):
    """A person's change to one field of an event; it outlives any new reading.

    `value` is plain JSON data, `at` ISO date and time. `number` is given by the store,
    `undone_by` names who took it back.
    """

    event: EventKey
    field: str
    value: Any
    by: str
    at: str
    why: str = ""
    number: int = 0
    undone_by: str | None = None


def plain(document: Document) -> Document:
    """The document as it was given: without what the reader infers of it."""
    given = document.published_basis == "given"
    return msgspec.structs.replace(
        document,
        published=document.published if given else None,
        published_basis="given" if given else "unknown",
        dateline=None,
        language="en",
        zones=(),
    )


def unknown(what: str, name: str) -> StoreError:
    """The error for something that is not in the store."""
    return StoreError(f"there is no such {what} in the store", name)
