"""The annotated corpus: stand-off codings joined with the texts they were made on.

No text of another publisher lies here. An annotation names its text by source, id and SHA-256; the
text is fetched from the shared folder beside the checkout (or from the bundled dispatches) and
refused when a single character of it has changed.

>>> for coding, record in corpus("train"):
...     print(record.document.id, len(record.events))
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, Literal

import msgspec

from dateline.dispatches import dispatches
from dateline.records import Document, Event, PublishedBasis, Record, Statement, from_json

HERE = Path(__file__).resolve().parent
SHARED = HERE.parents[2] / "shared" / "benchmarks"
# Where the texts of a source lie, and where in their records the ones we may use are.
FILES = {
    "muc4": "muc4/train.jsonl",
    "re3d": "re3d/train.jsonl",
    "geovirus": "geoparse/train.jsonl",
    "gum": "attribution/dev.jsonl",
}
CHECK_SHARE = 15  # per cent of the texts that are never trained on

Split = Literal["train", "check"]


class Dated(msgspec.Struct, frozen=True, kw_only=True):
    """What a coding says of the document itself (codebook §6)."""

    published: str | None = None
    published_basis: PublishedBasis = "unknown"
    dateline: str | None = None


class Coding(msgspec.Struct, frozen=True, kw_only=True):
    """One text as one coder coded it, without the text.

    `text` is there only for sentences that we wrote ourselves; `negative` says why a sentence that
    looks like a happening is none.
    """

    id: str
    source: str
    sha256: str
    split: Split
    coder: str
    document: Dated
    text: str | None = None
    negative: str | None = None
    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()

    def record(self, text: str) -> Record:
        """The coding on its text. Raises RecordError where a span runs past it."""
        document = Document(
            id=self.id,
            text=text,
            published=self.document.published,
            published_basis=self.document.published_basis,
            dateline=self.document.dateline,
        )
        return Record(document=document, events=self.events, statements=self.statements)


class CorpusError(Exception):
    """A text is not there, or is not the one that was coded."""


def digest(text: str) -> str:
    """SHA-256 of a text, as the codings name it."""
    return hashlib.sha256(text.encode()).hexdigest()


def split_of(source: str, id: str) -> Split:
    """The part a text belongs to, by its id alone; dispatches on one incident stay together."""
    group = id.split("-")[0] if source == "dispatches" else id
    drawn = int(hashlib.sha256(group.encode()).hexdigest()[:8], 16) % 100
    return "check" if drawn < CHECK_SHARE else "train"


@cache
def _texts(source: str) -> dict[str, dict[str, Any]]:
    if source == "dispatches":
        return {
            report.id: {"text": report.text, "published": report.published}
            for report in dispatches()
        }
    path = SHARED / FILES[source]
    if not path.exists():
        raise CorpusError(f"the texts of {source!r} are not there: shared/benchmarks is missing")
    with path.open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines if line.strip()]
    return {str(record["id"]): record for record in records}


def text_of(source: str, id: str, sha256: str | None = None) -> str:
    """The untouched text of `id`; with `sha256`, only if it is still that text.

    Raises:
        CorpusError: the source or text is not there, or was changed.
    """
    try:
        text = str(_texts(source)[id]["text"])
    except KeyError:
        raise CorpusError(f"{id}: no such text in {source!r}") from None
    return text if sha256 is None else _unchanged(id, text, sha256)


def _unchanged(id: str, text: str, sha256: str) -> str:
    if digest(text) != sha256:
        raise CorpusError(f"{id}: the text is not the one that was coded")
    return text


def coded_text(coding: Coding) -> str:
    """The text that a coding was made on, our own or fetched.

    Raises:
        CorpusError: the text is not there, or was changed.
    """
    if coding.text is not None:
        return _unchanged(coding.id, coding.text, coding.sha256)
    return text_of(coding.source, coding.id, coding.sha256)


def on_text(coding: Coding) -> Record:
    """A coding on its text. Raises what `coded_text` and `Coding.record` do."""
    return coding.record(coded_text(coding))


def codings(folder: str = "reports") -> Iterator[Coding]:
    """Every coding of a folder ("reports", "second"), in the order of their ids."""
    for path in sorted((HERE / folder).glob("*.json")):
        yield from_json(path.read_bytes(), Coding)


def sentences() -> Iterator[Coding]:
    """Every coding of a single sentence."""
    for path in sorted((HERE / "extras").glob("*.jsonl")):
        yield from (from_json(line, Coding) for line in path.read_bytes().splitlines())


def extras(split: Split | None = None) -> Iterator[tuple[Coding, Record]]:
    """Every single sentence (of one split) with its record."""
    return _with_records(sentences(), split)


def corpus(split: Split | None = None) -> Iterator[tuple[Coding, Record]]:
    """Every coded report (of one split) with its record on the fetched text."""
    return _with_records(codings(), split)


def _with_records(found: Iterable[Coding], split: Split | None) -> Iterator[tuple[Coding, Record]]:
    return ((one, on_text(one)) for one in found if split in (None, one.split))
