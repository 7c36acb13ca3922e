"""Other ways to write a name: schools of transliteration, then one wrong letter."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from string import ascii_lowercase

from dateline.gazetteer.countries import read_table

_SHORTEST = 4  # letters a name needs for a rule to change it
_FUZZY = 6  # letters a name needs for one of them to be wrong: tuned on nothing, a common bound
_LONGEST = 40
_MOST = 400  # spellings tried a name, so that a look-up stays under some milliseconds


def respellings(key: str) -> Iterator[list[str]]:
    """Folded names that may stand for `key`, in groups from the likely to the far-fetched.

    >>> "kharkov" in next(respellings("kharkiv"))
    True
    """
    if not _SHORTEST <= len(key) <= _LONGEST:
        return
    once = sorted(_changed(key) - {key})
    yield once
    twice = {other for one in once for other in _changed(one)} - {key, *once}
    yield sorted(twice)[:_MOST]
    if len(key.replace(" ", "")) >= _FUZZY:
        yield sorted(_one_off(key))


def _changed(key: str) -> set[str]:
    found = set()
    for where, one, other in _rules():
        if where == "end" and key.endswith(one):
            found.add(key[: len(key) - len(one)] + other)
        elif where == "start" and key.startswith(one):
            found.add(other + key[len(one) :])
        elif where == "any" and one in key:
            found.add(key.replace(one, other))
            at = key.find(one)
            while at >= 0:
                found.add(key[:at] + other + key[at + len(one) :])
                at = key.find(one, at + 1)
    return {name for name in found if len(name) >= _SHORTEST}


@cache
def _rules() -> tuple[tuple[str, str, str], ...]:
    """Each rule both ways; a doubled letter is only ever made single or double as a whole."""
    rows = [(row["where"], row["one"], row["other"]) for row in read_table("spellings.csv")]
    return tuple(
        dict.fromkeys(
            rule
            for where, one, other in rows
            for rule in ((where, one, other), (where, other, one))
            if rule[1] or where != "any"
        )
    )


def _one_off(key: str) -> set[str]:
    """All names at one insertion, deletion, change or swap; the first letter stays."""
    letters = f"{ascii_lowercase} "
    cuts = [(key[:n], key[n:]) for n in range(1, len(key) + 1)]
    found = {a + b[1:] for a, b in cuts if b}
    found |= {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    found |= {a + letter + b[1:] for a, b in cuts if b for letter in letters}
    found |= {a + letter + b for a, b in cuts for letter in letters}
    return {name for name in found if name == name.strip() and "  " not in name} - {key}
