"""Logging in and out, and what the administrator sees of it."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from dateline.store import Store
from dateline.store.base import now
from dateline.store.types import Pass, User
from dateline.web.access import (
    ACCOUNTS,
    Admin,
    PersonNow,
    Visit,
    VisitNow,
    needs_login,
    new_visit,
    require_ours,
)
from dateline.web.answers import SettingsNow, StoreNow, answer
from dateline.web.documented import gives
from dateline.web.people import LONGEST, Throttle, checked
from dateline.web.problems import Problem
from dateline.web.settings import Settings
from dateline.web.shapes import Account, Audit, Session

router = APIRouter(tags=["session"])
# What the audit shows of the journal: what people did, not what reading reports led to.
_ACTIONS = (*ACCOUNTS, "review", "review-undone", "pin", "cut", "undecide", "import")


class Login(BaseModel):
    """Name and password."""

    model_config = ConfigDict(extra="forbid")
    name: Annotated[str, Field(min_length=1, max_length=100)]
    password: Annotated[str, Field(min_length=1, max_length=LONGEST)]


@router.get("/session", responses=gives(Session, tagged=False))
def show_session(
    request: Request, store: StoreNow, settings: SettingsNow, visit: VisitNow, person: PersonNow
) -> Response:
    """Who you are, and the token that changes have to carry."""
    carrier = Response()
    if visit.id is None:
        visit = new_visit(carrier, settings, visit.keys)
    return _told(request, carrier, visit, person.name or None, person.role, store, settings)


@router.post("/session", responses=gives(Session, 429, tagged=False))
def log_in(
    request: Request, store: StoreNow, settings: SettingsNow, visit: VisitNow, given: Login
) -> Response:
    """Log in; the session gets a new id, so that nobody who knew the old one shares it."""
    require_ours(request, visit)
    user = _checked(request, store, given)
    carrier = Response()
    old, visit = visit, new_visit(carrier, settings, visit.keys)
    assert visit.id is not None
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
        if old.id is not None:
            writer.drop_pass(old.id)
        writer.put_pass(visit.id, made)
    return _told(request, carrier, visit, user.name, user.role, store, settings)


def _checked(request: Request, store: Store, given: Login) -> User:
    throttle: Throttle = request.app.state.throttle
    address = request.client.host if request.client else ""
    wait = throttle.wait(given.name, address)
    if wait > 0:
        raise Problem(
            429, "too many failed logins; wait a while", {"Retry-After": str(math.ceil(wait))}
        )
    user = checked(store, given.name, given.password)
    if user is None:
        throttle.failed(given.name, address)
        if throttle.wait(given.name, address) > 0:
            with store.write() as writer:
                writer.note("login-throttled", given.name, address=address)
        raise Problem(401, "name or password is wrong", {"WWW-Authenticate": "Bearer"})
    throttle.passed(given.name, address)
    return user


@router.delete("/session", responses=gives(Session, tagged=False))
def log_out(request: Request, store: StoreNow, settings: SettingsNow, visit: VisitNow) -> Response:
    """Log out; the session is no more, here and for whoever copied its cookie."""
    require_ours(request, visit)
    assert visit.id is not None
    if found := store.pass_of(visit.id):
        with store.write(found.user) as writer:
            writer.drop_pass(visit.id)
            writer.note("logout", found.user)
    carrier = Response()
    visit = new_visit(carrier, settings, visit.keys)
    return _told(request, carrier, visit, None, None, store, settings)


def _told(
    request: Request,
    carrier: Response,
    visit: Visit,
    name: str | None,
    role: str | None,
    store: Store,
    settings: Settings,
) -> Response:
    told = Session(name=name, role=role, csrf=visit.csrf, login=needs_login(store, settings))
    headers = {key: value for key, value in carrier.headers.items() if key == "set-cookie"}
    return answer(request, told, headers=headers)


@router.get("/audit", responses=gives(Audit, tagged=False))
def show_audit(
    request: Request,
    store: StoreNow,
    person: Admin,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
    before: Annotated[int | None, Query(ge=1, le=2**53)] = None,
) -> Response:
    """Who may do what, and what people did, newest first."""
    accounts = []
    for user in store.users():
        passes = store.passes(user.name)
        accounts.append(
            Account(
                name=user.name,
                role=user.role,
                created=user.created,
                sessions=sum(one.kind == "session" for one in passes),
                tokens=tuple(one for one in passes if one.kind == "token"),
            )
        )
    changes = tuple(store.latest_changes(limit, before, _ACTIONS))
    more = changes[-1].number if len(changes) == limit else None
    return answer(request, Audit(users=tuple(accounts), changes=changes, next=more))
