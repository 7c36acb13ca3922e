"""Show what a store holds of a party: what it did, and what was done to it."""

from __future__ import annotations

import argparse
import sys

from dateline.cli.reports import positive
from dateline.cli.stores import add_format, add_store, one_object, opened
from dateline.cli.terminal import console, say

HELP = "show what a party did and what was done to it"
EPILOG = """examples:
  dateline who "Rapid Support Forces"
  dateline who UKR --format json
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `dateline who`."""
    parser.add_argument("name", metavar="NAME", help="a name, alias or the code of a side")
    parser.add_argument(
        "--limit", type=positive, default=20, metavar="N", help="at most N incidents (default 20)"
    )
    add_store(parser)
    add_format(parser)


def run(args: argparse.Namespace) -> int:
    """Print it."""
    from dateline.exports import print_incidents
    from dateline.exports.words import safe
    from dateline.linking import party_dossier

    with opened(args) as store:
        found = party_dossier(store, args.name, limit=args.limit)
    if args.format != "table":
        one_object(found, args)
        return 0
    if not (found.parties or found.acted or found.suffered):
        say(f"nothing is told of {args.name!r}")
        return 0
    for party in found.parties:
        counts = f"acts in {party.acts:,} events, suffers in {party.suffers:,}"
        print(f"{safe(party.name)} ({safe(party.side)}): {counts}")
    for title, incidents in (("Did", found.acted), ("Suffered", found.suffered)):
        if incidents:
            print(f"\n{title}")
            print_incidents(incidents, console(sys.stdout))
    return 0
