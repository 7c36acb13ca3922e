"""From a record to the subjects that the linking compares."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any, TypeVar

from msgspec.structs import replace

from dateline.incidents import EventKey
from dateline.intervals import Interval
from dateline.linking.incidents.addresses import addressed
from dateline.linking.incidents.subject import WHOLE, Spot, Subject
from dateline.linking.incidents.tolls import tolls
from dateline.linking.incidents.words import chief, terms
from dateline.parties.registry import named
from dateline.places.extent import half_width
from dateline.records import Document, Event, Party, Place, PlaceMention, Record

# How much of a report's text its lead compares: what it is about stands at its head.
_HEAD_CHARACTERS = 1500
_MOST_TERMS, _MOST = 60, 10
# How far a place reaches when nothing tells its extent, in km by precision 1 to 7.
_REACH = (5.0, 15.0, 30.0, 100.0, 150.0, 400.0, 2000.0)
_WIDE = 6  # precision of a country
_BACKGROUND = 45  # days before publication: what is older is seldom what a report is about
_DAY = re.compile(r"\d{4}-(\d\d-\d\d)")
_ANY_YEAR = re.compile(r"XXXX-(\d\d-\d\d)")
_REAL = frozenset({"happened", "ongoing", "denied", "attempted"})
# Told beside what a report is about more often than for itself.
_ASIDE = frozenset({"diplomacy/demand", "diplomacy/claim", "diplomacy/talks", "diplomacy/support"})
# Means by which the head of a report, event or no event, tells what sort of happening it is about.
_HINTS = {
    "strike/missile": re.compile(r"\b(?:missiles?|rockets?|himars|iskander\S*|s-300)\b", re.I),
    "strike/drone": re.compile(r"\b(?:drones?|uavs?|shaheds?)\b", re.I),
    "strike/shelling": re.compile(r"\b(?:shelling|shelled|shells|artillery|mortars?)\b", re.I),
    "strike/air": re.compile(
        r"\b(?:(?:glide|guided) bombs?|air ?-?strikes?|warplanes?|jets?)\b", re.I
    ),
    "explosion/suicide": re.compile(r"\bsuicide (?:bomb|attack|blast)", re.I),
    "humanitarian/displacement": re.compile(r"\b(?:evacuat\w+|displaced)\b", re.I),
    "diplomacy/agreement": re.compile(r"\b(?:truce|cease-?fire)\b", re.I),
}
# Where a page names places that its story does not.
_SILENT = frozenset({"byline", "dateline", "boilerplate"})
_WORD = re.compile(r"\w+")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# What a report calls to mind beside its story, up to the end of the clause or bracket.
_ASIDES = re.compile(
    r"\b(?:recall(?:s|ed|ing)?|background (?:on|of|to)|comes? (?:hours|days|weeks|months) after"
    r"|separate(?:ly)?|elsewhere|also (?=[^.;]*\b(?:killed|dead|dies?|died|wounded|injured|hurt"
    r"|strikes?|struck|shell(?:ing|ed)|raid|bombing|fell)\b))[^.;\n()]*",
    re.I,
)
# A word or three before a colon at the head of a text: in what language, from whom ("French:").
_LABEL = re.compile(r"\s*(?:[\w-]+[ ,]*){1,3}:(?=\s)")
_INITIALS = re.compile(r"\b[A-Z][A-Z0-9]{2,4}\b")
_Stretches = tuple[tuple[int, int], ...]
_T = TypeVar("_T")


def subjects(record: Record) -> tuple[Subject, ...]:
    """One subject for each event of a record; one for the report where no event is its own story.

    A record read with layers also gives the places, days and parties that no event took up, which
    a bare report is known by.
    """
    lead = _lead(record)
    asides = _asides(record.document.text)
    made = [_subject(record, event, asides, lead=event is lead) for event in record.events]
    if lead is None:
        made.append(Subject(key=EventKey(record.document.id, WHOLE), lead=True))
    return tuple(_addressed(record, _whole(record, one)) if one.lead else one for one in made)


def _lead(record: Record) -> Event | None:
    """The event that a report is about: real, not stale, with harm, and told early."""
    published = record.document.published

    asides = _asides(record.document.text)

    def rank(event: Event) -> tuple[float, int]:
        stale = published is not None and _ends_before(event.time, published)
        doubts = 3.0 * (event.status not in _REAL) + 2.0 * stale + 1.5 * (event.type in _ASIDE)
        harm = any(figure.kind in ("killed", "wounded") for figure in event.casualties)
        return doubts - 1.0 * harm - 0.5 * (event.place is not None), event.trigger.start

    told = (event for event in record.events if not _within(event.trigger.start, asides))
    return min(told, key=rank, default=None)


def _asides(text: str) -> _Stretches:
    """Where a text tells of other happenings than its own."""
    return tuple(found.span() for found in _ASIDES.finditer(text))


def _within(position: int, stretches: _Stretches) -> bool:
    return any(start <= position < end for start, end in stretches)


def _ends_before(period: Interval | None, published: str) -> bool:
    if period is None or period.end is None:
        return False
    return (date.fromisoformat(published) - date.fromisoformat(period.end)).days > _BACKGROUND


def _site(event: Event, asides: _Stretches) -> Place | None:
    """The event's place, unless it was named for another happening."""
    place = event.place
    if place is None or place.span is None or _within(event.trigger.start, asides):
        return place
    return None if _within(place.span.start, asides) else place


