"""Reports into the record store: read, kept and linked, each in one transaction of its own.

>>> import tempfile
>>> from dateline.records import Document
>>> from dateline.store import open_store
>>> folder = tempfile.TemporaryDirectory()
>>> with open_store(f"{folder.name}/a.db") as store:
...     list(add_documents(store, [Document(id="a", text="Rebels shelled Aleppo on Monday.")]))
...     [incident.type for incident in store.incidents()]
[Added(report='a', new=True)]
['strike/shelling']
>>> folder.cleanup()
"""

from __future__ import annotations

import hashlib
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from msgspec.structs import replace

from dateline import __version__
from dateline.errors import DatelineError
from dateline.linking import keep
from dateline.reader import Reader
from dateline.records import Document, Record
from dateline.sources import Sources
from dateline.store import Store
from dateline.store.types import Added

# Whose reading a record of this program is.
CODER = f"dateline {__version__}"


def add(
    store: Store,
    paths: Iterable[str | os.PathLike[str]],
    *,
    published: str | None = None,
    publisher: str | None = None,
    workers: int = 1,
    within: str = "",
) -> Iterator[Added | DatelineError]:
    """Add the reports of files and folders to a store.

    Args:
        store: where to.
        paths: as in `dateline.read_paths`.
        published: date of the reports that state none themselves, ISO.
        publisher: outlet of the reports that state none themselves.
        workers: processes that read.
        within: the beginning of paths that origins are to be told without: a folder of uploads.

    Yields:
        For each report its id in the store and whether it is new, or why it was not added.

    A report that the store has already is not read again. Reports named after their files get a
    name of their own where another report has it.
    """
    sources = Sources(published=published, publisher=publisher, keep_raw=True)
    arrivals = _Arrivals(store, sources, within)
    yield from _add(store, arrivals.of(paths), arrivals.origin_of, workers)


def add_documents(
    store: Store, documents: Iterable[Document | DatelineError], *, workers: int = 1
) -> Iterator[Added | DatelineError]:
    """Add Documents to a store, as `add` does; their origin is their id."""
    yield from _add(store, documents, lambda id: (id, None), workers)


def recode(
    store: Store, *, everything: bool = False, workers: int = 1
) -> Iterator[Added | DatelineError]:
    """Read the reports again that another version read last; reviews, pins and cuts hold.

    Args:
        store: the store.
        everything: read those too that this version has read.
        workers: processes that read.

    Yields:
        For each report its id and whether its record is another now, or why it has none.
    """
    reports = list(store.reports() if everything else store.uncoded(CODER))
    documents = (document for one in reports if (document := store.document(one)))
    for result in Reader(layers=True).read_many(documents, workers=workers):
        yield result if isinstance(result, DatelineError) else _kept(store, result)


def _kept(store: Store, record: Record) -> Added | DatelineError:
    report = record.document.id
    try:
        with store.write() as writer:
            return Added(report, keep(writer, record, CODER))
    except DatelineError as error:
        return _own(error, report)


def _add(
    store: Store,
    documents: Iterable[Document | DatelineError],
    origin_of: Callable[[str], tuple[str, bytes | None]],
    workers: int,
) -> Iterator[Added | DatelineError]:
    known: deque[Document] = deque()

    def unread() -> Iterator[Document | DatelineError]:
        for document in documents:
            if isinstance(document, Document) and _is_known(store, document):
                known.append(document)
            else:
                yield document

    for result in Reader(layers=True).read_many(unread(), workers=workers):
        while known:
            yield _put(store, known.popleft(), None, origin_of)
        if isinstance(result, Record):
            yield _put(store, result.document, result, origin_of)
        else:
            origin_of(result.report or "")  # what is kept of it is of no more use
            yield result
    while known:
        yield _put(store, known.popleft(), None, origin_of)


def _is_known(store: Store, document: Document) -> bool:
    return store.record(document.id) is not None and store.document(document.id) == document


def _put(
    store: Store,
    document: Document,
    record: Record | None,
    origin_of: Callable[[str], tuple[str, bytes | None]],
) -> Added | DatelineError:
    """Keep one report: document, origin, record and links, or nothing of it."""
    origin, raw = origin_of(document.id)
    try:
        with store.write() as writer:
            added = writer.add(document, origin, raw=raw)
            if added.new and record is not None:
                keep(writer, record, CODER)
            return added
    except DatelineError as error:
        return _own(error, document.id)


def _own(error: DatelineError, report: str) -> DatelineError:
    """The error, if it is this report's; one of the store ends the batch."""
    if error.report != report:
        raise error
    return error


class _Arrivals:
    """The reports of paths on their way to a store, each with where it came from."""

    def __init__(self, store: Store, sources: Sources, within: str = "") -> None:
        self._store = store
        self._within = within
        self._sources = sources
        self._called: dict[str, str] = {}

    def of(self, paths: Iterable[str | os.PathLike[str]]) -> Iterator[Document | DatelineError]:
        """The reports; one named after its file gets another name where the store has that."""
        for found in self._sources.read(paths):
            yield self._named(found) if isinstance(found, Document) else found

    def origin_of(self, id: str) -> tuple[str, bytes | None]:
        """Where the report came from and its source, which is given out once."""
        id = self._called.pop(id, id)
        origin = self._sources.origin_of(id).removeprefix(self._within)
        return origin, self._sources.raw_of(id)

    def _named(self, document: Document) -> Document:
        stated = Path(self._sources.origin_of(document.id)).stem != document.id
        other = None if stated else self._store.document(document.id)
        if other is None or other == document:
            return document
        renamed = replace(document, id=f"{document.id}-{_digest(document)}")
        self._called[renamed.id] = document.id
        return renamed


def _digest(document: Document) -> str:
    parts = (document.title, document.text, document.publisher, document.published)
    return hashlib.sha256("\0".join(filter(None, parts)).encode()).hexdigest()[:8]
