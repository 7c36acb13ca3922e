"""Families out of links: which reports are copies of one dispatch, and which came first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from itertools import combinations

from dateline.incidents import Copy, Family
from dateline.linking.copies.fingerprint import Fingerprint, common
from dateline.linking.copies.verdict import CopyLink, kind_of

__all__ = ["families"]

# Two groups become one where at least this share of their pairs is linked: a chance likeness of two
# copies does not chain two dispatches. On syndication dev (November 2026) anything from 0.1 to 0.6
# gives the same.
_SUPPORT = 0.34

Links = Mapping[tuple[str, str], CopyLink]


def families(fingerprints: Iterable[Fingerprint], links: Iterable[CopyLink]) -> tuple[Family, ...]:
    """The families of reports; a report without copies is a family of its own.

    Linked groups are joined best link first. The result does not depend on the order of reports or
    links, and a family depends on nothing but the reports that links connect with it: to work out
    the families of one connected component again gives what working out all would give.

    Args:
        fingerprints: every report once.
        links: links between them, as from `compare`; links to other reports are left out.
    """
    reports = {one.report: one for one in fingerprints}
    known = {
        (link.first, link.second): link
        for link in links
        if link.first in reports and link.second in reports
    }
    groups = _groups(sorted(reports), known)
    return tuple(
        sorted(
            (_family([reports[one] for one in group], known) for group in groups),
            key=lambda family: family.origin,
        )
    )


def _groups(reports: Sequence[str], links: Links) -> list[list[str]]:
    """Reports joined by links, the best first, where enough of the two groups is linked."""
    group = {report: [report] for report in reports}
    neighbours: defaultdict[str, set[str]] = defaultdict(set)
    for first, second in links:
        neighbours[first].add(second)
        neighbours[second].add(first)
    for link in sorted(
        links.values(), key=lambda one: (-one.opening, -one.score, one.first, one.second)
    ):
        left, right = group[link.first], group[link.second]
        if left is right:
            continue
        if len(left) < len(right):
            left, right = right, left
        members = set(left)
        linked = sum(len(neighbours[one] & members) for one in right)
        if linked >= _SUPPORT * len(left) * len(right):
            left += right
            for one in right:
                group[one] = left
    return list({id(members): sorted(members) for members in group.values()}.values())


def _family(members: Sequence[Fingerprint], links: Links) -> Family:
    """The family of some reports, which name their origin and how each stands to it."""
    origin, rule = _origin(members, links)
    others = sorted(
        (one for one in members if one is not origin),
        key=lambda one: (one.published or "9999", one.report),
    )
    return Family(
        id=f"F{blake2b(origin.report.encode(), digest_size=6).hexdigest()}",
        origin=origin.report,
        rule=rule,
        copies=(
            Copy(report=origin.report, kind="original", credits=origin.credits),
            *(_copy(one, origin, links) for one in others),
        ),
    )


def _copy(report: Fingerprint, origin: Fingerprint, links: Links) -> Copy:
    pair = sorted((report.report, origin.report))
    link = links.get((pair[0], pair[1]))
    if link is not None:
        score, kind = max(link.pairs), link.kinds[report.report != link.first]
    else:
        shared = common(report.pair_set, origin.pair_set)
        score = shared / max(1, min(len(report.pair_set), len(origin.pair_set)))
        kind = kind_of(report, origin, shared)
    return Copy(report=report.report, kind=kind, score=round(score, 4), credits=report.credits)


def _origin(members: Sequence[Fingerprint], links: Links) -> tuple[Fingerprint, str]:
    """The likely first report of a family and the rule that says so.

    The credited agency's own report; else the earliest; else, or among several, the fullest: the
    one that holds most of the wording of the others.
    """
    if len(members) == 1:
        return members[0], "only"
    credited = {name for one in members for name in one.credits if name != one.publisher}
    candidates = [one for one in members if one.publisher in credited]
    rule = "credited"
    if not candidates:
        days = [one.published for one in members if one.published]
        candidates = [one for one in members if one.published == min(days)] if days else []
        rule = "earliest"
    if not candidates or len(candidates) == len(members):
        candidates, rule = list(members), "fullest"
    held = _held(links, members)
    best = min(
        candidates,
        key=lambda one: (one.published or "9999", -round(held[one.report], 6), one.report),
    )
    return best, rule


def _held(links: Links, members: Sequence[Fingerprint]) -> Mapping[str, float]:
    """For each report how much of the others it holds, in reports."""
    held: defaultdict[str, float] = defaultdict(float)
    for first, second in combinations(sorted(one.report for one in members), 2):
        link = links.get((first, second))
        if link is not None:
            held[second] += link.pairs[0]
            held[first] += link.pairs[1]
    return held
