"""Stage "events": mentions found, placed, dated, merged, and turned into the codebook's events."""

from __future__ import annotations

from dataclasses import replace

import msgspec

from dateline.annotations import Annotations
from dateline.events.casualties import casualties
from dateline.events.mentions import Mention, mentions
from dateline.events.merging import VIOLENT, Happening, merge
from dateline.events.settling import about, denials_of, source_of, status_of_all
from dateline.events.weapons import Weapon, weapons
from dateline.events.where import period_of, place_of, places_by_sentence
from dateline.records import Casualty, Event, Party, Period

# Families whose happenings have a place even where their own sentence names none.
_PLACED = VIOLENT | {"control", "forces", "humanitarian"}
_WITH_WEAPONS = VIOLENT | {"security", "forces", "losses"}
_PLACE_REACH = 3


def events(annotations: Annotations) -> Annotations:
    """Stage "events": what happened; links the statements to it."""
    by_sentence = places_by_sentence(annotations)
    found = [
        replace(
            mention,
            place=place_of(annotations, mention, by_sentence),
            time=period_of(annotations, mention),
        )
        for mention in _without_echoes(annotations)
    ]
    happenings = merge(found, casualties(annotations), annotations.sentences)
    happenings.sort(key=lambda one: min(one.evidence()))
    _inherit_places(happenings)
    arms = weapons(annotations)
    built = tuple(
        _event(f"e{number}", one, annotations, arms)
        for number, one in enumerate(happenings, start=1)
    )
    statements = about(annotations.statements, built, happenings)
    return annotations.add(events=built, statements=statements)


def _without_echoes(annotations: Annotations) -> list[Mention]:
    """The mentions that tell of a happening.

    Left out are weak ones beside a happening in the same sentence that did the harm, and those
    that the outlet itself says did not happen; what a party denies stays.
    """
    denials = [s.content for s in annotations.statements if s.stance == "denies"]
    found = [
        mention
        for mention in mentions(annotations)
        if mention.standing.status != "denied"
        or any(content.overlaps(mention.trigger) for content in denials)
    ]
    strong = {m.sentence.index for m in found if not m.weak and m.family in VIOLENT}
    return [m for m in found if not (m.weak and m.sentence.index in strong)]


def _inherit_places(happenings: list[Happening]) -> None:
    """A happening without a place takes that of the one told in or shortly before its sentence."""
    placed = [
        (mention.sentence.index, mention.place)
        for one in happenings
        for mention in one.mentions
        if mention.place is not None and mention.family in _PLACED
    ]
    for one in happenings:
        if one.place is not None or one.type.split("/")[0] not in _PLACED:
            continue
        here = one.fullest().sentence.index
        near = [
            (here - index, place) for index, place in placed if 0 <= here - index <= _PLACE_REACH
        ]
        if near:
            nearest = min(near, key=lambda found: found[0])[1]
            one.place = msgspec.structs.replace(nearest, more_places=())


def _event(id: str, one: Happening, annotations: Annotations, arms: tuple[Weapon, ...]) -> Event:
    kind, fullest = one.type, one.fullest()
    status = status_of_all(one, annotations.statements)
    return Event(
        id=id,
        type=kind,
        status=status,
        trigger=fullest.trigger,
        evidence=one.evidence(),
        actors=_parties(one, "actors"),
        targets=_parties(one, "targets"),
        place=one.place,
        time=_time(one, status),
        weapons=_weapons(one, arms),
        casualties=_casualties(one),
        source=source_of(one, annotations.statements),
        denied_by=denials_of(one, annotations.statements),
    )


def _time(one: Happening, status: str) -> Period | None:
    if one.time is None and status == "ongoing":
        return Period(precision="open")
    if one.time is not None and one.time.span is None and status != "ongoing":
        return None
    return one.time


def _parties(one: Happening, role: str) -> tuple[Party, ...]:
    """The parties of a role over all mentions, the fullest mention's first, each once."""
    ordered = sorted(one.mentions, key=one.fullness, reverse=True)
    found: dict[tuple[str, str], Party] = {}
    for mention in ordered:
        for party in getattr(mention, role):
            found.setdefault((party.name.casefold(), party.side), party)
    return tuple(found.values())


def _weapons(one: Happening, arms: tuple[Weapon, ...]) -> tuple[str, ...]:
    if one.type.split("/")[0] not in _WITH_WEAPONS:
        return ()
    sentences = [mention.sentence.span for mention in one.mentions]
    named = (arm.name for arm in arms if any(span.contains(arm.span) for span in sentences))
    return tuple(dict.fromkeys(named))


def _casualties(one: Happening) -> tuple[Casualty, ...]:
    found: dict[tuple[object, ...], Casualty] = {}
    for harm in one.harms:
        figure = harm.casualty
        found.setdefault((figure.kind, figure.group.casefold(), figure.low, figure.high), figure)
    return tuple(found.values())
