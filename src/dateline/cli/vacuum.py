"""Give back the room that deleted rows leave in a store, and renew its statistics."""

from __future__ import annotations

import argparse

from dateline.cli.stores import add_store, opened

HELP = "give back unused room of a store"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `dateline vacuum`."""
    add_store(parser)


def run(args: argparse.Namespace) -> int:
    """Do it, and say so."""
    with opened(args) as store:
        store.vacuum()
        print(f"Tidied {store.name}.")
    return 0
