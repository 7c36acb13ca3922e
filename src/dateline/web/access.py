"""Who asks, and what they may: sessions, tokens, roles, and proof that a page of ours asks.

A session's id is random; its cookie carries the id and a signature, the store a hash of the id. A
login gets a new id. The CSRF token is another signature of the id, which no other site can read.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import UTC, datetime, timedelta
from typing import Annotated, NamedTuple
from urllib.parse import urlsplit

import msgspec
from fastapi import Depends, Request, Response

from dateline.store import Store, User
from dateline.store.base import now
from dateline.store.types import Pass, Role
from dateline.web.answers import SettingsNow, StoreNow
from dateline.web.problems import Problem
from dateline.web.settings import Settings

RANKS: tuple[Role, ...] = ("viewer", "coder", "editor", "admin")
CSRF = "X-CSRF-Token"
_SAFE = ("GET", "HEAD", "OPTIONS")
_ALONE = "local"


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Who asks; `role` is null for somebody who has not logged in where that is needed.

    `program` is true where a token is shown, which opens less than its user's session.
    """

    name: str
    role: Role | None
    program: bool = False

    def may(self, role: Role) -> bool:
        """Whether this role is theirs, or a higher one."""
        return self.role is not None and RANKS.index(self.role) >= RANKS.index(role)


class Keys:
    """What signs: a secret of the store, read once."""

    def __init__(self, store: Store) -> None:
        known = store.secret("session")
        if known is None:
            with store.write() as writer:
                known = writer.make_secret("session")
        self._secret = known

    def sign(self, purpose: str, text: str) -> str:
        """The signature of a text for one purpose."""
        return hmac.new(self._secret, f"{purpose}:{text}".encode(), hashlib.sha256).hexdigest()

    def holds(self, purpose: str, text: str, signature: str) -> bool:
        """Whether the signature is ours."""
        own = self.sign(purpose, text)
        return hmac.compare_digest(own.encode(), signature.encode(errors="replace"))


class Visit(NamedTuple):
    """The session of a request: its id, null where there is none, and what signs."""

    id: str | None
    keys: Keys

    @property
    def csrf(self) -> str:
        """What has to come back in the header of whatever changes something."""
        return self.keys.sign("csrf", self.id) if self.id else ""


def visit_of(request: Request, settings: SettingsNow) -> Visit:
    """The session that the cookie names, if its signature is ours."""
    keys: Keys = request.app.state.keys
    id, _, signature = request.cookies.get(cookie_name(settings), "").partition(".")
    return Visit(id if id and keys.holds("session", id, signature) else None, keys)


VisitNow = Annotated[Visit, Depends(visit_of)]


def new_visit(response: Response, settings: Settings, keys: Keys) -> Visit:
    """A new session, its cookie put on the answer."""
    id = secrets.token_urlsafe(32)
    response.set_cookie(
        cookie_name(settings),
        f"{id}.{keys.sign('session', id)}",
        max_age=round(settings.session_hours * 3600),
        path="/",
        secure=settings.secure,
        httponly=True,
        samesite="strict",
    )
    return Visit(id, keys)


def begin(
    carrier: Response, store: Store, settings: Settings, visit: Visit, user: User, **how: str
) -> Visit:
    """A login: a new session for this user in place of the old one, its cookie on the answer.

    Args:
        carrier: what carries the cookie.
        store: where the session is kept.
        settings: how long it lasts.
        visit: the session before, which nobody who knew it shall share.
        user: whose it is.
        how: what else the journal shall say.
    """
    fresh = new_visit(carrier, settings, visit.keys)
    assert fresh.id is not None
    end = datetime.now(UTC) + timedelta(hours=settings.session_hours)
    made = Pass(
        kind="session",
        user=user.name,
        label="",
        scope="admin",
        created=now(),
        expires=end.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
    )
    with store.write(user.name) as writer:
        if visit.id is not None:
            writer.drop_pass(visit.id)
        writer.put_pass(fresh.id, made, **how)
    return fresh


def cookie_name(settings: Settings) -> str:
    """The cookie's name; with HTTPS one that no other host under our domain can set."""
    return "__Host-dateline" if settings.secure else "dateline"


def needs_login(store: Store, settings: Settings) -> bool:
    """Whether one has to log in: always where others can reach us, else once there are users."""
    return settings.login or bool(store.users())


def person_of(request: Request, store: StoreNow, settings: SettingsNow, visit: VisitNow) -> Person:
    """Who asks, by token, by session, or alone on this machine.

    Raises:
        Problem: the token is none, or a change is asked for without proof that our page asks.
    """
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        person = _of_pass(store, token.strip(), "token")
        if person is None:
            raise Problem(401, "this token is not known here", {"WWW-Authenticate": "Bearer"})
    else:
        if request.method not in _SAFE:
            require_ours(request, visit)
        person = _of_session(store, settings, visit)
    request.state.person = person
    return person


def _of_session(store: Store, settings: Settings, visit: Visit) -> Person:
    if not needs_login(store, settings):
        return Person(name=_ALONE, role="admin")
    found = _of_pass(store, visit.id, "session") if visit.id else None
    return found or Person(name="", role=None)


def _of_pass(store: Store, held: str, kind: str) -> Person | None:
    found = store.pass_of(held)
    user = store.user(found.user) if found and found.kind == kind else None
    if user is None or user.disabled or found is None:
        return None
    role = min(user.role, found.scope, key=RANKS.index)
    return Person(name=user.name, role=role, program=kind == "token")


def require_ours(request: Request, visit: Visit) -> None:
    """Let through what a page of ours sent: with the session's CSRF token, from our own origin.

    Raises:
        Problem: it is none of ours.
    """
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        raise Problem(403, "changes are taken from this desk's own pages only")
    given = request.headers.get(CSRF, "")
    if visit.id is None or not visit.keys.holds("csrf", visit.id, given):
        raise Problem(403, f"send the `csrf` of GET /api/v1/session as {CSRF}, or use a token")


PersonNow = Annotated[Person, Depends(person_of)]


class Needs:
    """A dependency that lets through whoever has a role or a higher one."""

    def __init__(self, role: Role) -> None:
        self.role = role

    def __call__(self, person: PersonNow) -> Person:
        """The person, or a problem."""
        if person.may(self.role):
            return person
        if person.role is None:
            raise Problem(401, "log in first", {"WWW-Authenticate": "Bearer"})
        raise Problem(403, f"this is for the role {self.role} and above")


Viewer = Annotated[Person, Depends(Needs("viewer"))]
Coder = Annotated[Person, Depends(Needs("coder"))]
Editor = Annotated[Person, Depends(Needs("editor"))]
Admin = Annotated[Person, Depends(Needs("admin"))]
