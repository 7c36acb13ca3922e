"""Say that two events are one happening; linking abides by it, whatever its own score.

FIRST and SECOND are events as REPORT/EVENT, the way `dateline incident ID --format json` names
them. `dateline cut` says the contrary; the later word holds. `--undo` takes either back.
"""

from __future__ import annotations

import argparse
import getpass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from dateline.cli.stores import add_store, opened
from dateline.errors import StoreError

if TYPE_CHECKING:
    from dateline.incidents import EventKey, Verdict
    from dateline.store import Store

HELP = "say that two events are one happening"
EPILOG = """example:
  dateline pin sumy-agency/e1 sumy-local/e2 --why "same missiles, same street"
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `dateline pin`."""
    for name in ("first", "second"):
        parser.add_argument(name, metavar=name.upper(), help="an event: REPORT/EVENT")
    parser.add_argument("--why", default="", metavar="WORDS", help="the reason, kept with it")
    parser.add_argument("--by", metavar="NAME", help="who says so (by default your user name)")
    parser.add_argument("--undo", action="store_true", help="take back what was said of the two")
    add_store(parser)


def run(args: argparse.Namespace) -> int:
    """Keep it, link anew, and say which incidents the two are in now."""
    return decide(args, "pin")


def decide(args: argparse.Namespace, verdict: Verdict) -> int:
    """Keep or take back a decision on two events, and make their incidents anew."""
    from dateline.incidents import Decision
    from dateline.linking import decided

    by = args.by or getpass.getuser()
    with opened(args) as store:
        first, second = (_event(store, text) for text in (args.first, args.second))
        with store.write(by) as writer:
            if not args.undo:
                at = datetime.now(UTC).isoformat(timespec="seconds")
                writer.decide(
                    Decision(
                        first=first, second=second, verdict=verdict, by=by, at=at, why=args.why
                    )
                )
            elif not writer.undecide(first, second, by):
                raise StoreError("nothing was said of these two", f"{args.first}, {args.second}")
            decided(writer, first, second)
        now = store.incidents_of([first, second])
    for text, key in ((args.first, first), (args.second, second)):
        print(f"{text}: {now.get(key, 'in no incident')}")
    return 0


def _event(store: Store, text: str) -> EventKey:
    from dateline.incidents import EventKey

    report, _, event = text.rpartition("/")
    key = EventKey(report, event)
    if not store.subjects([key]):
        raise StoreError("there is no such event; name it as REPORT/EVENT", text)
    return key
