"""A report as the finder asks for it: tokens as plain lists, word lists, names under question."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from dateline.annotations import Annotations
from dateline.codebook import load_yaml
from dateline.gazetteer import Entry, fold, index

_TABLES = ("bearings", "claims", "grounds", "numbers", "units")  # kept as they are written
PLACE_LABELS = frozenset(["GPE", "LOC", "FAC"])


@cache
def words() -> dict[str, Any]:
    """The word lists of this room."""
    data = load_yaml("dateline.places", "words.yaml")
    result: dict[str, Any] = {}
    for name, value in data.items():
        if name.startswith("relations") or name in _TABLES:
            result[name] = value
        elif isinstance(value, dict):
            result[name] = {word: kind for kind, group in value.items() for word in group}
        else:
            result[name] = frozenset(value)
    natural = {word for word, kind in result["kind_after"].items() if kind in ("water", "region")}
    result["heads"] = result["facilities"] | natural
    return result


@cache
def weights() -> dict[str, dict[str, float]]:
    """The weights of the finder, the ranker, the doubt and the confidence, by feature."""
    return dict(load_yaml("dateline.places", "weights.yaml"))


@dataclass(slots=True)
class Found:
    """A name that may be a place: tokens `first` up to `last`, and what the index knows of it.

    `guess`: the index has no such name, `entries` are those written almost so.
    """

    first: int
    last: int
    start: int
    end: int
    key: str
    entries: tuple[Entry, ...]
    adjective: bool = False
    abbreviation: bool = False
    label: str = ""
    hint: str | None = None
    inside: int | None = None
    features: tuple[str, ...] = ()
    size: float = 0.0
    score: float = 0.0
    elsewhere: float = 0.0
    guess: bool = False


class Page:
    """The tokens of a report as plain lists: the finder asks each of them many times."""

    def __init__(self, annotations: Annotations) -> None:
        self.doc = doc = annotations.doc
        self.annotations = annotations
        self.text = annotations.text
        # The parse stage sets such a report as prose; its capitals are guesses.
        self.guessed = annotations.case != "mixed"
        self.tokens = [token.text for token in doc]
        self.lower = [text.lower() for text in self.tokens]
        self.start = [token.idx for token in doc]
        self.end = [token.idx + len(token.text) for token in doc]
        self.pos = [token.pos_ for token in doc]
        self.label = [""] * len(self.tokens)
        self.first = list(range(len(self.tokens)))
        self.last = [i + 1 for i in self.first]
        self.surnames: set[str] = set()
        for ent in doc.ents:
            for i in range(ent.start, ent.end):
                self.label[i], self.first[i], self.last[i] = ent.label_, ent.start, ent.end
            if ent.label_ == "PERSON" and len(ent) > 1:
                self.surnames.add(fold(self.tokens[ent.end - 1]))
        self.run_ends = self._run_ends()
        self.sentences = annotations.sentences

    def _run_ends(self) -> Counter[str]:
        """How often a word closes a run of capitalised words that is no place ("Mahmoud Abbas")."""
        ends: Counter[str] = Counter()
        if self.guessed:
            return ends
        proper = [
            p == "PROPN" and t[0].isupper() for p, t in zip(self.pos, self.tokens, strict=True)
        ]
        for i, (before, here) in enumerate(pairwise(proper), 1):
            last = not (i + 1 < len(proper) and proper[i + 1])
            if before and here and last and not index().has(fold(self.slice(i - 1, i + 1))):
                ends[fold(self.tokens[i])] += 1
        return ends

    def capital(self, i: int) -> bool:
        """Whether token `i` could open or close a name."""
        return self.tokens[i][0].isupper()

    def could_name(self, i: int) -> bool:
        """Whether token `i` could go on with a name: where capitals are guessed, any word could."""
        return self.capital(i) or (self.guessed and self.tokens[i].isalpha())

    def slice(self, first: int, last: int) -> str:
        """The text of tokens `first` up to `last`."""
        return self.text[self.start[first] : self.end[last - 1]]
