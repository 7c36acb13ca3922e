"""What the members of an incident say together: its type, place, time and parties."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TypeVar

from dateline.incidents import EventKey, Incident, Link
from dateline.intervals import Interval
from dateline.linking.incidents.features import distance
from dateline.linking.incidents.subject import Spot, Subject
from dateline.records import Party, Place, Status

_T = TypeVar("_T")
_ID_DIGITS = 12
_NEAR_KM = 25.0
# Types that say less than another of their kind: they are outvoted by any special one beside them.
_GENERAL = {"strike/unspecified": 0.5, "civilians/attack": 0.5, "humanitarian/harm": 0.3}
_ASIDE = 0.4  # weight of talk about a happening
_MOST_PARTIES = 6
_REAL: tuple[Status, ...] = ("happened", "ongoing", "attempted", "denied")


def incident_id(key: EventKey) -> str:
    """The id that an event gives its incident when it comes first there.

    An incident is named after the member published first. Any member's own id leads to it too: a
    store that keeps `incident_id` of every event beside it finds the incident of one by either.
    """
    text = f"{key.report}\0{key.event}".encode()
    return "i" + hashlib.sha256(text).hexdigest()[:_ID_DIGITS]


def incident(
    members: Iterable[Subject],
    links: Iterable[Link] = (),
    family_of: Mapping[str, str] | None = None,
) -> Incident:
    """An incident from its events; figures, denials and standing are the caller's to add.

    Every independent source has one vote on each field: of several copies in one family only the
    fullest counts.

    Args:
        members: at least one subject.
        links: those among the members; others are passed over.
        family_of: each report's family of copies; a report not in it is a family of its own.
    """
    ordered = sorted(members, key=_order)
    keys = {member.key for member in ordered}
    families = family_of or {}
    voters = _voters(ordered, families)
    among = [link for link in links if link.first in keys and link.second in keys]
    reports = tuple(dict.fromkeys(member.key.report for member in ordered))
    names = tuple(dict.fromkeys(families.get(report, report) for report in reports))
    return Incident(
        id=incident_id(ordered[0].key),
        type=_type(voters),
        status=_status(voters),
        standing="one-sided",
        place=_place(voters),
        period=_period(voters),
        actors=_parties(member.actors for member in voters),
        targets=_parties(member.targets for member in voters),
        weapons=tuple(dict.fromkeys(w for member in voters for w in member.weapons)),
        reports=reports,
        families=names,
        sources=len(names),
        events=tuple(member.key for member in ordered if member.type is not None),
        links=tuple(sorted(among, key=lambda link: (-link.score, link.first, link.second))),
    )


def _order(member: Subject) -> tuple[str, EventKey]:
    return member.published or "9999", member.key


def _voters(members: Sequence[Subject], families: Mapping[str, str]) -> list[Subject]:
    """One member for each family: the one with an event, a place and the most words."""
    by_family: dict[str, list[Subject]] = defaultdict(list)
    for member in members:
        by_family[families.get(member.key.report, member.key.report)].append(member)
    return [
        max(ones, key=lambda s: (s.type is not None, s.place is not None, len(s.terms)))
        for ones in by_family.values()
    ]


def _type(voters: Sequence[Subject]) -> str:
    """The family with most votes, then the type within it; general types weigh less."""
    votes: Counter[str] = Counter()
    for member in voters:
        for number, kind in enumerate(member.kinds):
            weight = _GENERAL.get(kind, _ASIDE if kind.startswith("diplomacy/") else 1.0)
            votes[kind] += weight if number == 0 or kind == member.type else weight / 2  # type: ignore[assignment]
    if not votes:
        return "humanitarian/harm"
    families: Counter[str] = Counter()
    for kind, count in votes.items():
        families[kind.split("/")[0]] += count
    family = _top(families)
    return _top(Counter({k: c for k, c in votes.items() if k.split("/")[0] == family}))


def _status(voters: Sequence[Subject]) -> Status:
    votes = Counter(member.status for member in voters if member.status is not None)
    real = Counter({status: votes[status] for status in _REAL if votes[status]})
    return _top(real or votes) if votes else "happened"


def _place(voters: Sequence[Subject]) -> Place | None:
    """The place most agree on: each vote goes to the places it lies near; the finest of the best."""
    told = [(member, spot) for member in voters for spot in member.spots if member.place or True]
    if not told:
        named = [member.place for member in voters if member.place is not None]
        return named[0] if named else None
    weights = [_vote(member, spot) for member, spot in told]
    support: list[float] = []
    for _, spot in told:
        by_report: dict[EventKey, float] = {}
        for (other, there), weight in zip(told, weights, strict=True):
            if distance(spot, there) <= _NEAR_KM:
                by_report[other.key] = max(by_report.get(other.key, 0.0), weight)
        support.append(sum(by_report.values()))
    best = max(range(len(told)), key=lambda n: (round(support[n] * _fine(told[n][1]), 6), -n))
    member, spot = told[best]
    if member.place is not None and member.place.lat == spot.lat and member.place.lon == spot.lon:
        return member.place
    return Place(name=spot.name, lat=spot.lat, lon=spot.lon, precision=_precision(spot))


def _vote(member: Subject, spot: Spot) -> float:
    """What a member's word on a place weighs: its event's own place most."""
    own = member.place is not None and (spot.lat, spot.lon) == (member.place.lat, member.place.lon)
    return 1.0 if own else 0.35


def _fine(spot: Spot) -> float:
    return 1.0 if spot.km <= 20 else 0.7 if spot.km <= 60 else 0.4 if spot.km <= 200 else 0.1


def _precision(spot: Spot) -> int:
    return 1 if spot.km <= 20 else 3 if spot.km <= 60 else 4 if spot.km <= 200 else 6


def _period(voters: Sequence[Subject]) -> Interval | None:
    """The day most agree on; without any, the first day of publication."""
    votes: Counter[tuple[str, str]] = Counter()
    first = min((member.published for member in voters if member.published), default=None)
    for member in voters:
        period = member.period
        if period is None or not period.start or not period.end:
            continue
        if (
            first
            and not -31 <= (date.fromisoformat(first) - date.fromisoformat(period.end)).days <= 31
        ):
            votes[period.start, period.end] += 0.1  # type: ignore[assignment]
            continue
        days = (date.fromisoformat(period.end) - date.fromisoformat(period.start)).days
        votes[period.start, period.end] += 1.0 if days <= 2 else 0.2  # type: ignore[assignment]
    if votes:
        start, end = _top(votes)
        return Interval(start=start, end=end, precision="day" if start == end else "range")
    return Interval(start=first, end=first, precision="day") if first else None


def _parties(roles: Iterable[Sequence[Party]]) -> tuple[Party, ...]:
    """Every side once, under the name most members give it, the most often named first."""
    names: dict[str, Counter[Party]] = defaultdict(Counter)
    for parties in roles:
        for party in parties:
            names[party.side if party.side != "unknown" else party.name.casefold()][party] += 1
    ranked = sorted(names.items(), key=lambda item: (-item[1].total(), item[0]))[:_MOST_PARTIES]
    return tuple(
        min(known.items(), key=lambda item: (-item[1], item[0].name))[0] for _, known in ranked
    )


def _top(votes: Counter[_T], order: Callable[[_T], str] = str) -> _T:
    """The one with most votes, the first by name of several alike."""
    return min(votes.items(), key=lambda item: (-item[1], order(item[0])))[0]
