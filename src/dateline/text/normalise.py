"""Untouched text to reading text: same words, tidy white space, and a map back.

Web pages and wire services hand over text with hard-wrapped lines, control characters, runs of
blanks and invisible marks. Parsers read it worse for each of them. The reading text has one blank
between words and one newline between paragraphs.
"""

from __future__ import annotations

import re
from array import array
from statistics import quantiles

from dateline.annotations import Annotations, Case
from dateline.records import Document

# Zero-width, direction and soft-hyphen marks: they print nothing and split words for a parser.
_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_LINE = re.compile(r"[^\r\n\u2028\u2029\x0b\x0c\x85]+")
_WORD = re.compile(r"\S+")
_ENDS = tuple(".!?:;\"'”’)]…")
# A line this much shorter than the wrap width ends a paragraph: a long word's length, not tuned.
_SLACK = 12
_MIN_LETTERS_FOR_CASE = 20


def opened(document: Document) -> Annotations:
    """A document as the first stage wants it: its reading text, the map back, its letter case."""
    text, origin = reading_text(document.text)
    return Annotations(document=document, text=text, origin=origin, case=letter_case(text))


def reading_text(text: str) -> tuple[str, array[int]]:
    """The reading text of `text` and, for each of its characters, the offset it came from.

    >>> reading_text("Troops left\\n  Kharkiv on\\n Friday.\\n\\nIt is quiet.")[0]
    'Troops left Kharkiv on Friday.\\nIt is quiet.'
    """
    out: list[str] = []
    origin = array("q")
    end = 0
    for number, paragraph in enumerate(_paragraphs(text)):
        if number:
            out.append("\n")
            origin.append(end)
        for index, (start, end) in enumerate(paragraph):
            if index:
                out.append(" ")
                origin.append(start - 1)
            for offset in range(start, end):
                if not _INVISIBLE.match(text[offset]):
                    out.append(_printable(text[offset]))
                    origin.append(offset)
    return "".join(out), origin


def letter_case(text: str) -> Case:
    """Whether `text` is written in capitals only, small letters only, or both.

    A report with almost no letters of one kind carries no names by capital letter.
    """
    upper = sum(char.isupper() for char in text)
    lower = sum(char.islower() for char in text)
    if upper + lower < _MIN_LETTERS_FOR_CASE:
        return "mixed"
    if lower < 0.1 * upper:
        return "upper"
    return "lower" if upper < 0.003 * lower else "mixed"


def _printable(char: str) -> str:
    # Lone surrogates and control characters cannot be written to a file or shown; length must stay.
    return char if char.isprintable() else "\ufffd"


def _paragraphs(text: str) -> list[list[tuple[int, int]]]:
    """Paragraphs as lists of word offsets, hard wraps joined."""
    lines = [words for line in _LINE.finditer(text) if (words := _words(text, line))]
    width = _wrap_width(text, lines)
    paragraphs: list[list[tuple[int, int]]] = []
    for number, line in enumerate(lines):
        if number and _continues(text, lines[number - 1], line, width):
            paragraphs[-1].extend(line)
        else:
            paragraphs.append(list(line))
    return paragraphs


def _words(text: str, line: re.Match[str]) -> list[tuple[int, int]]:
    return [
        word.span()
        for word in _WORD.finditer(text, line.start(), line.end())
        if _INVISIBLE.sub("", word.group())
    ]


def _wrap_width(text: str, lines: list[list[tuple[int, int]]]) -> int:
    """The column at which the report was hard-wrapped, 0 if it was not."""
    if len(lines) < 4:
        return 0
    lengths = [line[-1][1] - line[0][0] for line in lines]
    unfinished = sum(text[line[-1][1] - 1] not in _ENDS for line in lines)
    width = int(quantiles(lengths, n=10)[-1])
    return width if 30 <= width <= 140 and unfinished > 0.3 * len(lines) else 0


def _continues(
    text: str, before: list[tuple[int, int]], after: list[tuple[int, int]], width: int
) -> bool:
    """Whether the line `after` goes on with the paragraph of the line `before`."""
    gap = text[before[-1][1] : after[0][0]]
    if len(re.findall(r"\r\n|[\n\r\u2028\u2029\x85]", gap)) > 1:
        return False
    last, first = text[before[-1][1] - 1], text[after[0][0]]
    if width:
        length = before[-1][1] - before[0][0] + 1 + after[0][1] - after[0][0]
        return length > width - _SLACK
    return last not in _ENDS and first.islower()
