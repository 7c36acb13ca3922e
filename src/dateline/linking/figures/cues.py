"""How the words around a figure say that it stands to others."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple

from dateline.codebook import load_yaml
from dateline.spans import Span

_CLAUSE = re.compile(r"[;:\n]|\.(?!\d)")
_COMMA = re.compile(r",|\band\b")
_AFTER, _AROUND = 16, 40  # characters after, and around, a figure that are searched
_BEFORE = 24  # characters before a figure that may count dead and hurt together
_OPENING = 6  # words of the longest phrase that opens a clause

Cue = Literal["part", "aside", "earlier", "together", "vague"]


class Cues(NamedTuple):
    """What is said of a figure; see `cues.yaml`."""

    part: bool = False
    aside: bool = False
    earlier: bool = False
    together: bool = False
    vague: bool = False


def cues(text: str, span: Span | None) -> Cues:
    """The cues for the figure at `span`.

    >>> cues("Nine dead, two of them children.", Span(11, 31)).part
    True
    """
    if span is None:
        return Cues()
    words = text[span.start : span.end]
    before = _CLAUSE.split(text[max(0, span.start - 10 * _AROUND) : span.start])[-1]
    after = _CLAUSE.split(text[span.end : span.end + 4 * _AROUND], maxsplit=1)[0]
    near = before[-_AROUND:] + words + after[:_AROUND]
    own = _opening(before) + _COMMA.split(before)[-1] + words + _COMMA.split(after, maxsplit=1)[0]
    return Cues(
        part=_has("part", words + after[:_AFTER].split(",")[0]),
        aside=_has("aside", own),
        earlier=_has("earlier", near),
        together=_has("together", before[-_BEFORE:] + words + after[:_AFTER]),
        vague=_has("vague", words) and not any(letter.isdigit() for letter in words),
    )


def _opening(before: str) -> str:
    """The adverb or phrase that opens the clause: "In a separate strike, ..."."""
    opening = before.split(",")[0] if "," in before else ""
    return opening if len(opening.split()) <= _OPENING else ""


def _has(cue: Cue, words: str) -> bool:
    return any(pattern.search(words) for pattern in _patterns()[cue])


@cache
def _patterns() -> dict[str, tuple[re.Pattern[str], ...]]:
    data = load_yaml("dateline.linking.figures", "cues.yaml")
    return {cue: tuple(re.compile(one, re.I) for one in found) for cue, found in data.items()}
