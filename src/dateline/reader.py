"""The stages in order: one report in, one Record out."""

from __future__ import annotations

import hashlib
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context

from dateline.annotations import Annotations
from dateline.errors import DatelineError, InputError, ReadError, ReadTimeout
from dateline.events import events
from dateline.parties import parties
from dateline.places import places
from dateline.records import Document, Record
from dateline.statements import statements
from dateline.text import language_of, letter_case, parse, reading_text, zones
from dateline.times import times

MAX_CHARACTERS = 200_000
TIME_LIMIT = 10.0
# How many reports wait at a worker: enough to keep it busy, few enough to keep memory flat.
_QUEUE_PER_WORKER = 4


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
        with _time_limit(self.time_limit, report.id):
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
        self, reports: Iterable[str | Document], *, workers: int = 1
    ) -> Iterator[Record | DatelineError]:
        """Read many reports, in order; one that fails yields its error and the rest go on.

        Args:
            reports: texts or Documents; taken as they are needed, so a generator is never drained.
            workers: processes to use; 1 reads in this process.

        Yields:
            For each report its Record, or the DatelineError that says why there is none.
        """
        if workers <= 1:
            for report in reports:
                yield self._try(report)
            return
        queue = iter(reports)
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
            waiting: list[Future[Record | DatelineError]] = [
                pool.submit(self._try, report)
                for report in islice(queue, workers * _QUEUE_PER_WORKER)
            ]
            while waiting:
                result = waiting.pop(0).result()
                for report in islice(queue, 1):
                    waiting.append(pool.submit(self._try, report))
                yield result

    def _try(self, report: str | Document) -> Record | DatelineError:
        try:
            return self.read(report)
        except DatelineError as error:
            return error


def document(
    text: str,
    *,
    id: str | None = None,
    title: str | None = None,
    published: str | None = None,
    publisher: str | None = None,
) -> Document:
    """A Document from a text and what is known of it."""
    return Document(
        id=id or "r" + hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:12],
        text=text,
        title=title,
        published=published,
        published_basis="given" if published else "unknown",
        publisher=publisher,
    )


def _open(report: Document) -> Annotations:
    """A document as the first stage wants it, or why it cannot be read."""
    if len(report.text) > MAX_CHARACTERS:
        raise InputError(
            f"{len(report.text):,} characters are more than a report may have"
            f" ({MAX_CHARACTERS:,}); split it into its reports",
            report.id,
        )
    text, origin = reading_text(report.text)
    if not any(char.isalpha() for char in text):
        raise InputError("no text in it; give the report's text", report.id)
    language = language_of(text)
    if language != "en":
        raise InputError(
            f"the text is in language {language!r}; Dateline reads English, translate it first",
            report.id,
        )
    return Annotations(document=report, text=text, origin=origin, case=letter_case(text))


@contextmanager
def _time_limit(seconds: float, report: str) -> Iterator[None]:
    """Cut the block after `seconds`. Only a process's main thread on Unix can be cut."""
    on_main_thread = threading.current_thread() is threading.main_thread()
    if not hasattr(signal, "setitimer") or not on_main_thread:
        yield
        return

    def cut(*_: object) -> None:
        raise ReadTimeout(f"took longer than {seconds:g} s and was given up", report)

    before = signal.signal(signal.SIGALRM, cut)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
