"""What is kept of a report to know its copies by: its words as numbers, its credits, its day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import msgspec
import numpy as np
import rensa  # type: ignore[import-untyped]
from numpy.typing import NDArray

from dateline.linking.copies.credits import credits_of, name_of
from dateline.linking.copies.words import BREAK, FURNITURE, NAME, NUMBER, tokens, word_table
from dateline.records import Document

__all__ = ["BANDS", "Fingerprint", "bands_of", "common", "fingerprint", "found_in"]

# MinHash bands of two rows each, half over the whole report, half over its opening, which cuts and
# merged stories keep. On syndication dev (November 2026) 32 bands find every pair of copies; 24 of
# them .999, 32 over the whole report alone .998, bands of three rows .995.
BANDS = 32
_ROWS = 2
_SEED = 20260711
# Content words that make up the opening.
OPENING = 40
# Words in which an opening is looked for in the other report: a headline, a byline, a new first
# paragraph may stand before it.
FRONT = 80
# A line is page furniture where at least 1.5 furniture words stand beside each other content word;
# longer lines are never dropped. By hand on syndication dev, November 2026: no stock line stays.
_FURNITURE_RATIO = 1.5
_FURNITURE_LENGTH = 25
_FLAGS = 3
# Both flags: a capital that begins a sentence, which may be a name's or not.
_EITHER = NUMBER | NAME
_MIX = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F))
_UPPER = np.uint64(32)

Codes = NDArray[np.uint32]


class _Payload(msgspec.Struct, frozen=True, array_like=True):
    report: str
    published: str | None
    publisher: str | None
    length: int
    credits: tuple[str, ...]
    words: bytes


@dataclass(frozen=True, slots=False)
class Fingerprint:
    """One report, boiled down to what copies are judged by.

    Attributes:
        report: id of the report.
        words: its content words in their order, each folded to 30 bits of hash and two flags
            (number or date, name; both where a sentence begins with a capital); function words
            and page furniture are left out.
        length: words of the whole text, furniture too.
        credits: agencies and outlets it names as its source, in their common short names.
        publisher: who published it, by the same names; null where unknown.
        published: ISO date; null where unknown.
    """

    report: str
    words: bytes
    length: int = 0
    credits: tuple[str, ...] = ()
    publisher: str | None = None
    published: str | None = None

    def to_bytes(self) -> bytes:
        """The payload for a store; `from_bytes` turns it back without loss."""
        return msgspec.msgpack.encode(
            _Payload(
                self.report,
                self.published,
                self.publisher,
                self.length,
                self.credits,
                self.words,
            )
        )

    @staticmethod
    def from_bytes(payload: bytes) -> Fingerprint:
        """The fingerprint that `to_bytes` wrote.

        Raises:
            msgspec.DecodeError: these bytes are no payload.
        """
        kept = msgspec.msgpack.decode(payload, type=_Payload)
        return Fingerprint(
            kept.report, kept.words, kept.length, kept.credits, kept.publisher, kept.published
        )

    @cached_property
    def codes(self) -> Codes:
        """The content words with their flags."""
        return np.frombuffer(self.words, dtype="<u4")

    @cached_property
    def pairs(self) -> Codes:
        """Unordered pairs of words next to each other, then of those with one between."""
        plain = (self.codes >> 2).astype(np.uint64)
        return np.concatenate([_pairs(plain[:-1], plain[1:]), _pairs(plain[:-2], plain[2:])])

    @cached_property
    def pair_set(self) -> Codes:
        """The different pairs, sorted."""
        return np.unique(self.pairs)

    @cached_property
    def word_set(self) -> Codes:
        """The different content words, sorted."""
        return np.unique(self.codes >> 2)

    @cached_property
    def opening(self) -> Codes:
        """The different pairs within the first `OPENING` words, sorted."""
        return np.unique(_first(self.pairs, OPENING))

    @cached_property
    def front(self) -> Codes:
        """The different pairs within the first `FRONT` words, sorted."""
        return np.unique(_first(self.pairs, FRONT))

    @cached_property
    def special(self) -> NDArray[np.bool_]:
        """Which pairs have a number, month or name in them."""
        flags = self.codes & _EITHER
        special = (flags == NUMBER) | (flags == NAME)
        return np.concatenate([special[:-1] | special[1:], special[:-2] | special[2:]])

    @cached_property
    def plain(self) -> NDArray[np.bool_]:
        """Which pairs are of two plain words."""
        plain = self.codes & _EITHER == 0
        return np.concatenate([plain[:-1] & plain[1:], plain[:-2] & plain[2:]])

    @cached_property
    def bands(self) -> tuple[int, ...]:
        """Signed 64-bit keys: reports that share one are candidates for `compare`."""
        return bands_of([self])[0]


def fingerprint(document: Document) -> Fingerprint:
    """The fingerprint of a report: a pure function of its text, publisher and day."""
    found = tokens(document.text)
    codes = np.fromiter(map(word_table().__getitem__, found), dtype=np.int64, count=len(found))
    return Fingerprint(
        report=document.id,
        words=_content(codes).tobytes(),
        length=int(np.count_nonzero(codes != BREAK)),
        credits=credits_of(document.text, document.publisher),
        publisher=name_of(document.publisher),
        published=document.published,
    )


def bands_of(fingerprints: Iterable[Fingerprint]) -> list[tuple[int, ...]]:
    """The bands of several fingerprints, hashed in one go.

    MinHash as in Broder 1997, by rensa; pairs of words instead of shingles of three, since a
    paraphrase that changes one word in seven leaves four pairs in five.
    """
    whole, opening = [], []
    for one in fingerprints:
        whole.append(one.pairs.astype(np.uint64))
        opening.append(_first(one.pairs, OPENING).astype(np.uint64))
    keys = np.concatenate([_keys(whole, _SEED), _keys(opening, _SEED + 1)], axis=1)
    return [
        tuple(row) if len(pairs) else () for row, pairs in zip(keys.tolist(), whole, strict=True)
    ]


def _first(pairs: Codes, words: int) -> Codes:
    """The pairs within the first `words` words, out of neighbours and then skipped ones."""
    neighbours = (len(pairs) + 1) // 2
    skipped = neighbours + max(0, min(words - 2, len(pairs) - neighbours))
    return np.concatenate([pairs[: min(words - 1, neighbours)], pairs[neighbours:skipped]])


def _keys(rows: list[NDArray[np.uint64]], seed: int) -> NDArray[np.int64]:
    """Half of the bands: `_ROWS` MinHash values and the number of the band, mixed to 64 bits."""
    bands = BANDS // 2
    starts = [0, *np.cumsum([len(row) for row in rows]).tolist()]
    flat = np.concatenate(rows) if rows else np.zeros(0, dtype=np.uint64)
    digests = rensa.RMinHash.digest_matrix_from_flat_token_hashes(
        flat, starts, bands * _ROWS, seed
    ).to_rows()
    values = np.array(digests, dtype=np.uint64).reshape(len(rows), bands, _ROWS)
    number = np.arange(seed, seed + bands, dtype=np.uint64) * _MIX[1]
    keys: NDArray[np.int64] = (
        ((values[:, :, 0] << _UPPER | values[:, :, 1]) * _MIX[0]) ^ number
    ).view(np.int64)
    return keys


def _pairs(left: NDArray[np.uint64], right: NDArray[np.uint64]) -> Codes:
    """Each pair as 32 bits, the same whichever comes first."""
    mixed = ((left ^ right) * _MIX[0] + (left + right) * _MIX[1]) >> _UPPER
    codes: Codes = mixed.astype(np.uint32)
    return codes


def found_in(values: Codes, others: Codes) -> NDArray[np.bool_]:
    """Which of the values are among others, which are sorted and not empty."""
    places = np.searchsorted(others, values)
    places[places == len(others)] = 0
    found: NDArray[np.bool_] = others[places] == values
    return found


def common(values: Codes, others: Codes) -> int:
    """How many of the values are among others, which are sorted."""
    return int(np.count_nonzero(found_in(values, others))) if len(others) else 0


def _content(codes: NDArray[np.int64]) -> Codes:
    """The content words of a report without the lines of page furniture."""
    line = np.cumsum(codes == BREAK)
    worded = codes >> _FLAGS > 0
    furniture = (codes > 0) & (codes & FURNITURE > 0)
    plain = worded & ~furniture & (codes & 1 == 0)
    stock, other = np.bincount(line, furniture), np.bincount(line, plain)
    dropped = (stock > 0) & (stock >= _FURNITURE_RATIO * other)
    dropped &= stock + other <= _FURNITURE_LENGTH
    first = np.append(True, codes[:-1] == BREAK)[: len(codes)]
    codes = np.where(first & (codes & NAME > 0), codes | _EITHER, codes)
    kept = codes[worded & (codes > 0) & ~dropped[line]]
    content: Codes = (kept >> _FLAGS << 2 | kept & _EITHER).astype("<u4")
    return content
