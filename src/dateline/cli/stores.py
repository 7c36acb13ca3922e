"""What the commands on a store share: which store, which incidents, in which form."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from dateline.cli.reports import iso_date, positive
from dateline.cli.terminal import console, output, say

if TYPE_CHECKING:
    from msgspec import Struct
    from rich.console import Console

    from dateline.store import Filter, Store

_T = TypeVar("_T")
FORMATS = ("table", "json", "jsonl")


def add_store(parser: argparse.ArgumentParser) -> None:
    """The option that names the store."""
    parser.add_argument(
        "--db",
        metavar="STORE",
        help="the store: a path or URL (else the environment's DATELINE_DB, else dateline.db)",
    )


def add_format(parser: argparse.ArgumentParser) -> None:
    """The option for the form of what is printed."""
    parser.add_argument(
        "--format",
        choices=FORMATS,
        default="table",
        help="table (default); json: one list; jsonl: an object a line",
    )


def add_filter(parser: argparse.ArgumentParser) -> None:
    """The options that narrow incidents down."""
    several: dict[str, Any] = {"action": "append", "default": []}
    parser.add_argument(
        "--type", metavar="TYPE", help="family or type: strike, strike/drone", **several
    )
    parser.add_argument("--status", metavar="STATUS", help="happened, feared, denied …", **several)
    parser.add_argument(
        "--standing",
        choices=("one-sided", "corroborated", "disputed", "denied", "feared"),
        help="how well it is founded",
        **several,
    )
    parser.add_argument("--side", metavar="CODE", help="a side: UKR, M23, civilians", **several)
    parser.add_argument("--place", metavar="NAME", help="name of the place")
    parser.add_argument("--box", type=_box, metavar="W,S,E,N", help="degrees: 30.1,46.2,33,48")
    parser.add_argument("--since", type=iso_date, metavar="DATE", help="from this day on")
    parser.add_argument("--until", type=iso_date, metavar="DATE", help="up to this day")
    parser.add_argument(
        "--sources", type=positive, default=0, metavar="N", help="at least N independent sources"
    )
    parser.add_argument("--killed", type=positive, default=0, metavar="N", help="at least N killed")
    parser.add_argument("--text", metavar="WORDS", help="words in names of places and parties")
    parser.add_argument("--newest", action="store_true", help="latest first")
    parser.add_argument("--limit", type=positive, metavar="N", help="at most N incidents")


def filter_of(args: argparse.Namespace) -> Filter:
    """The Filter that `add_filter`'s options state."""
    from dateline.store import Filter

    return Filter(
        families=tuple(name for name in args.type if "/" not in name),
        types=tuple(name for name in args.type if "/" in name),
        statuses=tuple(args.status),
        standings=tuple(args.standing),
        sides=tuple(args.side),
        box=args.box,
        place=args.place,
        start=args.since,
        end=args.until,
        sources=args.sources,
        killed=args.killed,
        text=args.text,
        newest=args.newest,
        limit=args.limit,
    )


def opened(args: argparse.Namespace, *, create: bool = False) -> Store:
    """The store that `--db`, the environment or the current folder names.

    Raises:
        StoreError: it is not there (unless `create`), or cannot be used.
    """
    from dateline.store import open_store

    return open_store(args.db, create=create)


def show(
    items: Iterable[_T],
    args: argparse.Namespace,
    table: Callable[[Iterable[_T], Console], int],
    *,
    nothing: str,
) -> None:
    """Print `items` in the form that was asked for.

    Args:
        items: what there is to print.
        args: with `format`.
        table: prints the items for people and gives how many they were.
        nothing: what is said where there are none.
    """
    from dateline.exports import row_lines, row_list

    with output(None) as stream:
        if args.format == "jsonl":
            stream.writelines(row_lines(items))
        elif args.format == "json":
            stream.writelines(row_list(items))
        elif not table(items, console(sys.stdout)):
            say(nothing)


def one_object(value: Struct, args: argparse.Namespace) -> None:
    """Print one thing as JSON: indented, or on one line for jsonl."""
    from dateline.records import to_json

    with output(None) as stream:
        stream.write(to_json(value, indent=2 if args.format == "json" else 0) + "\n")


def rows(
    headers: Sequence[str], row: Callable[[_T], Sequence[str]]
) -> Callable[[Iterable[_T], Console], int]:
    """A table with these headers, in which each item is one row."""

    def table(items: Iterable[_T], screen: Console) -> int:
        from dateline.exports import print_rows

        return print_rows(headers, map(row, items), screen)

    return table


def _box(value: str) -> Any:
    from dateline.store import Box

    try:
        west, south, east, north = map(float, value.split(","))
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{value!r} is no box; write west,south,east,north in degrees"
        ) from None
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        raise argparse.ArgumentTypeError(f"{value!r} is no box on the globe")
    return Box(west, south, east, north)
