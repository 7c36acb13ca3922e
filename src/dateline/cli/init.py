"""Make a store, or bring an older one up to this version.

A store is one SQLite file, or a PostgreSQL database with PostGIS named by its URL. `dateline add`
makes a missing file by itself.
"""

from __future__ import annotations

import argparse

from dateline.cli.stores import add_store, opened

HELP = "make a store, or bring it up to this version"
EPILOG = """examples:
  dateline init
  dateline init --db sudan.db
  dateline init --db postgresql+psycopg://me@host/conflict
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `dateline init`."""
    add_store(parser)


def run(args: argparse.Namespace) -> int:
    """Make it, and say where it is."""
    with opened(args, create=True) as store:
        print(f"The store is ready: {store.name}")
    return 0
