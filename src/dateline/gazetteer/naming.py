"""Under which folded names a place stands in an index."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.gazetteer.fold import fold

# Words that say what kind of division a name is of; the index holds the name with and without.
_DIVISION_WORDS = frozenset(
    [
        "county",
        "parish",
        "district",
        "province",
        "governorate",
        "oblast",
        "region",
        "prefecture",
        "department",
        "state",
        "raion",
        "rayon",
        "municipality",
        "borough",
        "krai",
        "republic",
        "voivodeship",
        "canton",
        "division",
    ]
)
_ARTICLES = frozenset(["al", "el", "ar", "as", "ash", "an", "at", "ad", "az", "adh", "ath"])
_LONGEST_NAME = 5  # words


def usable_names(names: Iterable[str]) -> set[str]:
    """Alternate names an English text could use: no codes, no transcripts in small letters."""
    return {
        name.split(",")[0]
        for name in names
        if len(name) > 3 and not name.isupper() and not name.islower()
    }


def keys_of(name: str, kind: str) -> set[str]:
    """The folded forms of one name; none for what is too long or no name."""
    key = fold(name.split(", ")[0] if kind.startswith("admin") else name)
    words = key.split()
    if not key or len(words) > _LONGEST_NAME or key.isdigit():
        return set()
    found = {key}
    if kind.startswith("admin") and len(words) > 1 and words[-1] in _DIVISION_WORDS:
        found.add(" ".join(words[:-1]))
    if words[0] in _ARTICLES and len(words) > 1:
        found.add(" ".join(["al", *words[1:]]))
    return found
