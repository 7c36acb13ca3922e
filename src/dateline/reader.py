"""The stages in order: one report in, one Record out."""

from __future__ import annotations

import signal
import sys
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context

import msgspec

from dateline.annotations import Annotations
from dateline.encoder import network
from dateline.errors import DatelineError, InputError, ReadError
from dateline.events import events, violence
from dateline.parties import parties
from dateline.places import places
from dateline.records import Document, Record
from dateline.sources import MAX_CHARACTERS, TIME_LIMIT, document, time_limit, well_formed
from dateline.statements import statements
from dateline.text import language_of, opened, parse, pipeline, zones
from dateline.times import times

# How many reports wait at a worker: enough to keep it busy, few enough to keep memory flat.
_QUEUE_PER_WORKER = 4


_Report = str | Document | DatelineError


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of the reader: what it is called, what it adds, and the callable that adds it."""

    name: str
    adds: str
    run: Callable[[Annotations], Annotations]


_STAGES = (
    Stage("zones", "headline, byline, dateline, captions, body, boilerplate", zones),
    Stage("parse", "sentences, tags, dependencies", parse),
    Stage("places", "place names, resolved, with precision", places),
    Stage("times", "time expressions as intervals; the report's own date", times),
    Stage("parties", "states, forces, groups, people, each with its side", parties),
    Stage("statements", "who says what, with stance", statements),
    Stage("violence", "sentences that tell of political violence, who fills which role", violence),
    Stage("events", "what happened, to whom, with what, at what cost; who says so", events),
)


def stages() -> tuple[Stage, ...]:
    """The reader's stages in the order they run."""
    return _STAGES


class Reader:
    """Reads reports. Cheap to make; the models load with the first report, once a process.

    Args:
        layers: keep every place, time and party mention in `Record.layers`.
        time_limit: seconds one report may take before it is given up.

    Example:
        >>> record = Reader().read("Shells hit Orikhiv on 3 May 2023, officials said.")
        >>> record.document.published
        '2023-05-03'
    """

    def __init__(self, *, layers: bool = False, time_limit: float = TIME_LIMIT) -> None:
        self.layers = layers
        self.time_limit = time_limit

    def __repr__(self) -> str:
        return f"Reader(layers={self.layers}, time_limit={self.time_limit})"

    def read(
        self,
        report: str | Document,
        *,
        id: str | None = None,
        title: str | None = None,
        published: str | None = None,
        publisher: str | None = None,
    ) -> Record:
        """Read one report.

        Args:
            report: its text, or a Document (then the other arguments are not used).
            id: its name; by default made from its text, so the same text has the same id.
            title: its headline, if known apart from the text.
            published: its date of publication, ISO (YYYY-MM-DD), if known.
            publisher: its outlet, if known.

        Raises:
            InputError: the report is empty, too long or not in English.
            ReadTimeout: it took longer than the time limit.
            ReadError: a stage failed on it.
        """
        return self.annotate(
            report, id=id, title=title, published=published, publisher=publisher
        ).record(layers=self.layers)

    def annotate(
        self,
        report: str | Document,
        *,
        id: str | None = None,
        title: str | None = None,
        published: str | None = None,
        publisher: str | None = None,
    ) -> Annotations:
        """Read one report and return all that the stages found, on the reading text.

        Takes and raises what `read` does. For tools that need the parse beside the record.
        """
        if isinstance(report, str):
            report = document(report, id=id, title=title, published=published, publisher=publisher)
        annotations = _open(report)
        pipeline()  # what is loaded once is no report's time
        network.load()
        with time_limit(self.time_limit, report.id):
            for stage in _STAGES:
                try:
                    annotations = stage.run(annotations)
                except DatelineError:
                    raise
                except Exception as error:
                    raise ReadError(
                        f"stage {stage.name!r} failed ({type(error).__name__}: {error});"
                        " please file it as a bug with this report",
                        report.id,
                    ) from error
        return annotations

    def read_many(
        self, reports: Iterable[str | Document | DatelineError], *, workers: int = 1
    ) -> Iterator[Record | DatelineError]:
        """Read many reports, in order; one that fails yields its error and the rest go on.

        Args:
            reports: texts or Documents; taken as they are needed, so a generator is never drained.
                An error among them, as `read_paths` gives for what it cannot read in, is handed on.
            workers: processes to use; 1 reads in this process.

        Yields:
            For each report its Record, or the DatelineError that says why there is none.
        """
        if workers <= 1:
            for report in reports:
                yield self._try(report)
            return
        queue = iter(reports)
        waiting: deque[tuple[_Report, Future[Record | DatelineError]]] = deque()
        pool = _pool(workers)
        try:
            while True:
                for report in islice(queue, workers * _QUEUE_PER_WORKER - len(waiting)):
                    waiting.append((report, pool.submit(self._try, report)))
                if not waiting:
                    return
                report, future = waiting.popleft()
                try:
                    result = future.result()
                except BrokenProcessPool:
                    # Some report killed its worker, and with it the pool: the first one is read
                    # alone, so that only a report that kills its own worker fails.
                    result = self._alone(report)
                    pool = _pool(workers)
                    waiting = deque((other, pool.submit(self._try, other)) for other, _ in waiting)
                yield result
        finally:
            pool.shutdown(cancel_futures=True)

    def _alone(self, report: _Report) -> Record | DatelineError:
        with _pool(1) as pool:
            try:
                return pool.submit(self._try, report).result()
            except BrokenProcessPool:
                return ReadError(
                    "the process reading it died, for want of memory perhaps; read it with"
                    ' workers=1 (a script needs `if __name__ == "__main__":` around its calls)',
                    report.id if isinstance(report, Document) else None,
                )

    def _try(self, report: _Report) -> Record | DatelineError:
        if isinstance(report, DatelineError):
            return report
        try:
            return self.read(report)
        except DatelineError as error:
            return error


def _pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, get_context("spawn"), initializer=_leave_interrupts)


def _leave_interrupts() -> None:
    """Ctrl-C goes to the whole group of processes: the main one tells the workers to stop."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    warnings.showwarning = _note  # type: ignore[assignment]


def _note(message: Warning | str, *_: object) -> None:
    """A worker's warning as one line: the place in the code that Python adds helps no reader."""
    sys.stderr.write(f"dateline: note: {message}\n")


def _open(report: Document) -> Annotations:
    """A document as the first stage wants it, or why it cannot be read."""
    if len(report.text) > MAX_CHARACTERS:
        raise InputError(
            f"{len(report.text):,} characters are more than a report may have"
            f" ({MAX_CHARACTERS:,}); split it into its reports",
            report.id,
        )
    if not report.text.isprintable() and report.text != (text := well_formed(report.text)):
        report = msgspec.structs.replace(report, text=text)
    page = opened(report)
    if not any(char.isalpha() for char in page.text):
        raise InputError("no text in it; give the report's text", report.id)
    language = language_of(page.text)
    if language != "en":
        raise InputError(
            f"the text is in language {language!r}; Dateline reads English, translate it first",
            report.id,
        )
    return page
