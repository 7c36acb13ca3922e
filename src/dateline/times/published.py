"""The report's own date, where none is given: the latest that its title or text proves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from dateline.annotations import Annotations
from dateline.records import Span
from dateline.times.clock import Clock
from dateline.times.find import Finder
from dateline.times.grammar import Found
from dateline.times.moments import weekday_near
from dateline.times.resolve import resolve

# Zones that speak of the day of publication rather than of history.
_CURRENT = frozenset(["headline", "byline", "dateline", "caption"])
# A date among the first sentences of the body is news; one further down may be background.
_LEAD = 3
# A weekday at most this far ahead of the proved day is later than it, else before it.
_STEP = 3
# A year told as past that is further ahead than this may be a plan's ("due by 2050"); two cannot.
_PLANNED = 30


@dataclass(frozen=True, slots=True)
class Proof:
    """The latest day that a report proves for its publication, and the words that prove it."""

    day: date
    spans: tuple[Span, ...]


def proved_date(annotations: Annotations, finder: Finder, found: Sequence[Found]) -> Proof | None:
    """The latest day that title or text prove for the publication, None if they prove none."""
    told = [(day, each) for each in found if (day := _current_day(annotations, finder, each))]
    titled = _days_of_title(annotations) if annotations.document.title else []
    latest = max([*titled, *(day for day, _ in told)], default=None)
    if latest is None:
        return None
    if _is_history(latest, finder, found):
        return None
    spans = [Span(each.start, each.end) for day, each in told if day == latest]
    if any(_heads(annotations, finder, each) for day, each in told if day == latest):
        return Proof(latest, tuple(spans))
    carried = [
        (day, each) for each in found if (day := _carried(annotations, finder, each, latest))
    ]
    day = max((day for day, _ in carried), default=latest)
    spans += [Span(each.start, each.end) for other, each in carried if other == day]
    return Proof(day, tuple(spans))


def _is_history(day: date, finder: Finder, found: Sequence[Found]) -> bool:
    """Whether the text speaks of later years as past: a birthday, an anniversary, no news."""
    later = {
        year
        for each in found
        if each.has("y") and each.kind != "years" and finder.tense(each) in {"past", "since"}
        if (year := int(each.number("y") or 0)) > day.year
    }
    return len(later) > 1 or any(year <= day.year + _PLANNED for year in later)


def _day_of(found: Found) -> date | None:
    if found.kind not in {"date", "iso", "pair"} or (found.kind != "iso" and not found.has("y")):
        return None
    moment = resolve(found, Clock(None), "past").moment
    if moment and found.has("d2"):
        moment = replace(moment, day=int(found.number("d2") or 0))
    return moment.date if moment else None


def _current_day(annotations: Annotations, finder: Finder, found: Found) -> date | None:
    """A full date that belongs to the news itself."""
    day = _day_of(found)
    if day is None or not annotations.sentences:
        return day
    sentence = annotations.sentence_at(found.start)
    first = next((s.index for s in annotations.sentences if s.zone == "body"), 0)
    tense = finder.tense(found)
    if tense == "future":
        return None
    lead = sentence.zone in _CURRENT or sentence.index < first + _LEAD
    # "Mourners gather on 11 December 2016" is a photograph's; a date with its weekday is news.
    shown = tense == "present" and finder.word(found.first - 1) == "on"
    return day if lead or shown or found.has("wd") or found.has("wx") else None


def _heads(annotations: Annotations, finder: Finder, found: Found) -> bool:
    """Whether a date is the report's own: in its dateline, or a line by itself."""
    if any(found.start <= year < found.end for year in finder.headed):
        return True
    text = annotations.text
    line = text.rfind("\n", 0, found.start) + 1, (text + "\n").index("\n", found.end)
    zone = annotations.sentence_at(found.start).zone if annotations.sentences else "body"
    return zone == "dateline" or line == (found.start, found.end)


def _days_of_title(annotations: Annotations) -> list[date]:
    from dateline.times.grammar import grammar

    lexemes = grammar().lex(annotations.document.title or "")
    codes = "".join(lexeme.code for lexeme in lexemes)
    matches = grammar().matches(lexemes, codes)
    return [day for _, each in matches if (day := _day_of(each))]


def _carried(annotations: Annotations, finder: Finder, found: Found, latest: date) -> date | None:
    """The day that a weekday told as past moves the proved one on to, if it does."""
    if found.kind != "weekday" or found.has("rel"):
        return None
    if annotations.sentence_at(found.start).zone == "boilerplate":
        return None
    day = weekday_near(latest, int(found.value("wd") or 1), 1)
    if not 0 < (day - latest).days <= _STEP or finder.tense(found) == "future":
        return None
    return day
