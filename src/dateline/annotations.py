"""What the stages of the reader hand on: one report and everything found in it so far.

Stages work on the *reading text*: the report's text with line wraps, control characters and runs of
white space smoothed away. `origin` maps each of its characters back to the untouched text, and the
reader moves every span back once, at the end. No stage ever sees the untouched offsets.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

import msgspec

from dateline.encoder import Vectors
from dateline.geometry import Extent
from dateline.records import (
    Document,
    Event,
    Filler,
    Layers,
    PartyMention,
    PlaceMention,
    Record,
    Span,
    Statement,
    TimeMention,
    ViolenceMention,
    Zone,
    ZoneKind,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from dateline.encoder.network import Array

Case = Literal["mixed", "upper", "lower"]
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the reading text: characters, tokens, its zone and paragraph number."""

    span: Span
    first_token: int
    last_token: int  # exclusive
    zone: ZoneKind
    paragraph: int
    index: int

    @property
    def silent(self) -> bool:
        """Whether it stands where a page tells no story: byline, dateline, boilerplate."""
        return self.zone in ("byline", "dateline", "boilerplate")


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotations:
    """One report between two stages. All spans are offsets into `text`, the reading text.

    Attributes:
        document: the report; its `text` is untouched, its date and dateline are filled by stages.
        text: the reading text. Paragraphs are separated by exactly one newline.
        origin: for each character of `text`, its offset in `document.text`.
        case: how the report is written; names in "upper" and "lower" reports carry no capitals.
        zones: the parts of the page, in order, without gaps between paragraphs.
        parse: the spaCy document of `text`, made by the parse stage.
        sentences: in order.
        vectors: the word vectors of its sentences, made when a stage asks for them.
    """

    document: Document
    text: str
    origin: array[int]
    case: Case = "mixed"
    zones: tuple[Zone, ...] = ()
    parse: Doc | None = None
    sentences: tuple[Sentence, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    times: tuple[TimeMention, ...] = ()
    parties: tuple[PartyMention, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    fillers: tuple[Filler, ...] = ()
    violence: tuple[ViolenceMention, ...] = ()
    vectors: Vectors = field(default_factory=Vectors, compare=False, repr=False)
    _starts: list[int] = field(default_factory=list, compare=False, repr=False)

    def add(self, **found: Any) -> Annotations:
        """A copy with `found` set: how a stage returns its work."""
        return replace(self, _starts=[], **found)

    @property
    def doc(self) -> Doc:
        """The parse, which every stage after "parse" may count on."""
        assert self.parse is not None, "the parse stage has not run"
        return self.parse

    def sentence_at(self, offset: int) -> Sentence:
        """The sentence that holds the character at `offset` (the one before it, between two)."""
        if not self._starts:
            self._starts.extend(sentence.span.start for sentence in self.sentences)
        return self.sentences[max(0, bisect_right(self._starts, offset) - 1)]

    def tokens(self, span: Span | Sentence) -> list[Token]:
        """The tokens that lie in a span or sentence."""
        if isinstance(span, Sentence):
            return list(self.doc[span.first_token : span.last_token])
        found = self.doc.char_span(span.start, span.end, alignment_mode="expand")
        return list(found) if found is not None else []

    def words_in(self, sentence: Sentence, span: Span) -> tuple[int, int] | None:
        """First and last (exclusive) word of a sentence that a span covers, counted from its first.

        None where the span lies outside the sentence.
        """
        if not span.overlaps(sentence.span):
            return None
        first, last = max(span.start, sentence.span.start), min(span.end, sentence.span.end)
        tokens = self.tokens(Span(first, last))
        start = sentence.first_token
        return (tokens[0].i - start, tokens[-1].i + 1 - start) if tokens else None

    def vectors_of(self, sentence: Sentence) -> Array | None:
        """The encoder's vectors of a sentence's first words.

        None for a sentence without words, and in a report too long for the encoder.
        """
        found = self.vectors.of(
            sentence.index,
            lambda: [[token.text for token in self.tokens(one)] for one in self.sentences],
        )
        return found if found is not None and len(found) else None

    def root(self, span: Span) -> Token:
        """The token of `span` that governs the others."""
        found = self.doc.char_span(span.start, span.end, alignment_mode="expand")
        assert found is not None, f"span {span} lies outside the parse"
        return found.root

    def record(self, *, layers: bool = False) -> Record:
        """The record of what was found, its spans moved back into the untouched text."""
        mentions = Layers(
            places=self.places,
            times=self.times,
            parties=self.parties,
            fillers=self.fillers,
            violence=self.violence,
        )
        return Record(
            document=msgspec.structs.replace(self.document, zones=self._back(self.zones)),
            events=self._back(self.events),
            statements=self._back(self.statements),
            layers=self._back(mentions) if layers else None,
        )

    def _back(self, value: _T) -> _T:
        """`value` with each span inside it moved from the reading text to the untouched text."""
        if isinstance(value, Span | Zone):
            start, end = self.origin[value.start], self.origin[value.end - 1] + 1
            return cast(_T, msgspec.structs.replace(value, start=start, end=end))
        if isinstance(value, tuple):
            return cast(_T, tuple(self._back(item) for item in value))
        if isinstance(value, msgspec.Struct) and not isinstance(value, Extent):
            moved = {name: self._back(getattr(value, name)) for name in value.__struct_fields__}
            return cast(_T, type(value)(**moved))
        return value
