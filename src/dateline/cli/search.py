"""Search a store: words of reports, names of places and parties, in any script.

Where nothing has the words as they are written, similar ones are looked for.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from dateline.cli.reports import positive
from dateline.cli.stores import add_format, add_store, opened, rows, show

if TYPE_CHECKING:
    from dateline.store import Hit

HELP = "search reports and incidents"
EPILOG = """examples:
  dateline search "drone market"
  dateline search Покровск --format jsonl
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `dateline search`."""
    parser.add_argument("query", metavar="QUERY", help="words, or a piece of a name")
    parser.add_argument(
        "--limit", type=positive, default=20, metavar="N", help="at most N (default 20)"
    )
    add_store(parser)
    add_format(parser)


def run(args: argparse.Namespace) -> int:
    """Print what is found, the best first."""
    with opened(args) as store:
        show(
            store.search(args.query, limit=args.limit),
            args,
            rows(("what", "id", "published", "words"), _row),
            nothing="nothing found",
        )
    return 0


def _row(hit: Hit) -> tuple[str, ...]:
    from dateline.exports.words import safe

    return hit.kind, safe(hit.id), hit.published or "", safe(hit.snippet)
