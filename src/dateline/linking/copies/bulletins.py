"""Reports of one form with other news: daily lists of strikes, daily summaries of a staff.

They share nearly all their plain words and are no copies: what makes each of them news, its
numbers, dates and names, differs throughout. In a copy, both fall away alike. So it is with two
short reports amid page furniture that no list knows.
"""

from __future__ import annotations

import numpy as np

from dateline.linking.copies.fingerprint import Fingerprint, found_in

__all__ = ["another_issue"]

# Fewer pairs with a number or name in them prove nothing.
_LEAST = 8
# Where all that is not in common comes to less than this share of them, no more need be counted.
_LOST = 0.25
# The share of these that copies have in common at least: 0.38 is the lowest among the copies in
# syndication dev, linking train and dev and the bundled dispatches (November 2026).
_NEWS = 0.3
# The share of the plain wording that two issues of one form have at least in common.
_FORM = 0.6
# How much of the numbers and names, of that share of plain wording, they have in common at most:
# those of different days, and those of one day or undated, where a wire may correct its figures.
# By hand on own bulletins; copies in syndication dev (November 2026) have over 0.5 of it.
_ANOTHER_DAY = 0.5
_SAME_DAY = 0.35


def another_issue(a: Fingerprint, b: Fingerprint, shared: int) -> bool:
    """Whether two reports of like wording tell different news, as two issues of a bulletin do.

    Args:
        a: a report.
        b: another.
        shared: how many pairs of words they have in common.
    """
    if len(b.pairs) < len(a.pairs) or (len(b.pairs) == len(a.pairs) and b.report < a.report):
        a, b = b, a
    lost, special = len(a.pair_set) - shared, int(np.count_nonzero(a.special))
    if special < _LEAST or lost < _LOST * special or not a.plain.any():
        return False
    found = found_in(a.pairs, b.pair_set)
    news, form = float(found[a.special].mean()), float(found[a.plain].mean())
    if news < _NEWS:
        return True
    dated = a.published is not None and b.published is not None
    most = _ANOTHER_DAY if dated and a.published != b.published else _SAME_DAY
    return form >= _FORM and news <= most * form
