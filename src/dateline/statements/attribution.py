"""One piece of attributed speech or thought, before it is known who is who."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.records import Span
from dateline.statements.phrases import source_span
from dateline.statements.verbs import Sense, particle

if TYPE_CHECKING:
    from spacy.tokens import Token

_FIRST_PERSON = frozenset(["i", "we", "me", "us", "you"])


@dataclass(frozen=True, slots=True)
class Attribution:
    """One piece of attributed speech or thought, on the reading text.

    Attributes:
        cue: the word that attributes, None for a quotation that has none of its own.
        speaker: the head of the phrase that names who speaks, None where nobody is named.
        content: what is said.
        sense: how the cue attributes.
        frame: the construction, as `verbs.yaml` calls it; "quote" for direct speech.
        clause: tokens of the cue clause, first and last.
        nested: it stands inside somebody else's direct speech.
        said: false where the text does not tell that it was said ("would say", "refused to say").
        author: first and last token of the name of whoever "we" is, where the header tells.
    """

    cue: Token | None
    speaker: Token | None
    content: Span
    sense: Sense
    frame: str
    clause: tuple[int, int] = (0, 0)
    nested: bool = False
    said: bool = True
    author: tuple[int, int] | None = None

    @property
    def source(self) -> Span | None:
        """The characters of the phrase that names the speaker, as it stands."""
        return None if self.speaker is None else source_span(self.speaker)

    @property
    def cue_span(self) -> Span | None:
        """The characters of the cue, with its particle."""
        if self.cue is None:
            return None
        word = particle(self.cue, self.sense) if self.sense.particle else None
        last = word if word is not None and 0 < word.i - self.cue.i <= 3 else self.cue
        if self.cue.lower_ == "according" and self.cue.i + 1 < len(self.cue.doc):
            last = self.cue.nbor(1)
        return Span(self.cue.idx, last.idx + len(last))


def first_person(speaker: Token | None) -> bool:
    """Whether the speaker is "I", "we" or the person spoken to."""
    return speaker is not None and speaker.lower_ in _FIRST_PERSON
