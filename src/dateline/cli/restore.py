"""Make a store out of what `dateline backup` wrote."""

from __future__ import annotations

import argparse
from pathlib import Path

from dateline.cli.stores import add_store, opened

HELP = "make a store out of a backup"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `dateline restore`."""
    parser.add_argument("path", type=Path, metavar="FILE", help="the backup")
    parser.add_argument("--replace", action="store_true", help="overwrite the store that is there")
    add_store(parser)


def run(args: argparse.Namespace) -> int:
    """Restore, and say what is there now."""
    from dateline.store import restore

    restore(args.path, args.db, replace=args.replace)
    with opened(args) as store:
        print(f"Restored {store.stats()['documents']:,} reports to {store.name}.")
    return 0
