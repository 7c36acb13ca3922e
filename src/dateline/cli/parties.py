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

from dateline.cli.added import Actions, add_each, amount, each, list_each, remove_each
from dateline.cli.added import run as run
from dateline.cli.terminal import console
from dateline.errors import InputError

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
    actions = Actions(parser)
    actions.add(_add, says="add files of parties", description=__doc__)
    actions.on_files("check", _check, says="say what is wrong with files")
    actions.list_and_remove(_list, _remove)
    actions.search(_search)


def _add(args: argparse.Namespace) -> int:
    from dateline.parties.added import add, user_folder

    def one(path: Path) -> None:
        name, count, replaced = add(path, user_folder(), args.name)
        print(f"{name}: {'replaced' if replaced else 'added'}, {_parties(count)}")

    return add_each(args, "parties", one)


def _check(args: argparse.Namespace) -> int:
    from dateline.parties.added import read_parties

    def one(path: Path) -> None:
        print(f"{path}: {_parties(len(read_parties(path)))}, all can be used")

    return each(args.files, one)


def _list(_: argparse.Namespace) -> int:
    from dateline.parties.added import party_files, read_parties, user_folder

    def show(path: Path) -> None:
        parties = read_parties(path)
        print(f"{path.stem}: {_parties(len(parties))}")
        for one in parties:
            print(f"  {one.name} ({one.kind}, side {one.side})")

    folder = user_folder()
    return list_each(party_files(folder), show, folder)


def _remove(args: argparse.Namespace) -> int:
    from dateline.parties.added import remove, user_folder

    return remove_each(args.names, remove, user_folder())


def _search(args: argparse.Namespace) -> int:
    from dateline.exports import print_rows
    from dateline.parties.registry import named

    found = named(args.name)
    if not found:
        raise InputError("no party goes by this name", args.name)
    headers = ("name", "kind", "side", "years", "parent", "countries")
    print_rows(headers, map(_row, found), console(sys.stdout))
    return 0


def _row(entity: Entity) -> tuple[str, ...]:
    countries = " ".join(sorted(entity.countries))
    return entity.name, entity.kind, entity.side, _years(entity), entity.parent, countries


def _years(entity: Entity) -> str:
    if entity.since is None and entity.until is None:
        return ""
    return f"{entity.since or ''}-{entity.until or ''}"


def _parties(count: int) -> str:
    return amount(count, "party", "parties")
