"""Places that the address of a report names: most outlets put the headline there.

A short report often leaves out the town that its headline names. The words of its address are the
outlet's own, published with it; they only help to place an incident, beside what texts say.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache, lru_cache
from urllib.parse import unquote, urlsplit

from dateline.gazetteer import Entry, extent_of, index
from dateline.gazetteer.fold import fold
from dateline.linking.incidents.subject import Spot
from dateline.linking.incidents.words import normal, rarity
from dateline.places.extent import half_width
from dateline.places.page import words

_WORD = re.compile(r"[^\W\d_]+")
# Set by hand on briefs dev, November 2026: fewer words are a section or a number; what is no rarer
# is a word more often than a name; where no land is known a place is a large one.
_LEAST_WORDS, _RARE, _LARGE, _TOWN = 4, 2.0, 100_000, 5_000
_LONGEST = 3  # words of a name
_SHORT = 4
_TOWN_KM, _DIVISION_KM = 5.0, 100.0


def addressed(url: str, lands: Collection[str]) -> tuple[Spot, ...]:
    """The towns and divisions that the last words of an address name.

    Args:
        url: the address of a report.
        lands: the countries that its text is about (alpha-3); where there are any, or the address
            names some, all places lie in them.

    Example:
        >>> from dateline.linking.incidents.addresses import addressed
        >>> found = addressed("https://example.org/news/shells-hit-market-in-sumy-oblast", {"UKR"})
        >>> [spot.name for spot in found]
        ['Sumy Oblast']
    """
    told = _headline(url)
    known = frozenset(lands) | _lands(told)
    found = {entry.number: entry for entry in _places(told, known)}
    return tuple(_spot(entry) for entry in found.values())


def _headline(url: str) -> tuple[str, ...]:
    """The words of the part of the path that has most, if they may be a headline."""
    try:
        path = unquote(urlsplit(url).path)
    except ValueError:
        return ()
    parts = [_WORD.findall(part.lower()) for part in path.split("/")]
    told = max(parts, key=len, default=[])
    return tuple(told) if len(told) >= _LEAST_WORDS else ()


def _lands(told: Sequence[str]) -> frozenset[str]:
    entries = (entry for word in told for entry in index().lookup(word) if entry.kind == "country")
    adjectives = (entry for word in told for entry in index().adjective(word))
    return frozenset(
        entry.country
        for entry in (*entries, *adjectives)
        if entry.kind == "country" and entry.country
    )


def _places(told: Sequence[str], lands: frozenset[str]) -> Iterator[Entry]:
    at = 0
    while at < len(told):
        for length in range(min(_LONGEST, len(told) - at), 0, -1):
            after = told[at + length] if at + length < len(told) else ""
            entry = _named(" ".join(told[at : at + length]), after in _divisions(), lands)
            if entry is not None:
                yield entry
                at += length - 1
                break
        at += 1


@lru_cache(maxsize=4096)
def _named(name: str, division: bool, lands: frozenset[str]) -> Entry | None:
    """The place of this name: a division where a word for one follows it, else a town or region."""
    if " " not in name and (len(name) < _SHORT or rarity(normal(name)) < _RARE):
        return None
    kinds = (
        ("admin1",) if division or name.split()[-1] in _divisions() else ("settlement", "region")
    )
    least = _TOWN if lands else _LARGE
    found = [
        entry
        for entry in index().lookup(name)
        if entry.kind in kinds
        and entry.population >= least
        and (not lands or entry.country in lands)
    ]
    own = [entry for entry in found if fold(entry.name) == name]  # before those once called so
    return max(own or found, key=lambda entry: (entry.population, -entry.number), default=None)


@cache
def _divisions() -> frozenset[str]:
    """The words for a first-order division: "oblast", "province"."""
    return frozenset(word for word, kind in words()["kind_after"].items() if kind == "admin1")


def _spot(entry: Entry) -> Spot:
    ground = extent_of(entry)
    reach = _TOWN_KM if entry.kind == "settlement" else _DIVISION_KM
    return Spot(
        entry.name,
        entry.lat,
        entry.lon,
        reach if ground is None else max(reach, half_width(ground)),
        entry.country,
    )
