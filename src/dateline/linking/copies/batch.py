"""The families of a batch of reports held in memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, combinations

import numpy as np

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
    pairs = sorted(_candidates(bands_of(fingerprints)))
    found = (compare(fingerprints[one], fingerprints[two]) for one, two in pairs)
    return [link for link in found if link is not None]


def _candidates(bands: Sequence[Sequence[int]]) -> set[tuple[int, int]]:
    """The pairs of reports that share a band, by their numbers: like bands sorted together."""
    keys = np.fromiter(chain.from_iterable(bands), dtype=np.int64)
    reports = np.repeat(np.arange(len(bands)), [len(one) for one in bands])
    order = np.argsort(keys, kind="stable")
    keys, sorted_reports = keys[order], reports[order].tolist()
    starts = np.flatnonzero(np.append(True, keys[1:] != keys[:-1]))
    ends = np.append(starts[1:], len(keys))
    several = ends - starts > 1
    pairs: set[tuple[int, int]] = set()
    for start, end in zip(starts[several].tolist(), ends[several].tolist(), strict=True):
        pairs.update(combinations(sorted_reports[start:end], 2))
    return pairs
