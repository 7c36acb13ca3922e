"""What the commands for a user's own data share: to add, list, remove and search by name."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from dateline.cli.terminal import say
from dateline.errors import DatelineError

Action = Callable[[argparse.Namespace], int]
_T = TypeVar("_T")


class Actions:
    """The actions under one command, in the order in which they are put there."""

    def __init__(self, command: argparse.ArgumentParser) -> None:
        command.set_defaults(action=None)
        self._parsers = command.add_subparsers(metavar="ACTION")

    def put(
        self, name: str, does: Action, *, says: str, description: str | None = None
    ) -> argparse.ArgumentParser:
        """One more action: what it is called, does, and says of itself in the help."""
        parser = self._parsers.add_parser(
            name,
            help=says,
            description=description,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        parser.set_defaults(action=does)
        return parser

    def on_files(
        self, name: str, does: Action, *, says: str, description: str | None = None
    ) -> argparse.ArgumentParser:
        """An action on one file or more."""
        parser = self.put(name, does, says=says, description=description)
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        return parser

    def add(self, does: Action, *, says: str, description: str | None = None) -> None:
        """The action `add`."""
        parser = self.on_files("add", does, says=says, description=description)
        parser.add_argument("--name", help="call what is added so, instead of by its file")

    def list_and_remove(self, lists: Action, removes: Action) -> None:
        """The actions `list` and `remove`."""
        self.put("list", lists, says="list what was added")
        remove = self.put("remove", removes, says="remove what was added")
        remove.add_argument("names", nargs="+", metavar="NAME")

    def search(self, does: Action) -> argparse.ArgumentParser:
        """The action `search`."""
        parser = self.put("search", does, says="look a name up")
        parser.add_argument("name", metavar="NAME")
        return parser


def run(args: argparse.Namespace) -> int:
    """Do what was asked for."""
    if args.action is None:
        args.parser.print_help(sys.stderr)
        return 2
    return int(args.action(args))


def each(some: Iterable[_T], do: Callable[[_T], None]) -> int:
    """Do the same with each; one that fails is told in a line and the others are still done.

    Returns:
        The exit code: 1 if any failed.
    """
    failed = False
    for one in some:
        try:
            do(one)
        except DatelineError as error:
            say(str(error))
            failed = True
    return 1 if failed else 0


def add_each(args: argparse.Namespace, what: str, add: Callable[[Path], None]) -> int:
    """Add each file; `what` it holds is said to whoever gives one name to several files."""
    if args.name and len(args.files) > 1:
        args.parser.error(f"--name names one file's {what}; give one file")
    return each(args.files, add)


def list_each(sets: Sequence[_T], show: Callable[[_T], None], folder: Path) -> int:
    """Show each set that was added to `folder`, or say that there is none."""
    code = each(sets, show)
    if not sets:
        print(f"Nothing was added so far (folder {folder}).")
    return code


def remove_each(names: Iterable[str], remove: Callable[[str, Path], None], folder: Path) -> int:
    """Remove each set of these names from `folder`."""

    def one(name: str) -> None:
        remove(name, folder)
        print(f"{name}: removed")

    return each(names, one)


def amount(count: int, one: str, many: str = "") -> str:
    """So many of what is called `one` where it is one, and `many` (by default with -s) else."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
