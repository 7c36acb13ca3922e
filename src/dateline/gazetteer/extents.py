"""The ground that countries, divisions and large regions cover: a mapped file of outlines."""

from __future__ import annotations

import mmap
import struct
from bisect import bisect_left
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path

from dateline.gazetteer.index import Entry
from dateline.geometry import Extent, Polygon, extent_of_polygons

EXTENTS = "extents.bin"
# How many there are; then each one's entry and where it starts, by entry; then their corners.
_COUNT, _WHERE = struct.Struct("<I"), struct.Struct("<II")
_STEP = 1e3  # corners are whole thousandths of a degree
_REMEMBERED = 512


def extent_of(entry: Entry) -> Extent | None:
    """The generalised area of a country, division or large region; None for points.

    >>> from dateline.gazetteer import index
    >>> extent_of(index().lookup("Sicily")[0]).contains(37.6, 14.0)
    True
    """
    return None if entry.kind in ("settlement", "facility") else _extent(entry.number)


@lru_cache(_REMEMBERED)
def _extent(number: int) -> Extent | None:
    numbers, offsets, corners = _outlines()
    at = bisect_left(numbers, number)
    if at == len(numbers) or numbers[at] != number:
        return None
    return extent_of_polygons(_unpacked(corners, offsets[at]))


@cache
def _outlines() -> tuple[list[int], list[int], mmap.mmap]:
    path = Path(str(files("dateline.gazetteer").joinpath("data", EXTENTS)))
    with path.open("rb") as file:
        raw = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    (count,) = _COUNT.unpack_from(raw)
    table = list(_WHERE.iter_unpack(raw[_COUNT.size : _COUNT.size + count * _WHERE.size]))
    return [number for number, _ in table], [offset for _, offset in table], raw


def _unpacked(raw: mmap.mmap, at: int) -> tuple[Polygon, ...]:
    polygons = []
    parts, at = raw[at], at + 1
    for _ in range(parts):
        rings, at = raw[at], at + 1
        polygon = []
        for _ in range(rings):
            (size,) = struct.unpack_from("<H", raw, at)
            numbers = struct.unpack_from(f"<{2 * size}i", raw, at + 2)
            at += 2 + 8 * size
            polygon.append(
                tuple((numbers[n] / _STEP, numbers[n + 1] / _STEP) for n in range(0, 2 * size, 2))
            )
        polygons.append(tuple(polygon))
    return tuple(polygons)


def packed(outlines: Mapping[int, tuple[Polygon, ...]]) -> bytes:
    """Outlines by entry number, as the bytes this module reads."""
    table, body = bytearray(), bytearray()
    start = _COUNT.size + len(outlines) * _WHERE.size
    for number in sorted(outlines):
        table += _WHERE.pack(number, start + len(body))
        body.append(len(outlines[number]))
        for polygon in outlines[number]:
            body.append(len(polygon))
            for ring in polygon:
                numbers = [round(value * _STEP) for corner in ring for value in corner]
                body += struct.pack(f"<H{len(numbers)}i", len(ring), *numbers)
    return _COUNT.pack(len(outlines)) + bytes(table) + bytes(body)
