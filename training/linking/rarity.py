"""Count how rare words are, for `dateline.linking.incidents`: see the README beside this file.

usage: python training/linking/rarity.py
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from math import log
from pathlib import Path

from dateline.dispatches import dispatches
from dateline.gazetteer import countries
from dateline.linking.incidents.words import UNKNOWN, normal

_ROOT = Path(__file__).resolve().parents[2]
_SHARED = _ROOT.parent / "shared" / "benchmarks"
_TABLE = _ROOT / "src/dateline/linking/incidents/rarity.tsv"
# Collections of texts; a word is as rare as in the one that has it most often.
_SOURCES = (
    ("muc4/train.jsonl",),
    ("geoparse/train.jsonl", "re3d/train.jsonl", "timex/train.jsonl", "attribution/dev.jsonl"),
    ("briefs/dev.jsonl",),
)
# Of collections of mixed origin, only what may be trained on: a field, and what it must be (or,
# for a publisher, must not be).
_ONLY = {"corpus": ("geovirus", "wikiwars", "meantime")}
_NOT = {"publisher": ("BBC Online",)}
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
# Words of fewer texts are not told apart from those the table lacks; names of states are as common
# as words of a fifth of all texts wherever they were counted less often.
_LEAST_TEXTS = 3
_STATES = 0.2

_HEAD = """\
# How rare words are in news: word in its normal form, then ten times the natural logarithm of one
# over the share of texts that have it, in that of three collections where the share is greatest;
# words of the names of states count as those of a fifth of the texts.
# Made by: python training/linking/rarity.py
# Counted on: muc4 train; GeoVirus, re3d without the BBC, WikiWars and GUM; briefs dev (by incident)
# with the bundled dispatches. Counts only; licence of the table: Apache-2.0.
"""


def main() -> None:
    """Count, write."""
    shares: dict[str, float] = {}
    for number, source in enumerate(_SOURCES):
        texts = [text for name in source for text in _texts(_SHARED / name)]
        if number == len(_SOURCES) - 1:
            texts += [report.text for report in dispatches()]
        print(f"{source}: {len(texts)} texts")
        for word, count in _counts(texts).items():
            if count >= _LEAST_TEXTS:
                shares[word] = max(shares.get(word, 0.0), count / len(texts))
    for state in countries().values():
        for name in (state.name, *state.aliases, *state.adjectives, *state.people):
            for match in _WORD.finditer(name):
                word = normal(match[0])
                shares[word] = max(shares.get(word, 0.0), _STATES)
    rows = [
        f"{word}\t{round(10 * -log(share))}\n"
        for word, share in sorted(shares.items())
        if -log(share) < UNKNOWN
    ]
    print(f"{len(rows)} words")
    _TABLE.write_text(_HEAD + "".join(rows), encoding="utf-8")


def _texts(path: Path) -> list[str]:
    """The texts that may be used; the briefs of one incident are one text, lest its names pass for
    common words."""
    groups: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            record = json.loads(line)
            allowed = all(record.get(field, only[0]) in only for field, only in _ONLY.items())
            barred = any(record.get(field) in none for field, none in _NOT.items())
            if allowed and not barred:
                name = record.get("incident") or record["id"]
                groups[name] = f"{groups.get(name, '')}\n{record['text']}"
    return list(groups.values())


def _counts(texts: Iterable[str]) -> Counter[str]:
    return Counter(
        word
        for text in texts
        for word in {normal(m[0]) for m in _WORD.finditer(text)}
        if len(word) > 1
    )


if __name__ == "__main__":
    main()
