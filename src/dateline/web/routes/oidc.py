"""Logging in by an issuer of OpenID Connect: away, and back with its word."""

from __future__ import annotations

import hmac
import re
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query, Request, Response
from starlette.responses import RedirectResponse

from dateline.errors import AccountError
from dateline.store import Store, User
from dateline.store.base import now
from dateline.web.access import VisitNow, begin
from dateline.web.answers import SettingsNow, StoreNow
from dateline.web.documented import gives
from dateline.web.oidc import UNFINISHED, Issuer, Refused
from dateline.web.people import NO_PASSWORD, Throttle, require_name
from dateline.web.problems import Problem
from dateline.web.routes.sessions import address_of
from dateline.web.settings import Settings

router = APIRouter(tags=["session"])
_HOME = "../../../"
_REFUSED, _WAIT = "#/login?refused=1", "#/login?refused=wait"
# A place within the page, never one that a browser could take for another address.
_BACK = r"^#/[^\s\\\x00-\x1f\x7f]*$"
Code = Annotated[str, Query(max_length=4000)]


@router.get(
    "/oidc/login",
    status_code=303,
    response_class=RedirectResponse,
    responses=gives(None, status=303, tagged=False),
)
def go_away(
    request: Request,
    settings: SettingsNow,
    back: Annotated[str | None, Query(max_length=2000, pattern=_BACK)] = None,
) -> Response:
    """To the issuer, to log in there; `back` is the part of the desk's page to return to."""
    issuer = issuer_of(request)
    throttle: Throttle = request.app.state.throttle
    if throttle.wait("", address_of(request)) > 0:
        return _to(_WAIT, settings)
    state, started = issuer.logins.start(back or "#/")
    try:
        where = issuer.address(state, started, _redirect(request, settings))
    except Refused as refusal:
        return _refused(request, settings, str(refusal))
    answer = RedirectResponse(where, 303, headers={"Cache-Control": "no-store"})
    # Lax: it has to come back with a request that another site's page leads to.
    answer.set_cookie(
        _cookie(settings),
        state,
        max_age=UNFINISHED,
        path="/",
        secure=settings.secure,
        httponly=True,
        samesite="lax",
    )
    return answer


@router.get(
    "/oidc/callback",
    status_code=303,
    response_class=RedirectResponse,
    responses=gives(None, status=303, tagged=False),
)
def come_back(
    request: Request,
    store: StoreNow,
    settings: SettingsNow,
    visit: VisitNow,
    state: Code = "",
    code: Code = "",
    error: Code = "",
    iss: Code | None = None,
) -> Response:
    """From the issuer, with a code that it takes for its word on who logged in."""
    issuer = issuer_of(request)
    begun = request.cookies.get(_cookie(settings), "")
    if not begun or not hmac.compare_digest(begun.encode(), state.encode()):
        # Somebody else's login, or none: another site may lead a browser here as often as it likes,
        # so that nothing is noted and counted.
        return _to(_REFUSED, settings)
    try:
        if request.app.state.throttle.wait("", address_of(request)) > 0:
            return _to(_WAIT, settings)
        started = issuer.logins.finish(state)
        if error or iss not in (None, issuer.oidc.issuer):
            told = error if re.fullmatch("[a-z_]{1,40}", error) else "somebody else's answer"
            raise Refused(f"the issuer refused ({told})")
        name = issuer.name(code, started, _redirect(request, settings))
        user = _user(store, settings, name)
    except Refused as refusal:
        return _refused(request, settings, str(refusal))
    answer = _to(started.back, settings)
    begin(answer, store, settings, visit, user, address=address_of(request), by=issuer.oidc.issuer)
    return answer


def issuer_of(request: Request) -> Issuer:
    """The issuer.

    Raises:
        Problem: this desk has none.
    """
    issuer: Issuer | None = request.app.state.issuer
    if issuer is None:
        raise Problem(404, "this desk knows no issuer; log in by name and password")
    return issuer


def _user(store: Store, settings: Settings, name: str) -> User:
    """The account of this name, made where that is allowed.

    Raises:
        Refused: there is none, or it is disabled.
    """
    assert settings.oidc is not None
    try:
        require_name(name)
    except AccountError as error:
        raise Refused("the issuer's name for them is none that an account can have") from error
    with store.write(name) as writer:
        user = writer.user(name)
        if user is None and settings.oidc.new:
            user = User(name=name, role="viewer", password_hash=NO_PASSWORD, created=now())
            writer.put_user(user, new=True, by=settings.oidc.issuer)
    if user is None:
        raise Refused("they have no account")
    if user.disabled:
        raise Refused("their account is disabled")
    return user


def _refused(request: Request, settings: Settings, why: str) -> Response:
    """Back to the login; why stands in the journal."""
    address = address_of(request)
    request.app.state.throttle.failed("", address)
    store: Store = request.app.state.store
    with store.write() as writer:
        writer.note("login-refused", "", reason=why, address=address)
    return _to(_REFUSED, settings)


def _to(back: str, settings: Settings) -> Response:
    """To a part of the desk's own page, whatever it is."""
    where = _HOME + quote(back, safe="#/?&=%:,.~+-")
    answer = RedirectResponse(where, 303, headers={"Cache-Control": "no-store"})
    answer.delete_cookie(_cookie(settings), path="/", secure=settings.secure, httponly=True)
    return answer


def _redirect(request: Request, settings: Settings) -> str:
    """The address to come back to, which the issuer has to know of this client."""
    address = request.url_for("come_back")
    return str(address.replace(scheme="https") if settings.secure else address)


def _cookie(settings: Settings) -> str:
    return "__Host-dateline-oidc" if settings.secure else "dateline-oidc"
