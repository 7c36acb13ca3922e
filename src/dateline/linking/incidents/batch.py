"""Records to incidents in memory: the same result as adding them to a store one by one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations

from dateline.incidents import Decision, EventKey, Incident, Link
from dateline.linking.incidents.blocks import blocks, sought
from dateline.linking.incidents.clustering import cluster, components
from dateline.linking.incidents.reading import subjects
from dateline.linking.incidents.scoring import link
from dateline.linking.incidents.subject import Subject
from dateline.linking.incidents.summary import incident
from dateline.records import Record


def group(
    records: Iterable[Record],
    family_of: Mapping[str, str] | None = None,
    decisions: Iterable[Decision] = (),
) -> tuple[Incident, ...]:
    """The incidents that records tell of; their figures and standing are the caller's to add.

    Args:
        records: best read with layers.
        family_of: each report's family of copies.
        decisions: what people pinned and cut.
    """
    decisions = tuple(decisions)
    known = {one.key: one for record in records for one in subjects(record)}
    links = linked(known.values(), decisions)
    of: dict[EventKey, list[Link]] = defaultdict(list)
    for one in links:
        of[one.first].append(one)
    found = cluster(known.values(), links, decisions)
    return tuple(
        incident(
            [known[key] for key in keys],
            [one for key in keys for one in of[key]],
            family_of,
        )
        for keys in found
    )


def linked(subjects: Iterable[Subject], decisions: Iterable[Decision] = ()) -> tuple[Link, ...]:
    """Every link among subjects: those found through their blocks, and all within a component."""
    known = {subject.key: subject for subject in subjects}
    stored: dict[str, list[Subject]] = defaultdict(list)
    found: dict[tuple[EventKey, EventKey], Link] = {}
    for _, one in sorted(known.items()):
        near = {other.key: other for key in sought(one) for other in stored[key]}
        for other in near.values():
            if (made := link(one, other)) is not None:
                found[made.first, made.second] = made
        for key in blocks(one):
            stored[key].append(one)
    return completed(known.values(), found.values(), decisions)


def completed(
    subjects: Iterable[Subject], links: Iterable[Link], decisions: Iterable[Decision] = ()
) -> tuple[Link, ...]:
    """The links, and those that no block found between events of one component.

    Incidents are clustered on these, so that they depend on their component alone.
    """
    known = {subject.key: subject for subject in subjects}
    found = {(link.first, link.second): link for link in links}
    for component in components(known, found.values(), decisions):
        for one, other in combinations(component, 2):
            if (one, other) not in found and (made := link(known[one], known[other])):
                found[one, other] = made
    return tuple(link for _, link in sorted(found.items()))
