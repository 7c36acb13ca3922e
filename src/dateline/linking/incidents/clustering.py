"""From links to incidents: average linkage of log odds within each connected component.

Average linkage (Sokal and Michener 1958) joins, again and again, the two clusters whose events are
on average likeliest to be one happening; pairs without a link count as unlikely. What must stay
apart does: two events of one report, events that contradict each other on day and place, and what
a person cut. What a person pinned is together from the start.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from math import log

import numpy as np
import numpy.typing as npt

from dateline.incidents import Decision, EventKey, Link
from dateline.linking.incidents.features import (
    FAR_KM,
    OTHER_LAND_KM,
    fulness,
)
from dateline.linking.incidents.subject import OTHER_DAYS, Subject
from dateline.places.extent import EARTH_KM

# Log odds: of a pair without a link; that no single link outweighs; that two clusters need on
# average. Cross-validation on briefs dev (training/linking), 2026-11.
_NO_LINK, _MOST, _ENOUGH = -3.0, 6.0, -1.75
# What is added for a pair of full reports: on topics of linking train held out, from -2 to -9
# precision rises as recall falls and B-cubed F1 hardly changes.
_NO_LINK_FULL = -4.0
# The chance from which a link joins events into one component, and what is asked for where a
# component grows too large to be clustered while a report is added.
JOINING, LARGEST = 0.5, 60
BARS = (JOINING, 0.8, 0.95, 0.99, 0.998, 0.9995)
_Pairs = set[tuple[int, int]]


def cluster(
    subjects: Iterable[Subject], links: Iterable[Link], decisions: Iterable[Decision] = ()
) -> tuple[frozenset[EventKey], ...]:
    """The incidents that events make up: each event in one of them, the smallest key's first.

    The result depends on nothing but the sets of subjects, links and decisions, and each connected
    component (see `components`) on itself alone. Of several joins equally good, that of the
    smallest keys comes first. Of several decisions on a pair the latest holds; a cut holds against
    what pins of other pairs imply.

    Args:
        subjects: every event; links and decisions on events that are not there are passed over.
    """
    known = {subject.key: subject for subject in subjects}
    links, decided = list(links), _latest(decisions, known)
    scores = {(link.first, link.second): link.score for link in links}
    pins = [pair for pair, pin in decided.items() if pin]
    parts = _components(known, scores, pins)
    home = {key: number for number, part in enumerate(parts) for key in part}
    within: list[dict[tuple[EventKey, EventKey], float]] = [{} for _ in parts]
    for (one, other), score in scores.items():
        if one in home and home[one] == home.get(other):
            within[home[one]][one, other] = score
    found: list[frozenset[EventKey]] = []
    for part, inside in zip(parts, within, strict=True):
        found += _cluster([known[key] for key in part], inside, decided)
    return tuple(sorted(found, key=min))


def components(
    keys: Iterable[EventKey], links: Iterable[Link], decisions: Iterable[Decision] = ()
) -> tuple[tuple[EventKey, ...], ...]:
    """The events that links of at least `JOINING` or pins join, directly or through others.

    Only a chance of a half or more joins; where more events than `LARGEST` would hang together, a
    higher one is asked for.
    """
    known = set(keys)
    scores = {(link.first, link.second): link.score for link in links}
    pins = [pair for pair, pin in _latest(decisions, known).items() if pin]
    return tuple(map(tuple, _components(known, scores, pins)))


def _latest(
    decisions: Iterable[Decision], known: Container[EventKey]
) -> dict[tuple[EventKey, EventKey], bool]:
    """Whether each pair of known events was pinned (or else cut), in order of time."""
    ordered = sorted(decisions, key=lambda d: (d.at, d.first, d.second, d.verdict))
    found: dict[tuple[EventKey, EventKey], bool] = {}
    for decision in ordered:
        if decision.first in known and decision.second in known:
            pair = min(decision.first, decision.second), max(decision.first, decision.second)
            found.pop(pair, None)
            found[pair] = decision.verdict == "pin"
    return found


def _components(
    keys: Iterable[EventKey],
    scores: Mapping[tuple[EventKey, EventKey], float],
    pins: Sequence[tuple[EventKey, EventKey]],
) -> list[list[EventKey]]:
    waiting, done = [list(keys)], []
    for number, bar in enumerate(BARS):
        split = []
        for group in waiting:
            inside = set(group)
            joined = [
                pair
                for pair, score in scores.items()
                if score >= bar and pair[0] in inside and pair[1] in inside
            ]
            held = [pair for pair in pins if pair[0] in inside and pair[1] in inside]
            split += _joined(group, joined + held)
        last = number == len(BARS) - 1
        done += [group for group in split if len(group) <= LARGEST or last]
        waiting = [group for group in split if len(group) > LARGEST]
    return sorted(done)


def _joined(
    keys: Iterable[EventKey], pairs: Iterable[tuple[EventKey, EventKey]]
) -> list[list[EventKey]]:
    """The keys that pairs join, directly or through others, sorted."""
    parent = {key: key for key in keys}

    def root(key: EventKey) -> EventKey:
        while parent[key] != key:
            parent[key] = key = parent[parent[key]]
        return key

    for one, other in pairs:
        parent[root(one)] = root(other)
    groups: dict[EventKey, list[EventKey]] = defaultdict(list)
    for key in sorted(parent):
        groups[root(key)].append(key)
    return list(groups.values())


def _cluster(
    members: Sequence[Subject],
    scores: Mapping[tuple[EventKey, EventKey], float],
    decided: Mapping[tuple[EventKey, EventKey], bool],
) -> list[frozenset[EventKey]]:
    """The incidents of one component, its members in order of their keys."""
    if len(members) == 1:
        return [frozenset({members[0].key})]
    number = {subject.key: n for n, subject in enumerate(members)}
    odds = _without_link(members)
    for (one, other), score in scores.items():
        odds[number[one], number[other]] = odds[number[other], number[one]] = _log_odds(score)
    apart = _apart(members)
    inside = [
        (number[one], number[other], pin)
        for (one, other), pin in decided.items()
        if one in number and other in number
    ]
    for a, b, pin in inside:
        apart[a, b] = apart[b, a] = not pin
    clusters = _Clusters(odds, apart, {(a, b) for a, b, pin in inside if not pin})
    for a, b, pin in inside:
        if pin:
            clusters.pin(a, b)
    clusters.join_all()
    return [frozenset(members[n].key for n in one) for one in clusters.members if one]


class _Clusters:
    """Clusters while they are joined: by number of their first member."""

    def __init__(
        self, odds: npt.NDArray[np.float64], apart: npt.NDArray[np.bool_], cuts: _Pairs
    ) -> None:
        self._odds, self._apart, self._cuts = odds, apart, cuts
        np.fill_diagonal(self._apart, True)
        self.members = [[number] for number in range(len(odds))]

    def pin(self, one: int, other: int) -> None:
        """Join the clusters of two events, whatever speaks against it but a cut."""
        first, second = sorted(self._home(number) for number in (one, other))
        crossing = {(a, b) for a in self.members[first] for b in self.members[second]}
        crossing |= {(b, a) for a, b in crossing}
        if first != second and not crossing & self._cuts:
            self._join(first, second)

    def join_all(self) -> None:
        """Join the likeliest two clusters until none are likely enough."""
        open_odds = np.where(self._apart, -np.inf, self._odds)
        best = open_odds.max(axis=1)
        while True:
            one = int(best.argmax())
            if best[one] < _ENOUGH:
                return
            other = int(open_odds[one].argmax())
            one, other = min(one, other), max(one, other)
            stale = (open_odds[:, one] >= best) | (open_odds[:, other] >= best)
            self._join(one, other)
            row = np.where(self._apart[one], -np.inf, self._odds[one])
            open_odds[one], open_odds[:, one] = row, row
            open_odds[other], open_odds[:, other] = -np.inf, -np.inf
            stale[one] = stale[other] = True
            best = np.maximum(best, row)
            best[stale] = open_odds[stale].max(axis=1)

    def _home(self, number: int) -> int:
        return next(first for first, ones in enumerate(self.members) if number in ones)

    def _join(self, one: int, other: int) -> None:
        mine, theirs = len(self.members[one]), len(self.members[other])
        joined = (self._odds[one] * mine + self._odds[other] * theirs) / (mine + theirs)
        self._odds[one], self._odds[:, one] = joined, joined
        apart = self._apart[one] | self._apart[other]
        self._apart[one], self._apart[:, one] = apart, apart
        self._apart[other], self._apart[:, other] = True, True
        self._apart[one, one] = True
        self.members[one] += self.members[other]
        self.members[other] = []


def _without_link(members: Sequence[Subject]) -> npt.NDArray[np.float64]:
    """The log odds of pairs without a link: the longer both, the surer they are two happenings."""
    words = np.array([fulness(member.length) for member in members])
    odds: npt.NDArray[np.float64] = _NO_LINK + _NO_LINK_FULL * np.minimum.outer(words, words)
    return odds


def _apart(members: Sequence[Subject]) -> npt.NDArray[np.bool_]:
    """Which pairs may not be joined: of one report, or contradicting each other (`contradict`)."""
    report = np.unique([subject.key.report for subject in members], return_inverse=True)[1]
    apart: npt.NDArray[np.bool_] = report[:, None] == report[None, :]
    spots = {n: spot for n, subject in enumerate(members) if (spot := subject.own)}
    if len(spots) > 1:
        number = np.array([*spots])
        lat, lon, km = np.array([(spot.lat, spot.lon, spot.km) for spot in spots.values()]).T
        way = _distances(lat, lon) - np.maximum(km[:, None], km[None, :])
        apart[np.ix_(number, number)] |= (way > OTHER_LAND_KM) & _strangers(
            [members[n].lands for n in number]
        )
    told = {n: told for n, subject in enumerate(members) if (told := subject.where_and_when)}
    if len(told) > 1:
        number = np.array([*told])
        table = np.array([(*days, spot.lat, spot.lon, spot.km) for days, spot in told.values()])
        first, last, lat, lon, km = table.T
        gap = np.maximum(first[:, None] - last[None, :], first[None, :] - last[:, None])
        way = _distances(lat, lon) - np.maximum(km[:, None], km[None, :])
        apart[np.ix_(number, number)] |= (gap > OTHER_DAYS) & (way > FAR_KM)
    return apart


def _strangers(lands: Sequence[frozenset[str]]) -> npt.NDArray[np.bool_]:
    """Which sets have nothing in common, though neither is empty."""
    codes = {code: n for n, code in enumerate(sorted(frozenset().union(*lands)))}
    table = np.zeros((len(lands), len(codes)), dtype=np.int32)
    for row, ones in enumerate(lands):
        table[row, [codes[code] for code in ones]] = 1
    some = table.sum(axis=1) > 0
    return np.asarray((table @ table.T == 0) & np.outer(some, some))


def _distances(
    lat: npt.NDArray[np.float64], lon: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """Great-circle kilometres between every two points (haversine)."""
    a, turn = np.radians(lat), np.radians(lon)
    half = np.sin((a[:, None] - a[None, :]) / 2) ** 2
    half += np.cos(a)[:, None] * np.cos(a)[None, :] * np.sin((turn[:, None] - turn) / 2) ** 2
    found: npt.NDArray[np.float64] = 2 * EARTH_KM * np.arcsin(np.sqrt(np.minimum(1.0, half)))
    return found


def _log_odds(score: float) -> float:
    score = min(max(score, 1e-6), 1 - 1e-6)
    return max(-_MOST, min(_MOST, log(score / (1 - score))))
