"""List the incidents of a store: what happened, where, when, at what cost, by how many sources."""

from __future__ import annotations

import argparse

from dateline.cli.stores import add_filter, add_format, add_store, filter_of, opened, show

HELP = "list incidents"
EPILOG = """examples:
  dateline incidents --type strike --since 2025-04-01 --killed 10
  dateline incidents --side RSF --standing disputed --newest --limit 20
  dateline incidents --format jsonl > incidents.jsonl
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `dateline incidents`."""
    add_filter(parser)
    add_store(parser)
    add_format(parser)


def run(args: argparse.Namespace) -> int:
    """Print them, earliest first."""
    from dateline.exports import print_incidents

    with opened(args) as store:
        show(
            store.incidents(filter_of(args)),
            args,
            print_incidents,
            nothing="no incident fits; widen the filter or add reports with `dateline add`",
        )
    return 0
