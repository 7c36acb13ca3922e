"""A desk that a browser can reach, and a browser."""

from __future__ import annotations

import re
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import uvicorn

from dateline.store import Store
from dateline.web import Settings, create_app

CHROMIUM = next(
    (p for n in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(n))), None
)
NEEDS_CHROMIUM = pytest.mark.skipif(CHROMIUM is None, reason="the desk's tests need Chromium")


@contextmanager
def served(store: Store, settings: Settings | None = None) -> Iterator[str]:
    """The address of a desk over the store."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    app = create_app(store, settings or Settings())
    config = uvicorn.Config(app, host="127.0.0.1", port=port, log_level="critical")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}/"
    server.should_exit = server.force_exit = True
    thread.join(10)


@contextmanager
def launched() -> Iterator[Any]:
    """Chromium."""
    api = pytest.importorskip("playwright.sync_api", reason="the desk's tests need playwright")
    with api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@contextmanager
def watched(browser: Any, *, passed: str | None = None, **how: Any) -> Iterator[Any]:
    """A page that fails the test on any script error or breach of the content policy.

    Args:
        browser: the browser.
        passed: what is no trouble, as a pattern: Chromium tells of each answer that refuses.
        how: options of the browser's context.
    """
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}} | how)
    page = context.new_page()
    page.set_default_timeout(20_000)
    trouble: list[str] = []

    def note(message: Any) -> None:
        if message.type == "error" and not (passed and re.search(passed, message.text)):
            trouble.append(message.text)

    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on("console", note)
    yield page
    context.close()
    assert not trouble, trouble
