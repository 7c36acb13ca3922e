"""The place index: names to places, memory-mapped, ready in milliseconds."""

from __future__ import annotations

import mmap
import struct
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec

from dateline.gazetteer.added import AddedPlace, AddedSet, set_files, user_folder
from dateline.gazetteer.countries import read_table
from dateline.gazetteer.fold import fold
from dateline.gazetteer.spelling import respellings

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
        rough: whether its point is from general knowledge and may be some kilometres off.
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
    rough: bool = False


class Index:
    """The index in a folder written by `dateline.gazetteer.build`, and what users added to it.

    Args:
        folder: of the index that ships.
        added: files of the sets that `dateline gazetteer add` wrote.
    """

    def __init__(self, folder: Path, added: Sequence[Path] = ()) -> None:
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
        self._added = AddedPlaces(self, added) if added else None

    def __len__(self) -> int:
        """How many places ship."""
        return (len(self._table) - self._base) // RECORD.size

    def __contains__(self, name: str) -> bool:
        return self.has(fold(name))

    def lookup(self, name: str) -> tuple[Entry, ...]:
        """The places called `name`, most populous first."""
        return self.find(fold(name))

    def find(self, key: str) -> tuple[Entry, ...]:
        """The places under a folded name, most populous first."""
        known = self._found.get(key)
        if known is not None:
            return known
        found = self._trie.get(key)
        if not found and self._added is None:
            return ()
        entries = [self.entry(number) for (number,) in found or ()]
        if self._added is not None:
            entries = self._added.joined(key, entries)
        entries.sort(key=lambda entry: (-entry.population, entry.number))
        if len(self._found) > _CACHED:
            self._found.clear()
        self._found[key] = result = tuple(entries)
        return result

    def has(self, key: str) -> bool:
        """Whether any place stands under a folded name."""
        return key in self._trie or (self._added is not None and self._added.has(key))

    def similar(self, name: str, limit: int = 5) -> tuple[Entry, ...]:
        """The places whose name is written almost as `name`: for when nothing is called so.

        Other transliterations come first, then names one letter off, if `name` has six or more.

        >>> [entry.name for entry in index().similar("Kharkhiv", 1)]
        ['Kharkiv']
        """
        found: dict[int, Entry] = {}
        for keys in respellings(fold(name)):
            near = {
                entry.number: entry for key in keys if self.has(key) for entry in self.find(key)
            }
            found |= dict(sorted(near.items(), key=lambda item: (-item[1].population, item[0])))
            if len(found) >= limit:
                break
        return tuple(found.values())[:limit]

    def division(self, code: str) -> int | None:
        """The place in the index of the division with a GeoNames code such as "UA.26"."""
        found = self._trie.get(CODE + code)
        return int(found[0][0]) if found else None

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
            if self._added is not None and number >= len(self):
                known = self._added.entry(number)
            else:
                known = self._unpack(number)
            self._entries[number] = known
        return known

    def rows(self) -> memoryview:
        """The places that ship, a RECORD each, by their number."""
        return memoryview(self._table)[self._base :]

    def own(self) -> Iterator[tuple[int, str, float, float]]:
        """Number, kind, latitude and longitude of the places that users added."""
        if self._added is not None:
            yield from self._added.points()

    def identified(self) -> dict[int, int]:
        """The places in the index by their GeoNames id."""
        rows = RECORD.iter_unpack(memoryview(self._table)[self._base :])
        return {row[0]: number for number, row in enumerate(rows) if row[0] and (row[1] or row[2])}

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
            name = _english().get(name, name)
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
            rough=not geonameid and KINDS[kind] in ("settlement", "facility"),
        )

    def _name(self, number: int) -> str:
        fields = RECORD.unpack_from(self._table, self._base + number * RECORD.size)
        name = self._texts[fields[4] : fields[4] + fields[10]].decode("utf-8", "ignore")
        return _english().get(name, name)


class AddedPlaces:
    """The user's sets side by side; what ships has precedence where both have a GeoNames id."""

    def __init__(self, shipped: Index, paths: Sequence[Path]) -> None:
        self._shipped = shipped
        self._sets: list[tuple[int, AddedSet]] = []
        start = len(shipped)
        for path in paths:
            self._sets.append((start, AddedSet(path)))
            start += self._sets[-1][1].size + 1
        self._ids: dict[int, int] | None = None

    def has(self, key: str) -> bool:
        """Whether any set has a place under a folded name."""
        return any(one.has(key) for _, one in self._sets)

    def points(self) -> Iterator[tuple[int, str, float, float]]:
        """Number in the whole index, kind, latitude and longitude of every place."""
        for start, one in self._sets:
            for number, kind, lat, lon in one.points():
                yield start + number, kind, lat, lon

    def joined(self, key: str, entries: list[Entry]) -> list[Entry]:
        """`entries` and the added places under the same key, each place once."""
        found = {entry.number: entry for entry in entries}
        for start, one in self._sets:
            for place in one.find(key):
                geonameid = -place if place < 0 else one.place(place).geonameid
                number = None if geonameid is None else self._with_id(geonameid)
                if number is None and place > 0:
                    number = start + place
                if number is not None and number not in found:
                    found[number] = self._shipped.entry(number)
        return list(found.values())

    def _with_id(self, geonameid: int) -> int | None:
        if self._ids is None:
            self._ids = self._shipped.identified()
        if geonameid in self._ids:
            return self._ids[geonameid]
        for start, one in self._sets:
            if (number := one.with_id(geonameid)) is not None:
                return start + number
        return None

    def entry(self, number: int) -> Entry:
        """The added place at `number` of the whole index."""
        start, one = next(item for item in reversed(self._sets) if item[0] <= number)
        place = one.place(number - start)
        above = self._division(place) if place.parent else None
        return Entry(
            number=number,
            geonameid=place.geonameid,
            name=place.name,
            lat=place.lat,
            lon=place.lon,
            kind=place.kind,
            feature=place.feature,
            country=place.country or (above.country if above else None),
            admin1=above.name if above and above.kind == "admin1" else None,
            admin1_number=above.number + 1 if above and above.kind == "admin1" else 0,
            admin2_number=0,
            population=place.population,
        )

    def _division(self, place: AddedPlace) -> Entry | None:
        """The division or country that a place says it lies in, the nearest of that name."""
        if (number := self._shipped.division(place.parent)) is not None:
            return self._shipped.entry(number)
        first, _, rest = place.parent.partition(", ")
        named = self._shipped.lookup(place.parent) or (self._shipped.lookup(first) if rest else ())
        above = [entry for entry in named if entry.kind in ("admin1", "country")]
        fits = [entry for entry in above if entry.country == place.country] or above
        return min(
            fits,
            key=lambda entry: abs(entry.lat - place.lat) + abs(entry.lon - place.lon),
            default=None,
        )


@cache
def index() -> Index:
    """The index that ships with this version and the user's own, mapped on first use.

    Raises:
        SetupError: a file of the user's own is broken.
    """
    return Index(
        Path(str(files("dateline.gazetteer").joinpath("data"))), added=set_files(user_folder())
    )


def _map(path: Path) -> mmap.mmap:
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


@cache
def _english() -> dict[str, str]:
    """English names of divisions that the source only transliterates."""
    return {row["name"]: row["english"] for row in read_table("english.csv")}
