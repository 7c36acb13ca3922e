"""Names made comparable: small letters, no diacritics, one blank for every mark between words."""

from __future__ import annotations

import re
import unicodedata

# Letters that decompose into nothing, and marks of transliteration that readers leave out.
_LETTERS = str.maketrans(
    {
        "ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ə": "a", "þ": "th", "ð": "d",
        "ħ": "h", "ŋ": "n", "'": "", "’": "", "‘": "", "ʼ": "", "ʹ": "", "ʿ": "", "ʾ": "", "`": "",
        "´": "", "ʻ": "", ".": "", "′": "", "&": " and ",
    }
)  # fmt: skip
_MARKS = re.compile(r"[^0-9a-z]+")
_FIRST = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}


def unaccented(text: str) -> str:
    """`text` without diacritics, its letters in their plain form.

    >>> unaccented("Khān Yūnis")
    'Khan Yunis'
    """
    letters = unicodedata.normalize("NFKD", text)
    return "".join(char for char in letters if not unicodedata.combining(char))


def fold(name: str) -> str:
    """The key under which `name` stands in the index; "" if nothing Latin is left of it.

    >>> fold("Khān Yūnis"), fold("St. Louis"), fold("the Gaza-Strip")
    ('khan yunis', 'saint louis', 'gaza strip')
    """
    text = name.casefold().translate(_LETTERS)
    if not text.isascii():
        text = unaccented(text)
        if any(char.isalpha() and char > "\u024f" for char in text):
            return ""
        text = text.translate(_LETTERS)
    words = _MARKS.sub(" ", text).split()
    if len(words) > 1:
        if words[0] == "the":
            del words[0]
        elif words[0] in _FIRST:
            words[0] = _FIRST[words[0]]
    return " ".join(words)
