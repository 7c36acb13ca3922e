"""Write the table of word frequencies of `dateline.linking.stories` out of the package wordfreq.

usage: pip install wordfreq==3.1.1 && python training/stories/rarity.py
"""

from __future__ import annotations

from collections import defaultdict
from math import log10
from pathlib import Path

_TABLE = Path(__file__).resolve().parents[2] / "src/dateline/linking/stories/rarity.tsv"
# Rarer words are taken for unknown; so the table stays under a megabyte.
_LEAST = 1e-7

_HEAD = """\
# How common words are in English: hundredths of minus the decimal logarithm of the share of all
# words, then the words of that share. Made by: python training/stories/rarity.py
# Source: wordfreq 3.1.1 by Robyn Speer, list "best" of English.
# Licence of this table: CC BY-SA 4.0.
"""


def main() -> None:
    """Write it."""
    from wordfreq import get_frequency_dict

    rows = defaultdict(list)
    for word, share in get_frequency_dict("en", wordlist="best").items():
        if share >= _LEAST and word.isalpha():
            rows[round(-100 * log10(share))].append(word)
    body = "".join(f"{share}\t{' '.join(sorted(words))}\n" for share, words in sorted(rows.items()))
    _TABLE.write_text(_HEAD + body, encoding="utf-8")


if __name__ == "__main__":
    main()
