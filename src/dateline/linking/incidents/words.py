"""Words of a report as terms: hashes with a weight, the rarer the word the heavier.

How rare a word is stands in a table that comes with the program (`rarity.tsv`), so that a score
never depends on what else lies in a store.

>>> [round(term.weight) for term in terms("The shell hit Orikhiv").values()]
[3, 2, 7]
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from dateline.gazetteer.fold import unaccented

# Words that the table does not know are as rare as this: natural logarithm of 1 in 1,100.
UNKNOWN = 7.0
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?:;]\s*[\"'”’]?\s*$")
_RARE = 5.0  # weight of a word that a name may be known by
_SHORT, _PLURAL = 3, 5  # letters: shorter words say nothing; longer ones lose a final s
_LEAST = 0.7  # weight of a word that half of all reports have


class Term(NamedTuple):
    """A word's weight, and whether it is written as a name is."""

    weight: float
    name: bool


def terms(text: str, most: int | None = None) -> dict[int, Term]:
    """The words of a text by their hashes, in order; the `most` heaviest where there are more."""
    found: dict[int, Term] = {}
    before = 0
    for match in _WORD.finditer(text):
        written = match[0]
        word = normal(written)
        weight = rarity(word)
        if len(word) >= _SHORT and weight > _LEAST:
            first = match.start() == 0 or bool(_SENTENCE_END.search(text, before, match.start()))
            name = written[0].isupper() and (not first or weight >= UNKNOWN)
            code = zlib.crc32(word.encode())
            known = found.get(code)
            found[code] = Term(weight, name or (known is not None and known.name))
        before = match.end()
    if most is not None and len(found) > most:
        kept = sorted(found, key=lambda code: (-found[code].weight, code))[:most]
        found = {code: found[code] for code in found if code in set(kept)}
    return found


def chief(text: str) -> int | None:
    """The rare name that a text has most often, of several the first; None where none is twice."""
    found: Counter[str] = Counter()
    for match in _WORD.finditer(text):
        word = normal(match[0])
        if match[0][0].isupper() and len(word) >= _SHORT and rarity(word) >= _RARE:
            found[word] += 1
    word, count = max(found.items(), key=lambda item: item[1], default=("", 0))
    return zlib.crc32(word.encode()) if count > 1 else None


@lru_cache(maxsize=100_000)
def normal(word: str) -> str:
    """A word without case, accents, possessive or plural."""
    plain = unaccented(word.casefold().replace("’", "'")).removesuffix("'s")
    if len(plain) >= _PLURAL and plain.endswith("s") and not plain.endswith("ss"):
        plain = plain[:-1]
    return plain


def rarity(word: str) -> float:
    """The weight of a word in its normal form: 0 where all reports have it."""
    return _table().get(word, UNKNOWN)


@cache
def _table() -> dict[str, float]:
    rows = files("dateline.linking.incidents").joinpath("rarity.tsv").read_text("utf-8")
    pairs = (row.split("\t") for row in rows.splitlines() if row and not row.startswith("#"))
    return {word: int(tenths) / 10 for word, tenths in pairs}
