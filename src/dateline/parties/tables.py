"""Known names: states, governments, leaders, groups, bodies and media, found in one pass."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass

from dateline.annotations import Case
from dateline.parties.entities import WORD, Alias, Entity, fold
from dateline.parties.lexicon import lexicon
from dateline.parties.registry import aliases

# What may stand between two words of one name: "Al-Qaeda", "U.S.", "Lord's Army", "FMLN [ERP".
_GAP = re.compile(r"[ \-–—.'’‘`&/(]{0,3}")
_HYPHENED = re.compile(r"-\w")
# In a report without capitals a shorter last name is too often a word.
_SAFE_SURNAME = 5


@dataclass(frozen=True, slots=True)
class Hit:
    """An alias found in a text."""

    start: int
    end: int
    entity: Entity


@dataclass(frozen=True, slots=True)
class _Search:
    """A text and what decides which names may stand in it."""

    text: str
    case: Case
    touched: Container[str] | None
    year: int | None
    words: list[re.Match[str]]
    folded: list[str]

    def best(self, found: list[Alias], position: int) -> Alias | None:
        """The longest of the aliases that stands at a word; of several, whose time it is."""
        best: Alias | None = None
        for alias in found:
            if best is not None and len(alias.words) < len(best.words):
                break
            if self._allowed(alias) and self._fits(alias, position):
                if alias.entity.held_in(self.year):
                    return alias
                best = best or alias
        return best

    def _allowed(self, alias: Alias) -> bool:
        entity, touched = alias.entity, self.touched
        near = touched is not None and any(code in touched for code in entity.countries)
        if alias.local and not near:
            return False
        if entity.kind == "person":
            if alias.surname and not entity.known_in(self.year):
                return False
            return near or not _is_common(alias)
        return entity.known_in(self.year)

    def _fits(self, alias: Alias, position: int) -> bool:
        size = len(alias.words)
        words = self.words[position : position + size]
        if len(words) < size:
            return False
        for offset in range(1, size):
            if self.folded[position + offset] != fold(alias.words[offset]):
                return False
            if not _GAP.fullmatch(self.text, words[offset - 1].end(), words[offset].start()):
                return False
        if self.case != "mixed":
            if _in_longer(self.text, words):
                return False
            word = self.folded[position]
            blocked = size == 1 and word in lexicon().not_in_capitals
            if alias.surname:
                blocked = not words[0].group()[0].isupper() or len(word) < _SAFE_SURNAME
            return not alias.capitals and not blocked
        found = tuple(word.group() for word in words)
        if alias.capitals and found != alias.words:
            return False
        return all(map(_same_capitals, alias.words, found)) and not _in_longer(self.text, words)


def find_names(
    text: str, case: Case, touched: Container[str] | None = None, year: int | None = None
) -> list[Hit]:
    """Every known name in `text`, longest first, none inside another.

    Args:
        text: the reading text.
        case: how it is written.
        touched: the countries of the report (alpha-3); names that are local to others do not
            count. None leaves all local names out.
        year: when the report was written, None where nothing proves it; who came later is not
            meant, and of two entities with one name the one whose time it was is.
    """
    words = list(WORD.finditer(text))
    folded = [fold(word.group()) for word in words]
    search = _Search(text, case, touched, year, words, folded)
    index = aliases()
    hits: list[Hit] = []
    position = 0
    while position < len(words):
        longer = index.get(" ".join(folded[position : position + 2]))
        alias = search.best(longer, position) if longer else None
        if alias is None and (single := index.get(folded[position])) is not None:
            alias = search.best(single, position)
        if alias is None:
            position += 1
            continue
        size = len(alias.words)
        start, end = words[position].start(), words[position + size - 1].end()
        end += len(alias.words[-1]) == 1 < size and text[end : end + 1] == "."
        hits.append(Hit(start, end, alias.entity))
        position += size
    return hits


def _is_common(alias: Alias) -> bool:
    """Whether a last name alone is too common to tell whose it is."""
    last = fold(alias.words[-1])
    return len(alias.words) == 1 and last in lexicon().common_surnames


def _same_capitals(known: str, found: str) -> bool:
    if known == found or (found.isupper() and len(found) > 3):
        return True
    if known.isupper() and len(known) < 4:
        return False
    return not known[0].isupper() or found[0].isupper()


def _in_longer(text: str, words: list[re.Match[str]]) -> bool:
    # "non-US" and "pro-Russia" are no party; an e-mail address or a host is none either.
    before = text[max(0, words[0].start() - 5) : words[0].start()].lower()
    end = words[-1].end()
    if before.endswith("-") and _HYPHENED.match(text, end):
        return True  # "Port-au-Prince"
    return before.endswith(("pro-", "anti-", "non-", "@")) or text[end : end + 1] == "@"


__all__ = ["Hit", "find_names"]
