"""Reports of one form with other news: daily lists of strikes, daily summaries of a staff.

They share nearly all their plain words and are no copies: what makes each of them news, its
numbers, dates and names, differs throughout. In a copy, both fall away alike. So it is with two
short reports amid page furniture that no list knows.
"""

from __future__ import annotations

from dateline.linking.copies.fingerprint import Fingerprint

__all__ = ["another_issue"]

# Fewer pairs with a number or name in them prove nothing.
_LEAST = 8
# The share of these that copies have in common at least: 0.37 is the lowest among the copies in
# syndication dev, linking train and dev and the bundled dispatches (November 2026).
_NEWS = 0.3
# The share of the plain wording that two issues of one form have at least in common.
_FORM = 0.6
# How much of the numbers and names, of that share of plain wording, they have in common at most:
# those of different days, and those of one day or undated, where a wire may correct its figures.
# By hand on own bulletins; pairs of copies in syndication dev (November 2026) stay over 0.55.
_ANOTHER_DAY = 0.5
_SAME_DAY = 0.35


def another_issue(a: Fingerprint, b: Fingerprint) -> bool:
    """Whether two reports of like wording tell different news, as two issues of a bulletin do."""
    if len(b.pairs) < len(a.pairs) or (len(b.pairs) == len(a.pairs) and b.report < a.report):
        a, b = b, a
    special, plain = len(a.special), len(a.pairs) - len(a.special)
    if special < _LEAST or not plain:
        return False
    has = b.pair_set.__contains__
    news = sum(map(has, a.special))
    if news < _NEWS * special:
        return True
    form = (sum(map(has, a.pairs)) - news) / plain
    dated = a.published is not None and b.published is not None
    most = _ANOTHER_DAY if dated and a.published != b.published else _SAME_DAY
    return form >= _FORM and news / special <= most * form
