"""Which statements hold a mention: an index by sentence, so that long reports stay quick."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from dateline.annotations import Annotations
from dateline.events.mentions import Mention
from dateline.records import Stance, Statement


class Speech:
    """The statements of a report, by the sentences their contents lie in."""

    def __init__(self, annotations: Annotations) -> None:
        self._held: dict[int, list[Statement]] = defaultdict(list)
        for statement in annotations.statements:
            first = annotations.sentence_at(statement.content.start).index
            last = annotations.sentence_at(statement.content.end - 1).index
            for index in range(first, last + 1):
                self._held[index].append(statement)

    def around(self, mention: Mention) -> Iterator[Statement]:
        """The statements whose content holds the trigger of `mention`, in order."""
        return (
            statement
            for statement in self._held.get(mention.sentence.index, ())
            if statement.content.overlaps(mention.trigger)
        )

    def denies(self, mention: Mention) -> bool:
        """Whether the mention stands in the words of a denial only.

        "Moscow denied it" points back at what another said: that stays told.
        """
        found = list(self.around(mention))
        told = [s.content for s in found if s.stance != "denies"]
        return any(
            statement.stance == "denies" and not _points_back(statement, mention)
            for statement in found
            if statement.content not in told
        )

    def innermost(
        self, mention: Mention, stances: frozenset[Stance] | None = None
    ) -> Statement | None:
        """The shortest statement around a mention, of these stances if any: who says just this."""
        around = (s for s in self.around(mention) if stances is None or s.stance in stances)
        return min(around, key=lambda s: s.content.end - s.content.start, default=None)


def _points_back(denial: Statement, mention: Mention) -> bool:
    """Whether a denial's words stand in a sentence before its cue: "Moscow denied it"."""
    return denial.cue is not None and denial.cue.start >= mention.sentence.span.end
