"""The place index: names to places, memory-mapped, ready in milliseconds."""

from __future__ import annotations

import mmap
import struct
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec

from dateline.gazetteer.fold import fold

NAMES, TABLE, TEXTS = "names.trie", "entries.bin", "texts.bin"
# geonameid, lat and lon in 1e-5 degrees, population, name offset, admin-1, admin-2, country, kind,
# feature, name length
RECORD = struct.Struct("<IiiIIHHBBBB")
KINDS = ("settlement", "admin1", "admin2", "country", "region", "water", "facility")
FEATURES = (
    "PPL", "ADM1", "ADM2", "PCLI", "PPLC", "PPLX", "AIRB", "AIRP", "ANS", "BAY", "BDG", "BLDG",
    "CHN", "CNL", "CONT", "CRSG", "DAM", "DLTA", "DSRT", "FCL", "FRST", "GLCR", "GULF", "HSP",
    "ISL", "ISLS", "LK", "LKS", "MILB", "MSQE", "MT", "MTS", "NVB", "OCN", "PASS", "PEN", "PLN",
    "PRK", "PRN", "PSTN", "RD", "RFGC", "RGN", "SEA", "SHOL", "SPIT", "STM", "STRT", "TERR", "VAL",
)  # fmt: skip
_CACHED = 20_000  # look-ups remembered before the memory is wiped
# Marks before a key in the trie: adjectives, abbreviations and GeoNames codes of divisions never
# answer to a plain look-up.
ADJECTIVE, ABBREVIATION, CODE = "\x01", "\x02", "\x03"


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One place of the index.

    Attributes:
        number: its place in the index.
        geonameid: its GeoNames id; None for the places of our own tables.
        kind: settlement, admin1, admin2, country, region, water or facility.
        feature: its GeoNames feature code.
        country: ISO 3166 alpha-3; None for what crosses borders.
        admin1: name of its first-order division; `admin1_number` that division's place in the
            index, 0 for none; the same for the second order.
        population: of a settlement, of all towns of a division; for regions and waters how
            prominent they are on that scale.
    """

    number: int
    geonameid: int | None
    name: str
    lat: float
    lon: float
    kind: str
    feature: str
    country: str | None
    admin1: str | None
    admin1_number: int
    admin2_number: int
    population: int


class Index:
    """The index in a folder written by `dateline.gazetteer.build`."""

    def __init__(self, folder: Path) -> None:
        import marisa_trie

        self._trie: Any = marisa_trie.RecordTrie("<I").mmap(str(folder / NAMES))
        self._table = _map(folder / TABLE)
        self._texts = _map(folder / TEXTS)
        count: int = struct.unpack_from("<H", self._table)[0]
        self._base = 2 + 3 * count
        codes = self._table[2 : self._base].decode()
        self._codes = [codes[i : i + 3].strip() or None for i in range(0, len(codes), 3)]
        self._entries: dict[int, Entry] = {}
        self._found: dict[str, tuple[Entry, ...]] = {}

    def __len__(self) -> int:
        return (len(self._table) - self._base) // RECORD.size

    def __contains__(self, name: str) -> bool:
        return fold(name) in self._trie

    def lookup(self, name: str) -> tuple[Entry, ...]:
        """The places called `name`, most populous first."""
        return self.find(fold(name))

    def find(self, key: str) -> tuple[Entry, ...]:
        """The places under a folded name, most populous first."""
        known = self._found.get(key)
        if known is not None:
            return known
        found = self._trie.get(key)
        if not found:
            return ()
        entries = [self.entry(number) for (number,) in found]
        entries.sort(key=lambda entry: (-entry.population, entry.number))
        if len(self._found) > _CACHED:
            self._found.clear()
        self._found[key] = result = tuple(entries)
        return result

    def has(self, key: str) -> bool:
        """Whether any place stands under a folded name."""
        return key in self._trie

    def adjective(self, word: str) -> tuple[Entry, ...]:
        """The places whose adjective or people `word` is ("Turkish", "Turks")."""
        return self.find(ADJECTIVE + fold(word))

    def abbreviation(self, word: str) -> tuple[Entry, ...]:
        """The divisions that `word` abbreviates ("W.Va."); sure only after a comma."""
        return self.find(ABBREVIATION + fold(word))

    def entry(self, number: int) -> Entry:
        """The place at `number`."""
        known = self._entries.get(number)
        if known is None:
            known = self._entries[number] = self._unpack(number)
        return known

    def _unpack(self, number: int) -> Entry:
        (
            geonameid,
            lat,
            lon,
            population,
            offset,
            admin1,
            admin2,
            country,
            kind,
            feature,
            length,
        ) = RECORD.unpack_from(self._table, self._base + number * RECORD.size)
        name = self._texts[offset : offset + length].decode("utf-8", "ignore")
        if KINDS[kind] == "admin1":
            admin1 = number + 1
        return Entry(
            number=number,
            geonameid=geonameid or None,
            name=name,
            lat=lat / 1e5,
            lon=lon / 1e5,
            kind=KINDS[kind],
            feature=FEATURES[feature],
            country=self._codes[country],
            admin1=self._name(admin1 - 1) if admin1 else None,
            admin1_number=admin1,
            admin2_number=admin2,
            population=population,
        )

    def _name(self, number: int) -> str:
        fields = RECORD.unpack_from(self._table, self._base + number * RECORD.size)
        return self._texts[fields[4] : fields[4] + fields[10]].decode("utf-8", "ignore")


@cache
def index() -> Index:
    """The index that ships with this version, mapped on first use."""
    return Index(Path(str(files("dateline.gazetteer").joinpath("data"))))


def _map(path: Path) -> mmap.mmap:
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
