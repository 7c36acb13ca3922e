"""The rules of the codebook that a program can check on a coding."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, pairwise
from typing import TypeVar

from dateline.gazetteer import Entry, index
from dateline.places.extent import distance_km
from dateline.records import Event, Place, Span
from training.annotations.corpus import Coding

# How far from the gazetteer's point of the name a place of each precision may be put, in km.
_REACH_KM = {1: 15.0, 2: 40.0, 3: 120.0, 4: 400.0, 5: 1500.0, 6: 1500.0, 7: 20000.0}
# A point this near to a namesake was meant for it; one farther off than the other has another name.
_BESIDE_KM, _ABOUT_KM = 60.0, 2500.0
_COARSE = {"admin1": 4, "country": 6}
_Point = TypeVar("_Point", Entry, Place)
_UNREAL = ("planned", "threatened", "feared", "hypothetical")


def problems(coding: Coding, text: str) -> Iterator[str]:
    """What breaks a rule of the codebook in `coding`, one plain line each.

    Raises:
        RecordError: a span runs past the text, or a statement is about an event that is not there.
    """
    coding.record(text)
    known = " ".join(text.split()).casefold()
    for event in coding.events:
        for rule in (_evidence, _time, _figures, _denial):
            yield from (f"{event.id} ({event.type}): {wrong}" for wrong in rule(event))
        for name in _names(event):
            if " ".join(name.split()).casefold() not in known:
                yield f"{event.id} ({event.type}): {name!r} does not stand in the text"
    yield from _points(coding)
    yield from _order(coding)
    yield from _statements(coding, known)


def _evidence(event: Event) -> Iterator[str]:
    if not event.evidence[0].contains(event.trigger):
        yield "the trigger does not stand in the first evidence, the fullest mention"
    if len(set(event.evidence)) < len(event.evidence):
        yield "a sentence stands twice in the evidence"


def _time(event: Event) -> Iterator[str]:
    time = event.time
    if time is None:
        if event.status == "ongoing":
            yield "ongoing, so its time is open, not null"
        return
    if event.status == "ongoing" and time.end is not None:
        yield "ongoing, so its time has no end"
    if event.status in _UNREAL and time.span is None:
        yield f"{event.status} without an expression of time, so its time is null"
    if time.span and not any(one.overlaps(time.span) for one in event.evidence):
        yield "its expression of time stands outside its evidence"


def _figures(event: Event) -> Iterator[str]:
    for figure in event.casualties:
        if figure.span and not any(one.overlaps(figure.span) for one in event.evidence):
            yield f"the figure of {figure.kind} stands outside its evidence"
        if figure.group.casefold() in ("civilian", "civilians") and figure.side != "civilians":
            yield "civilians have the side 'civilians'"
    twice = [figure for figure, n in Counter(event.casualties).items() if n > 1]
    yield from (f"the figure of {figure.kind} {figure.group} stands twice" for figure in twice)


def _denial(event: Event) -> Iterator[str]:
    if event.status == "denied" and not event.denied_by:
        yield "denied, but nobody denies it"


def _names(event: Event) -> Iterator[str]:
    """Everything that a coding copies from the text."""
    yield from (party.name for party in chain(event.actors, event.targets))
    yield from event.weapons
    yield from (figure.group for figure in event.casualties if figure.group)
    if event.source and event.source.kind != "anonymous":
        yield event.source.name


def _places(place: Place | None) -> Iterator[Place]:
    if place:
        yield from (place, *place.more_places)


def _points(coding: Coding) -> Iterator[str]:
    """Places lie where the gazetteer has their names, or near another of the text that does."""
    places = [(event, place) for event in coding.events for place in _places(event.place)]
    known = [place for _, place in places if _namesakes(place)]
    for event, place in places:
        said = f"{event.id} ({event.type}): {place.name!r}"
        if place.lat is None:
            if place.precision in (2, 3, 4):
                yield f"{said} has no point: give its region's"
        elif near := _namesakes(place):
            kinds = {one.kind for one in near}
            coarsest = min(_COARSE.get(kind, 1) for kind in kinds)
            if place.precision < min(coarsest, 5) and place.relation == "in":
                yield f"{said} is a {'/'.join(sorted(kinds))}, finer than precision {coarsest}"
        elif _reached(place, index().lookup(place.name), _BESIDE_KM):
            yield f"{said} is put beside the place of that name"
        elif known and place.precision < 5 and not _reached(place, known, _ABOUT_KM):
            yield f"{said} is put far from every other place of the text"


def _namesakes(place: Place) -> list[Entry]:
    """The gazetteer's places of a name that a point of this precision can mean."""
    return _reached(place, index().lookup(place.name), _REACH_KM[place.precision])


def _reached(place: Place, others: Iterable[_Point], reach: float) -> list[_Point]:
    """The places within reach, in km, of a place's point."""
    return [
        one
        for one in others
        if None not in (place.lat, one.lat)
        and distance_km(place.lat, place.lon, one.lat, one.lon) <= reach  # type: ignore[arg-type]
    ]


def _order(coding: Coding) -> Iterator[str]:
    firsts = [min(one.start for one in event.evidence) for event in coding.events]
    if any(before > after for before, after in pairwise(firsts)):
        yield "events do not stand in the order of their first evidence"
    if [event.id for event in coding.events] != [f"e{n + 1}" for n in range(len(coding.events))]:
        yield "events are not numbered e1, e2 …"
    twice = Counter((event.type, event.trigger) for event in coding.events)
    yield from (
        f"{kind} is recorded twice on one trigger" for (kind, _), n in twice.items() if n > 1
    )


def _statements(coding: Coding, known: str) -> Iterator[str]:
    twice: Counter[tuple[str, Span]] = Counter()
    for one in coding.statements:
        twice[one.source.name, one.content] += 1
        name = " ".join(one.source.name.split()).casefold()
        if one.source.kind != "anonymous" and name not in known:
            yield f"{one.id}: the source {one.source.name!r} does not stand in the text"
        if one.source.span and one.content.contains(one.source.span) and one.cue is None:
            yield f"{one.id}: the source stands inside the content"
    yield from (f"{name} says the same span twice" for (name, _), n in twice.items() if n > 1)