def _subject(record: Record, event: Event, asides: _Stretches, *, lead: bool) -> Subject:
    """What one event says of itself."""
    text = " ".join(record.text_of(span) for span in event.evidence)
    figures = {
        kind: _numbers(c.low if c.low is not None else c.high for c in of_kind)
        for kind in ("killed", "wounded")
        for of_kind in ([c for c in event.casualties if c.kind == kind],)
    }
    place = _site(event, asides)
    spots = _spots((place, *place.more_places) if place else ())
    own = Subject(
        key=EventKey(record.document.id, event.id),
        lead=lead,
        type=event.type,
        status=event.status,
        kinds=(event.type,),
        published=record.document.published,
        publisher=record.document.publisher,
        place=place and replace(place, extent=None, span=None, more_places=()),
        period=_period(event.time),
        spots=spots,
        countries=_countries(spot.country for spot in spots),
        days=_days((), (event.time,)),
        actors=tuple(map(_bare, event.actors)),
        targets=tuple(map(_bare, event.targets)),
        sides=_sides((*event.actors, *event.targets)),
        weapons=tuple(dict.fromkeys(weapon.casefold() for weapon in event.weapons)),
        killed=figures["killed"],
        wounded=figures["wounded"],
        numbers=_numbers(c.low for c in event.casualties),
        casualties=event.casualties,
        denied_by=event.denied_by,
        source=event.source,
    )
    return _worded(own, text)


def _whole(record: Record, lead: Subject) -> Subject:
    """The lead's subject with what the report as a whole says."""
    document, layers, text = record.document, record.layers, _head(record.document)
    asides = _asides(document.text)
    counts = tolls(_ASIDES.sub(" ", text))
    spots = list(lead.spots)
    lands, days, sides = list(lead.countries), list(lead.days), list(lead.sides)
    events = [one for one in record.events if not _within(one.trigger.start, asides)]
    for event in events:
        spots += _spots(filter(None, (_site(event, asides),)))
        sides += _sides((*event.actors, *event.targets))
    if layers is not None:
        named = [m for m in _named(record, layers.places) if not _within(m.span.start, asides)]
        lands += _lands(document.text, named)
        known = {mention.name: mention.country for mention in named}
        spots += _spots(m.place() for m in named if m.kind != "adjective")
        spots = [replace(spot, country=known.get(spot.name)) for spot in spots]
        days += _days((time.value for time in layers.times), (t.period for t in layers.times))
        sides += [party.side for party in layers.parties]
        if not lands:
            sides += _groups(text, document.published)
    else:
        days += _days((), (event.time for event in record.events))
    return _worded(
        replace(
            lead,
            published=document.published,
            publisher=document.publisher,
            kinds=_first(event.type for event in events),
            hints=tuple(kind for kind, words in _HINTS.items() if words.search(text)),
            spots=_first({spot.name: spot for spot in reversed(spots)}[s.name] for s in spots),
            countries=_first((*lands, *(spot.country for spot in spots))),
            days=_first(days),
            sides=_sides_of(sides),
            killed=_numbers((*lead.killed, *counts.killed)),
            wounded=_numbers((*lead.wounded, *counts.wounded)),
            numbers=_numbers((*lead.numbers, *counts.numbers)),
            **_of_text(document),
        ),
        text,
    )


