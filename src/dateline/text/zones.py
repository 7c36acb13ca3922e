"""The parts of a page: headline, byline, dateline, caption, body and boilerplate."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from dateline.annotations import Annotations
from dateline.codebook import load_yaml
from dateline.records import Zone, ZoneKind

# A headline is a short line; longer first lines are leads. Read off the sample reports.
_HEADLINE_LIMIT = 160
_CAPTION_LIMIT = 400
# A shorter title may be the first words of a lead ("Syria"). Set by hand, not tuned.
_MIN_RUN_IN = 15


@cache
def _data() -> dict[str, list[str]]:
    data: dict[str, list[str]] = load_yaml("dateline.text", "patterns.yaml")
    return data


@cache
def _patterns() -> dict[str, list[re.Pattern[str]]]:
    kinds = ("boilerplate", "byline", "caption", "dateline")
    return {kind: [re.compile(pattern) for pattern in _data()[kind]] for kind in kinds}


@cache
def _small_words() -> frozenset[str]:
    return frozenset(_data()["small_words"])


def zones(annotations: Annotations) -> Annotations:
    """Stage "zones": cut the page into its parts and note the dateline's place."""
    found: list[Zone] = []
    place: str | None = None
    paragraphs = _paragraphs(annotations.text)
    headlines = _headlines(annotations, paragraphs)
    in_body = False
    for number, (start, end) in enumerate(paragraphs):
        paragraph = annotations.text[start:end]
        kind = _kind(paragraph, headlines, in_body)
        if kind == "body" and not in_body and _before_credit(annotations.text, paragraphs, number):
            kind = "caption"
        if kind != "body":
            found.append(Zone(start, end, kind))
            continue
        if number == 0 and (cut := _run_in_headline(paragraph, annotations)):
            found.append(Zone(start, start + cut, "headline"))
            start += cut + 1
        if not in_body and (match := _dateline(annotations.text[start:end])):
            place = _title(match["place"])
            found.append(Zone(start, start + match.end(), "dateline"))
            start += match.end() + 1
        if start < end:
            found.append(Zone(start, end, "body"))
        in_body = True
    document = msgspec.structs.replace(annotations.document, dateline=place)
    return annotations.add(zones=tuple(found), document=document)


def _paragraphs(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"[^\n]+", text)]


def _headlines(annotations: Annotations, paragraphs: list[tuple[int, int]]) -> set[str]:
    """The lines that count as headline, folded: the given title and the page's first line.

    A byline or a button above it ("Share", "6 mins read") is no headline.
    """
    known = {_fold(annotations.document.title)} if annotations.document.title else set()
    lines = (annotations.text[start:end] for start, end in paragraphs[:-1])
    first = next(
        (line for line in lines if not (_is("boilerplate", line) or _is("byline", line))), ""
    )
    if len(first) <= _HEADLINE_LIMIT and not first.endswith((".", '."', ".”", ":")):
        known.add(_fold(first))
    return known - {""}


def _is(kind: str, paragraph: str) -> bool:
    return any(pattern.search(paragraph) for pattern in _patterns()[kind])


def _kind(paragraph: str, headlines: set[str], in_body: bool) -> ZoneKind:
    if _fold(paragraph) in headlines:
        return "headline"
    if _is("boilerplate", paragraph):
        return "boilerplate"
    if _is("byline", paragraph):
        return "byline"
    if len(paragraph) <= _CAPTION_LIMIT and _is("caption", paragraph):
        return "caption"
    if in_body and _is_cross_head(paragraph):
        return "headline"
    return "body"


def _before_credit(text: str, paragraphs: list[tuple[int, int]], number: int) -> bool:
    """A line above the body whose next line is a captioned credit is the caption's first half."""
    if number + 1 >= len(paragraphs) or paragraphs[number][1] - paragraphs[number][0] > 200:
        return False
    start, end = paragraphs[number + 1]
    return end - start <= _CAPTION_LIMIT and _is("caption", text[start:end])


def _run_in_headline(paragraph: str, annotations: Annotations) -> int:
    """Length of a headline that runs into the body on one line, closed by a full stop; else 0."""
    if cut := _leading_title(paragraph, annotations.document.title or ""):
        return cut
    match = re.match(r"[^.?!]{15,150}[.?!](?= [A-Z“\"])", paragraph)
    return match.end() if match and _is_title_case(match.group()) else 0


def _leading_title(paragraph: str, title: str) -> int:
    """Length of the given title where the paragraph starts with it and goes on afresh; else 0."""
    if not title or not paragraph.startswith(title):
        return 0
    # "Title. Body", or "Title Body" where the title is too long to be the body's first words.
    stopped = re.compile("[.?!:](?= )").match(paragraph, len(title))
    if not stopped and len(title) >= _MIN_RUN_IN:
        stopped = re.compile(r"(?= [“\"'‘(\[]?[A-Z0-9])").match(paragraph, len(title))
    return stopped.end() if stopped else 0


def _is_cross_head(paragraph: str) -> bool:
    return (
        len(paragraph) <= 60
        and not paragraph.endswith((".", ":", ",", ";", '"', "”"))
        and (_is_title_case(paragraph))
    )


def _is_title_case(line: str) -> bool:
    """Nearly all words of weight start with a capital, as headlines of many outlets do."""
    words = [
        word for word in re.findall(r"[A-Za-z][\w'’-]*", line) if word.lower() not in _small_words()
    ]
    return len(words) >= 3 and sum(word[0].isupper() for word in words) >= 0.85 * len(words)


def _dateline(paragraph: str) -> re.Match[str] | None:
    for pattern in _patterns()["dateline"]:
        if match := pattern.match(paragraph):
            return match
    return None


def _title(place: str) -> str:
    """A dateline's place without the capitals it is printed in: "SUMY, Ukraine", "MOSUL"."""
    parts = (part.strip() for part in place.split(","))
    return ", ".join(part.title() if part.isupper() else part for part in parts)


def _fold(line: str | None) -> str:
    return re.sub(r"\W+", " ", (line or "").casefold()).strip()
