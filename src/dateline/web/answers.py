"""Answers: JSON with an entity tag, which saves the work where nothing changed."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Annotated, Any

import msgspec
from fastapi import Depends, Request, Response

from dateline import __version__
from dateline.store import Store
from dateline.web.settings import Settings


def store_of(request: Request) -> Store:
    """The store that the app serves."""
    store: Store = request.app.state.store
    return store


def settings_of(request: Request) -> Settings:
    """How the app is served."""
    settings: Settings = request.app.state.settings
    return settings


StoreNow = Annotated[Store, Depends(store_of)]
SettingsNow = Annotated[Settings, Depends(settings_of)]


class Kept:
    """The last few large answers, for whoever asks the same of a store that has not changed."""

    def __init__(self, most: int = 16) -> None:
        self._most = most
        self._known: OrderedDict[Hashable, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], bytes]) -> bytes:
        """The answer of this key, made where it is not known."""
        with self._lock:
            if key in self._known:
                self._known.move_to_end(key)
                return self._known[key]
        made = make()
        with self._lock:
            self._known[key] = made
            while len(self._known) > self._most:
                self._known.popitem(last=False)
        return made


class NotModified(Exception):
    """What the client has is what it would get."""

    def __init__(self, etag: str) -> None:
        self.etag = etag
        super().__init__(etag)

    def response(self) -> Response:
        """The answer that says so."""
        return Response(status_code=304, headers=_fresh(self.etag))


def tagged(request: Request, store: StoreNow) -> None:
    """Give the answer an entity tag, made of the store's last change, the address and who asks.

    Raises:
        NotModified: the client has that one.
    """
    person = getattr(request.state, "person", None)
    parts = (__version__, store.version(), request.url.path, request.url.query, repr(person))
    digest = hashlib.blake2b(repr(parts).encode(), digest_size=12).hexdigest()
    request.state.etag = f'W/"{digest}"'
    given = request.headers.get("if-none-match", "")
    if any(tag.strip() in (request.state.etag, "*") for tag in given.split(",")):
        raise NotModified(request.state.etag)


def answer(
    request: Request,
    value: Any,
    *,
    status: int = 200,
    media_type: str = "application/json",
    headers: dict[str, str] | None = None,
) -> Response:
    """`value` as JSON, to be kept by the client as long as its tag holds."""
    body = value if isinstance(value, bytes) else msgspec.json.encode(value)
    etag = getattr(request.state, "etag", None)
    known = _fresh(etag) if etag else {"Cache-Control": "no-store"}
    return Response(body, status, headers=known | (headers or {}), media_type=media_type)


def _fresh(etag: str) -> dict[str, str]:
    return {"ETag": etag, "Cache-Control": "private, no-cache", "Vary": "Cookie, Authorization"}
