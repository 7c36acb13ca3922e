"""Direct quotations: where they begin and end, whatever marks the paper uses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from dateline.records import Span

_DOUBLE = re.compile("[\"“”„«»]|``|''")
_SINGLE_OPEN = re.compile(r"(?<![\w'’])['‘](?=\w)")
_SINGLE_CLOSE = re.compile(r"(?<=[,.?!…])['’](?![\w'’])")
_OPENING = frozenset(["“", "„", "«", "``"])
_CLOSING = frozenset(["”", "»"])
# A single-quoted stretch shorter than this is a word in inverted commas, not speech.
_MIN_SINGLE = 15
# How many lines without any mark an open quotation may run over before its end is given up.
_PATIENCE = 10


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation: the whole with its marks, what stands between them, its lines."""

    outer: Span
    inner: Span
    paragraph: int
    tail: int


@dataclass(frozen=True, slots=True)
class _Mark:
    """A quotation mark: where it stands and whether it opens, closes or could do either."""

    start: int
    end: int
    sign: str
    opens: bool | None
    paragraph: int
    first: bool  # nothing but white space stands before it in its paragraph


def quotes(text: str) -> tuple[Quote, ...]:
    """The outermost quotations of a reading text, in order; one may run over paragraphs.

    >>> text = 'He said: "We hold." Then left.'
    >>> [quote.inner.of(text) for quote in quotes(text)]
    ['We hold.']
    """
    lines = _lines(text)
    reader = _Reader(text, lines)
    for mark in _marks(text, lines):
        reader.take(mark)
    found = reader.close()
    return tuple(sorted([*found, *_singles(text, lines, found)], key=lambda one: one.outer))


class _Reader:
    """Pairs the marks of a text, one after the other."""

    def __init__(self, text: str, lines: list[tuple[int, int]]) -> None:
        self._text, self._lines = text, lines
        self._found: list[Quote] = []
        self._opened: _Mark | None = None
        self._depth = 0  # quotations inside the open one
        self._line = 0  # the last line known to belong to the open one

    def take(self, mark: _Mark) -> None:
        opened = self._opened
        if opened is None:
            if mark.opens is not False:
                self._opened, self._depth, self._line = mark, 0, mark.paragraph
            return
        mark = self._mended(mark, opened)
        if mark.paragraph != self._line:
            gap = mark.paragraph - self._line
            if gap == 1 and mark.first and mark.opens is not False:
                self._line = mark.paragraph  # a new paragraph of the same speech opens again
                return
            if gap > _PATIENCE or mark.opens is True:
                self._give_up(opened)
                self.take(mark)
                return
        if mark.sign in _OPENING:
            self._depth += opened.sign in _OPENING
        elif self._depth and mark.sign in _CLOSING:
            self._depth -= 1
        elif not (mark.sign == "''" and mark.opens is True):
            self._shut(opened, mark)

    def close(self) -> list[Quote]:
        if self._opened is not None:
            self._give_up(self._opened)
        return self._found

    def _mended(self, mark: _Mark, opened: _Mark) -> _Mark:
        """ "... home, "he said": a mark set off by mistake closes what is open."""
        set_off = self._text[mark.start - 2 : mark.start] == ", "
        if mark.opens and set_off and mark.sign == '"' == opened.sign:
            return replace(mark, opens=None)
        return mark

    def _shut(self, opened: _Mark, mark: _Mark) -> None:
        inner = _without_blanks(self._text, opened.end, mark.start)
        if inner is not None:
            outer = Span(opened.start, mark.end)
            self._found.append(Quote(outer, inner, opened.paragraph, mark.paragraph))
        self._opened = None

    def _give_up(self, opened: _Mark) -> None:
        """A quotation that is never closed ends with its paragraph."""
        end = self._lines[self._line][1]
        inner = _without_blanks(self._text, opened.end, end)
        if inner is not None:
            self._found.append(Quote(Span(opened.start, end), inner, opened.paragraph, self._line))
        self._opened = None


def _without_blanks(text: str, start: int, end: int) -> Span | None:
    inner = text[start:end]
    start += len(inner) - len(inner.lstrip())
    end -= len(inner) - len(inner.rstrip())
    return Span(start, end) if start < end else None


def _lines(text: str) -> list[tuple[int, int]]:
    found, start = [], 0
    for line in text.split("\n"):
        found.append((start, start + len(line.rstrip())))
        start += len(line) + 1
    return found


def _marks(text: str, lines: list[tuple[int, int]]) -> Iterator[_Mark]:
    for number, (start, end) in enumerate(lines):
        for match in _DOUBLE.finditer(text, start, end):
            opens = _opens(text, match, start, end)
            if match.group() == "''" and opens is None:
                continue  # an apostrophe of papers that double their marks
            first = match.start() - start <= 1
            yield _Mark(match.start(), match.end(), match.group(), opens, number, first)


def _opens(text: str, mark: re.Match[str], start: int, end: int) -> bool | None:
    """Whether a mark opens (True), closes (False) or could do either (None)."""
    sign = mark.group()
    if sign in _OPENING:
        return True
    if sign in _CLOSING:
        return False
    before = text[mark.start() - 1] if mark.start() > start else " "
    after = text[mark.end()] if mark.end() < end else " "
    left, right = before in " ([—–-\t‘'", after in " ,.;:!?)]—–-'’"
    if left and not right:
        return True
    if right and not left:
        return False
    return None


def _singles(text: str, lines: list[tuple[int, int]], found: list[Quote]) -> list[Quote]:
    """Speech between single marks, in paragraphs that have no other quotations."""
    taken = {number for quote in found for number in range(quote.paragraph, quote.tail + 1)}
    out: list[Quote] = []
    for number, (start, end) in enumerate(lines):
        if number in taken:
            continue
        at = start
        while opening := _SINGLE_OPEN.search(text, at, end):
            closing = _SINGLE_CLOSE.search(text, opening.end(), end)
            if not closing:
                break
            if closing.start() - opening.end() >= _MIN_SINGLE:
                inner = Span(opening.end(), closing.start())
                out.append(Quote(Span(opening.start(), closing.end()), inner, number, number))
            at = closing.end()
    return out
