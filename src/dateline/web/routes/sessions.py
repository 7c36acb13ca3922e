"""Logging in and out."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from dateline.web.access import (
    Person,
    PersonNow,
    Visit,
    VisitNow,
    begin,
    needs_login,
    new_visit,
    require_ours,
)
from dateline.web.answers import SettingsNow, StoreNow, answer
from dateline.web.documented import gives
from dateline.web.people import LONGEST, NAME, admitted
from dateline.web.shapes import Session

router = APIRouter(tags=["session"])


class Login(BaseModel):
    """Name and password."""

    model_config = ConfigDict(extra="forbid")
    name: Annotated[str, Field(min_length=1, max_length=NAME)]
    password: Annotated[str, Field(min_length=1, max_length=LONGEST)]


@router.get("/session", responses=gives(Session, tagged=False))
def show_session(
    request: Request, settings: SettingsNow, visit: VisitNow, person: PersonNow
) -> Response:
    """Who you are, and the token that changes have to carry."""
    carrier = Response()
    if visit.id is None:
        visit = new_visit(carrier, settings, visit.keys)
    return told(request, carrier, visit, person)


@router.post("/session", responses=gives(Session, 429, tagged=False))
def log_in(
    request: Request, store: StoreNow, settings: SettingsNow, visit: VisitNow, given: Login
) -> Response:
    """Log in; the session gets a new id, so that nobody who knew the old one shares it."""
    require_ours(request, visit)
    address = address_of(request)
    user = admitted(store, request.app.state.throttle, given.name, given.password, address)
    carrier = Response()
    visit = begin(carrier, store, settings, visit, user, address=address)
    return told(request, carrier, visit, Person(name=user.name, role=user.role))


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
    return told(request, carrier, visit, Person(name="", role=None))


def told(request: Request, carrier: Response, visit: Visit, person: Person) -> Response:
    """Who asks, as an answer with the cookie that the carrier has."""
    store, settings = request.app.state.store, request.app.state.settings
    session = Session(
        name=person.name or None,
        role=person.role,
        csrf=visit.csrf,
        login=needs_login(store, settings),
        sso=settings.oidc is not None,
    )
    headers = {key: value for key, value in carrier.headers.items() if key == "set-cookie"}
    return answer(request, session, headers=headers)


def address_of(request: Request) -> str:
    """From where is asked."""
    return request.client.host if request.client else ""
