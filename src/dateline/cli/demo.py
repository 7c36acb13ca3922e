"""Read the bundled dispatches: print the result and write a page for each, with an index."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.cli.read import write_pages
from dateline.cli.terminal import Progress, console, say
from dateline.errors import DatelineError

if TYPE_CHECKING:
    from rich.console import Console

    from dateline.records import Record

HELP = "read the bundled dispatches, print the result, write pages"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `dateline demo`."""
    parser.add_argument(
        "--output",
        "-o",
        type=Path,
        default=Path("dateline-demo"),
        metavar="FOLDER",
        help="where the pages go (default dateline-demo)",
    )


def run(args: argparse.Namespace) -> int:
    """Read, print, write, and say where."""
    from dateline.dispatches import dispatches
    from dateline.reader import Reader

    failed: list[DatelineError] = []
    with Progress() as progress:
        results = Reader().read_many(dispatches())
        try:
            count = write_pages(
                _printed(results, failed, progress, console(sys.stdout)), args.output
            )
        except BrokenPipeError:
            raise
        except OSError as error:
            args.parser.error(f"cannot write {error.filename}: {error.strerror}")
    print(f"Read {count} dispatches. Pages: {args.output / 'index.html'}")
    return 1 if failed else 0


def _printed(
    results: Iterable[Record | DatelineError],
    failed: list[DatelineError],
    progress: Progress,
    screen: Console,
) -> Iterator[Record]:
    """The records of `results`, each printed as it passes."""
    from dateline.exports import print_table

    for result in results:
        progress.advance()
        with progress.aside():
            if isinstance(result, DatelineError):
                failed.append(result)
                say(str(result))
                continue
            print_table(result, screen)
        yield result