def _addressed(record: Record, whole: Subject) -> Subject:
    """A lead's subject with the places that the report's address names."""
    url = record.document.url
    return replace(whole, addressed=addressed(url, whole.lands)[:_MOST]) if url else whole


def _of_text(document: Document) -> dict[str, Any]:
    """What the whole text tells, however long it is."""
    return {
        "chief": chief(document.text),
        "years": _years(document.text, document.published),
        "length": len(_WORD.findall(document.text)),
    }


def _lands(text: str, places: Iterable[PlaceMention]) -> Iterator[str]:
    """The countries of places, but for the language that a text names before its first colon."""
    label = found.end() if (found := _LABEL.match(text)) else 0
    for one in places:
        if one.country and (one.kind != "adjective" or one.span.start >= label):
            yield one.country


def _head(document: Document) -> str:
    text = f"{document.title}\n{document.text}" if document.title else document.text
    return text[:_HEAD_CHARACTERS]


def _groups(text: str, published: str | None) -> Iterator[str]:
    """The sides of groups that a text without any country names by initials ("RSF")."""
    year = int(published[:4]) if published else None
    for initials in dict.fromkeys(_INITIALS.findall(text)):
        groups = [entity for entity in named(initials) if entity.kind == "group"]
        if len(groups) == 1 and groups[0].known_in(year):
            yield groups[0].side


def _named(record: Record, places: Iterable[PlaceMention]) -> list[PlaceMention]:
    """The place names at the head of a report's story."""
    silent = [zone for zone in record.document.zones if zone.zone in _SILENT]
    return [
        mention
        for mention in places
        if mention.span.start < _HEAD_CHARACTERS
        and not any(zone.start <= mention.span.start < zone.end for zone in silent)
    ]


def _worded(subject: Subject, text: str) -> Subject:
    found = terms(text, _MOST_TERMS)
    return replace(
        subject,
        terms=tuple(found),
        weights=tuple(round(10 * term.weight) for term in found.values()),
        names=tuple(code for code, term in found.items() if term.name),
    )


def _spots(places: Iterable[Place]) -> tuple[Spot, ...]:
    """The places with a point."""
    return tuple(
        Spot(place.name, place.lat, place.lon, _reach(place))
        for place in places
        if place.lat is not None and place.lon is not None
    )


def _reach(place: Place) -> float:
    """How far from its point a place goes, in km."""
    known = _REACH[place.precision - 1]
    return known if place.extent is None else max(known, half_width(place.extent))


def _period(time: Interval | None) -> Interval | None:
    if time is None or not (time.start or time.end):
        return None
    return Interval(start=time.start, end=time.end, precision=time.precision)


def _days(values: Iterable[str], periods: Iterable[Interval | None]) -> tuple[str, ...]:
    """ISO dates of periods of one day or two, and month-days "--03-02" of dates without a year."""
    found = [f"--{match[1]}" for value in values if (match := _ANY_YEAR.match(value))]
    for period in periods:
        if period is not None and period.start and period.end:
            first, last = (date.fromisoformat(day) for day in (period.start, period.end))
            if last - first <= timedelta(1):
                found += [period.start, period.end]
    return _first(found)


def _years(text: str, published: str | None) -> tuple[int, ...]:
    """The latest years that a text names or was published in, in order."""
    found = [published[:4]] if published else []
    return tuple(sorted({int(year) for year in (*found, *_YEAR.findall(text))}))[-_MOST:]


def _bare(party: Party) -> Party:
    return replace(party, span=None)


def _sides(parties: Iterable[Party]) -> tuple[str, ...]:
    return _sides_of(party.side for party in parties)


def _sides_of(sides: Iterable[str]) -> tuple[str, ...]:
    return _first(side for side in sides if side not in ("unknown", "civilians"))


def _countries(codes: Iterable[str | None]) -> tuple[str, ...]:
    return _first(codes)


def _numbers(counts: Iterable[int | None]) -> tuple[int, ...]:
    """Counts above nought, the greatest kept, in order of size."""
    return tuple(sorted(sorted({count for count in counts if count}, reverse=True)[:_MOST]))


def _first(items: Iterable[_T | None]) -> tuple[_T, ...]:
    """The first few different items, in order."""
    return tuple(dict.fromkeys(item for item in items if item is not None))[:_MOST]
