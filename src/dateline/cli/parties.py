"""Add parties to the registry that ships, and look names up.

FILE is a TOML file with one table a party:

  source = "Where the list comes from"        # may be left out, and licence too

  [[party]]
  name = "Harbour Watch"                      # its full name; all else may be left out
  kind = "group"                              # or force, office, unit, person, international,
                                              # organisation, media
  side = "Harbour Watch"                      # of a state: its ISO 3166 alpha-3 code
  names = ["Harbor Watch", "Watch of the Harbour"]
  abbreviations = ["HBW"]                     # count only so written, where capitals count
  local_names = ["the Watchmen"]              # count only in reports that touch its countries
  countries = ["HTI"]
  since = 2021                                # older reports cannot mean it
  until = 2024
  parent = "Viv Ansanm"                       # the alliance it belongs to
  rebels_of = ["HTI"]                         # there it is who plain "rebels" are
  last_name = false                           # of a person: the last name alone is enough

Added parties lie in the folder of the variable DATELINE_PARTIES, or in your data folder, and win
over what ships.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.cli.terminal import console, say
from dateline.errors import DatelineError, InputError

if TYPE_CHECKING:
    from dateline.parties.entities import Entity

HELP = "add parties, check, list and remove what was added, search"
EPILOG = """examples:
  dateline parties check gangs.toml
  dateline parties add gangs.toml
  dateline parties search "Harbour Watch"
  dateline parties remove gangs
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The commands under `dateline parties`."""
    parser.set_defaults(action=None)
    actions = parser.add_subparsers(metavar="ACTION")
    add = actions.add_parser(
        "add",
        help="add files of parties",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    add.add_argument("files", nargs="+", type=Path, metavar="FILE")
    add.add_argument("--name", help="call what is added so, instead of by its file")
    add.set_defaults(action=_add)
    check = actions.add_parser("check", help="say what is wrong with files", allow_abbrev=False)
    check.add_argument("files", nargs="+", type=Path, metavar="FILE")
    check.set_defaults(action=_check)
    shown = actions.add_parser("list", help="list what was added", allow_abbrev=False)
    shown.set_defaults(action=_list)
    remove = actions.add_parser("remove", help="remove what was added", allow_abbrev=False)
    remove.add_argument("names", nargs="+", metavar="NAME")
    remove.set_defaults(action=_remove)
    search = actions.add_parser("search", help="look a name up", allow_abbrev=False)
    search.add_argument("name", metavar="NAME")
    search.set_defaults(action=_search)


def run(args: argparse.Namespace) -> int:
    """Do what was asked for."""
    if args.action is None:
        args.parser.print_help(sys.stderr)
        return 2
    return int(args.action(args))


def _add(args: argparse.Namespace) -> int:
    from dateline.parties.added import add, user_folder

    if args.name and len(args.files) > 1:
        args.parser.error("--name names one file's parties; give one file")
    failed = False
    for path in args.files:
        try:
            name, count, replaced = add(path, user_folder(), args.name)
            print(f"{name}: {'replaced' if replaced else 'added'}, {_parties(count)}")
        except DatelineError as error:
            say(str(error))
            failed = True
    return 1 if failed else 0


def _check(args: argparse.Namespace) -> int:
    from dateline.parties.added import read_parties

    failed = False
    for path in args.files:
        try:
            print(f"{path}: {_parties(len(read_parties(path)))}, all can be used")
        except DatelineError as error:
            say(str(error))
            failed = True
    return 1 if failed else 0


def _list(_: argparse.Namespace) -> int:
    from dateline.parties.added import party_files, read_parties, user_folder

    folder, failed = user_folder(), False
    paths = party_files(folder)
    for path in paths:
        try:
            parties = read_parties(path)
        except DatelineError as error:
            say(str(error))
            failed = True
            continue
        print(f"{path.stem}: {_parties(len(parties))}")
        for one in parties:
            print(f"  {one.name} ({one.kind}, side {one.side})")
    if not paths:
        print(f"Nothing was added so far (folder {folder}).")
    return 1 if failed else 0


def _remove(args: argparse.Namespace) -> int:
    from dateline.parties.added import remove, user_folder

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
    from dateline.parties.registry import named

    found = named(args.name)
    if not found:
        raise InputError("no party goes by this name", args.name)
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for title in ("name", "kind", "side", "years", "parent", "countries"):
        table.add_column(title)
    for entity in found:
        countries = " ".join(sorted(entity.countries))
        table.add_row(
            entity.name, entity.kind, entity.side, _years(entity), entity.parent, countries
        )
    console(sys.stdout).print(table)
    return 0


def _years(entity: Entity) -> str:
    if entity.since is None and entity.until is None:
        return ""
    return f"{entity.since or ''}-{entity.until or ''}"


def _parties(count: int) -> str:
    return "1 party" if count == 1 else f"{count:,} parties"
