"""Which codes a rule cannot do without: texts that hold none of them need not be searched by it."""

from __future__ import annotations

import re
from collections.abc import Iterator

# The pieces of a compiled rule: groups, branches, repeats, and sets of codes or single ones.
_PIECE = re.compile(r"\(\?P<\w+>|\(\?:|\)|\||[?*+]|\[(?:\\.|[^\]\\])*\]|\\.|.", re.DOTALL)
# Codes from here on are words; the ones below are numbers and marks, which most texts hold.
_WORDS = "\ue000"
# A common code counts as much as this many others.
_COMMON = 50

_Needed = frozenset[str] | None


def keys_of(pattern: str, common: frozenset[str]) -> frozenset[str]:
    """The rarest set of codes of which every match of a rule's pattern holds at least one.

    Args:
        pattern: made of groups, branches, "?", "*" and sets of codes, as the grammar writes it.
        common: codes that stand in nearly every text.
    """
    found = _branches(_PIECE.finditer(pattern), common)
    assert found is not None, f"the rule {pattern!r} matches an empty text"
    return found


def _branches(pieces: Iterator[re.Match[str]], common: frozenset[str]) -> _Needed:
    """What a group needs, up to its closing bracket: something of each of its branches."""
    branches: list[_Needed] = []
    sequence: list[_Needed] = []
    for match in pieces:
        piece = match.group()
        if piece == ")":
            break
        if piece == "|":
            branches.append(_rarest(sequence, common))
            sequence = []
        elif piece in {"?", "*"}:
            sequence.pop()
        elif piece.startswith("(?"):
            sequence.append(_branches(pieces, common))
        elif piece != "+":
            codes = piece[1:-1] if piece.startswith("[") else piece
            sequence.append(frozenset(re.sub(r"\\(.)", r"\1", codes)))
    branches.append(_rarest(sequence, common))
    known = [branch for branch in branches if branch is not None]
    return frozenset[str]().union(*known) if len(known) == len(branches) else None


def _rarest(sequence: list[_Needed], common: frozenset[str]) -> _Needed:
    def cost(codes: frozenset[str]) -> int:
        return sum(_COMMON if code < _WORDS or code in common else 1 for code in codes)

    return min((codes for codes in sequence if codes is not None), key=cost, default=None)
