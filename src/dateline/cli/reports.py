"""What the commands that read reports share: which reports, by how many processes."""

from __future__ import annotations

import argparse
import sys
from datetime import date


def add_sources(parser: argparse.ArgumentParser) -> None:
    """The options that say which reports, and what is known of them."""
    parser.add_argument("paths", nargs="*", metavar="PATHS", help="files, folders, or -")
    parser.add_argument(
        "--published",
        type=iso_date,
        metavar="DATE",
        help="date (YYYY-MM-DD) of the reports that do not state theirs",
    )
    parser.add_argument(
        "--publisher", metavar="NAME", help="outlet of the reports that do not state theirs"
    )


def add_workers(parser: argparse.ArgumentParser) -> None:
    """The option for how many processes read."""
    parser.add_argument(
        "--workers", type=positive, default=1, metavar="N", help="processes to use (default 1)"
    )


def paths_of(args: argparse.Namespace) -> list[str]:
    """The paths that were named; standard input if something is piped in."""
    if args.paths:
        return list(args.paths)
    if sys.stdin is None or sys.stdin.isatty():
        args.parser.error("name files or folders to read, or - for standard input")
    return ["-"]


def iso_date(value: str) -> str:
    """An argument that is an ISO date."""
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise argparse.ArgumentTypeError(f"{value!r} is no date such as 2024-11-15") from None


def positive(value: str) -> int:
    """An argument that is a whole number from 1 up."""
    if not value.isdecimal() or int(value) < 1:
        raise argparse.ArgumentTypeError(f"{value!r} is no number from 1 up")
    return int(value)
