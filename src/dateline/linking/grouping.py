"""Makes the incidents of a store's events anew, group by group, and only those that change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from heapq import nlargest
from itertools import combinations

import msgspec

from dateline.incidents import Decision, EventKey, Incident, Link
from dateline.linking.corrections import corrected
from dateline.linking.incidents import Subject, chance, cluster, link
from dateline.linking.incidents import incident as summary
from dateline.linking.reach import Web
from dateline.linking.telling import told
from dateline.store import Writer

# Of the links of an event with others of its incident so many are kept, the likeliest: all pairs
# of a large incident would take more room than its reports.
_TOLD = 4


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """A subject that is the same as another only where it is that very object."""

    subject: Subject
    key: EventKey = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", self.subject.key)


@lru_cache(maxsize=20_000)
def known(payload: bytes) -> Known:
    """The subject that a store keeps as these bytes."""
    return Known(msgspec.json.decode(payload, type=Subject))


@lru_cache(maxsize=100_000)
def scored(one: Known, other: Known) -> float | None:
    """The chance that two subjects are one, worked out once as long as it is remembered."""
    return chance(one.subject, other.subject)


@lru_cache(maxsize=20_000)
def _reasoned(one: Known, other: Known) -> Link | None:
    return link(one.subject, other.subject)


def rebuild(writer: Writer, web: Web, shaken: set[EventKey], anew: Collection[EventKey]) -> None:
    """Make the incidents of the groups of these events anew.

    Events that are no longer there leave the incidents they were in. An incident whose events are
    as they were is left alone, unless one of `anew` is among them: those whose reading or family
    is another.
    """
    groups = web.groups(shaken)
    reached = {key for group in groups for key in group} | shaken
    held = {key: known(payload) for key, payload in writer.subjects(reached).items()}
    decisions = writer.decisions(held)
    before: defaultdict[str, set[EventKey]] = defaultdict(set)
    for key, id in writer.incidents_of(reached).items():
        before[id].add(key)
    standing = {frozenset(keys): id for id, keys in before.items() if keys.isdisjoint(anew)}
    changed: list[tuple[frozenset[EventKey], list[Link]]] = []
    for group in groups:
        members = [held[key] for key in sorted(group & held.keys())]
        for keys, links in _clustered(members, decisions):
            if keys in standing:
                del before[standing[keys]]
            else:
                changed.append((keys, links))
    made = _incidents(writer, changed, held)
    writer.put_incidents(made, gone=sorted(before))


def _clustered(
    members: list[Known], decisions: Iterable[Decision]
) -> Iterable[tuple[frozenset[EventKey], list[Link]]]:
    """The incidents of one group, each with the links within it.

    Every pair is scored, whether or not a block found it, so that the group alone decides.
    """
    links = [
        Link(first=one.key, second=other.key, score=score)
        for one, other in combinations(members, 2)
        if (score := scored(one, other)) is not None
    ]
    home = {}
    found = cluster([member.subject for member in members], links, decisions)
    for keys in found:
        home.update(dict.fromkeys(keys, keys))
    within: defaultdict[frozenset[EventKey], list[Link]] = defaultdict(list)
    for each in links:
        if home[each.first] is home[each.second]:
            within[home[each.first]].append(each)
    return [(keys, within[keys]) for keys in found]


def _incidents(
    writer: Writer,
    changed: list[tuple[frozenset[EventKey], list[Link]]],
    held: Mapping[EventKey, Known],
) -> list[Incident]:
    reports = {key.report for keys, _ in changed for key in keys}
    family_of = writer.families_of(reports)
    reviews = writer.reviews(reports)
    records = {one.document.id: corrected(one, reviews) for one in writer.records(reports)}
    return [
        told(
            summary(
                [held[key].subject for key in sorted(keys)], _strongest(links, held), family_of
            ),
            records,
            family_of,
        )
        for keys, links in changed
    ]


def _strongest(links: Iterable[Link], held: Mapping[EventKey, Known]) -> list[Link]:
    """Of each event its likeliest links, ties by the other's key, with their reasons."""
    of: defaultdict[EventKey, list[Link]] = defaultdict(list)
    for each in sorted(links, key=lambda one: (one.first, one.second)):
        of[each.first].append(each)
        of[each.second].append(each)
    kept = {
        (each.first, each.second)
        for ones in of.values()
        for each in nlargest(_TOLD, ones, key=lambda one: one.score)
    }
    told = (_reasoned(held[one], held[other]) for one, other in sorted(kept))
    return [each for each in told if each is not None]
