"""The tables of the store, the same in both databases; the migrations build them.

Days are proleptic ordinals (`date.toordinal`), open ends `EARLIEST` and `LATEST`. Keys of bands
and blocks are signed 64-bit numbers. `folded` names are those of `names.key_of`. Payloads and
records are JSON, compressed. What only one database has (full-text, boxes, triggers) is in
`migrations/`.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)

from dateline.store.columns import APPLICATION_ID as APPLICATION_ID
from dateline.store.columns import BOX as BOX
from dateline.store.columns import EARLIEST as EARLIEST
from dateline.store.columns import HEAD as HEAD
from dateline.store.columns import LATEST as LATEST
from dateline.store.columns import Number, blob, boxes, numbered, of, real, whole, words
from dateline.store.columns import metadata as metadata

documents = Table(
    "documents",
    metadata,
    numbered(),
    words("report"),
    words("content"),
    words("title", null=True),
    words("publisher", null=True),
    words("published", null=True),
    words("coder", null=True),
    words("url", null=True),
    UniqueConstraint("report"),
    UniqueConstraint("content"),
)
texts = Table(
    "texts",
    metadata,
    Column("number", Number, ForeignKey("documents.number"), primary_key=True, autoincrement=False),
    words("title", null=True),
    words("body"),
)
raws = Table("raws", metadata, words("hash"), blob("data"), PrimaryKeyConstraint("hash"))
origins = Table(
    "origins",
    metadata,
    numbered(),
    of("documents", "document"),
    words("given"),
    words("origin"),
    words("at"),
    words("fetched", null=True),
    Column("raw", Text, ForeignKey("raws.hash"), nullable=True),
    UniqueConstraint("given", "origin", "document"),
    Index(None, "document"),
)
records = Table(
    "records",
    metadata,
    of("documents", "document"),
    words("coder"),
    blob("data"),
    PrimaryKeyConstraint("document", "coder"),
    sqlite_with_rowid=False,
)

events = Table(
    "events",
    metadata,
    of("documents", "document"),
    words("event"),
    words("family"),
    words("type"),
    words("status"),
    words("place", null=True),
    words("folded", null=True),
    real("lat"),
    real("lon"),
    whole("precision", null=True),
    whole("start_day", null=True),
    whole("end_day", null=True),
    real("certainty"),
    real("asserted"),
    PrimaryKeyConstraint("document", "event"),
    Index(None, "folded"),
    Index(None, "family", "start_day"),
    sqlite_with_rowid=False,
)
event_areas = Table(
    "event_areas",
    metadata,
    numbered(),
    of("documents", "document"),
    words("event"),
    *boxes(),
    Index(None, "document"),
)
places = Table(
    "places",
    metadata,
    numbered(),
    of("documents", "document"),
    words("event"),
    words("name"),
    words("folded"),
    real("lat"),
    real("lon"),
    whole("precision"),
    words("relation"),
    Index(None, "document"),
    Index("ix_places_names", "folded", "lat", "lon", "precision", "name"),
)
parties = Table(
    "parties",
    metadata,
    numbered(),
    of("documents", "document"),
    words("event"),
    words("role"),
    words("name"),
    words("folded"),
    words("side"),
    Index(None, "document"),
    Index("ix_parties_names", "folded", "side", "role", "name"),
    CheckConstraint("role IN ('actor', 'target')", name="role"),
)
statements = Table(
    "statements",
    metadata,
    of("documents", "document"),
    words("statement"),
    words("source"),
    words("folded"),
    words("kind"),
    words("stance"),
    PrimaryKeyConstraint("document", "statement"),
    Index(None, "folded"),
    sqlite_with_rowid=False,
)
terms = Table(
    "terms",
    metadata,
    numbered(),
    words("term"),
    words("folded"),
    UniqueConstraint("term"),
)

fingerprints = Table(
    "fingerprints",
    metadata,
    Column("number", Number, ForeignKey("documents.number"), primary_key=True, autoincrement=False),
    blob("payload"),
)
bands = Table(
    "bands",
    metadata,
    Column("band", BigInteger, nullable=False),
    of("documents", "document"),
    PrimaryKeyConstraint("band", "document"),
    Index(None, "document"),
    sqlite_with_rowid=False,
)
copy_links = Table(
    "copy_links",
    metadata,
    words("first"),
    words("second"),
    blob("payload"),
    PrimaryKeyConstraint("first", "second"),
    Index(None, "second"),
    CheckConstraint("first < second", name="order"),
    sqlite_with_rowid=False,
)
families = Table(
    "families",
    metadata,
    words("id"),
    words("origin"),
    whole("copies"),
    blob("payload"),
    PrimaryKeyConstraint("id"),
)
members = Table(
    "members",
    metadata,
    words("report"),
    Column("family", Text, ForeignKey("families.id"), nullable=False),
    PrimaryKeyConstraint("report"),
    Index(None, "family"),
    sqlite_with_rowid=False,
)

subjects = Table(
    "subjects",
    metadata,
    numbered(),
    of("documents", "document"),
    words("event"),
    blob("payload"),
    UniqueConstraint("document", "event"),
)
blocks = Table(
    "blocks",
    metadata,
    Column("block", BigInteger, nullable=False),
    Column("subject", Number, ForeignKey("subjects.number", ondelete="CASCADE"), nullable=False),
    PrimaryKeyConstraint("block", "subject"),
    Index(None, "subject"),
    sqlite_with_rowid=False,
)
# Each link from both its ends, so that an event's neighbours lie together.
links = Table(
    "links",
    metadata,
    Column("subject", Number, ForeignKey("subjects.number"), nullable=False),
    Column("other", Number, ForeignKey("subjects.number"), nullable=False),
    real("score", null=False),
    PrimaryKeyConstraint("subject", "other"),
    sqlite_with_rowid=False,
)
decisions = Table(
    "decisions",
    metadata,
    words("first_report"),
    words("first_event"),
    words("second_report"),
    words("second_event"),
    words("verdict"),
    words("by"),
    words("at"),
    words("why"),
    PrimaryKeyConstraint("first_report", "first_event", "second_report", "second_event"),
    Index(None, "second_report", "second_event"),
)

incidents = Table(
    "incidents",
    metadata,
    numbered(),
    words("id"),
    words("family"),
    words("type"),
    words("status"),
    words("standing"),
    words("place", null=True),
    words("folded", null=True),
    real("lat"),
    real("lon"),
    whole("precision", null=True),
    # What orders them: the day, and the same backwards; both LATEST without a date.
    whole("day"),
    whole("recency"),
    whole("start_day", null=True),
    whole("end_day", null=True),
    whole("sources"),
    whole("killed"),
    # The box around all areas, null without any; so many areas it stands for.
    *(real(side) for side in BOX),
    whole("areas"),
    # Kinds of source that tell it, a bit for each of `TELLERS`.
    whole("told_by"),
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
    Column("number", Number, ForeignKey("incidents.number"), primary_key=True, autoincrement=False),
    words("names"),
    blob("payload"),
)
incident_events = Table(
    "incident_events",
    metadata,
    words("report"),
    words("event"),
    of("incidents", "incident"),
    words("name"),  # the id of the incident if this event came first in it
    PrimaryKeyConstraint("report", "event"),
    Index(None, "incident"),
    Index(None, "name"),
    sqlite_with_rowid=False,
)
incident_areas = Table(
    "incident_areas",
    metadata,
    numbered(),
    of("incidents", "incident"),
    *boxes(),
    Index(None, "incident"),
)
incident_parties = Table(
    "incident_parties",
    metadata,
    numbered(),
    of("incidents", "incident"),
    words("role"),
    words("name"),
    words("folded"),
    words("side"),
    Index(None, "incident"),
    Index("ix_incident_parties_names", "folded", "side", "incident"),
    Index(None, "side", "incident"),
)
figures = Table(
    "figures",
    metadata,
    numbered(),
    of("incidents", "incident"),
    words("kind"),
    words("group"),
    words("side"),
    whole("low", null=True),
    whole("high", null=True),
    whole("best", null=True),
    Index(None, "incident"),
)

controls = Table(
    "controls",
    metadata,
    numbered(),
    words("report"),
    words("event"),
    words("folded"),
    whole("day"),
    blob("payload"),
    Index(None, "report", "event"),
    Index(None, "folded", "day"),
)
users = Table(
    "users",
    metadata,
    words("name"),
    words("role"),
    words("password_hash"),
    words("created"),
    PrimaryKeyConstraint("name"),
)
reviews = Table(
    "reviews",
    metadata,
    numbered(),
    words("report"),
    words("event"),
    words("field"),
    words("value"),
    words("by"),
    words("at"),
    words("why"),
    words("undone_by", null=True),
    Index(None, "report", "event"),
)
journal = Table(
    "journal",
    metadata,
    numbered(),
    words("at"),
    words("who"),
    words("action"),
    words("subject"),
    words("detail"),
    Index(None, "at"),
    Index(None, "subject"),
    sqlite_autoincrement=True,
)
