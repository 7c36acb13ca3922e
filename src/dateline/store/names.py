"""Names and words as the store compares them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from dateline.gazetteer import fold

# Shorter words are found by substring alone; longer runs are no words (scripts without blanks).
_SHORTEST, _LONGEST = 4, 40
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")


def key_of(name: str) -> str:
    """The key of a name in any script: as in the gazetteer, else small letters without marks.

    >>> key_of("Khān Yūnis"), key_of("Київ")
    ('khan yunis', 'киів')
    """
    if folded := fold(name):
        return folded
    letters = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(char for char in letters if not unicodedata.combining(char))
    return " ".join(unicodedata.normalize("NFC", plain).split())


def words_of(text: str) -> Iterator[str]:
    """The words of a text in small letters, those that a search may mean when it misspells."""
    for match in _WORD.finditer(text):
        if _SHORTEST <= match.end() - match.start() <= _LONGEST:
            yield match.group().lower()
