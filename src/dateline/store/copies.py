"""What finding copies keeps: fingerprints, links between copies, families."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import or_, select, union_all

from dateline.errors import StoreError
from dateline.incidents import Family
from dateline.store.base import Reads, Writes, batches, pack, signed, unpack
from dateline.store.schema import bands, copy_links, documents, families, fingerprints, members


class CopyReads(Reads):
    """Fingerprints and families."""

    def fingerprint(self, report: str) -> bytes | None:
        """The payload of the report's fingerprint."""
        return self.fingerprints([report]).get(report)

    def fingerprints(self, reports: Iterable[str]) -> dict[str, bytes]:
        """The payloads of these reports' fingerprints."""
        query = select(documents.c.report, fingerprints.c.payload).join(fingerprints)
        rows = self._rows_in(query, documents.c.report, reports)
        return {row.report: bytes(row.payload) for row in rows}

    def fingerprints_sharing(
        self, keys: Iterable[int], *, start: str | None = None, end: str | None = None
    ) -> dict[str, bytes]:
        """The reports that have one of these bands, with the payloads of their fingerprints.

        Args:
            keys: the bands.
            start, end: ISO dates: only what was published from then to then, or is undated.
        """
        query = (
            select(documents.c.number)
            .join(bands, bands.c.document == documents.c.number)
            .distinct()
        )
        if start and end:
            published = documents.c.published
            query = query.where(or_(published.is_(None), published.between(start, end)))
        asked = sorted({signed(key) for key in keys})
        found = {row.number for row in self._rows_in(query, bands.c.band, asked)}
        payload = select(documents.c.report, fingerprints.c.payload).join(fingerprints)
        rows = self._rows_in(payload, documents.c.number, sorted(found))
        return dict(sorted((row.report, bytes(row.payload)) for row in rows))

    def copy_links(self, reports: Iterable[str]) -> list[tuple[str, str, bytes]]:
        """Every pair of copies that one of these reports is in: two ids in order, payload."""
        asked = sorted(set(reports))
        columns = (copy_links.c.first, copy_links.c.second, copy_links.c.payload)
        sides = (copy_links.c.first, copy_links.c.second)
        found = {
            (row.first, row.second): bytes(row.payload)
            for batch in batches(asked)
            for row in self._rows(union_all(*(select(*columns).where(s.in_(batch)) for s in sides)))
        }
        return [(*pair, found[pair]) for pair in sorted(found)]

    def family(self, id: str) -> Family | None:
        """The family of this id."""
        row = self._first(select(families.c.payload).where(families.c.id == id))
        return unpack(row.payload, Family) if row else None

    def family_of(self, report: str) -> Family | None:
        """The family that the report is a copy in."""
        query = select(families.c.payload).join(members).where(members.c.report == report)
        row = self._first(query)
        return unpack(row.payload, Family) if row else None

    def families_of(self, reports: Iterable[str]) -> dict[str, str]:
        """The id of the family of each of these reports that has one."""
        rows = self._rows_in(select(members), members.c.report, reports)
        return {row.report: row.family for row in rows}

    def families(self, *, copies: int = 1) -> Iterator[Family]:
        """All families of at least so many copies, in order of their ids."""
        query = select(families.c.payload).where(families.c.copies >= copies)
        for row in self._stream(query.order_by(families.c.id)):
            yield unpack(row.payload, Family)


class CopyWrites(CopyReads, Writes):
    """Keeping fingerprints and families."""

    def put_fingerprint(self, report: str, keys: Sequence[int], payload: bytes) -> None:
        """Keep a report's fingerprint, in place of an earlier one.

        Args:
            report: the id of a report of the store.
            keys: numbers of up to 64 bits; two reports that share one are candidates.
            payload: whatever comparing two reports needs.

        Raises:
            StoreError: the report is not in the store.
        """
        self.put_fingerprints([(report, keys, payload)])

    def put_fingerprints(self, entries: Iterable[tuple[str, Sequence[int], bytes]]) -> None:
        """Keep many fingerprints, each as `put_fingerprint` does."""
        for batch in batches(entries, 200):
            query = select(documents.c.report, documents.c.number)
            asked = {report for report, _, _ in batch}
            known = dict(map(tuple, self._rows_in(query, documents.c.report, asked)))
            if unknown := asked - known.keys():
                raise StoreError("add this report before its fingerprint", min(unknown))
            self._delete_in(bands, bands.c.document, known.values())
            payloads = {known[report]: payload for report, _, payload in batch}
            self._upsert(
                fingerprints,
                [{"number": number, "payload": data} for number, data in payloads.items()],
            )
            pairs = {(signed(key), known[report]) for report, keys, _ in batch for key in keys}
            self._insert(bands, [{"band": band, "document": n} for band, n in sorted(pairs)])

    def put_copy_links(self, pairs: Iterable[tuple[str, str, bytes]]) -> None:
        """Keep what comparing two reports gave, in place of what was known of the pair."""
        for batch in batches(pairs):
            rows = {(min(a, b), max(a, b)): payload for a, b, payload in batch}
            self._upsert(
                copy_links,
                [{"first": a, "second": b, "payload": data} for (a, b), data in rows.items()],
            )

    def drop_copy_links(self, reports: Iterable[str]) -> None:
        """Forget every pair that one of these reports is in."""
        asked = sorted(set(reports))
        for batch in batches(asked):
            touching = or_(copy_links.c.first.in_(batch), copy_links.c.second.in_(batch))
            self._run(copy_links.delete().where(touching))

    def put_families(self, changed: Iterable[Family], gone: Iterable[str] = ()) -> None:
        """Keep families, each in place of the one of its id, and drop those that are gone.

        A report that comes to a family leaves the one it was in, which has to be among the
        changed or gone.
        """
        mine = {family.id: family for family in changed}
        lost = sorted(set(gone) - mine.keys())
        self._delete_in(members, members.c.family, [*mine, *lost])
        self._delete_in(families, families.c.id, lost)
        for batch in batches(mine.values()):
            self._upsert(
                families,
                [
                    {
                        "id": family.id,
                        "origin": family.origin,
                        "copies": len(family.copies),
                        "payload": pack(family),
                    }
                    for family in batch
                ],
            )
            self._insert(
                members,
                [
                    {"report": copy.report, "family": family.id}
                    for family in batch
                    for copy in family.copies
                ],
            )
