"""Read the reports of a store again with this version; reviews, pins and cuts hold."""

from __future__ import annotations

import argparse

from dateline.cli.add import counted
from dateline.cli.reports import add_workers
from dateline.cli.stores import add_store, opened

HELP = "read a store's reports again with this version"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `dateline recode`."""
    parser.add_argument("--all", action="store_true", help="also those that this version has read")
    add_workers(parser)
    add_store(parser)


def run(args: argparse.Namespace) -> int:
    """Read them, and say what came of it."""
    from dateline.intake import recode

    with opened(args) as store:
        results = recode(store, everything=args.all, workers=args.workers)
        changed, same, failed = counted(results)
    print(f"Read {changed + same:,} reports again: {changed:,} changed, {failed:,} failed.")
    return 1 if failed else 0
