"""Show what a store holds of a place: who is said to hold it, and what happened there."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from dateline.cli.reports import iso_date, positive
from dateline.cli.stores import add_format, add_store, one_object, opened
from dateline.cli.terminal import console, say

if TYPE_CHECKING:
    from dateline.incidents import Control
    from dateline.linking.control import Holding

HELP = "show who holds a place and what happened there"
EPILOG = """examples:
  dateline place Pokrovsk
  dateline place Goma --at 2025-02-01 --format json
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `dateline place`."""
    parser.add_argument("name", metavar="NAME", help="the place")
    parser.add_argument("--at", type=iso_date, metavar="DATE", help="who held it on this day")
    parser.add_argument(
        "--limit", type=positive, default=50, metavar="N", help="at most N incidents (default 50)"
    )
    add_store(parser)
    add_format(parser)


def run(args: argparse.Namespace) -> int:
    """Print it."""
    from dateline.exports import print_incidents
    from dateline.linking import place_dossier

    at = date.fromisoformat(args.at) if args.at else None
    with opened(args) as store:
        found = place_dossier(store, args.name, at=at, limit=args.limit)
    if args.format != "table":
        one_object(found, args)
        return 0
    if not found.places:
        say(f"nothing is told of {args.name!r}")
        return 0
    screen = console(sys.stdout)
    for place in found.places:
        print(f"{place.name}: {place.events:,} events in {place.incidents:,} incidents")
    for title, lines in (
        ("Who holds it", map(_holding, found.holdings)),
        ("Claims", map(_claim, found.controls)),
    ):
        shown = list(lines)
        if shown:
            print(f"\n{title}")
        for line in shown:
            screen.print(f"  {line}", soft_wrap=True)
    if found.incidents:
        print("\nIncidents")
        print_incidents(found.incidents, screen)
    return 0


def _holding(holding: Holding) -> str:
    from dateline.exports.words import date_text, party_text, place_text

    holder = party_text(holding.holder) if holding.holder else "nobody for sure"
    since = f" since {date_text(holding.since)}" if holding.since else ""
    return f"{place_text(holding.place)}: {holder}{since}" + ", disputed" * holding.disputed


def _claim(control: Control) -> str:
    return ", ".join(filter(None, _claim_parts(control)))


def _claim_parts(control: Control) -> Iterator[str]:
    from dateline.exports.words import cut, party_text, period_text, safe, source_text

    yield period_text(control.period) if control.period else ""
    yield f"{control.hold} by {party_text(control.holder)}"
    yield f"from {party_text(control.loser)}" if control.loser else ""
    yield f"says {source_text(control.claimant)}" if control.claimant else ""
    for doubt in control.doubts:
        yield f"denied by {cut(doubt.name, 40)}"
    yield f"in {safe(control.event.report)}"
