"""Show what stands out in an area and week: unusual counts, and warning signs that reports mention.

Counts are held against the eight weeks before; warning signs are build-up, rotation,
fortification, evacuation and strikes on infrastructure.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from dateline.cli.reports import iso_date
from dateline.cli.stores import add_format, add_store, opened, rows, show

if TYPE_CHECKING:
    from dateline.incidents import Signal

HELP = "show what stands out by area and week"
EPILOG = """example:
  dateline signals --since 2025-04-01 --until 2025-04-30 --area "Sumy Oblast"
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `dateline signals`."""
    parser.add_argument(
        "--since", type=iso_date, required=True, metavar="DATE", help="from the week of this day"
    )
    parser.add_argument(
        "--until", type=iso_date, required=True, metavar="DATE", help="to the week of this day"
    )
    parser.add_argument("--area", metavar="NAME", help="a first-order division or country")
    add_store(parser)
    add_format(parser)


def run(args: argparse.Namespace) -> int:
    """Print them by week and area."""
    from dateline.linking import watch

    with opened(args) as store:
        found = watch(store, start=args.since, end=args.until, area=args.area)
    table = rows(("week", "area", "what", "count", "usual", "evidence"), _row)
    show(found, args, table, nothing="nothing stands out in these weeks")
    return 0


def _row(signal: Signal) -> tuple[str, ...]:
    from dateline.exports.words import cut

    usual = "" if signal.baseline is None else f"{signal.baseline:.1f}"
    evidence = ", ".join(f"{key.report}/{key.event}" for key in signal.evidence)
    what = signal.family or signal.kind
    return signal.week, signal.area, what, f"{signal.count:,}", usual, cut(evidence, 90)
