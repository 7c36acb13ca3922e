"""Reports of one form with other figures: daily lists of strikes, daily summaries of a staff.

They share nearly all their words and are no copies: what makes each of them news, its numbers,
dates and names, stands changed within unchanged surroundings.
"""

from __future__ import annotations

import numpy as np

from dateline.linking.copies.fingerprint import Fingerprint
from dateline.linking.copies.words import NAME, NUMBER

__all__ = ["another_issue", "renumbered"]

# An issue of its own has at least so many changed numbers and names, and that share of those in
# unchanged surroundings. By hand on own bulletins; no pair of copies in syndication dev comes near.
_CHANGED = 3
_SHARE = 0.4
# Reports of one day, or without a date, must differ more: a wire corrects its figures.
_SHARE_UNDATED = 0.6


def another_issue(a: Fingerprint, b: Fingerprint) -> bool:
    """Whether two reports of like wording are two issues of one bulletin, not copies.

    Two of the same day never are: there a wire corrects its figures.
    """
    dated = a.published is not None and b.published is not None
    if (dated and a.published == b.published) or a.words == b.words:
        return False
    if len(b.codes) < len(a.codes):
        a, b = b, a
    if a.special <= b.special:
        return False
    changed, kept = renumbered(a, b)
    share = _SHARE if dated else _SHARE_UNDATED
    return changed >= _CHANGED and changed >= share * (changed + kept)


def renumbered(report: Fingerprint, other: Fingerprint) -> tuple[int, int]:
    """How many of a report's numbers and names stand changed in unchanged surroundings, and kept.

    Its surroundings are the words before and after. Where the other has these two with one word
    between, but neither of them beside this one, something else stands there.
    """
    has = map(other.pair_set.__contains__, report.pairs)
    found = np.fromiter(has, dtype=bool, count=len(report.pairs))
    size = len(report.codes)
    beside, around = found[: size - 1], found[size - 1 :]
    special = (report.codes[1:-1] & (NUMBER | NAME)) > 0
    changed = special & around & ~beside[:-1] & ~beside[1:]
    kept = special & around & beside[:-1] & beside[1:]
    return int(np.count_nonzero(changed)), int(np.count_nonzero(kept))
