"""The piece of a text that shows what a search found."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dateline.records import Span

# Characters of a snippet, and how many of them stand before the first match.
_LENGTH, _BEFORE = 200, 60


def pattern_of(words: Iterable[str]) -> re.Pattern[str]:
    """What finds any of the words in a text, the longest first, in any case."""
    longest = sorted(set(words), key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, longest)), re.IGNORECASE)


def snippet_of(text: str, pattern: re.Pattern[str]) -> tuple[str, tuple[Span, ...], Span]:
    """A piece of the text around the first match.

    Returns:
        The piece, the matches as offsets into it, and the first match as offsets into the text. A
        word that only the database's own folding finds is shown as the text's first character.
    """
    first = pattern.search(text)
    span = Span(*first.span()) if first else Span(0, 1)
    start = max(0, span.start - _BEFORE)
    if start and (blank := text.find(" ", start, span.start)) >= 0:
        start = blank + 1
    end = min(len(text), max(start + _LENGTH, span.end))
    if end < len(text) and (blank := text.rfind(" ", span.end, end)) >= 0:
        end = blank
    piece = text[start:end]
    return piece, tuple(Span(*match.span()) for match in pattern.finditer(piece)), span
