"""What a copy cut, added and changed: its sentences aligned with those of its origin."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, deque
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Literal

import msgspec

from dateline.linking.copies.words import word_table
from dateline.spans import Span

__all__ = ["Changes", "Segment", "diff"]

Change = Literal["same", "changed", "cut", "added", "moved"]

# A sentence ends where a line does, or after its stop and closing quotes before a space and what
# may begin another.
_SENTENCE = re.compile(r"[^\n]+?(?:[.!?…][\"'”’)\]]*(?=\s+[^\sa-z])|(?=\n)|\Z)")
_WORD = re.compile(r"\w+(?:['’.,]\w+)*")
# Sentences with less of their words in common are two sentences, not one and its rewrite. By hand.
_LIKE = 0.4
# A sentence is looked for this many sentences up and down, so that a book takes no hour.
_FAR = 100
_SIGNS: dict[Change, str] = {"same": " ", "changed": "~", "cut": "-", "added": "+", "moved": ">"}


class Segment(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence of the origin beside the one of the copy that it became.

    `origin` and `copy` are spans in characters, null where the sentence was added or cut; `words`
    marks within them what the one has and the other has not, in that order.
    """

    change: Change
    origin: Span | None = None
    copy: Span | None = None
    words: tuple[tuple[Span, ...], tuple[Span, ...]] = ((), ())


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """What stands between an origin and its copy, in the order of the copy.

    Cut sentences stand where they stood in the origin. `kept` is the share of the origin's
    sentences that the copy has, changed or moved ones too.
    """

    segments: tuple[Segment, ...]
    kept: float

    def text(self, origin: str, copy: str) -> str:
        """One line a sentence, as people read it.

        "-" cut, "+" added, ">" moved, "~" changed: {+what is new+} in it, [-what was-] after it.
        """
        return "\n".join(
            f"{_SIGNS[one.change]} {_shown(one, origin, copy)}" for one in self.segments
        )


def diff(origin: str, copy: str) -> Changes:
    """What a copy cut from the text of its origin, added to it and changed in it.

    Sentences are compared by their folded words, so that spelling, quotes and line breaks change
    nothing. Each is aligned with the one it is most like, if that is like enough.
    """
    old, new = _sentences(origin), _sentences(copy)
    partner = _partners([one.words for one in old], [one.words for one in new])
    in_order = _rise(partner)
    segments: list[Segment] = []
    came_from = {there: here for here, there in partner.items()}
    cut = deque(here for here in range(len(old)) if here not in partner)
    for there, sentence in enumerate(new):
        here = came_from.get(there)
        if here is None:
            segments.append(Segment(change="added", copy=sentence.span))
            continue
        if there in in_order:
            while cut and cut[0] < here:
                segments.append(Segment(change="cut", origin=old[cut.popleft()].span))
        segments.append(_pair(old[here], sentence, moved=there not in in_order))
    segments += (Segment(change="cut", origin=old[one].span) for one in cut)
    return Changes(segments=tuple(segments), kept=round(len(partner) / max(1, len(old)), 4))


class _Sentence(msgspec.Struct, frozen=True):
    span: Span
    text: str
    words: tuple[str, ...]
    spans: tuple[Span, ...]


def _sentences(text: str) -> list[_Sentence]:
    fold = word_table().folded
    found = []
    for match in _SENTENCE.finditer(text):
        stripped = match[0].strip()
        if not stripped:
            continue
        start = match.start() + match[0].index(stripped[0])
        spans = [Span(start + one.start(), start + one.end()) for one in _WORD.finditer(stripped)]
        words = tuple(fold(one.of(text)) for one in spans)
        span = Span(start, start + len(stripped))
        found.append(_Sentence(span, stripped, words, tuple(spans)))
    return found


def _partners(old: Sequence[tuple[str, ...]], new: Sequence[tuple[str, ...]]) -> dict[int, int]:
    """Which sentence became which: the likest pairs first, of equal ones those least moved."""
    rated = []
    for here, before in enumerate(old):
        for there in range(max(0, here - _FAR), min(len(new), here + _FAR)):
            likeness = _likeness(before, new[there])
            if likeness >= _LIKE:
                rated.append((-likeness, abs(here - there), here, there))
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, here, there in sorted(rated):
        if here not in partner and there not in taken:
            partner[here] = there
            taken.add(there)
    return partner


def _likeness(before: Sequence[str], after: Sequence[str]) -> float:
    """Twice the words in common over all words, 0 to 1 (Dice 1945)."""
    if before == after:
        return 1.0
    common = sum((Counter(before) & Counter(after)).values())
    return 2 * common / max(1, len(before) + len(after))


def _rise(partner: dict[int, int]) -> set[int]:
    """The sentences of the copy that stand in the origin's order: as many as do."""
    order = [partner[here] for here in sorted(partner)]
    runs: list[tuple[int, int]] = []  # the last sentence of the best run of each length, and where
    came: list[int] = []
    for place, there in enumerate(order):
        length = bisect_left(runs, (there, -1))
        came.append(runs[length - 1][1] if length else -1)
        runs[length : length + 1] = [(there, place)]
    place, kept = runs[-1][1] if runs else -1, set()
    while place >= 0:
        kept.add(order[place])
        place = came[place]
    return kept


def _pair(before: _Sentence, after: _Sentence, *, moved: bool) -> Segment:
    """Two sentences that are one, with the words that differ."""
    was, now = [], []
    matcher = SequenceMatcher(None, before.words, after.words, autojunk=False)
    for kind, i, j, m, n in matcher.get_opcodes():
        if kind == "equal":
            continue
        if j > i:
            was.append(Span(before.spans[i].start, before.spans[j - 1].end))
        if n > m:
            now.append(Span(after.spans[m].start, after.spans[n - 1].end))
    change: Change = "moved" if moved else "changed" if was or now else "same"
    return Segment(
        change=change, origin=before.span, copy=after.span, words=(tuple(was), tuple(now))
    )


def _shown(segment: Segment, origin: str, copy: str) -> str:
    """A segment as one line."""
    if segment.copy is None or segment.origin is None:
        span, text = (segment.copy, copy) if segment.copy else (segment.origin, origin)
        return " ".join(span.of(text).split()) if span else ""
    gone = " ".join(f"[-{one.of(origin)}-]" for one in segment.words[0])
    line, end = "", segment.copy.start
    for one in segment.words[1]:
        line += f"{copy[end : one.start]}{{+{one.of(copy)}+}}"
        end = one.end
    return " ".join(f"{line}{copy[end : segment.copy.end]} {gone}".split())
