"""What the commands share: lines on standard error, a progress bar, output files."""

from __future__ import annotations

import io
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from rich.console import Console

# Work shorter than this shows no bar.
_PATIENCE = 1.0
# Columns of a table that goes to a file.
_FILE_WIDTH = 100


def say(line: str) -> None:
    """One line on standard error, with nothing in it that could steer the terminal."""
    from dateline.exports.words import safe

    shown = safe(f"dateline: {line}")
    encoding = getattr(sys.stderr, "encoding", None) or "utf-8"
    print(shown.encode(encoding, "backslashreplace").decode(encoding), file=sys.stderr, flush=True)


def console(stream: TextIO, *, width: int | None = None) -> Console:
    """A console that prints reports as they are: no markup, no emoji codes, colour on terminals."""
    from rich.console import Console

    return Console(file=stream, width=width, markup=False, emoji=False, highlight=False)


class Progress:
    """Counts reports on standard error once work takes more than a second; quiet when piped."""

    def __init__(self) -> None:
        self.count = 0
        self._bar: Any = None
        self._lock = threading.Lock()
        self._timer = threading.Timer(_PATIENCE, self._begin)
        self._timer.daemon = True

    def __enter__(self) -> Progress:
        if sys.stderr.isatty():
            self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        with self._lock:
            if self._bar is not None:
                self._bar.stop()

    def advance(self) -> None:
        """One more report is done."""
        self.count += 1
        if self._bar is not None:
            self._bar.update(self._bar.task_ids[0], completed=self.count)

    @contextmanager
    def aside(self) -> Iterator[None]:
        """The bar steps aside while something else is printed on the terminal."""
        with self._lock:
            if self._bar is not None:
                self._bar.stop()
            try:
                yield
            finally:
                if self._bar is not None:
                    self._bar.start()

    def _begin(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as Bar

        with self._lock:
            self._bar = Bar(
                TextColumn("Reading"),
                BarColumn(bar_width=24),
                TextColumn("{task.completed:,.0f} reports"),
                TimeElapsedColumn(),
                console=Console(stderr=True),
                transient=True,
            )
            self._bar.add_task("", total=None, completed=self.count)
            self._bar.start()


class ByteProgress:
    """How much of a file is read, on standard error; quiet when piped."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._bar: Any = None

    def __enter__(self) -> ByteProgress:
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, DownloadColumn, TextColumn, TimeRemainingColumn
            from rich.progress import Progress as Bar

            self._bar = Bar(
                TextColumn("{task.description}", markup=False),
                BarColumn(bar_width=24),
                DownloadColumn(),
                TimeRemainingColumn(),
                console=Console(stderr=True),
                transient=True,
            )
            self._bar.add_task(self._what, total=None)
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def advance(self, done: int, size: int) -> None:
        """So many bytes of so many are read."""
        if self._bar is not None:
            self._bar.update(self._bar.task_ids[0], completed=done, total=size)


@contextmanager
def output(path: Path | None) -> Iterator[TextIO]:
    """Where a result goes: a file that appears when it is whole, or standard output."""
    if path is None:
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8", errors="replace")
        yield sys.stdout
    elif path.exists() and not path.is_file():  # a device or pipe is no file to replace
        with path.open("w", encoding="utf-8", newline="\n") as stream:
            yield stream
    else:
        part = path.with_name(f".{path.name}.part")
        try:
            with part.open("w", encoding="utf-8", newline="\n") as stream:
                yield stream
            os.replace(part, path)
        finally:
            with suppress(OSError):
                part.unlink()


def table_width(path: Path | None) -> int | None:
    """The width of a table: the terminal's, or a fixed one in a file."""
    return None if path is None else _FILE_WIDTH
