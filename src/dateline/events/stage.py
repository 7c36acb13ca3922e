"""Stage "events": mentions found, placed, dated, merged, and turned into the codebook's events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.annotations import Annotations
from dateline.events._hits import settle_by_the_hit
from dateline.events._retyped import retyped
from dateline.events._roles import Roles
from dateline.events._topic import on_topic
from dateline.events._totals import totalled
from dateline.events.arguments import in_one_clause
from dateline.events.casualties import casualties
from dateline.events.confidence import with_confidence
from dateline.events.figures import hang_figures
from dateline.events.happening import Happening, among, groups
from dateline.events.mentions import Mention, mentions
from dateline.events.merging import merge
from dateline.events.settling import about, claimed, denials_of, source_of, status_of_all
from dateline.events.speech import Speech
from dateline.events.weapons import Weapon, weapons
from dateline.events.when import period_of
from dateline.events.where import lend_places, place_of, places_by_sentence
from dateline.records import Casualty, Event, Party, Period, Source

if TYPE_CHECKING:
    from dateline.events.where import PlacesBySentence


def events(annotations: Annotations) -> Annotations:
    """Stage "events": what happened; links the statements to it."""
    speech = Speech(annotations)
    places = places_by_sentence(annotations)
    happenings = merge(_placed(annotations, speech, places))
    hang_figures(happenings, casualties(annotations), annotations.sentences)
    for one in happenings:
        settle_by_the_hit(one)
    happenings.sort(key=lambda one: one.mentions[0].trigger.start)
    lend_places(happenings, annotations, places)
    arms = _by_sentence(annotations, weapons(annotations))
    roles = Roles(annotations)
    built = tuple(
        _event(f"e{number}", one, speech, arms, roles)
        for number, one in enumerate(happenings, start=1)
    )
    statements = about(annotations.statements, built, happenings, speech)
    return with_confidence(annotations.add(events=built, statements=statements))


def _placed(annotations: Annotations, speech: Speech, places: PlacesBySentence) -> list[Mention]:
    """The mentions that tell of a happening, each with its place and time.

    Left out are weak ones beside a happening in the same sentence that did the harm, and those
    that the outlet itself says did not happen; what a party denies stays.
    """
    found = [
        mention
        for mention in on_topic(annotations, list(mentions(annotations)))
        if mention.standing.status != "denied" or speech.denies(mention)
    ]
    told = retyped(_without_echoes(annotations, found))
    triggers = frozenset(mention.token for mention in told if not mention.weak)
    return [_at(annotations, mention, places, triggers, speech) for mention in told]


def _without_echoes(annotations: Annotations, found: list[Mention]) -> list[Mention]:
    """Leave out weak mentions in one clause with the violence that did the harm."""
    strong: dict[int, list[Mention]] = defaultdict(list)
    for mention in found:
        if not mention.weak and among(mention.type, "deadly"):
            strong[mention.sentence.index].append(mention)
    doc = annotations.doc
    return [
        mention
        for mention in found
        if not mention.weak
        or not any(
            in_one_clause(doc[mention.token], doc[other.token])
            for other in strong[mention.sentence.index]
        )
    ]


def _at(
    annotations: Annotations,
    mention: Mention,
    places: PlacesBySentence,
    triggers: frozenset[int],
    speech: Speech,
) -> Mention:
    time = period_of(annotations, mention, speech)
    when = time.span.of(annotations.text).lower() if time and time.span else ""
    mention = replace(
        mention,
        place=place_of(annotations, mention, places, triggers),
        time=time,
        when=when,
    )
    return totalled(annotations, mention)


def _event(
    id: str,
    one: Happening,
    speech: Speech,
    arms: dict[int, list[str]],
    roles: Roles,
) -> Event:
    ranked = one.ranked()
    fullest = ranked[0]
    status = status_of_all(one, fullest, speech)
    actors = _parties(ranked, "actors")
    doers = {(party.name, party.side) for party in actors}  # "blew himself up"
    targets = tuple(p for p in _parties(ranked, "targets") if (p.name, p.side) not in doers)
    source = source_of(fullest, speech)
    figures = _casualties(one, speech, source)
    actors, targets = roles.completed(one.type, (actors, targets), fullest, figures)
    return Event(
        id=id,
        type=one.type,
        status=status,
        trigger=fullest.trigger,
        evidence=one.evidence(fullest),
        actors=actors,
        targets=targets,
        place=one.place,
        time=_time(one, status),
        weapons=_weapons(one, arms),
        casualties=figures,
        source=source,
        denied_by=denials_of(one, speech),
        certainty=fullest.standing.certainty,
        asserted=fullest.standing.asserted,
    )


def _time(one: Happening, status: str) -> Period | None:
    if one.time is None and status == "ongoing":
        return Period(precision="open")
    if one.time is not None and one.time.span is None and status != "ongoing":
        return None
    return one.time


def _parties(ranked: Sequence[Mention], role: str) -> tuple[Party, ...]:
    """The parties of a role over all mentions, the fullest mention's first, each once."""
    found: dict[tuple[str, str], Party] = {}
    for mention in ranked:
        for party in getattr(mention, role):
            found.setdefault((party.name.casefold(), party.side), party)
    return tuple(found.values())


def _by_sentence(annotations: Annotations, arms: Sequence[Weapon]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for arm in arms:
        found[annotations.sentence_at(arm.span.start).index].append(arm.name)
    return found


def _weapons(one: Happening, arms: dict[int, list[str]]) -> tuple[str, ...]:
    if one.family not in groups()["armed"]:
        return ()
    sentences = sorted({mention.sentence.index for mention in one.mentions})
    return tuple(dict.fromkeys(name for index in sentences for name in arms.get(index, ())))


def _casualties(one: Happening, speech: Speech, source: Source | None) -> tuple[Casualty, ...]:
    found: dict[tuple[object, ...], Casualty] = {}
    for harm in one.harms:
        figure = claimed(harm, speech, source)
        found.setdefault((figure.kind, figure.group.casefold(), figure.low, figure.high), figure)
    return tuple(found.values())
