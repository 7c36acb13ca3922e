"""The types of an event record: what one report is turned into (codebook §3 to §6).

All are immutable, checked when made, and turn into JSON and back without loss:

>>> place = Place(name="Kupyansk", span=Span(10, 18), lat=49.71, lon=37.61)
>>> from_json(to_json(place), Place) == place
True

Spans are 0-based, end-exclusive character offsets (code points) into the report's untouched text.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from dateline.codebook import codebook
from dateline.errors import RecordError
from dateline.geometry import Extent
from dateline.intervals import Interval, require, require_date
from dateline.intervals import TimePrecision as TimePrecision
from dateline.serial import from_json as from_json
from dateline.serial import to_json as to_json
from dateline.spans import Filler as Filler
from dateline.spans import Span as Span
from dateline.spans import ViolenceMention as ViolenceMention
from dateline.spans import Zone as Zone
from dateline.spans import ZoneKind as ZoneKind
from dateline.spans import spans_of as spans_of

Status = Literal[
    "happened", "ongoing", "attempted", "planned", "threatened", "feared", "hypothetical", "denied"
]
# What befell people, then things: `lost` is destroyed, `damaged` less than that.
HarmKind = Literal["killed", "wounded", "missing", "captured", "displaced", "lost", "damaged"]
SourceKind = Literal[
    "party", "government", "international", "civilian", "media", "analyst", "anonymous"
]
Stance = Literal["asserts", "denies", "doubts", "predicts", "demands", "promises", "condemns"]
PublishedBasis = Literal["given", "inferred", "unknown"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """One report as read in, with what is known of it (codebook §6)."""

    id: str
    text: str
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: str | None = None
    published_basis: PublishedBasis = "unknown"
    dateline: str | None = None
    language: str = "en"
    zones: tuple[Zone, ...] = ()

    def __post_init__(self) -> None:
        require(bool(self.id), "a document needs an id")
        require_date(self.published, "published")
        require(
            (self.published is None) == (self.published_basis == "unknown"),
            "published and published_basis contradict each other: a date is 'given' or 'inferred',"
            " no date is 'unknown'",
        )


class Party(msgspec.Struct, frozen=True, kw_only=True):
    """Who acts or suffers.

    `side` is the ISO 3166 alpha-3 code of the state the party serves, the short name of an armed
    group, "civilians" or "unknown". `alleged` marks a suspected actor.

    `canonical` is the name in its normal form ("128th Mountain Assault Brigade", "Revolutionary
    Armed Forces of Colombia"), null where none is known; `echelon` the size of a unit by name
    ("brigade"); `parents` what it belongs to, the nearest first ("28th Mechanized Brigade", "Armed
    Forces of Ukraine", "Ukraine").
    """

    name: str
    side: str = "unknown"
    span: Span | None = None
    alleged: bool = False
    canonical: str | None = None
    echelon: str | None = None
    parents: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        require(bool(self.name) and bool(self.side), "a party needs a name and a side")


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where something happened; never finer than the text (codebook §4).

    `lat` and `lon` are WGS 84 degrees of the named place (centroid of an area), null when the
    place is not in the gazetteer. `precision` runs from 1 (exact) to 7 (unknown). `extent` is the
    ground meant, null for a mere point.
    """

    name: str
    span: Span | None = None
    lat: float | None = None
    lon: float | None = None
    relation: str = "in"
    precision: int = 1
    extent: Extent | None = None
    more_places: tuple[Place, ...] = ()

    def __post_init__(self) -> None:
        require(bool(self.name), "a place needs a name")
        require(1 <= self.precision <= 7, f"place precision {self.precision} is not 1 to 7")
        require(
            (self.lat is None) == (self.lon is None), "a place has both lat and lon, or neither"
        )
        if self.lat is not None and self.lon is not None:
            require(
                -90 <= self.lat <= 90 and -180 <= self.lon <= 180,
                f"lat {self.lat}, lon {self.lon} is not on the globe",
            )


class Period(Interval, frozen=True, kw_only=True):
    """When: an interval of whole days, both ends inclusive, null where open or unproved."""

    span: Span | None = None


class Casualty(msgspec.Struct, frozen=True, kw_only=True):
    """One figure of harm: `low` to `high` people or things, null where the text sets no bound.

    `claimant` is who gives the figure, null where the outlet does itself.
    """

    kind: HarmKind
    group: str
    side: str = "unknown"
    low: int | None = None
    high: int | None = None
    rate: str | None = None
    span: Span | None = None
    claimant: Source | None = None

    def __post_init__(self) -> None:
        for bound in (self.low, self.high):
            require(bound is None or bound >= 0, f"casualty figure {bound} is negative")
        if self.low is not None and self.high is not None:
            require(self.low <= self.high, f"casualty figure runs from {self.low} to {self.high}")


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """Who says so."""

    name: str
    kind: SourceKind
    span: Span | None = None

    def __post_init__(self) -> None:
        require(bool(self.name), "a source needs a name")


class Denial(msgspec.Struct, frozen=True, kw_only=True):
    """Who denies the event."""

    name: str
    span: Span | None = None


class Confidence(msgspec.Struct, frozen=True, kw_only=True):
    """The chance that each field of an event is right, calibrated on coded reports.

    `type` is that of a happening of this type there at all, the others hold if there is one.
    """

    type: float
    place: float
    time: float
    status: float
    actors: float
    targets: float


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One happening in one report (codebook §3).

    `certainty` is how sure a reader of the fullest mention would be that it happened, from -3
    (certainly not, or not yet) to 3; `asserted` the calibrated chance that whoever tells it there
    says that it did happen or goes on. `confidence` is how sure Dateline is of its own reading.
    All three are null in records that people coded.
    """

    id: str
    type: str
    status: Status
    trigger: Span
    evidence: tuple[Span, ...]
    actors: tuple[Party, ...] = ()
    targets: tuple[Party, ...] = ()
    place: Place | None = None
    time: Period | None = None
    weapons: tuple[str, ...] = ()
    casualties: tuple[Casualty, ...] = ()
    source: Source | None = None
    denied_by: tuple[Denial, ...] = ()
    certainty: float | None = None
    asserted: float | None = None
    confidence: Confidence | None = None

    def __post_init__(self) -> None:
        require(self.type in codebook(), f"{self.type!r} is no event type of the codebook")
        require(bool(self.evidence), f"event {self.id} has no evidence")

    @property
    def family(self) -> str:
        """The part of the type before the slash."""
        return self.type.split("/")[0]


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """One piece of attributed speech (codebook §5).

    `via` is the outlet that carries another's words ("Reuters quoted the army as saying").
    """

    id: str
    source: Source
    content: Span
    stance: Stance = "asserts"
    cue: Span | None = None
    about: tuple[str, ...] = ()
    via: Source | None = None


class TimeMention(msgspec.Struct, frozen=True, kw_only=True):
    """A time expression: TIMEX3 `type` and `value`, and the interval it stands for.

    `anchor` is the ISO date (or prefix of one) the value was reckoned from, null where none was;
    `offset` is the UTC offset ("-05:00") of a clock time whose zone the text gives; `dates_report`
    marks what proves the report's own date.
    """

    span: Span
    type: TimexType
    value: str
    period: Period | None = None
    anchor: str | None = None
    offset: str | None = None
    dates_report: bool = False


class Namesake(msgspec.Struct, frozen=True, kw_only=True):
    """A place that a name could have stood for, and was judged less likely to."""

    name: str
    lat: float
    lon: float
    country: str | None = None
    geonameid: int | None = None


class PlaceMention(msgspec.Struct, frozen=True, kw_only=True):
    """A place name in the text and the place it was resolved to.

    `kind` is what sort of place (settlement, admin1, admin2, country, region, water, facility,
    adjective); `country` an ISO 3166 alpha-3 code; `admin1` the name of the first-order division.
    An adjective ("Turkish") is a mention but never the place of an event.

    `extent` is the ground the words mean ("10 km south of Orikhiv"), null for a mere point.
    `resolved` is false where no gazetteer knows the name: the point, if any, is then that of the
    division it is said to lie in. `confidence` is the chance that the point is right (within 25 km
    for a town, 161 km for an area), null where nothing was chosen; `alternatives` are the next
    likeliest places of that name.
    """

    span: Span
    name: str
    kind: str
    lat: float | None = None
    lon: float | None = None
    relation: str = "in"
    precision: int = 1
    country: str | None = None
    admin1: str | None = None
    geonameid: int | None = None
    population: int = 0
    extent: Extent | None = None
    resolved: bool = True
    confidence: float | None = None
    alternatives: tuple[Namesake, ...] = ()

    def place(self) -> Place:
        """This mention as the place of an event."""
        return Place(
            name=self.name,
            span=self.span,
            lat=self.lat,
            lon=self.lon,
            relation=self.relation,
            precision=self.precision,
            extent=self.extent,
        )


class PartyMention(msgspec.Struct, frozen=True, kw_only=True):
    """A phrase that names a party.

    `span` covers the name, `head` its syntactic head word; `name` is the fullest name the report
    gives the same party, `kind` one of state, force, unit, group, office, person, organisation,
    international, media, civilians, witness, analyst, anonymous, pronoun. `canonical`, `echelon`
    and `parents` are as in a Party.
    """

    span: Span
    head: Span
    name: str
    side: str
    kind: str
    canonical: str | None = None
    echelon: str | None = None
    parents: tuple[str, ...] = ()

    def party(self, *, alleged: bool = False) -> Party:
        """This mention as an actor or target."""
        return Party(
            name=self.name,
            side=self.side,
            span=self.span,
            alleged=alleged,
            canonical=self.canonical,
            echelon=self.echelon,
            parents=self.parents,
        )


class Layers(msgspec.Struct, frozen=True, kw_only=True):
    """Every mention the reader found, whether or not an event uses it."""

    places: tuple[PlaceMention, ...] = ()
    times: tuple[TimeMention, ...] = ()
    parties: tuple[PartyMention, ...] = ()
    fillers: tuple[Filler, ...] = ()
    violence: tuple[ViolenceMention, ...] = ()


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """A document's events and statements together: what the reader returns.

    Raises:
        RecordError: a span runs past the text, or a statement is about an event that is not there.
    """

    document: Document
    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()
    layers: Layers | None = None

    def __post_init__(self) -> None:
        limit = len(self.document.text)
        for span in spans_of(self):
            if span.end > limit:
                raise RecordError(
                    f"span {span.start}-{span.end} runs past the text ({limit} characters)",
                    self.document.id,
                )
        known = {event.id for event in self.events}
        for statement in self.statements:
            if missing := set(statement.about) - known:
                raise RecordError(
                    f"statement {statement.id} is about unknown events {sorted(missing)}",
                    self.document.id,
                )

    def text_of(self, span: Span) -> str:
        """The characters `span` covers in this record's report."""
        return span.of(self.document.text)

    def __repr__(self) -> str:
        return (
            f"<Record {self.document.id}: {len(self.events)} events,"
            f" {len(self.statements)} statements, published {self.document.published}>"
        )

    def _repr_html_(self) -> str:
        # The page writer is a later room; only a notebook that shows a record needs it.
        from importlib import import_module

        return str(import_module("dateline.exports.page").fragment(self))


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a Record, with the codebook's event types as an enumeration."""
    schema = msgspec.json.schema(Record)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["$defs"]["Event"]["properties"]["type"]["enum"] = [kind.name for kind in codebook()]
    return schema
