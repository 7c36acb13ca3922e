"""Check that a store is whole: the file, every record, every index, every incident."""

from __future__ import annotations

import argparse

from dateline.cli.stores import add_store, opened

HELP = "check that a store is whole"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `dateline check`."""
    add_store(parser)


def run(args: argparse.Namespace) -> int:
    """Print what is wrong, a line each; 1 if anything is."""
    with opened(args) as store:
        problems = store.check()
    for problem in problems:
        print(problem)
    print(f"{len(problems)} problems found." if problems else "All is well.")
    return 1 if problems else 0
