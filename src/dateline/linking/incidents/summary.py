"""What the members of an incident say together: its type, place, time and parties."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from math import fsum
from typing import TypeVar

from dateline.gazetteer import countries
from dateline.incidents import EventKey, Incident, Link, incident_id
from dateline.intervals import Interval
from dateline.linking.incidents.features import distance
from dateline.linking.incidents.subject import Spot, Subject
from dateline.records import Party, Place, Status

_T = TypeVar("_T")
_NEAR_KM = 25.0
_COUNTRY_KM = 200.0  # how far a place reaches that is as wide as a state
# Votes on the place: for an event's own, for one beside it, for the seat of a government.
_OWN, _BESIDE, _GOVERNMENT = 1.0, 0.35, 0.05
# Types that say less than another of their kind: they are outvoted by any special one beside them.
_WEIGHT = {"strike/unspecified": 0.8, "civilians/attack": 0.5, "humanitarian/harm": 0.3}
# What is told beside a happening more often than for itself; less where it stands beside another.
_OWN_TYPE = {"diplomacy": 0.7, "control": 0.5, "losses": 0.6, "security": 0.5, "unrest": 0.7}
_BESIDE_TYPE = {"diplomacy": 0.3, "control": 0.5, "losses": 0.5, "security": 0.5, "unrest": 0.5}
_BOMBS_FROM_AFAR = 0.4  # "guided bombs" are no bombing
_HINT = 50  # hundredths: what a word or another event weighs against the report's own
_FORCE = frozenset({"battle", "strike", "explosion", "civilians", "control", "losses", "security"})
_MOST_PARTIES = 6
_MONTH, _SHORT = 31, 2  # days
# Hundredths of a vote for the day of the first report: of each that tells no day, and of all.
_SILENT, _MOST_SILENT = 12, 90
_REAL: tuple[Status, ...] = ("happened", "ongoing", "attempted", "denied")


def incident(
    members: Iterable[Subject],
    links: Iterable[Link] = (),
    family_of: Mapping[str, str] | None = None,
) -> Incident:
    """An incident from its events; figures, denials and standing are the caller's to add.

    Every independent source has one vote on each field: of several copies in one family only the
    fullest counts. A report without events is among `events` too, as `WHOLE`.

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
    kind = _type(voters)
    place = _place(voters, kind)
    return Incident(
        id=incident_id(ordered[0].key),
        type=kind,
        status=_status(voters),
        standing="one-sided",
        place=place,
        place_from="address" if _only_addressed(voters, place) else "text",
        period=_period(voters),
        actors=_parties(member.actors for member in voters),
        targets=_parties(member.targets for member in voters),
        weapons=tuple(dict.fromkeys(w for member in voters for w in member.weapons)),
        reports=reports,
        families=names,
        sources=len(names),
        events=tuple(member.key for member in ordered),
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
    """The class of happening with most votes, in it the family, in that the type."""
    votes: Counter[str] = Counter()
    for member in voters:
        for kind in member.kinds:
            votes[kind] += _weight(member, kind)
        for kind in member.hints:
            votes[kind] += round(_HINT * _beside(kind))
    if not votes:
        harmed = any(member.killed or member.wounded for member in voters)
        return "humanitarian/harm" if harmed else "diplomacy/claim"
    for sort in (_sort, _family):
        sums: Counter[str] = Counter()
        for kind, count in votes.items():
            sums[sort(kind)] += count
        best = _top(sums)
        votes = Counter({kind: count for kind, count in votes.items() if sort(kind) == best})
    return _top(votes)


def _weight(member: Subject, kind: str) -> int:
    """What an event's type weighs, in hundredths: most that of what the report is about."""
    weight = 100 * _WEIGHT.get(kind, 1.0)
    if kind == "explosion/bombing" and any(hint.startswith("strike/") for hint in member.hints):
        weight *= _BOMBS_FROM_AFAR
    if kind == member.type:
        return round(weight * _OWN_TYPE.get(_family(kind), 1.0))
    return round(weight * _HINT / 100 * _beside(kind))


def _beside(kind: str) -> float:
    return _BESIDE_TYPE.get(_family(kind), 1.0)


def _family(kind: str) -> str:
    return kind.split("/")[0]


def _sort(kind: str) -> str:
    """Deeds of arms of all families are one sort of happening."""
    family = _family(kind)
    return "force" if family in _FORCE else family


def _status(voters: Sequence[Subject]) -> Status:
    votes = Counter(member.status for member in voters if member.status is not None)
    real = Counter({status: votes[status] for status in _REAL if votes[status]})
    return _top(real or votes) if votes else "happened"


def _place(voters: Sequence[Subject], kind: str) -> Place | None:
    """The place most agree on: each vote goes to the places it lies near; the finest of the best.

    A place in a country that few members speak of is a namesake; a capital that is no event's own
    place stands for a government. A country is also voted for by who but names it, and stands
    only where no place in it is told.

    What only the addresses of reports name counts as a place beside the event.

    Args:
        voters: the members.
        kind: the incident's type: only events of its sort speak for their own places.
    """
    told = [(member, spot) for member in voters for spot in (*member.spots, *member.addressed)]
    if not told:
        return next((member.place for member in voters if member.place is not None), None)
    lands = Counter(land for member in voters for land in member.countries)
    weights = [_vote(member, spot, kind, lands, len(voters)) for member, spot in told]
    support: list[float] = []
    for _, spot in told:
        by_member: dict[EventKey, float] = {}
        for (other, there), weight in zip(told, weights, strict=True):
            wide = there.km >= _COUNTRY_KM > spot.km  # a country holds too much to tell of a town
            if not wide and distance(spot, there) <= _NEAR_KM:
                by_member[other.key] = max(by_member.get(other.key, 0.0), weight)
        if spot.km >= _COUNTRY_KM and spot.country is not None:
            for member in voters:
                named = _BESIDE * (spot.country in member.countries)
                by_member[member.key] = max(by_member.get(member.key, 0.0), named)
        support.append(fsum(by_member.values()) * _fine(spot))
    finer = {spot.country for _, spot in told if spot.km < _COUNTRY_KM and not _is_capital(spot)}
    fit = [n for n, (_, s) in enumerate(told) if s.km < _COUNTRY_KM or s.country not in finer]
    best = max(fit, key=lambda n: (round(support[n] * weights[n] ** 0.5, 6), -n))
    member, spot = told[best]
    if _is_own(member, spot) and member.place is not None:
        return member.place
    return Place(name=spot.name, lat=spot.lat, lon=spot.lon, precision=_precision(spot))


def _only_addressed(voters: Sequence[Subject], place: Place | None) -> bool:
    """Whether no text names the place."""
    if place is None or place.lat is None:
        return False
    where = (place.lat, place.lon)
    texts = {(spot.lat, spot.lon) for member in voters for spot in member.spots}
    return where not in texts and any(
        where == (spot.lat, spot.lon) for member in voters for spot in member.addressed
    )


def _vote(member: Subject, spot: Spot, kind: str, lands: Counter[str], members: int) -> float:
    """What a member's word on a place weighs: its event's own place most."""
    own = _is_own(member, spot) and member.type is not None and _sort(member.type) == _sort(kind)
    weight = _OWN if own else _GOVERNMENT if _is_capital(spot) else _BESIDE
    if spot.country is not None and spot.km < _COUNTRY_KM:
        weight *= 0.25 + 0.75 * lands[spot.country] / members
    return weight


def _is_own(member: Subject, spot: Spot) -> bool:
    place = member.place
    return place is not None and (spot.lat, spot.lon) == (place.lat, place.lon)


def _is_capital(spot: Spot) -> bool:
    return spot.name in _capitals()


@cache
def _capitals() -> frozenset[str]:
    return frozenset(country.capital for country in countries().values() if country.capital)


def _fine(spot: Spot) -> float:
    return 1.0 if spot.km <= 20 else 0.7 if spot.km <= 60 else 0.4 if spot.km <= 200 else 0.1


def _precision(spot: Spot) -> int:
    return 1 if spot.km <= 20 else 3 if spot.km <= 60 else 4 if spot.km <= 200 else 6


def _period(voters: Sequence[Subject]) -> Interval | None:
    """The days most agree on.

    No happening is told before it begins; long periods and those over a month before the first
    report count less; who tells no day speaks, faintly, for the first day of publication.
    """
    votes: Counter[tuple[str, str]] = Counter()
    first = min((member.published for member in voters if member.published), default=None)
    for member in voters:
        period = member.period
        if period is None or not period.start or not period.end:
            continue
        if first is None or period.start <= first:
            votes[period.start, period.end] += _day_vote(period.start, period.end, first)
    silent = sum(member.period is None for member in voters)
    if first is not None:
        votes[first, first] += min(_MOST_SILENT, _SILENT * silent)
    if not votes:
        return None
    start, end = _top(votes)
    return Interval(start=start, end=end, precision="day" if start == end else "range")


def _day_vote(start: str, end: str, first: str | None) -> int:
    """What a period weighs, in hundredths."""
    begins, ends = date.fromisoformat(start), date.fromisoformat(end)
    stale = first is not None and (date.fromisoformat(first) - ends).days > _MONTH
    return 40 if stale else 100 if (ends - begins).days <= _SHORT else 20


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
