"""Which statements hold a mention: an index by sentence, so that long reports stay quick."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from dateline.annotations import Annotations
from dateline.events._clauses import children, lemma, words
from dateline.events.mentions import Mention
from dateline.records import Source, Span, Stance, Statement

# How many sentences back "the army denied the report" may refer.
_BACK = 3
_POINTING = frozenset({"the", "this", "that", "these", "those", "such", "both"})


class Speech:
    """The statements of a report, by the sentences their contents lie in.

    Attributes:
        published: the report's date, if known: what is dated later has not happened.
    """

    def __init__(self, annotations: Annotations) -> None:
        self._held: dict[int, list[Statement]] = defaultdict(list)
        self._against: dict[str, list[Statement]] = defaultdict(list)
        self._aside: dict[int, list[Statement]] = defaultdict(list)
        self._of_share: set[str] = set()
        self.published = annotations.document.published
        for number, statement in enumerate(annotations.statements):
            first = annotations.sentence_at(statement.content.start).index
            last = annotations.sentence_at(statement.content.end - 1).index
            for index in range(first, last + 1):
                self._held[index].append(statement)
            if statement.stance == "denies":
                self._note_denial(annotations, number)

    def around(self, mention: Mention) -> Iterator[Statement]:
        """The statements whose content holds the trigger of `mention`, and denials of them."""
        for statement in self._holding(mention):
            yield statement
            yield from self._against.get(statement.id, ())
        for denial in self._aside.get(mention.sentence.index, ()):
            if mention.trigger.end <= denial.content.start:
                yield denial

    def denies(self, mention: Mention) -> bool:
        """Whether the mention stands in the words of a denial only.

        "Moscow denied it" points back at what another said: that stays told. So does the attack
        in "denied a part in the attack".
        """
        found = list(self._holding(mention))
        told = [s.content for s in found if s.stance != "denies"]
        return mention.standing.refuted or any(
            statement.stance == "denies"
            and not _points_back(statement, mention)
            and not (mention.definite and statement.id in self._of_share)
            for statement in found
            if statement.content not in told
        )

    def innermost(
        self, mention: Mention, stances: frozenset[Stance] | None = None
    ) -> Statement | None:
        """The shortest statement around a mention, of these stances if any: who says just this."""
        around = (s for s in self._holding(mention) if stances is None or s.stance in stances)
        return min(around, key=_extent, default=None)

    def teller(self, sentence: int, span: Span, stances: frozenset[Stance]) -> Source | None:
        """Whose words hold a stretch of a sentence (by number): the shortest statement's source."""
        held = self._held.get(sentence, ())
        around = [s for s in held if s.content.overlaps(span) and s.stance in stances]
        found = min(around, key=_extent, default=None)
        return found.source if found is not None else None

    def _holding(self, mention: Mention) -> Iterator[Statement]:
        return (
            statement
            for statement in self._held.get(mention.sentence.index, ())
            if statement.content.overlaps(mention.trigger)
        )

    def _note_denial(self, annotations: Annotations, number: int) -> None:
        """Keep what a denial is of where it names no deed: a share in one, or another's words."""
        denial = annotations.statements[number]
        sentence = annotations.sentence_at(denial.content.start).index
        head = annotations.root(denial.content)
        if words().has("shares", lemma(head)):
            self._of_share.add(denial.id)
        before = annotations.text[max(0, denial.content.start - 4) : denial.content.start].split()
        if before[-1:] == ["in"]:  # "spoke, in a call that the palace denies": parsers lose the tie
            self._aside[sentence].append(denial)
        below = list(children(head))
        pointing = any(child.lower_ in _POINTING and child.dep_ == "det" for child in below)
        plain = all(child.dep_ in {"det", "amod"} or child.is_punct for child in below)
        if not (pointing and plain and words().has("hearsay", lemma(head))):
            return
        for earlier in reversed(annotations.statements[:number]):
            if sentence - annotations.sentence_at(earlier.content.start).index > _BACK:
                return
            if earlier.stance != "denies" and earlier.source.name != denial.source.name:
                self._against[earlier.id].append(denial)
                return


def _extent(statement: Statement) -> tuple[int, bool]:
    """How long its content is; of two of one length the one that another only carries is first."""
    return statement.content.end - statement.content.start, statement.via is None


def _points_back(denial: Statement, mention: Mention) -> bool:
    """Whether a denial's words stand in a sentence before its cue: "Moscow denied it"."""
    return denial.cue is not None and denial.cue.start >= mention.sentence.span.end
