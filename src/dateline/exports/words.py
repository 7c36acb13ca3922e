"""The values of a record in words, the same for every format that people read."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import cache
from typing import Any

from dateline.codebook import load_yaml
from dateline.intervals import Interval
from dateline.records import Casualty, Event, Party, Place, Record, Source, Span

# Characters that steer a terminal or turn the reading direction; they print nothing of their own.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
# Characters of a name that are shown: the record holds the rest.
_NAME = 90
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")


@cache
def words() -> dict[str, Any]:
    """The table of words."""
    return dict(load_yaml("dateline.exports", "words.yaml"))


def printable(text: str) -> str:
    """`text` with a mark for each control character that is no line end, and none that turns it."""
    return _CONTROL.sub("\ufffd", _DIRECTION.sub("", text.replace("\r", "\n")))


def safe(text: str) -> str:
    """`text` on one line, with nothing in it that could steer a terminal.

    >>> safe("\\x1b[31mred\\n\\u202eabc")
    '�[31mred abc'
    """
    return _CONTROL.sub("\ufffd", _DIRECTION.sub("", " ".join(text.split())))


def cut(text: str, width: int) -> str:
    """`text` on one line, cut at a word to at most `width` characters."""
    line = safe(text)
    if len(line) <= width:
        return line
    return line[: width - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def title_of(record: Record, width: int = 160) -> str:
    """A report's title: given, else its headline, else its first words."""
    document = record.document
    if document.title and document.title.strip():
        return cut(document.title, width)
    for zone in document.zones:
        if zone.zone == "headline":
            return cut(document.text[zone.start : zone.end], width)
    return cut(document.text[: 4 * width], min(width, 90))


def party_text(party: Party) -> str:
    """A party with its side: "Russian forces (RUS)"."""
    notes = [] if party.side in ("unknown", party.name) else [party.side]
    if party.alleged:
        notes.append("alleged")
    return cut(party.name, _NAME) + (f" ({', '.join(notes)})" if notes else "")


def parties_text(parties: tuple[Party, ...]) -> str:
    """Several parties, with commas."""
    return ", ".join(map(party_text, parties))


def place_text(place: Place) -> str:
    """A place as the text ties it: "south of Orikhiv", with the others named beside it."""
    relation = "" if place.relation in ("in", "at", "") else f"{safe(place.relation)} "
    others = "".join(f", {place_text(other)}" for other in place.more_places)
    return f"{relation}{cut(place.name, _NAME)}{others}"


def point_text(place: Place) -> str:
    """A place's coordinates, or nothing."""
    if place.lat is None or place.lon is None:
        return ""
    return f"{place.lat:.2f}, {place.lon:.2f}"


def precision_text(place: Place) -> str:
    """How exactly a place is known."""
    return str(words()["place_precision"][place.precision])


def date_text(value: str) -> str:
    """An ISO date as people write it: "14 Nov 2024"."""
    day = date.fromisoformat(value)
    return f"{day.day} {words()['months'][day.month - 1]} {day.year}"


def period_text(period: Interval) -> str:
    """An interval in words: "14 Nov 2024", "Nov 2024", "since 24 Feb 2022"."""
    start, end = period.start, period.end
    if start and end:
        return _interval(date.fromisoformat(start), date.fromisoformat(end))
    if start:
        return f"since {date_text(start)}"
    return f"until {date_text(end)}" if end else "no dates"


def time_text(event: Event, record: Record) -> str:
    """When an event happened; where the report proves no date, in the report's words."""
    time = event.time
    if time is None:
        return ""
    if time.span and not (time.start or time.end):
        return f"“{quote(record, time.span, 60)}”"
    return period_text(time)


def _interval(first: date, last: date) -> str:
    months = words()["months"]
    if first == last:
        return date_text(first.isoformat())
    if first.day == 1 and last.day == monthrange(last.year, last.month)[1]:
        begin, end = months[first.month - 1], months[last.month - 1]
        if (first.year, first.month) == (last.year, last.month):
            return f"{begin} {first.year}"
        if first.year == last.year:
            whole = (first.month, last.month) == (1, 12)
            return str(first.year) if whole else f"{begin} – {end} {last.year}"
        return f"{begin} {first.year} – {end} {last.year}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} – {date_text(last.isoformat())}"
    if first.year == last.year:
        return f"{first.day} {months[first.month - 1]} – {date_text(last.isoformat())}"
    return f"{date_text(first.isoformat())} – {date_text(last.isoformat())}"


def casualty_text(harm: Casualty) -> str:
    """A figure of harm: "10 to 20 soldiers lost per day"."""
    parts = [
        range_text(harm.low, harm.high),
        cut(harm.group, _NAME),
        harm.kind,
        safe(harm.rate or ""),
    ]
    return " ".join(part for part in parts if part)


def range_text(low: int | None, high: int | None) -> str:
    """A number that may be a range: "34", "34 to 61", "at least 25", "up to 9"; "" for none."""
    if low is not None and high is not None:
        return f"{low:,}" if low == high else f"{low:,} to {high:,}"
    if low is not None:
        return f"at least {low:,}"
    return f"up to {high:,}" if high is not None else ""


def source_text(source: Source) -> str:
    """Who says so, and what kind of source it is."""
    return f"{cut(source.name, _NAME)} ({words()['source_kind'][source.kind]})"


def quote(record: Record, span: Span, width: int = 240) -> str:
    """The words of a span, cut."""
    return cut(record.text_of(span), width)


def published_text(record: Record) -> str:
    """When the report came out, and how that is known."""
    document = record.document
    if document.published is None:
        return "date unknown"
    inferred = " (inferred)" if document.published_basis == "inferred" else ""
    return date_text(document.published) + inferred
