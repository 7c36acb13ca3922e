"""Read the bundled dispatches, link them, print the result, write a page for each and a store."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.cli.add import counted
from dateline.cli.read import write_pages
from dateline.cli.terminal import console

if TYPE_CHECKING:
    from rich.console import Console

    from dateline.incidents import Incident
    from dateline.records import Record

HELP = "read and link the bundled dispatches, print the result, write pages and a store"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `dateline demo`."""
    parser.add_argument(
        "--output",
        "-o",
        type=Path,
        default=Path("dateline-demo"),
        metavar="FOLDER",
        help="where the pages and the store go (default dateline-demo)",
    )


def run(args: argparse.Namespace) -> int:
    """Read, link, print, write, and say where."""
    from dateline.dispatches import dispatches
    from dateline.exports import print_incidents
    from dateline.intake import add_documents
    from dateline.store import Filter, open_store

    store_path = args.output / "dispatches.db"
    screen = console(sys.stdout)
    try:
        args.output.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as folder, open_store(f"{folder}/demo.db") as store:
            _, _, failed = counted(add_documents(store, dispatches()))
            count = write_pages(_printed(store.records(), screen), args.output)
            print("Incidents that more than one dispatch tells of")
            print_incidents(_told_twice(store.incidents(Filter())), screen)
            store_path.unlink(missing_ok=True)
            store.backup(store_path)
    except BrokenPipeError:
        raise
    except OSError as error:
        args.parser.error(f"cannot write {error.filename}: {error.strerror}")
    print(f"\nRead {count} dispatches. Pages: {args.output / 'index.html'}")
    print(f"The record store: dateline incidents --db {store_path}")
    return 1 if failed else 0


def _told_twice(incidents: Iterable[Incident]) -> Iterator[Incident]:
    return (incident for incident in incidents if len(incident.reports) > 1)


def _printed(records: Iterable[Record], screen: Console) -> Iterator[Record]:
    """The records, without their mentions, each printed as it passes."""
    from msgspec.structs import replace

    from dateline.exports import print_table

    for record in records:
        record = replace(record, layers=None)
        print_table(record, screen)
        yield record
