"""Reports as they came in, and what each coder read in them."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from sqlalchemy import Row, Select, func, select

from dateline.errors import StoreError
from dateline.incidents import EventKey
from dateline.records import Document, Event, Layers, Record, Statement
from dateline.store.base import Reads, batches, now, pack, unpack
from dateline.store.derived import (
    area_rows,
    event_rows,
    party_rows,
    place_rows,
    statement_rows,
)
from dateline.store.linkage import SubjectWrites
from dateline.store.names import words_of
from dateline.store.schema import (
    controls,
    documents,
    event_areas,
    events,
    origins,
    parties,
    places,
    raws,
    records,
    statements,
    texts,
)
from dateline.store.types import Added, Coded, Fetch, Origin, plain

_DERIVED = (event_areas, places, parties, statements, events)


class _Reading(msgspec.Struct, frozen=True):
    """A record without the text of its report, which is kept once."""

    document: Document
    events: tuple[Event, ...]
    statements: tuple[Statement, ...]
    layers: Layers | None


_DOCUMENT = select(
    documents.c.number,
    documents.c.report,
    documents.c.title,
    documents.c.publisher,
    documents.c.published,
    documents.c.url,
    texts.c.body,
).join(texts, texts.c.number == documents.c.number)
RECORDS = (
    select(
        documents.c.number,
        documents.c.report,
        documents.c.title,
        documents.c.coder.label("newest"),
        texts.c.body,
        records.c.coder,
        records.c.data,
    )
    .join(texts, texts.c.number == documents.c.number)
    .join(records, records.c.document == documents.c.number)
)
_CURRENT = RECORDS.where(records.c.coder == documents.c.coder)


class DocumentReads(Reads):
    """Reports and records by id."""

    def report_of(self, given: str) -> str | None:
        """The id under which the store has a report, by any id it was ever given."""
        named = select(documents.c.report).join(origins).where(origins.c.given == given)
        found = self._first(
            select(documents.c.report).where(documents.c.report == given)
        ) or self._first(named.limit(1))
        return found.report if found else None

    def document(self, report: str) -> Document | None:
        """The report of this id as it was given (no inferred date), null where there is none."""
        row = self._first(_DOCUMENT.where(documents.c.report == report))
        return _document(row) if row else None

    def reports(self, reports: Iterable[str] | None = None) -> Iterator[str]:
        """The ids of all reports, or of those of these that the store has, in order of ids."""
        ids = select(documents.c.report).order_by(documents.c.report)
        if reports is None:
            yield from (row.report for row in self._stream(ids))
        else:
            known = self._rows_in(ids, documents.c.report, reports)
            yield from sorted({row.report for row in known})

    def documents(self, reports: Iterable[str] | None = None) -> Iterator[Document]:
        """All reports, or these, in order of their ids; unknown ids are left out."""
        for row in self._ordered(_DOCUMENT, reports):
            yield _document(row)

    def record(self, report: str, coder: str | None = None) -> Record | None:
        """What a coder read in the report, by default the last one that read it."""
        query = RECORDS.where(records.c.coder == coder) if coder else _CURRENT
        row = self._first(query.where(documents.c.report == report))
        return coded_of(row).record if row else None

    def records(self, reports: Iterable[str] | None = None) -> Iterator[Record]:
        """The newest reading of all reports, or of these, in order of their ids.

        All are of one moment; a report that nobody has read is left out.
        """
        for row in self._ordered(_CURRENT, reports):
            yield coded_of(row).record

    def coded(self, report: str) -> list[Coded]:
        """Every coder's record of the report, in order of the coders' names."""
        query = RECORDS.where(documents.c.report == report).order_by(records.c.coder)
        return [coded_of(row) for row in self._rows(query)]

    def coders(self) -> dict[str, int]:
        """How many reports were last read by each coder; "" stands for those not yet read."""
        counts = select(documents.c.coder, func.count().label("reports"))
        rows = self._rows(counts.group_by(documents.c.coder))
        return {row.coder or "": int(row.reports) for row in rows}

    def uncoded(self, coder: str) -> Iterator[str]:
        """The ids of the reports whose newest reading is not this coder's, in order."""
        other = documents.c.coder.is_distinct_from(coder)
        query = select(documents.c.report).where(other).order_by(documents.c.report)
        yield from (row.report for row in self._stream(query))

    def origins(self, report: str) -> list[Origin]:
        """By which ways the report came in, in order of the ids it was given and the ways."""
        query = (
            select(origins, documents.c.report)
            .join(documents)
            .where(documents.c.report == report)
            .order_by(origins.c.given, origins.c.origin)
        )
        return [
            Origin(
                report=row.report,
                given=row.given,
                origin=row.origin,
                at=row.at,
                raw=row.raw is not None,
                fetched=msgspec.json.decode(row.fetched, type=Fetch) if row.fetched else None,
            )
            for row in self._rows(query)
        ]

    def raw(self, report: str, origin: str | None = None) -> bytes | None:
        """The source bytes of the report, of one origin or of the first that has any."""
        query = (
            select(raws.c.data)
            .join(origins, origins.c.raw == raws.c.hash)
            .join(documents, documents.c.number == origins.c.document)
            .where(documents.c.report == report)
            .order_by(origins.c.given, origins.c.origin)
            .limit(1)
        )
        if origin is not None:
            query = query.where(origins.c.origin == origin)
        row = self._first(query)
        return zlib.decompress(row.data) if row else None

    def event_keys(self, report: str) -> list[EventKey]:
        """The events of the report's newest reading."""
        query = select(events.c.event).join(documents).where(documents.c.report == report)
        return [EventKey(report, row.event) for row in self._rows(query.order_by(events.c.event))]

    def _ordered(self, query: Select[Any], reports: Iterable[str] | None) -> Iterator[Row[Any]]:
        if reports is None:
            yield from self._stream(query.order_by(documents.c.report))
            return
        for batch in batches(sorted(set(reports)), 200):
            asked = query.where(documents.c.report.in_(batch))
            yield from self._rows(asked.order_by(documents.c.report))


