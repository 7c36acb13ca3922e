"""Which language a report is written in; Dateline reads English."""

from __future__ import annotations

# A short text proves no language: names of places and people outweigh its words.
_MIN_LETTERS = 80
# How much likelier than English (log-likelihood a character) another language must be: names make
# short English texts look like Javanese or Pidgin by 0.05; true Pidgin differs by 0.4 and more.
_CLEARLY = 0.25


def language_of(text: str) -> str:
    """The ISO 639-1 code of the language of `text`; "en" where the text does not tell."""
    sample = text[:5000]
    if sum(char.isalpha() for char in sample) < _MIN_LETTERS:
        return "en"
    # py3langid takes 0.1 s and 40 MB to load, so only on first use.
    import py3langid

    # It knows languages by their lower-case n-grams: capitals make English look like anything.
    sample = sample.casefold()
    ranked = py3langid.rank(sample)
    likelihood = dict(ranked)
    best = str(ranked[0][0])
    return best if likelihood[best] - likelihood["en"] > _CLEARLY * len(sample) else "en"
