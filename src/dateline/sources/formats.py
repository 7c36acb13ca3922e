"""What each format holds: the reports of one open file."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dateline.errors import InputError, ReadTimeout
from dateline.sources.limits import (
    MAX_BYTES,
    MAX_CHARACTERS,
    MAX_LINE,
    MAX_PAGE_BYTES,
    TIME_LIMIT,
    time_limit,
)
from dateline.sources.streams import Replay, characters, decode, encoding_of

_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?([\w-]{2,40})""", re.IGNORECASE)
# What browsers take these for: a page whose meta tag can be read as bytes is no UTF-16.
_CODECS = {b"utf8": "utf-8", b"utf-16": "utf-8", b"iso-8859-1": "cp1252", b"latin1": "cp1252"}
_FIELDS = ("id", "title", "published", "publisher")


@dataclass(frozen=True, slots=True)
class Found:
    """A report as it stands in its file: `origin` names the place for messages.

    `title`, `published`, `publisher` and `url` are what the file itself states; `guessed` is set
    where they were made out of a page, so that what the user states goes before them.
    """

    text: str
    origin: str
    id: str | None = None
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    guessed: bool = False
    raw: bytes = b""


def text_reports(stream: Replay, name: str) -> Iterator[Found | InputError]:
    """The one report of a text file, and no more of it than a report may have."""
    raw = io.BufferedReader(stream).read(MAX_BYTES)
    yield Found(decode(raw)[: MAX_CHARACTERS + 1], name, raw=raw)


def page_reports(stream: Replay, name: str) -> Iterator[Found | InputError]:
    """The article of a web page, with the title, date and site that the page states."""
    page = None
    raw = io.BufferedReader(stream).read(MAX_PAGE_BYTES)
    try:
        with time_limit(TIME_LIMIT, name):
            page = _extract(_page_text(raw))
        problem = None if page else "no article found in the page"
    except ReadTimeout as error:
        problem = f"the page {error.message}"
    except Exception as error:  # whatever a broken page may set off in a parser
        problem = f"the page cannot be taken apart ({type(error).__name__})"
    if page is None or problem:
        raise InputError(f"{problem}; save the article's text as .txt", name)
    yield Found(
        page.text, name, None, page.title, page.date, page.sitename, page.url, guessed=True, raw=raw
    )


def _page_text(raw: bytes) -> str:
    """A page's markup: the byte order mark tells the encoding, else the page, else UTF-8."""
    declared = _CHARSET.search(raw[:4096])
    if encoding_of(raw) == "utf-8" and declared:
        try:
            return decode(raw, _CODECS.get(declared[1].lower(), declared[1].decode()))
        except (LookupError, ValueError):
            pass  # no such encoding
    return decode(raw)


def _extract(markup: str) -> Any:
    # trafilatura takes a second to import: only for those who read pages.
    import trafilatura
    from trafilatura.settings import Document

    # NUL is no character of HTML, and some parsers stop there.
    markup = markup.replace("\x00", "\ufffd")
    for precise in (True, False):
        page = trafilatura.bare_extraction(
            markup,
            include_comments=False,
            with_metadata=True,
            date_extraction_params={"extensive_search": False, "original_date": True},
            favor_precision=precise,
            favor_recall=not precise,
        )
        if isinstance(page, Document) and page.text and page.text.strip():
            return page
    return None


def jsonl_reports(stream: Replay, name: str) -> Iterator[Found | InputError]:
    """The reports of a JSONL file, one a line; a bad line is an error, the next are read."""
    lines = characters(stream)
    number = 0
    while line := lines.readline(MAX_LINE):
        number += 1
        origin = f"{name}:{number}"
        whole = line.endswith("\n") or len(line) < MAX_LINE
        while not whole:
            rest = lines.readline(MAX_LINE)
            whole = rest.endswith("\n") or len(rest) < MAX_LINE
            line = ""
        if not line:
            yield InputError(f"this line has more than {MAX_LINE:,} characters; split it", origin)
        elif line.strip():
            try:
                yield _json_report(line, origin)
            except InputError as error:
                yield error


def _json_report(line: str, origin: str) -> Found:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        reason = getattr(error, "msg", "nested too deep")
        raise InputError(f"this line is not JSON ({reason}); mend or delete it", origin) from None
    if not isinstance(value, dict) or not isinstance(value.get("text"), str):
        raise InputError('this line is no object with a "text"; add the report\'s text', origin)
    fields: dict[str, Any] = {field: value.get(field) for field in _FIELDS}
    if isinstance(fields["id"], int):
        fields["id"] = str(fields["id"])
    for field, given in fields.items():
        if given is not None and not isinstance(given, str):
            raise InputError(f'"{field}" is no string; mend this line', origin)
    if fields["published"]:
        fields["published"] = _iso_date(fields["published"], origin)
    url = value.get("url")
    if isinstance(url, str):  # anybody's field of that name: what is no address is left out later
        fields["url"] = url
    return Found(value["text"], origin, raw=line.encode(errors="replace"), **fields)


def _iso_date(value: str, origin: str) -> str:
    """The day of an ISO date or moment."""
    try:
        return datetime.fromisoformat(value.strip()).date().isoformat()
    except ValueError:
        raise InputError(
            f'"published" must be an ISO date such as 2024-11-15, not {value[:40]!r}', origin
        ) from None


READERS = {"text": text_reports, "page": page_reports, "jsonl": jsonl_reports}
