"""Count what a store holds."""

from __future__ import annotations

import argparse

from dateline.cli.stores import add_format, add_store, opened, rows, show

HELP = "count what a store holds"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `dateline stats`."""
    add_store(parser)
    add_format(parser)


def run(args: argparse.Namespace) -> int:
    """Print the counts by name: one object for json and jsonl."""
    with opened(args) as store:
        counts = store.stats()
    if args.format == "table":
        show(counts.items(), args, rows(("what", "count"), _row), nothing="")
    else:
        import json

        print(json.dumps(counts, indent=2 if args.format == "json" else None))
    return 0


def _row(item: tuple[str, int]) -> tuple[str, str]:
    return item[0], f"{item[1]:,}"
