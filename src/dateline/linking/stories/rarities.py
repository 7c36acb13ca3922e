"""How rare words are in English, from a table that comes with the program.

The table is fixed, so that how alike two reports are never depends on what else is at hand.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files
from math import exp, log

# Share of all words that a word missing from the table is taken to have, and a number at least.
_UNKNOWN = 1e-8
_NUMBER = 2e-6
# Words of a report of usual length. From 100 to 1000 the groupings of linking train hardly
# changed, November 2026.
_LENGTH = 300


@lru_cache(maxsize=100_000)
def rarity(word: str) -> float:
    """Natural logarithm of one over the share of reports that have a word, in small letters.

    >>> round(rarity("the"), 3), round(rarity("earthquake")), round(rarity("qeshm"))
    (0.0, 5, 13)
    """
    share = _shares().get(word, _UNKNOWN)
    if word[0].isdigit():
        share = max(share, _NUMBER)
    return -log(1 - exp(-share * _LENGTH))


@cache
def _shares() -> dict[str, float]:
    text = files("dateline.linking.stories").joinpath("rarity.tsv").read_text("utf-8")
    rows = (row.split("\t") for row in text.splitlines() if row and not row.startswith("#"))
    return {
        word: 10 ** (-int(hundredths) / 100)
        for hundredths, words in rows
        for word in words.split(" ")
    }
