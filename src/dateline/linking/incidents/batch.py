"""Records to incidents in memory: the same result as adding them to a store one by one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from dateline.incidents import Decision, EventKey, Incident, Link
from dateline.linking.incidents.blocks import blocks, sought
from dateline.linking.incidents.clustering import cluster
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
    known = {one.key: one for record in records for one in subjects(record)}
    links = linked(known.values())
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


def linked(subjects: Iterable[Subject]) -> tuple[Link, ...]:
    """Every link among subjects, found through their blocks."""
    stored: dict[str, list[Subject]] = defaultdict(list)
    found: list[Link] = []
    for one in sorted(subjects, key=lambda subject: subject.key):
        near = {other.key: other for key in sought(one) for other in stored[key]}
        found += [made for key in sorted(near) if (made := link(one, near[key])) is not None]
        for key in blocks(one):
            stored[key].append(one)
    return tuple(found)
