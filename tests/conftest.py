"""What the tests of all rooms share: a loaded reader, the shared data, no silent skips in CI."""

from __future__ import annotations

import os
import shutil
from collections.abc import Generator, Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

import dateline
from dateline.annotations import Annotations
from dateline.dispatches import dispatches
from dateline.errors import DatelineError
from dateline.records import Document, Record
from tests.databases import cluster as cluster
from tests.databases import fresh_url as fresh_url
from tests.databases import store as store
from tests.databases import url as url

# How long an example takes says more of the machine than of the code; `pytest --durations` tells.
settings.register_profile("dateline", deadline=None)
settings.load_profile("dateline")

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
# The one thing a machine may lack in CI: reference texts that cannot be part of the project.
NO_SHARED = "the shared reference data does not lie beside the checkout"


@pytest.fixture(scope="session")
def reader() -> dateline.Reader:
    """A reader that keeps all mentions; the models load once for all tests that use it."""
    return dateline.Reader(layers=True, time_limit=60)


@pytest.fixture(scope="session")
def annotate(reader: dateline.Reader):  # type: ignore[no-untyped-def]
    """A function from text to everything the stages found in it."""

    def run(text: str, **known: str) -> Annotations:
        return reader.annotate(text, **known)

    return run


@pytest.fixture(scope="session")
def told(reader: dateline.Reader) -> list[Record]:
    """What the reader makes of the bundled dispatches, read once for all tests."""
    return [reader.read(dispatch) for dispatch in dispatches()]


@pytest.fixture
def prepared(told: list[Record], monkeypatch: pytest.MonkeyPatch) -> dict[str, Record]:
    """Reports that come to a store are not read but looked up here, so that a test is quick."""
    known = {record.document.id: record for record in told}

    class Prepared:
        def __init__(self, **_: object) -> None:
            pass

        def read_many(
            self, documents: Iterable[Document | DatelineError], *, workers: int
        ) -> Iterator[Record | DatelineError]:
            for document in documents:
                if isinstance(document, DatelineError):
                    yield document
                    continue
                made = known.get(document.id)
                same = made is not None and made.document.text == document.text
                yield made if made is not None and same else Record(document=document)

    monkeypatch.setattr("dateline.intake.Reader", Prepared)
    return known


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared reference data beside the checkout."""
    if not SHARED.is_dir():
        pytest.skip(NO_SHARED)
    return SHARED


@pytest.fixture(scope="session")
def sample(shared: Path) -> str:
    """The sample report that any reader must read well."""
    return (shared / "samples" / "southeastern-front.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium that can show a page."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    pytest.skip("no Chromium on this machine")


def _hide_no_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    """In CI a test that was skipped for want of something is a failure."""
    if not (report.skipped and os.environ.get("CI") == "true") or hasattr(report, "wasxfail"):
        return
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    if NO_SHARED not in reason:
        report.outcome = "failed"
        report.longrepr = f"skipped, which CI does not accept: {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    _hide_no_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    _hide_no_skip(report)
    return report
