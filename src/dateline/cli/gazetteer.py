"""Add places to the gazetteer that ships, and look names up.

FILES are country dumps of GeoNames (UA.zip), allCountries.zip, alternateNamesV2.zip, or CSV files
whose first line names their columns: name, lat, lon, and perhaps kind, parent, country, aliases,
population. Added places lie in the folder of the variable DATELINE_GAZETTEER, or in your data
folder.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.cli.added import Actions, add_each, amount, list_each, remove_each
from dateline.cli.added import run as run
from dateline.cli.terminal import ByteProgress, console, say
from dateline.errors import InputError, SetupError

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
_ROWS = 10


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The commands under `dateline gazetteer`."""
    actions = Actions(parser)
    actions.add(_add, says="add files of places")
    actions.list_and_remove(_list, _remove)
    search = actions.search(_search)
    search.add_argument("--near", metavar="PLACE", help="sort by the distance from this place")
    search.add_argument("--limit", type=int, default=_ROWS, metavar="N", help="rows (default 10)")


def _add(args: argparse.Namespace) -> int:
    from dateline.gazetteer.added import user_folder
    from dateline.gazetteer.adding import add

    def one(path: Path) -> None:
        with ByteProgress(path.name) as progress:
            added = add(path, user_folder(), name=args.name, tick=progress.advance)
        _tell(path, added)

    return add_each(args, "places", one)


def _tell(path: Path, added: Added) -> None:
    """What came of adding one file."""
    what = "replaced" if added.replaced else "added"
    print(f"{added.name}: {what}, {_amounts(added)}")
    if added.left_out:
        print(f"  {added.left_out:,} rows left out: of kinds or names that news does not use")
    if added.bad:
        bad = amount(added.bad, "bad row was", "bad rows were")
        say(f"{path}: {bad} left out; the first:")
        for row in added.first_bad:
            say(f"line {row.line}: {row.reason}")


def _amounts(some: Added | About) -> str:
    return f"{amount(some.places, 'place', 'places')}, {amount(some.names, 'name', 'names')}"


def _list(_: argparse.Namespace) -> int:
    from dateline.gazetteer.added import abouts, user_folder

    folder = user_folder()
    return list_each(tuple(abouts(folder)), _show, folder)


def _show(about: About | SetupError) -> None:
    if isinstance(about, SetupError):
        raise about
    size = about.bytes / 1e6
    print(f"{about.name}: {_amounts(about)}, {size:.1f} MB, from {about.source}")


def _remove(args: argparse.Namespace) -> int:
    from dateline.gazetteer.added import user_folder
    from dateline.gazetteer.adding import remove

    return remove_each(args.names, remove, user_folder())


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
    from dateline.exports import print_rows

    numbers = ("lat", "lon", "people", *(("km",) if near else ()))
    headers = ("name", "kind", "division", "country", *numbers)
    rows = (_row(entry, near) for entry in found)
    print_rows(headers, rows, console(sys.stdout), numbers=numbers)


def _row(entry: Entry, near: Entry | None) -> list[str]:
    row = [entry.name, entry.kind, entry.admin1 or "", entry.country or ""]
    row += [f"{entry.lat:.3f}", f"{entry.lon:.3f}", f"{entry.population:,}"]
    return row + ([f"{_km(entry, near):,.0f}"] if near else [])


def _km(a: Entry, b: Entry) -> float:
    from dateline.places.extent import distance_km

    return distance_km(a.lat, a.lon, b.lat, b.lon)
