"""The tables of the store, the same in both databases; the migrations build them.

Days are proleptic ordinals (`date.toordinal`), open ends `EARLIEST` and `LATEST`. Keys of bands
and blocks are signed 64-bit numbers. `folded` names are those of `names.key_of`. Payloads and
records are JSON, compressed. What only one database has (full-text, boxes, triggers) is in
`migrations/`.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)

# The newest migration that this program knows; a test holds it to the migrations.
HEAD = "0001"
# "DTLN" in the header of a SQLite file: whose file it is.
APPLICATION_ID = 0x44544C4E
EARLIEST, LATEST = 0, 9_999_999
BOX = ("west", "south", "east", "north")

_Number = BigInteger().with_variant(Integer(), "sqlite")

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _number() -> Column[int]:
    return Column("number", _Number, primary_key=True, autoincrement=True)


def _text(name: str, *more: Any, null: bool = False) -> Column[str]:
    return Column(name, Text, *more, nullable=null)


def _integer(name: str, *, null: bool = False) -> Column[int]:
    return Column(name, Integer, nullable=null)


def _real(name: str, *, null: bool = True) -> Column[float]:
    return Column(name, Float(53), nullable=null)


def _blob(name: str, *, null: bool = False) -> Column[bytes]:
    return Column(name, LargeBinary, nullable=null)


def _of(table: str, name: str) -> Column[int]:
    return Column(name, _Number, ForeignKey(f"{table}.number"), nullable=False)


def _boxes() -> list[Column[Any]]:
    return [_real(side, null=False) for side in BOX]


documents = Table(
    "documents",
    metadata,
    _number(),
    _text("report"),
    _text("content"),
    _text("title", null=True),
    _text("publisher", null=True),
    _text("published", null=True),
    _text("coder", null=True),
    UniqueConstraint("report"),
    UniqueConstraint("content"),
)
texts = Table(
    "texts",
    metadata,
    Column(
        "number", _Number, ForeignKey("documents.number"), primary_key=True, autoincrement=False
    ),
    _text("title", null=True),
    _text("body"),
)
raws = Table("raws", metadata, _text("hash"), _blob("data"), PrimaryKeyConstraint("hash"))
origins = Table(
    "origins",
    metadata,
    _number(),
    _of("documents", "document"),
    _text("given"),
    _text("origin"),
    _text("at"),
    _text("fetched", null=True),
    Column("raw", Text, ForeignKey("raws.hash"), nullable=True),
    UniqueConstraint("given", "origin", "document"),
    Index(None, "document"),
)
records = Table(
    "records",
    metadata,
    _of("documents", "document"),
    _text("coder"),
    _blob("data"),
    PrimaryKeyConstraint("document", "coder"),
    sqlite_with_rowid=False,
)

events = Table(
    "events",
    metadata,
    _of("documents", "document"),
    _text("event"),
    _text("family"),
    _text("type"),
    _text("status"),
    _text("place", null=True),
    _text("folded", null=True),
    _real("lat"),
    _real("lon"),
    _integer("precision", null=True),
    _integer("start_day", null=True),
    _integer("end_day", null=True),
    _real("certainty"),
    _real("asserted"),
    PrimaryKeyConstraint("document", "event"),
    Index(None, "folded"),
    Index(None, "family", "start_day"),
    sqlite_with_rowid=False,
)
event_areas = Table(
    "event_areas",
    metadata,
    _number(),
    _of("documents", "document"),
    _text("event"),
    *_boxes(),
    Index(None, "document"),
)
places = Table(
    "places",
    metadata,
    _number(),
    _of("documents", "document"),
    _text("event"),
    _text("name"),
    _text("folded"),
    _real("lat"),
    _real("lon"),
    _integer("precision"),
    _text("relation"),
    Index(None, "document"),
    Index("ix_places_names", "folded", "lat", "lon", "precision", "name"),
)
parties = Table(
    "parties",
    metadata,
    _number(),
    _of("documents", "document"),
    _text("event"),
    _text("role"),
    _text("name"),
    _text("folded"),
    _text("side"),
    Index(None, "document"),
    Index("ix_parties_names", "folded", "side", "role", "name"),
    CheckConstraint("role IN ('actor', 'target')", name="role"),
)
statements = Table(
    "statements",
    metadata,
    _of("documents", "document"),
    _text("statement"),
    _text("source"),
    _text("folded"),
    _text("kind"),
    _text("stance"),
    PrimaryKeyConstraint("document", "statement"),
    Index(None, "folded"),
    sqlite_with_rowid=False,
)
terms = Table(
    "terms",
    metadata,
    _number(),
    _text("term"),
    _text("folded"),
    UniqueConstraint("term"),
)

fingerprints = Table(
    "fingerprints",
    metadata,
    Column(
        "number", _Number, ForeignKey("documents.number"), primary_key=True, autoincrement=False
    ),
    _blob("payload"),
)
bands = Table(
    "bands",
    metadata,
    Column("band", BigInteger, nullable=False),
    _of("documents", "document"),
    PrimaryKeyConstraint("band", "document"),
    Index(None, "document"),
    sqlite_with_rowid=False,
)
copy_links = Table(
    "copy_links",
    metadata,
    _text("first"),
    _text("second"),
    _blob("payload"),
    PrimaryKeyConstraint("first", "second"),
    Index(None, "second"),
    CheckConstraint("first < second", name="order"),
    sqlite_with_rowid=False,
)
families = Table(
    "families",
    metadata,
    _text("id"),
    _text("origin"),
    _integer("copies"),
    _blob("payload"),
    PrimaryKeyConstraint("id"),
)
members = Table(
    "members",
    metadata,
    _text("report"),
    Column("family", Text, ForeignKey("families.id"), nullable=False),
    PrimaryKeyConstraint("report"),
    Index(None, "family"),
    sqlite_with_rowid=False,
)

subjects = Table(
    "subjects",
    metadata,
    _number(),
    _of("documents", "document"),
    _text("event"),
    _blob("payload"),
    UniqueConstraint("document", "event"),
)
blocks = Table(
    "blocks",
    metadata,
    Column("block", BigInteger, nullable=False),
    Column("subject", _Number, ForeignKey("subjects.number", ondelete="CASCADE"), nullable=False),
    PrimaryKeyConstraint("block", "subject"),
    Index(None, "subject"),
    sqlite_with_rowid=False,
)
links = Table(
    "links",
    metadata,
    _text("first_report"),
    _text("first_event"),
    _text("second_report"),
    _text("second_event"),
    _real("score", null=False),
    _blob("reasons"),
    PrimaryKeyConstraint("first_report", "first_event", "second_report", "second_event"),
    Index(None, "second_report", "second_event"),
    sqlite_with_rowid=False,
)
decisions = Table(
    "decisions",
    metadata,
    _text("first_report"),
    _text("first_event"),
    _text("second_report"),
    _text("second_event"),
    _text("verdict"),
    _text("by"),
    _text("at"),
    _text("why"),
    PrimaryKeyConstraint("first_report", "first_event", "second_report", "second_event"),
    Index(None, "second_report", "second_event"),
)

incidents = Table(
    "incidents",
    metadata,
    _number(),
    _text("id"),
    _text("family"),
    _text("type"),
    _text("status"),
    _text("standing"),
    _text("place", null=True),
    _text("folded", null=True),
    _real("lat"),
    _real("lon"),
    _integer("precision", null=True),
    # What orders them: the day, and the same backwards; both LATEST without a date.
    _integer("day"),
    _integer("recency"),
    _integer("start_day", null=True),
    _integer("end_day", null=True),
    _integer("sources"),
    _integer("killed"),
    # The box around all areas, null without any; so many areas it stands for.
    *(_real(side) for side in BOX),
    _integer("areas"),
    UniqueConstraint("id"),
    Index(None, "day", "id"),
    Index(None, "recency", "id"),
    Index(None, "family", "day"),
    Index("ix_incidents_timeline", "day", "family", *BOX, "areas"),
    Index(None, "folded"),
)
incident_texts = Table(
    "incident_texts",
    metadata,
    Column(
        "number", _Number, ForeignKey("incidents.number"), primary_key=True, autoincrement=False
    ),
    _text("names"),
    _blob("payload"),
)
incident_events = Table(
    "incident_events",
    metadata,
    _text("report"),
    _text("event"),
    _of("incidents", "incident"),
    PrimaryKeyConstraint("report", "event"),
    Index(None, "incident"),
    sqlite_with_rowid=False,
)
incident_areas = Table(
    "incident_areas",
    metadata,
    _number(),
    _of("incidents", "incident"),
    *_boxes(),
    Index(None, "incident"),
)
incident_parties = Table(
    "incident_parties",
    metadata,
    _number(),
    _of("incidents", "incident"),
    _text("role"),
    _text("name"),
    _text("folded"),
    _text("side"),
    Index(None, "incident"),
    Index("ix_incident_parties_names", "folded", "side", "incident"),
    Index(None, "side", "incident"),
)
figures = Table(
    "figures",
    metadata,
    _number(),
    _of("incidents", "incident"),
    _text("kind"),
    _text("group"),
    _text("side"),
    _integer("low", null=True),
    _integer("high", null=True),
    _integer("best", null=True),
    Index(None, "incident"),
)

controls = Table(
    "controls",
    metadata,
    _number(),
    _text("report"),
    _text("event"),
    _text("folded"),
    _integer("day"),
    _blob("payload"),
    Index(None, "report", "event"),
    Index(None, "folded", "day"),
)
signals = Table(
    "signals",
    metadata,
    _text("area"),
    _text("week"),
    _text("kind"),
    _text("family"),
    _blob("payload"),
    PrimaryKeyConstraint("area", "week", "kind", "family"),
    Index(None, "week"),
)

users = Table(
    "users",
    metadata,
    _text("name"),
    _text("role"),
    _text("password_hash"),
    _text("created"),
    PrimaryKeyConstraint("name"),
)
reviews = Table(
    "reviews",
    metadata,
    _number(),
    _text("report"),
    _text("event"),
    _text("field"),
    _text("value"),
    _text("by"),
    _text("at"),
    _text("why"),
    _text("undone_by", null=True),
    Index(None, "report", "event"),
)
journal = Table(
    "journal",
    metadata,
    _number(),
    _text("at"),
    _text("who"),
    _text("action"),
    _text("subject"),
    _text("detail"),
    Index(None, "at"),
    Index(None, "subject"),
    sqlite_autoincrement=True,
)
