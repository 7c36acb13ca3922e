"""Imports: uploaded files read into the store in the background, one job at a time."""

from __future__ import annotations

import re
import secrets
import shutil
import tempfile
import threading
import unicodedata
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import BinaryIO

from msgspec.structs import replace

from dateline.errors import DatelineError
from dateline.intake import add
from dateline.store import Store
from dateline.web.shapes import Failure, Job

_KEPT = 100
_ERRORS = 500
_NAME = 120
_CHUNK = 1 << 20


class Jobs:
    """The imports of one app, the latest hundred.

    Args:
        store: where reports go.
        workers: processes that read; a report that takes too long can be cut only in one of those.
    """

    def __init__(self, store: Store, workers: int) -> None:
        self._store = store
        self._workers = workers
        self._jobs: dict[str, Job] = {}
        self._lock = threading.Lock()
        self._pool = ThreadPoolExecutor(1, "import")

    def start(self, files: Sequence[tuple[str, BinaryIO]], by: str) -> Job:
        """Keep the files in a folder of ours under names of ours, and read them in later."""
        folder = Path(tempfile.mkdtemp(prefix="dateline-import-"))
        try:
            paths = [_kept(folder, name, stream) for name, stream in files]
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        names = tuple(path.relative_to(folder).as_posix() for path in paths)
        job = Job(
            id=secrets.token_urlsafe(12),
            state="waiting",
            files=names,
            new=0,
            known=0,
            failed=0,
            errors=(),
        )
        with self._lock:
            self._jobs[job.id] = job
            while len(self._jobs) > _KEPT:
                del self._jobs[next(iter(self._jobs))]
        self._pool.submit(self._run, job, folder, paths, by)
        return job

    def get(self, id: str) -> Job | None:
        """How far the job of this id is."""
        return self._jobs.get(id)

    def close(self) -> None:
        """Let the job that runs end, and drop those that wait."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _run(self, job: Job, folder: Path, paths: Iterable[Path], by: str) -> None:
        try:
            job = self._told(replace(job, state="running"))
            with self._store.write(by) as writer:
                writer.note("import", job.id, files=list(job.files))
            within = f"{folder}/"
            for result in add(self._store, paths, workers=self._workers, within=within):
                if isinstance(result, DatelineError):
                    job = _failed(job, result, within)
                else:
                    job = replace(job, new=job.new + result.new, known=job.known + (not result.new))
                self._told(job)
            self._told(replace(job, state="done"))
        except Exception as error:  # whatever it is, the job has to end and say so
            known = error if isinstance(error, DatelineError) else None
            what = known or DatelineError(f"the import broke off ({type(error).__name__})")
            self._told(replace(_failed(job, what, f"{folder}/"), state="failed"))
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _told(self, job: Job) -> Job:
        with self._lock:
            if job.id in self._jobs:
                self._jobs[job.id] = job
        return job


def _failed(job: Job, error: DatelineError, within: str) -> Job:
    report = (error.report or "").removeprefix(within)
    line = re.search(r":(\d{1,9})$", report)
    told = Failure(
        report=report[: line.start()] if line else report,
        what=error.message.replace(within, ""),
        line=int(line[1]) if line else None,
    )
    return replace(job, failed=job.failed + 1, errors=(*job.errors, told)[:_ERRORS])


def _kept(folder: Path, name: str, stream: BinaryIO) -> Path:
    """The upload as a file in the folder; two of one name lie in folders of their own."""
    path = folder / safe_name(name)
    number = 1
    while path.exists():
        number += 1
        path = folder / str(number) / safe_name(name)
    path.parent.mkdir(exist_ok=True)
    with path.open("xb") as target:
        shutil.copyfileobj(stream, target, _CHUNK)
    return path


def safe_name(name: str) -> str:
    """What an upload is called with us: letters, digits, `.`, `_`, `-` and no path.

    >>> safe_name("../../etc/pass wd"), safe_name("<b>.html"), safe_name("..")
    ('pass_wd', 'b_.html', 'report')
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    plain = re.sub(r"[^\w.-]+", "_", last).lstrip("._-")
    stem, dot, suffix = plain.rpartition(".")
    short = f"{stem[: _NAME - len(suffix)]}.{suffix}" if dot and len(suffix) < 10 else plain
    return short[:_NAME] or "report"
