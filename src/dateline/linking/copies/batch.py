"""The families of a batch of reports held in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from dateline.incidents import Family
from dateline.linking.copies.families import families
from dateline.linking.copies.fingerprint import Fingerprint, bands_of, fingerprint
from dateline.linking.copies.verdict import CopyLink, compare
from dateline.records import Document

__all__ = ["group", "links_of"]


def group(documents: Iterable[Document]) -> tuple[Family, ...]:
    """The families of some reports with different ids; a report without copies is one of its own.

    The same as a store finds that takes them one by one, in any order.
    """
    fingerprints = [fingerprint(document) for document in documents]
    return families(fingerprints, links_of(fingerprints))


def links_of(fingerprints: Sequence[Fingerprint]) -> list[CopyLink]:
    """The links among some reports: of all pairs that share a band, those that are copies."""
    sharing: defaultdict[int, list[int]] = defaultdict(list)
    for number, bands in enumerate(bands_of(fingerprints)):
        for band in bands:
            sharing[band].append(number)
    pairs = {
        (one, two)
        for numbers in sharing.values()
        for place, two in enumerate(numbers)
        for one in numbers[:place]
    }
    found = (compare(fingerprints[one], fingerprints[two]) for one, two in sorted(pairs))
    return [link for link in found if link is not None]
