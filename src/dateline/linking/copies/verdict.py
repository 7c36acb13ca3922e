"""Whether two reports are copies of one dispatch, and how each stands to the other."""

from __future__ import annotations

from datetime import date

import msgspec

from dateline.incidents import CopyKind, Reason
from dateline.linking.copies.bulletins import another_issue
from dateline.linking.copies.fingerprint import Fingerprint, common

__all__ = ["REACH_DAYS", "CopyLink", "compare", "kind_of"]

# Copies come out within this time; a look-up of candidates may leave all others out. Set by hand.
REACH_DAYS = 30
# Fewer pairs of words in common are chance, or furniture that no list knows.
_LEAST_PAIRS = 8
# No pair of copies in syndication dev has less of the shorter one's pairs than 0.43, the bundled
# rewrite 0.32.
_LEAST_WORDING = 0.28
# What wording and opening must come to. On syndication dev (November 2026) pairs of copies reach
# 1.00 to 2.00, reports of one incident by different outlets at most 0.89.
_NEEDED = 0.95
# An opening that the other hardly has is another story's, unless most of the longer report is the
# same. The least in syndication dev is 0.40, that of the bundled rewrite 0.17.
_LEAST_OPENING = 0.15
_MOST = 0.75
# Short texts agree by chance: what more they need, falling from 20 to 50 pairs of words. Tuned on
# briefs dev, whose short notes tell of one incident in like words and are no copies.
_SHORT = 0.55
_SHORT_FROM, _SHORT_TO = 20, 50
# A common credit is worth this much where that share of the shorter one's words is in the other.
# By hand: the bundled rewrite of a dispatch needs 0.47.
_CREDIT = 0.5
_CREDIT_WORDS = 0.65
_CREDIT_DAYS = 2
# From here on the wording counts as the same, or as all there. By hand.
_SAME = 0.8
# The end of a merged story: so many words, and that share of the report, hardly found in the other.
_TAIL_WORDS, _TAIL_SHARE, _TAIL_FOUND = 15, 0.15, 0.25


class CopyLink(msgspec.Struct, frozen=True, kw_only=True):
    """Two reports of one family, `first` < `second` by id.

    `pairs` says how much of the wording of the first is in the second and the other way round (0 to
    1), `kinds` how the first stands to the second and the second to the first. `score` is what
    speaks for copies, over 1 where they are; `reasons` are its parts. `opening` is the share of the
    openings that both have near their front: a merged story belongs where that is highest.
    """

    first: str
    second: str
    pairs: tuple[float, float]
    kinds: tuple[CopyKind, CopyKind]
    score: float
    opening: float
    reasons: tuple[Reason, ...] = ()


def compare(a: Fingerprint, b: Fingerprint) -> CopyLink | None:
    """The link between two reports, the same whichever comes first; nothing for no copies.

    A link needs common wording and, in both, an opening that the other has near its front. So a
    merged story is linked to the one that it opens with, not to the one that it ends with.
    """
    if b.report < a.report:
        a, b = b, a
    few, many = sorted((a.pair_set, b.pair_set), key=len)
    shared, fewer = common(few, many), len(few)
    if shared < max(_LEAST_PAIRS, _LEAST_WORDING * fewer) or _days_between(a, b) > REACH_DAYS:
        return None
    reasons = _reasons(a, b, shared / fewer, fewer)
    score, opening = sum(reason.weight for reason in reasons), reasons[1].weight
    pairs = (shared / len(a.pair_set), shared / len(b.pair_set))
    if score < 1 or (opening < _LEAST_OPENING and min(pairs) < _MOST):
        return None
    if shared < fewer and another_issue(a, b, shared):
        return None
    return CopyLink(
        first=a.report,
        second=b.report,
        pairs=pairs,
        kinds=(kind_of(a, b, shared), kind_of(b, a, shared)),
        score=score,
        opening=opening,
        reasons=reasons,
    )


def _reasons(a: Fingerprint, b: Fingerprint, wording: float, fewer: int) -> tuple[Reason, ...]:
    """What speaks for copies; together 1 where it is enough."""
    opening = min(
        common(a.opening, b.front) / len(a.opening), common(b.opening, a.front) / len(b.opening)
    )
    short = _SHORT * (_SHORT_TO - fewer) / (_SHORT_TO - _SHORT_FROM)
    reasons = [
        Reason(name="wording", weight=wording),
        Reason(name="opening", weight=opening),
        Reason(name="usual agreement", weight=1 - _NEEDED),
    ]
    if short > 0:
        reasons.append(Reason(name="short text", weight=-min(short, _SHORT)))
    if wording + opening < _NEEDED and _share_a_credit(a, b):
        words = common(a.word_set, b.word_set) / min(len(a.word_set), len(b.word_set))
        if words >= _CREDIT_WORDS:
            reasons.append(Reason(name="credit", weight=_CREDIT))
    return tuple(reasons)


def _share_a_credit(a: Fingerprint, b: Fingerprint) -> bool:
    """Whether both credit one source, or one the other, within the life of a dispatch.

    Two reports of one publisher are no copies for that: it writes about the same war every day.
    """
    if _days_between(a, b) > _CREDIT_DAYS:
        return False
    common = set(a.credits) & set(b.credits)
    return bool(common) or a.publisher in b.credits or b.publisher in a.credits


def _days_between(a: Fingerprint, b: Fingerprint) -> int:
    """How far apart two reports were published, 0 where one has no date."""
    if a.published is None or b.published is None or a.published == b.published:
        return 0
    return abs((date.fromisoformat(a.published) - date.fromisoformat(b.published)).days)


def kind_of(copy: Fingerprint, origin: Fingerprint, shared: int) -> CopyKind:
    """How one report stands to another of its family, with so many pairs of words in common."""
    taken, whole = (shared / max(1, len(one.pair_set)) for one in (copy, origin))
    if whole >= _SAME:
        return "reprint"
    if taken < 1 - _TAIL_SHARE / 2 and _goes_on(copy, origin, taken):
        return "merged"
    return "cut" if taken >= _SAME else "rewrite"


def _goes_on(copy: Fingerprint, origin: Fingerprint, taken: float) -> bool:
    """Whether a report ends with another story, of which the other has hardly anything."""
    words = len(copy.codes)
    length = max(_TAIL_WORDS, round(_TAIL_SHARE * words))
    if words < 2 * length:
        return False
    tail = copy.pairs[words - 1 - length : words - 1]
    return common(tail, origin.pair_set) <= _TAIL_FOUND * taken * length
