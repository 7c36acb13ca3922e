"""How long a report may be, in characters and in seconds."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from dateline.errors import ReadTimeout

MAX_CHARACTERS = 200_000
# Bytes of a text file that are looked at: one character more than the cap, in any encoding.
MAX_BYTES = 4 * (MAX_CHARACTERS + 2)
TIME_LIMIT = 10.0
# Bytes of a web page that are looked at: most of a large page is scripts, its article comes early.
MAX_PAGE_BYTES = 4_000_000
# Characters of one JSONL line: a report at the cap, every character of it escaped, and its fields.
MAX_LINE = 6 * MAX_CHARACTERS + 10_000


@contextmanager
def time_limit(seconds: float, report: str) -> Iterator[None]:
    """Cut the block after `seconds`. Only a process's main thread on Unix can be cut.

    Raises:
        ReadTimeout: the block took longer.
    """
    on_main_thread = threading.current_thread() is threading.main_thread()
    if not hasattr(signal, "setitimer") or not on_main_thread:
        yield
        return

    def cut(*_: object) -> None:
        raise ReadTimeout(f"took longer than {seconds:g} s and was given up", report)

    before = signal.signal(signal.SIGALRM, cut)
    # It rings again every second: code that swallows the first error meets the next.
    signal.setitimer(signal.ITIMER_REAL, seconds, 1.0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
