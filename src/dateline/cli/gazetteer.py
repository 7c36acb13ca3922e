"""Add places to the gazetteer that ships, and look names up.

FILES are country dumps of GeoNames (UA.zip), allCountries.zip, alternateNamesV2.zip, or CSV files
whose first line names their columns: name, lat, lon, and perhaps kind, parent, country, aliases,
population. Added places lie in the folder of the variable DATELINE_GAZETTEER, or in your data
folder.
"""

from __future__ import annotations

import argparse
import math
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.cli.terminal import ByteProgress, console, say
from dateline.errors import DatelineError, InputError

if TYPE_CHECKING:
    from dateline.gazetteer import Entry, Index
    from dateline.gazetteer.added import About
    from dateline.gazetteer.adding import Added

HELP = "add places, list and remove what was added, search"
EPILOG = """examples:
  dateline gazetteer add UA.zip
  dateline gazetteer add villages.csv --name frontline
  dateline gazetteer search Pokrovsk --near Donetsk
  dateline gazetteer remove UA
"""
_EARTH_KM = 6371.0
_ROWS = 10


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The commands under `dateline gazetteer`."""
    parser.set_defaults(action=None)
    actions = parser.add_subparsers(metavar="ACTION")
    add = actions.add_parser("add", help="add files of places", allow_abbrev=False)
    add.add_argument("files", nargs="+", type=Path, metavar="FILE")
    add.add_argument("--name", help="call what is added so, instead of by its file")
    add.set_defaults(action=_add)
    shown = actions.add_parser("list", help="list what was added", allow_abbrev=False)
    shown.set_defaults(action=_list)
    remove = actions.add_parser("remove", help="remove what was added", allow_abbrev=False)
    remove.add_argument("names", nargs="+", metavar="NAME")
    remove.set_defaults(action=_remove)
    search = actions.add_parser("search", help="look a name up", allow_abbrev=False)
    search.add_argument("name", metavar="NAME")
    search.add_argument("--near", metavar="PLACE", help="sort by the distance from this place")
    search.add_argument("--limit", type=int, default=_ROWS, metavar="N", help="rows (default 10)")
    search.set_defaults(action=_search)


def run(args: argparse.Namespace) -> int:
    """Do what was asked for."""
    if args.action is None:
        args.parser.print_help(sys.stderr)
        return 2
    return int(args.action(args))


def _add(args: argparse.Namespace) -> int:
    from dateline.gazetteer.added import user_folder
    from dateline.gazetteer.adding import add

    if args.name and len(args.files) > 1:
        args.parser.error("--name names one file's places; give one file")
    failed = False
    for path in args.files:
        try:
            with ByteProgress(path.name) as progress:
                added = add(path, user_folder(), name=args.name, tick=progress.advance)
        except DatelineError as error:
            say(str(error))
            failed = True
            continue
        what = "replaced" if added.replaced else "added"
        print(f"{added.name}: {what}, {_amounts(added)}")
        if added.left_out:
            print(f"  {added.left_out:,} rows left out: of kinds or names that news does not use")
        if added.bad:
            bad = "1 bad row was" if added.bad == 1 else f"{added.bad:,} bad rows were"
            say(f"{path}: {bad} left out; the first:")
            for row in added.first_bad:
                say(f"line {row.line}: {row.reason}")
    return 1 if failed else 0


def _amounts(some: Added | About) -> str:
    places = "1 place" if some.places == 1 else f"{some.places:,} places"
    return f"{places}, " + ("1 name" if some.names == 1 else f"{some.names:,} names")


def _list(_: argparse.Namespace) -> int:
    from dateline.gazetteer.added import abouts, user_folder

    folder, failed, count = user_folder(), False, 0
    for about in abouts(folder):
        if isinstance(about, DatelineError):
            say(str(about))
            failed = True
            continue
        count += 1
        size = about.bytes / 1e6
        print(f"{about.name}: {_amounts(about)}, {size:.1f} MB, from {about.source}")
    if not count and not failed:
        print(f"Nothing was added so far (folder {folder}).")
    return 1 if failed else 0


def _remove(args: argparse.Namespace) -> int:
    from dateline.gazetteer.added import user_folder
    from dateline.gazetteer.adding import remove

    failed = False
    for name in args.names:
        try:
            remove(name, user_folder())
            print(f"{name}: removed")
        except DatelineError as error:
            say(str(error))
            failed = True
    return 1 if failed else 0


def _search(args: argparse.Namespace) -> int:
    from dateline.gazetteer import index

    places = index()
    near = _one(places, args.near) if args.near else None
    found = places.lookup(args.name)
    if not found and (found := places.similar(args.name, args.limit)):
        print(f"Nothing is called {args.name!r}; like it:")
    if not found:
        raise InputError("no place of this name, nor one like it", args.name)
    if near is not None:
        found = tuple(sorted(found, key=lambda entry: _km(entry, near)))
    _print(found[: max(1, args.limit)], near)
    return 0


def _one(places: Index, name: str) -> Entry:
    found = places.lookup(name)
    if not found:
        raise InputError("no place of this name to be near to", name)
    return found[0]


def _print(found: tuple[Entry, ...], near: Entry | None) -> None:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for title in ("name", "kind", "division", "country"):
        table.add_column(title)
    for title in ("lat", "lon", "people", *(("km",) if near else ())):
        table.add_column(title, justify="right", no_wrap=True)
    for entry in found:
        row = [entry.name, entry.kind, entry.admin1 or "", entry.country or ""]
        row += [f"{entry.lat:.3f}", f"{entry.lon:.3f}", f"{entry.population:,}"]
        table.add_row(*row, *([f"{_km(entry, near):,.0f}"] if near else []))
    console(sys.stdout).print(table)


def _km(a: Entry, b: Entry) -> float:
    lat_a, lat_b = math.radians(a.lat), math.radians(b.lat)
    across = math.sin(math.radians(b.lon - a.lon) / 2) ** 2 * math.cos(lat_a) * math.cos(lat_b)
    return 2 * _EARTH_KM * math.asin(math.sqrt(math.sin((lat_b - lat_a) / 2) ** 2 + across))
