"""Which reports are copies of one dispatch: reprints, cuts, rewrites and merged stories.

A report is boiled down to a `fingerprint`. Reports that share one of its `bands` are candidates,
`compare` says whether two are copies, `families` makes families of the links. Each step looks at
nothing but its arguments, so a store that adds reports one by one in any order finds what `group`
finds for all at once. `diff` shows what a copy cut and added.
"""

from dateline.linking.copies.batch import group
from dateline.linking.copies.changes import Changes, diff
from dateline.linking.copies.credits import credits_of
from dateline.linking.copies.families import families
from dateline.linking.copies.fingerprint import Fingerprint, fingerprint
from dateline.linking.copies.verdict import REACH_DAYS, CopyLink, compare

__all__ = [
    "REACH_DAYS",
    "Changes",
    "CopyLink",
    "Fingerprint",
    "compare",
    "credits_of",
    "diff",
    "families",
    "fingerprint",
    "group",
]