class DocumentWrites(DocumentReads, SubjectWrites):
    """Adding reports and records."""

    def add(
        self,
        document: Document,
        origin: str,
        *,
        raw: bytes | None = None,
        fetched: Fetch | None = None,
    ) -> Added:
        """Add a report, or a further origin of one that is there.

        The content of a report is its title, text, publisher and given date of publication. The
        same content is one report, whose id is the one it first came under; what it came under
        later stays with its origins. A reprint in another outlet or of another day is a report of
        its own, so that its outlet and date are not lost: a copy, in the words of linking.

        Args:
            document: the report. What a reader inferred (zones, dateline, date) is not kept here.
            origin: where it came from: a path, URL, or line of a file.
            raw: the source's bytes, kept compressed.
            fetched: how it was fetched.

        Raises:
            StoreError: the id belongs to another content, or PostgreSQL cannot keep the text.
        """
        report = plain(document)
        self._require_plain(report)
        content = _content(report)
        known = self._first(
            select(documents.c.number, documents.c.report).where(documents.c.content == content)
        )
        self._require_free(report.id, known.number if known else None)
        number = known.number if known else self._add_document(report, content)
        name = known.report if known else report.id
        self._add_origin(number, name, report.id, origin, raw, fetched, new=known is None)
        return Added(name, known is None)

    def put_record(self, record: Record, coder: str) -> bool:
        """Keep what a coder read in a report, in place of that coder's earlier reading.

        It becomes the report's newest reading: the one that queries and linking go by. Where it
        differs from the newest before, the report's subjects, blocks, links and controls go, for
        linking to make anew.

        Returns:
            Whether anything changed.

        Raises:
            StoreError: the report is not in the store, or its text is another.
        """
        report = record.document.id
        row = self._first(
            _DOCUMENT.add_columns(documents.c.coder).where(documents.c.report == report)
        )
        if row is None:
            raise StoreError("add this report before its record", report)
        if row.body != record.document.text:
            raise StoreError("the record was made from another text than the store has", report)
        data = _packed(record)
        if row.coder is not None and self._newest(row.number, row.coder) == data:
            if row.coder == coder:
                return False
        else:
            self._derive(row.number, record, anew=row.coder is not None)
        self._upsert(records, [{"document": row.number, "coder": coder, "data": data}])
        this = documents.update().where(documents.c.number == row.number)
        self._run(this.values(coder=coder))
        self._note("code", report, coder=coder, events=len(record.events))
        return True

    def derive(self, record: Record) -> None:
        """Have queries go by a report's newest reading as people left it; linking is to follow."""
        known = select(documents.c.number).where(documents.c.report == record.document.id)
        if (row := self._first(known)) is not None:
            self._derive(row.number, record, anew=True)

    def _newest(self, number: int, coder: str) -> bytes | None:
        query = select(records.c.data).where(records.c.document == number, records.c.coder == coder)
        row = self._first(query)
        return bytes(row.data) if row else None

    def _require_free(self, given: str, number: int | None) -> None:
        other = self._first(select(origins.c.document).where(origins.c.given == given).limit(1))
        if other is not None and other.document != number:
            raise StoreError(
                "another report of this id is in the store already, with other words, outlet or"
                " date; give this one an id of its own",
                given,
            )

    def _require_plain(self, report: Document) -> None:
        texts = (report.id, report.text, report.title or "", report.publisher or "")
        if self._connection.dialect.name != "sqlite" and any("\0" in text for text in texts):
            raise StoreError("it has a NUL character in it; remove that", report.id)

    def _add_document(self, report: Document, content: str) -> int:
        row = {
            "report": report.id,
            "content": content,
            "title": report.title,
            "publisher": report.publisher,
            "published": report.published,
            "url": report.url,
        }
        result = self._connection.execute(
            documents.insert().values(row).returning(documents.c.number)
        )
        number = int(result.scalar_one())
        self._insert(texts, [{"number": number, "title": report.title, "body": report.text}])
        self._put_terms(words_of(f"{report.title or ''}\n{report.text}"))
        return number

    def _add_origin(
        self,
        number: int,
        report: str,
        given: str,
        origin: str,
        raw: bytes | None,
        fetched: Fetch | None,
        *,
        new: bool,
    ) -> None:
        key = hashlib.sha256(raw).hexdigest() if raw is not None else None
        same = select(origins.c.number).where(
            origins.c.document == number, origins.c.given == given, origins.c.origin == origin
        )
        if not new and self._first(same) is not None:
            return
        if raw is not None:
            self._insert_new(raws, [{"hash": key, "data": zlib.compress(raw, 6)}])
        row = {"document": number, "given": given, "origin": origin, "at": now(), "raw": key}
        told = msgspec.json.encode(fetched).decode() if fetched else None
        self._insert(origins, [row | {"fetched": told}])
        self._note("add" if new else "origin", report, origin=origin, given=given)

    def _derive(self, number: int, record: Record, *, anew: bool) -> None:
        """Write what queries need of a record, in place of what was there if it is read anew."""
        if anew:
            self._forget(number, record.document.id)
        self._insert(events, event_rows(number, record))
        self._insert(event_areas, area_rows(number, record))
        self._insert(places, place_rows(number, record))
        self._insert(parties, party_rows(number, record))
        self._insert(statements, statement_rows(number, record))

    def _forget(self, number: int, report: str) -> None:
        for table in _DERIVED:
            self._run(table.delete().where(table.c.document == number))
        self._forget_subjects(row.number for row in self._kept([number]))
        self._run(controls.delete().where(controls.c.report == report))


def _document(row: Row[Any]) -> Document:
    return Document(
        id=row.report,
        text=row.body,
        title=row.title,
        publisher=row.publisher,
        url=row.url,
        published=row.published,
        published_basis="given" if row.published else "unknown",
    )


def _content(report: Document) -> str:
    """What makes two reports the same: title, text, publisher, given date of publication."""
    parts = [report.title, report.text, report.publisher, report.published]
    return hashlib.sha256(msgspec.json.encode(parts)).hexdigest()


def _packed(record: Record) -> bytes:
    document = msgspec.structs.replace(record.document, text="", title=None)
    return pack(_Reading(document, record.events, record.statements, record.layers))


def coded_of(row: Row[Any]) -> Coded:
    """A row of RECORDS as the record it keeps."""
    reading = unpack(row.data, _Reading)
    known = {"id": row.report, "text": row.body, "title": row.title}
    record = Record(
        document=msgspec.structs.replace(reading.document, **known),
        events=reading.events,
        statements=reading.statements,
        layers=reading.layers,
    )
    return Coded(record, row.coder)
