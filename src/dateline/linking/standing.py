"""How an incident stands: who says that it happened, who denies it, and how independent they are.

Two tellings are independent when they stand in different families *and* come from different mouths:
two outlets that both quote one ministry are no corroboration, an outlet's own telling beside the
ministry's is. `docs/figures.md` tells the rules.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import permutations
from typing import NamedTuple

from dateline.incidents import DeniedBy, Standing
from dateline.linking.figures import Member
from dateline.linking.figures.voices import UNSIDED, folded, side_of, voice_of
from dateline.records import Event, Record, Source, Status

__all__ = ["Verdict", "standing"]

_REAL: tuple[Status, ...] = ("happened", "ongoing", "attempted")
_UNREAL: tuple[Status, ...] = ("planned", "threatened", "feared", "hypothetical")
# Done by one side to another: who did it can be in dispute. In battles and talks both sides act.
_ONE_WAY = frozenset({"strike", "explosion", "civilians"})
# Who has a place: two sides cannot both.
_HOLDING = frozenset({"battle/territory_gained", "control/holds"})


class Verdict(NamedTuple):
    """How an incident stands, its status, and who denies it."""

    standing: Standing
    status: Status
    denied_by: tuple[DeniedBy, ...] = ()


class _Telling(NamedTuple):
    """One mouth in one family that says that it happened."""

    family: str
    voice: str
    side: str | None


def standing(members: Iterable[Member], family_of: Mapping[str, str]) -> Verdict:
    """How the incident made of these events stands.

    The first that holds: `denied` (nobody says that it happened, somebody denies it), `feared`
    (nobody says so: it is planned, threatened, feared or supposed), `disputed` (said and denied, or
    each side lays it to the other), `corroborated` (two independent tellings, or both sides say
    so), `one-sided`.

    Args:
        members: the incident's events, each with the record of its report, in any order; no event
            where a report belongs to the incident although the reader found none in it: its outlet
            then tells it.
        family_of: the id of each report's family; a report that is missing is its own.
    """
    known = list(members)
    ordered = sorted(
        ((record, event) for record, event in known if event is not None),
        key=lambda member: (member[0].document.id, member[1].id),
    )
    told = {telling for record, event in ordered for telling in _tellings(record, event, family_of)}
    bare = (record.document.id for record, event in known if event is None)
    told |= {_telling(None, family_of.get(report, report)) for report in bare}
    denials = _denials(ordered)
    status = _status(ordered, family_of, bool(told), bool(denials))
    if not told:
        denied = denials or any(event.status == "denied" for _, event in ordered)
        return Verdict("denied" if denied else "feared", status, denials)
    if denials or _accounts_cross(ordered, family_of):
        return Verdict("disputed", status, denials)
    if _independent(told) or _both_sides(ordered, told):
        return Verdict("corroborated", status, denials)
    return Verdict("one-sided", status, denials)


def _tellings(record: Record, event: Event, family_of: Mapping[str, str]) -> Iterator[_Telling]:
    """Who asserts the event in its report: its source, and whoever is quoted as asserting it."""
    family = family_of.get(record.document.id, record.document.id)
    if event.status in _REAL:
        yield _telling(event.source, family)
    elif event.status == "denied" and event.source and not _is_denier(event, event.source):
        # A denial that somebody's word is there to be denied.
        yield _telling(event.source, family)
    for statement in record.statements if event.status in _REAL else ():
        asserts = statement.stance == "asserts" and event.id in statement.about
        if asserts and not _is_denier(event, statement.source):
            yield _telling(statement.source, family)


def _telling(source: Source | None, family: str) -> _Telling:
    side = side_of(source.name) if source is not None and source.kind == "party" else None
    return _Telling(family, voice_of(source, family), side)


def _is_denier(event: Event, source: Source) -> bool:
    return folded(source.name) in {folded(denial.name) for denial in event.denied_by}


def _denials(members: Iterable[tuple[Record, Event]]) -> tuple[DeniedBy, ...]:
    """Everybody who denies one of the events, each once a report."""
    found: dict[tuple[str, str], DeniedBy] = {}
    for record, event in members:
        report = record.document.id
        named = [(denial.name, denial.span) for denial in event.denied_by]
        named += [
            (statement.source.name, statement.content)
            for statement in record.statements
            if statement.stance == "denies" and event.id in statement.about
        ]
        for name, span in named:
            denial = DeniedBy(name=name, report=report, span=span)
            found.setdefault((report, folded(name)), denial)
    return tuple(found.values())


def _status(
    members: list[tuple[Record, Event]], family_of: Mapping[str, str], told: bool, denied: bool
) -> Status:
    """What most families say of those statuses that the standing leaves; `happened` wins a tie."""
    families = {
        (family_of.get(record.document.id, record.document.id), event.status)
        for record, event in members
    }
    votes = Counter(status for _, status in families)
    if told:
        return max(_REAL, key=lambda status: votes[status])
    if denied or votes["denied"]:
        return "denied"
    return max(_UNREAL, key=lambda status: votes[status])


def _independent(told: Iterable[_Telling]) -> bool:
    """Whether two tellings differ in family and in voice."""
    tellings = list(told)
    return any(
        one.family != other.family and one.voice != other.voice
        for number, one in enumerate(tellings)
        for other in tellings[number + 1 :]
    )


def _both_sides(members: Iterable[tuple[Record, Event]], told: Iterable[_Telling]) -> bool:
    """Whether the side that did it and the side that suffered it both say so."""
    events = [event for _, event in members]
    did = {party.side for event in events for party in event.actors} - UNSIDED
    suffered = {party.side for event in events for party in event.targets} - UNSIDED - did
    sides = {telling.side for telling in told}
    return bool(sides & did) and bool(sides & suffered)


class _Charge(NamedTuple):
    """One mouth in one family that names the side that did it."""

    blamed: str
    family: str
    voice: str
    speaker: str | None


def _accounts_cross(members: Iterable[tuple[Record, Event]], family_of: Mapping[str, str]) -> bool:
    """Whether opposing accounts stand side by side: each side lays the deed to the other, or two
    sides are each said to have the place.

    One stray reading makes no dispute: a side must be blamed by one that is blamed itself, or both
    by two families each.
    """
    charges: set[_Charge] = set()
    holders: set[_Charge] = set()
    for record, event in members:
        family = family_of.get(record.document.id, record.document.id)
        sides = {party.side for party in event.actors} - UNSIDED
        if event.status not in _REAL or len(sides) != 1:
            continue
        told = _telling(event.source, family)
        charge = _Charge(sides.pop(), family, told.voice, told.side)
        if event.family in _ONE_WAY:
            charges.add(charge)
        elif event.type in _HOLDING:
            holders.add(charge)
    deeds, held = _by_blamed(charges), _by_blamed(holders)
    return any(
        _cross(deeds[one], deeds[other], other) for one, other in permutations(deeds, 2)
    ) or (len(held) > 1 and len({charge.voice for charge in holders}) > 1)


def _by_blamed(charges: Iterable[_Charge]) -> dict[str, set[_Charge]]:
    sides: dict[str, set[_Charge]] = {}
    for charge in charges:
        sides.setdefault(charge.blamed, set()).add(charge)
    return sides


def _cross(ours: Iterable[_Charge], theirs: Iterable[_Charge], other: str) -> bool:
    """Whether the charges against one side and those against the `other` make a dispute."""
    accusers = {charge.voice for charge in ours if charge.speaker == other}
    if accusers and {charge.voice for charge in theirs} - accusers:
        return True
    families = [{charge.family for charge in charges} for charges in (ours, theirs)]
    return all(len(own) > 1 for own in families)
