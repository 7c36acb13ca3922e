"""Make all families and incidents of a store anew; what people pinned or cut holds."""

from __future__ import annotations

import argparse

from dateline.cli.stores import add_store, opened

HELP = "make all families and incidents anew"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `dateline relink`."""
    add_store(parser)


def run(args: argparse.Namespace) -> int:
    """Do it, and say what came of it."""
    from dateline.linking import relink

    with opened(args) as store:
        reports = relink(store)
        incidents = store.stats()["incidents"]
    print(f"Linked {reports:,} reports into {incidents:,} incidents.")
    return 0
