"""Count incidents by day, week or month and by family of types."""

from __future__ import annotations

import argparse

from dateline.cli.stores import add_filter, add_format, add_store, filter_of, opened, rows, show

HELP = "count incidents by day, week or month"
EPILOG = """example:
  dateline timeline --unit month --side RSF
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `dateline timeline`."""
    parser.add_argument(
        "--unit", choices=("day", "week", "month"), default="week", help="default week"
    )
    add_filter(parser)
    add_store(parser)
    add_format(parser)


def run(args: argparse.Namespace) -> int:
    """Print the counts, earliest first."""
    with opened(args) as store:
        show(
            store.timeline(filter_of(args), args.unit),
            args,
            rows(
                (args.unit, "family", "incidents"),
                lambda count: (count.period, count.family, f"{count.incidents:,}"),
            ),
            nothing="no dated incident fits",
        )
    return 0
