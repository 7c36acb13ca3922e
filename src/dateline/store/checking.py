"""Whether a store is sound: the file, the references, the parts that repeat other parts."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, select, text

from dateline.errors import DatelineError
from dateline.incidents import Control, Family, Incident
from dateline.store.base import batches, unpack
from dateline.store.documents import RECORDS, DocumentReads, coded_of
from dateline.store.schema import (
    controls,
    documents,
    events,
    families,
    incident_texts,
    incidents,
    reviews,
)

# How many cases a problem names; the rest is counted.
_NAMED = 5

# What must not exist, and how it is told: the query gives the names of the cases.
_RULES = (
    (
        "reports without a text",
        "SELECT report FROM documents WHERE number NOT IN (SELECT number FROM texts)",
    ),
    (
        "reports without an origin",
        "SELECT report FROM documents WHERE number NOT IN (SELECT document FROM origins)",
    ),
    (
        "reports whose newest reading is not kept",
        "SELECT report FROM documents d WHERE coder IS NOT NULL AND NOT EXISTS"
        " (SELECT 1 FROM records r WHERE r.document = d.number AND r.coder = d.coder)",
    ),
    (
        "reports with a fingerprint and no family",
        "SELECT report FROM documents WHERE number IN (SELECT number FROM fingerprints)"
        " AND report NOT IN (SELECT report FROM members)"
        " AND EXISTS (SELECT 1 FROM families)",
    ),
    (
        "copies that are no report",
        "SELECT report FROM members WHERE report NOT IN (SELECT report FROM documents)",
    ),
    (
        "families whose copies are miscounted",
        "SELECT id FROM families f WHERE copies <>"
        " (SELECT count(*) FROM members m WHERE m.family = f.id)",
    ),
    (
        "events of incidents that no reading has",
        # A report without events is linked as a whole, as the event "".
        "SELECT i.report || '#' || i.event FROM incident_events i"
        " WHERE i.event <> '' AND NOT EXISTS"
        " (SELECT 1 FROM events e JOIN documents d ON d.number = e.document"
        " WHERE d.report = i.report AND e.event = i.event) AND NOT EXISTS"
        # What a reader missed and a person added.
        " (SELECT 1 FROM reviews r WHERE r.report = i.report AND r.event = i.event"
        " AND r.field = 'event' AND r.undone_by IS NULL)",
    ),
    (
        "events to be linked that no reading has",
        "SELECT d.report || '#' || s.event FROM subjects s JOIN documents d"
        " ON d.number = s.document WHERE s.event <> '' AND NOT EXISTS"
        " (SELECT 1 FROM events e WHERE e.document = s.document AND e.event = s.event)"
        " AND NOT EXISTS (SELECT 1 FROM reviews r WHERE r.report = d.report"
        " AND r.event = s.event AND r.field = 'event' AND r.undone_by IS NULL)",
    ),
    (
        "incidents without an event",
        "SELECT id FROM incidents WHERE number NOT IN (SELECT incident FROM incident_events)",
    ),
    (
        "incidents without their content",
        "SELECT id FROM incidents WHERE number NOT IN (SELECT number FROM incident_texts)",
    ),
)


_OUT_OF_STEP = (
    "SELECT number FROM THESE WHERE number NOT IN (SELECT id FROM THOSE)"
    " UNION ALL SELECT id FROM THOSE WHERE id NOT IN (SELECT number FROM THESE)"
)
_SQLITE_RULES = tuple(
    (
        f"rows of {table} out of step with {index}",
        _OUT_OF_STEP.replace("THESE", table).replace("THOSE", ids),
    )
    for table, index, ids in (
        ("texts", "texts_search", "texts_search_docsize"),
        ("incident_texts", "incidents_search", "incidents_search_docsize"),
        ("terms", "terms_search", "terms_search_docsize"),
        ("event_areas", "event_areas_boxes", "(SELECT number AS id FROM event_areas_boxes)"),
        (
            "incident_areas",
            "incident_areas_boxes",
            "(SELECT number AS id FROM incident_areas_boxes)",
        ),
    )
)
_PAYLOADS: tuple[tuple[str, type[msgspec.Struct], Select[Any]], ...] = (
    ("families", Family, select(families.c.id, families.c.payload)),
    (
        "incidents",
        Incident,
        select(incidents.c.id, incident_texts.c.payload).join(incident_texts),
    ),
    ("claims of control", Control, select(controls.c.report, controls.c.payload)),
)


class CheckReads(DocumentReads):
    """Checking what is there at one moment."""

    def check(self) -> list[str]:
        """What is wrong with the store, one sentence a problem; empty where it is sound.

        Reads everything once: the database's own check, references, the search and box indexes
        against their tables, each record, family and incident.
        """
        with self._reading() as connection:
            if damage := list(_damage(connection)):
                return damage  # what is damaged cannot be read further
            rules = (*_RULES, *(_SQLITE_RULES if connection.dialect.name == "sqlite" else ()))
            problems = [
                _problem(told, sorted(map(str, cases)))
                for told, query in rules
                if (cases := connection.execute(text(query)).scalars().all())
            ]
        return [*problems, *self._record_problems(), *self._payload_problems()]

    def _record_problems(self) -> Iterator[str]:
        """Records that cannot be read, or whose events are not those of the table."""
        broken, differing = [], []
        kept = select(events.c.document, events.c.event)
        own, judged = self._said("event"), self._said("verdict")
        for ids in batches(self.reports(), 200):
            rows = list(self._rows_in(RECORDS, documents.c.report, ids))
            numbers = {row.number for row in rows}
            keys: dict[int, set[str]] = {number: set() for number in numbers}
            for row in self._rows_in(kept, events.c.document, numbers):
                keys[row.document].add(row.event)
            for row in rows:
                try:
                    record = coded_of(row).record
                except (DatelineError, ValueError, zlib.error) as error:
                    broken.append(f"{row.report} by {row.coder} ({error})")
                    continue
                told, has = {event.id for event in record.events}, keys[row.number]
                free = own[row.report] | judged[row.report]
                if row.coder == row.newest and told - free != has - free:
                    differing.append(row.report)
        if broken:
            yield _problem("records that cannot be read", broken)
        if differing:
            yield _problem("reports whose events are not those of their record", differing)

    def _said(self, field: str) -> dict[str, set[str]]:
        """The events of each report on which there is a review of this field."""
        query = select(reviews.c.report, reviews.c.event)
        found: defaultdict[str, set[str]] = defaultdict(set)
        for row in self._rows(query.where(reviews.c.field == field)):
            found[row.report].add(row.event)
        return found

    def _payload_problems(self) -> Iterator[str]:
        """Families, incidents and claims of control that cannot be read."""
        for told, kind, query in _PAYLOADS:
            broken = []
            for row in self._stream(query):
                try:
                    unpack(row.payload, kind)
                except (DatelineError, ValueError, zlib.error):
                    broken.append(str(row[0]))
            if broken:
                yield _problem(f"{told} that cannot be read", broken)


def _damage(connection: Connection) -> Iterator[str]:
    if connection.dialect.name != "sqlite":
        return
    for row in connection.execute(text("PRAGMA integrity_check")).scalars():
        if row != "ok":
            yield f"the file is damaged: {row}"
            return
    for table, number, other, _ in connection.execute(text("PRAGMA foreign_key_check")):
        yield f"row {number} of {table} refers to a row of {other} that is not there"


def _problem(told: str, cases: list[str]) -> str:
    more = f" and {len(cases) - _NAMED} more" if len(cases) > _NAMED else ""
    return f"{told}: {', '.join(cases[:_NAMED])}{more}"
