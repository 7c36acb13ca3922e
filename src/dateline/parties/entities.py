"""Somebody whom the registry knows, and the names that stand for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

WORD = re.compile(r"[^\W_]+")
# How many years before it came to power or arms a name may already stand in a report.
_HERALD = 4


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody the registry knows.

    Attributes:
        key: tells entities apart.
        side: ISO 3166 alpha-3 code of the state it serves, or the short name of an armed group.
        kind: as of a party mention.
        countries: where it is at home (alpha-3 codes).
        since: the first year in which it held that side or office; None where not told.
        until: the last one; None where it lasts or is not told.
        parent: the side of the alliance or movement that it belongs to, "" for none.
        name: the name that it goes by where all are listed.
    """

    key: str
    side: str
    kind: str
    countries: frozenset[str] = frozenset()
    since: int | None = None
    until: int | None = None
    parent: str = ""
    name: str = ""

    def known_in(self, year: int | None) -> bool:
        """Whether a report of that year can mean it: what came later it cannot."""
        return year is None or self.since is None or year >= self.since - _HERALD

    def held_in(self, year: int | None) -> bool:
        """Whether it held its side or office in that year, as far as is told."""
        if year is None:
            return self.until is None
        return (self.since or 0) <= year and (self.until is None or year <= self.until)


@dataclass(frozen=True, slots=True)
class Alias:
    """One name of an entity as words; `capitals` where it counts only in mixed case, `local` where
    only in reports that touch the entity's countries, `surname` where it is a last name alone."""

    words: tuple[str, ...]
    entity: Entity
    capitals: bool = False
    local: bool = False
    surname: bool = False


def fold(word: str) -> str:
    """A word as the registry compares it."""
    return word.casefold()


def words_of(name: str) -> tuple[str, ...]:
    """The words of a name.

    >>> words_of("Lord's Resistance Army")
    ('Lord', 's', 'Resistance', 'Army')
    """
    return tuple(WORD.findall(name))


def key_of(words: Sequence[str]) -> str:
    """What a name is found by: its first two words, folded; its only one where it has no second.

    >>> key_of(("Lord", "s", "Resistance", "Army")), key_of(("FARC",))
    ('lord s', 'farc')
    """
    return " ".join(map(fold, words[:2]))


def surname(name: str) -> str:
    """The part of a person's name that stands for it later: "Bashar al-Assad" gives "Assad"."""
    return re.split(r"[\s]", name)[-1].removeprefix("al-").removeprefix("Al-").removeprefix("el-")


__all__ = ["Alias", "Entity", "fold", "key_of", "surname", "words_of"]
