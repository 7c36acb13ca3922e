"""List what changed in a store: reports, incidents, reviews, by whom and when."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

from dateline.cli.reports import iso_date
from dateline.cli.stores import add_format, add_store, opened, rows, show

if TYPE_CHECKING:
    from dateline.store.types import Change

HELP = "list what changed"
EPILOG = """example:
  dateline changes --since 2025-04-13
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `dateline changes`."""
    parser.add_argument(
        "--since", type=iso_date, required=True, metavar="DATE", help="from this day (UTC) on"
    )
    add_store(parser)
    add_format(parser)


def run(args: argparse.Namespace) -> int:
    """Print the journal's lines since then, earliest first."""
    with opened(args) as store:
        show(
            store.changes(args.since),
            args,
            rows(("when", "who", "action", "what", "detail"), _row),
            nothing="nothing changed since then",
        )
    return 0


def _row(change: Change) -> tuple[str, ...]:
    from dateline.exports.words import cut

    detail = json.dumps(change.detail, ensure_ascii=False) if change.detail else ""
    return (
        change.at[:16].replace("T", " "),
        cut(change.who, 30),
        change.action,
        cut(change.subject, 40),
        cut(detail, 80),
    )
