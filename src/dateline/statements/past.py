"""Who has spoken so far in a report, and who of them goes on: the running speaker, "he"."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from dateline.statements.phrases import unnamed, word_list

# How many sentences back a speaker may be meant; read off the order of news paragraphs.
REACH = 6
# How many speakers back a description or name is sought.
_MEMORY = 60
_SHE = frozenset(["she", "her", "herself"])


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who has spoken: the name, the words that describe, and whether one or many."""

    name: str
    head: int | None
    sentence: int
    shape: str  # person, people, body, paper, unknown
    words: frozenset[str]

    def again(self, sentence: int, head: int | None = None) -> Speaker:
        """The same speaker, met again in another sentence, at token `head` if there is one."""
        return replace(self, sentence=sentence, head=self.head if head is None else head)

    def fits(self, pronoun: str) -> bool:
        """Whether no word told of the speaker speaks against "he" or "she"."""
        others = "men" if pronoun in _SHE else "women"
        own = "women" if pronoun in _SHE else "men"
        return not self.words & word_list(others) or bool(self.words & word_list(own))

    @property
    def is_named(self) -> bool:
        """Whether the name is one, and no description."""
        return self.name[:1].isupper()


def unknown(sentence: int = 0) -> Speaker:
    """The speaker of words that the text ascribes to nobody in particular."""
    return Speaker(unnamed(), None, sentence, "unknown", frozenset())


class Past:
    """The speakers of one report in the order in which they spoke."""

    def __init__(self) -> None:
        self._spoken: list[Speaker] = []

    def __bool__(self) -> bool:
        return bool(self._spoken)

    def add(self, speaker: Speaker) -> None:
        """Somebody has spoken."""
        self._spoken.append(speaker)

    @property
    def last(self) -> Speaker:
        """Who spoke last. There must be one."""
        return self._spoken[-1]

    def recent(self, sentence: int, reach: int | None = REACH) -> Iterator[Speaker]:
        """Speakers before a sentence, the last first; `reach` is None for however long ago."""
        for speaker in reversed(self._spoken[-_MEMORY:]):
            if reach is not None and sentence - speaker.sentence > reach:
                return
            yield speaker

    def first(self, shapes: Collection[str]) -> Speaker | None:
        """The first speaker of one of some shapes."""
        return next((one for one in self._spoken if one.shape in shapes), None)

    def running(self, sentence: int) -> Speaker | None:
        """Who is still speaking where a quotation has no cue."""
        return next((one for one in self.recent(sentence) if one.shape != "unknown"), None)

    def described(self, lemma: str, many: bool) -> Speaker | None:
        """The last speaker whom the noun describes, one or many as the noun is."""
        shapes = ("people", "body") if many else ("person", "body")
        return next(
            (one for one in self.recent(0, None) if lemma in one.words and one.shape in shapes),
            None,
        )

    def one_of_them(self, sentence: int) -> Speaker | None:
        """ "Officials welcomed it ... he said": one of the officials."""
        for speaker in self.recent(sentence, None):
            last = speaker.name.split()[-1]
            if speaker.shape == "people" and last.lower().rstrip("s") in word_list("persons"):
                name = speaker.name[: -len(last)] + last.rstrip("s")
                return replace(speaker, name=name, sentence=sentence, shape="person")
        return None
