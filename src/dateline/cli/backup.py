"""Copy a store to a file while it goes on being used.

A PostgreSQL store is copied by pg_dump, which has to be installed.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from dateline.cli.stores import add_store, opened

HELP = "copy a store to a file while it is in use"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `dateline backup`."""
    parser.add_argument("path", type=Path, metavar="FILE", help="where the copy goes")
    add_store(parser)


def run(args: argparse.Namespace) -> int:
    """Copy, and say where the copy is."""
    with opened(args) as store:
        store.backup(args.path)
    print(f"Copied to {args.path}.")
    return 0
