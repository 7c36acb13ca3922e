"""Read reports into a store: events, statements, copies, incidents.

PATHS are what `dateline read` takes. A report that is there already is not read again, so a run
that was cut short is simply run once more.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator

from dateline.cli.added import amount
from dateline.cli.reports import add_sources, add_workers, paths_of
from dateline.cli.stores import add_store, opened
from dateline.cli.terminal import Progress, say
from dateline.errors import DatelineError, SetupError

HELP = "read reports into a store and link them"
EPILOG = """examples:
  dateline add reports/
  dateline add reports.jsonl --db sudan.db --workers 2
  cat reports.jsonl | dateline add -
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `dateline add`."""
    add_sources(parser)
    add_workers(parser)
    add_store(parser)


def run(args: argparse.Namespace) -> int:
    """Read, keep, link, and say what came of it."""
    from dateline.intake import add

    paths = paths_of(args)
    with opened(args, create=True) as store:
        results = add(
            store,
            paths,
            published=args.published,
            publisher=args.publisher,
            workers=args.workers,
        )
        new, known, failed = counted(results)
        counts = store.stats()
    others = f"; {amount(known, 'was', 'were')} there already" if known else ""
    others += f"; {failed:,} failed" if failed else ""
    print(f"Added {amount(new, 'report')} to {store.name}" + others)
    holds = ", ".join(amount(counts[f"{what}s"], what) for what in ("event", "incident"))
    print(f"It holds {amount(counts['documents'], 'report')}, {holds}")
    return 1 if failed else 0


def counted(results: Iterable[tuple[str, bool] | DatelineError]) -> tuple[int, int, int]:
    """How many were new or changed, known or unchanged, failed; each failure is told."""
    new = known = failed = 0
    with Progress() as progress:
        for result in _told(results, progress):
            progress.advance()
            failed += isinstance(result, DatelineError)
            if not isinstance(result, DatelineError):
                new += result[1]
                known += not result[1]
    return new, known, failed


def _told(
    results: Iterable[tuple[str, bool] | DatelineError], progress: Progress
) -> Iterator[tuple[str, bool] | DatelineError]:
    for result in results:
        if isinstance(result, SetupError):
            raise result  # no report can be read
        if isinstance(result, DatelineError):
            with progress.aside():
                say(str(result))
        yield result
