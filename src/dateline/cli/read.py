"""Read reports and show what happened in them, where, when, at what cost, and who says so.

PATHS are text files, web pages (.html), JSONL files with a report a line ("id", "text", "title",
"published", "publisher"), folders of these, or - for standard input.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.cli.reports import add_sources, add_workers, paths_of
from dateline.cli.terminal import Progress, console, output, say, table_width
from dateline.errors import DatelineError, SetupError

if TYPE_CHECKING:
    from dateline.records import Record
    from dateline.sources import Sources

HELP = "read reports: text, web pages, JSONL, folders"
EPILOG = """examples:
  dateline read report.txt
  dateline read report.txt --published 2024-11-15 --format json
  dateline read reports/ --format html --output pages --workers 2
  cat reports.jsonl | dateline read - --format jsonl > records.jsonl

A report longer than 200,000 characters is cut there, and said so; one that takes longer than
10 seconds is given up.
"""
_FORMATS = ("table", "json", "jsonl", "html")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `dateline read`."""
    add_sources(parser)
    parser.add_argument(
        "--format",
        choices=_FORMATS,
        default="table",
        help="table (default); json: one report's record, or a list of them; jsonl: a record a"
        " line; html: a page a report",
    )
    parser.add_argument(
        "--layers", action="store_true", help="add every place, time and party mentioned"
    )
    add_workers(parser)
    parser.add_argument(
        "--output",
        "-o",
        type=Path,
        metavar="PATH",
        help="write to this file; for html, to this folder, with an index",
    )


def run(args: argparse.Namespace) -> int:
    """Read, write, and tell what failed."""
    paths = paths_of(args)
    if args.format == "html" and args.output is None and _may_be_several(paths):
        args.parser.error("several reports as html need a folder: add --output FOLDER")
    # The models and stages take a while to import: not before the arguments are known to be good.
    from dateline.reader import Reader
    from dateline.sources import Sources

    sources = Sources(published=args.published, publisher=args.publisher)
    reader = Reader(layers=args.layers)
    with Progress() as progress:
        results = reader.read_many(sources.read(paths), workers=args.workers)
        records = Results(results, sources, progress)
        try:
            _write(records, args, progress)
        except BrokenPipeError:
            raise
        except OSError as error:
            where = error.filename or args.output or "standard output"
            args.parser.error(f"cannot write {where}: {error.strerror or error}")
        finally:
            results.close()  # type: ignore[attr-defined]
    return 1 if records.failed else 0


class Results:
    """The records among the results; what failed is told on standard error, and counted."""

    def __init__(
        self, results: Iterable[Record | DatelineError], sources: Sources, progress: Progress
    ) -> None:
        self.failed = 0
        self._results = results
        self._sources = sources
        self._progress = progress

    def __iter__(self) -> Iterator[Record]:
        for result in self._results:
            self._progress.advance()
            if isinstance(result, SetupError):
                raise result  # no report can be read
            if isinstance(result, DatelineError):
                self.failed += 1
                origin = self._sources.origin_of(result.report or "a report")
                with self._progress.aside():
                    say(f"{origin}: {result.message}")
            else:
                yield result


def write_pages(records: Iterable[Record], folder: Path) -> int:
    """Write a page a report and an index of them into `folder`; return how many."""
    from dateline.exports import index_page, page, page_name

    folder.mkdir(parents=True, exist_ok=True)
    count = 0

    def writing() -> Iterator[Record]:
        nonlocal count
        for record in records:
            with output(folder / page_name(record.document.id)) as stream:
                stream.write(page(record, index="index.html"))
            count += 1
            yield record

    index = index_page(writing())
    if count:
        with output(folder / "index.html") as stream:
            stream.write(index)
    return count


def _write(records: Results, args: argparse.Namespace, progress: Progress) -> None:
    from dateline.exports import json_lines, json_text, page, print_table

    if args.format == "html" and args.output:
        count = write_pages(records, args.output)
        if count:
            with progress.aside():
                print(f"{count:,} pages written; start at {args.output / 'index.html'}")
        return
    with output(args.output) as stream:
        if args.format == "html":
            queue = iter(records)
            first = next(queue, None)
            if next(queue, None) is not None:
                args.parser.error("several reports as html need a folder: add --output FOLDER")
            stream.write(page(first) if first else "")
        elif args.format == "table":
            screen = console(stream, width=table_width(args.output))
            for record in records:
                with progress.aside():
                    print_table(record, screen)
                    stream.flush()
        else:
            for piece in (json_text if args.format == "json" else json_lines)(records):
                with progress.aside():
                    stream.write(piece)
                    stream.flush()


def _may_be_several(paths: list[str]) -> bool:
    return len(paths) > 1 or os.path.isdir(paths[0]) or paths[0].endswith((".jsonl", ".ndjson"))
