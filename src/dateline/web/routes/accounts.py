"""Accounts: the administrator's over all, and everybody's own."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from dateline.store import User
from dateline.store.types import Role
from dateline.web.access import Admin, Person, Viewer, VisitNow, begin
from dateline.web.accounts import (
    Account,
    Accounts,
    Token,
    account,
    accounts,
    add_account,
    make_token,
)
from dateline.web.answers import SettingsNow, StoreNow, answer
from dateline.web.documented import gives
from dateline.web.people import LONGEST, NAME, SHORTEST, admitted, change_user
from dateline.web.problems import Problem, missing
from dateline.web.routes.sessions import address_of, told
from dateline.web.shapes import Done, Session

router = APIRouter(tags=["accounts"])
_DAYS = 3650
_PRINTABLE = r"^[^\x00-\x1f\x7f-\x9f]*$"
Name = Annotated[str, Path(max_length=NAME)]
NewName = Annotated[str, Field(min_length=1, max_length=NAME, pattern=_PRINTABLE, examples=["ana"])]
Password = Annotated[str, Field(min_length=SHORTEST, max_length=LONGEST)]
Label = Annotated[str, Field(min_length=1, max_length=NAME, pattern=_PRINTABLE)]
LabelQuery = Annotated[str, Query(min_length=1, max_length=NAME)]


class NewAccount(BaseModel):
    """Who, in which role, under which password; without one, whom the issuer vouches for."""

    model_config = ConfigDict(extra="forbid")
    name: NewName
    role: Role
    password: Password | None = None


class AccountChange(BaseModel):
    """What is to be another; what is left out stays."""

    model_config = ConfigDict(extra="forbid")
    role: Role | None = None
    disabled: bool | None = None
    password: Password | None = None


class NewPassword(BaseModel):
    """The password so far, and the one from now on."""

    model_config = ConfigDict(extra="forbid")
    current: Annotated[str, Field(min_length=1, max_length=LONGEST)]
    password: Password


class NewToken(BaseModel):
    """What the token is for, how much it may do, and for how many days; without, until revoked."""

    model_config = ConfigDict(extra="forbid")
    label: Label
    scope: Role = "viewer"
    days: Annotated[int, Field(ge=1, le=_DAYS)] | None = None


@router.get("/accounts", responses=gives(Accounts, tagged=False))
def list_accounts(request: Request, store: StoreNow, person: Admin) -> Response:
    """Who may do what, and when they were here last."""
    return answer(request, accounts(store))


@router.post("/accounts", status_code=201, responses=gives(Account, 409, status=201, tagged=False))
def add_one(request: Request, store: StoreNow, person: Admin, given: NewAccount) -> Response:
    """Add an account; where it is the first one, everybody has to log in from now on."""
    if given.password is None and request.app.state.issuer is None:
        raise Problem(422, "this desk knows no issuer that lets them in; give a password")
    add_account(store, given.name, given.role, given.password, person.name)
    return answer(request, account(store, given.name), status=201)


@router.post(
    "/accounts/{name:path}/tokens",
    status_code=201,
    responses=gives(Token, 409, status=201, tagged=False),
)
def add_token(
    request: Request, store: StoreNow, person: Admin, name: Name, given: NewToken
) -> Response:
    """Make a token for a program of somebody's; it is told this once."""
    made = make_token(store, name, given.label, given.scope, given.days, person.name)
    return answer(request, made, status=201)


@router.delete("/accounts/{name:path}/tokens", responses=gives(Done, tagged=False))
def drop_token(
    request: Request, store: StoreNow, person: Admin, name: Name, label: LabelQuery
) -> Response:
    """Revoke somebody's token."""
    return _revoked(request, store, name, label, person)


@router.patch("/accounts/{name:path}", responses=gives(Account, 409, tagged=False))
def change_one(
    request: Request, store: StoreNow, person: Admin, name: Name, given: AccountChange
) -> Response:
    """Change a role, disable or enable, set a new password.

    A new password, or being disabled, ends the account's sessions and tokens. The last admin who
    can log in stays one.
    """
    account(store, name)  # or there is none
    change_user(store, name, person.name, **given.model_dump(exclude_none=True))
    return answer(request, account(store, name))


def own(store: StoreNow, person: Viewer) -> User:
    """The account of whoever asks, by themselves.

    Raises:
        Problem: they have none, or a program asks for them.
    """
    if person.program:
        raise Problem(403, "a token cannot look after its account; log in")
    user = store.user(person.name)
    if user is None:
        raise Problem(404, "alone on this machine nobody has an account")
    return user


Own = Annotated[User, Depends(own)]


@router.get("/account", responses=gives(Account, tagged=False))
def show_own(request: Request, store: StoreNow, user: Own) -> Response:
    """One's own account."""
    return answer(request, account(store, user.name))


@router.post("/account/password", responses=gives(Session, 429, tagged=False))
def change_password(
    request: Request,
    store: StoreNow,
    settings: SettingsNow,
    visit: VisitNow,
    user: Own,
    given: NewPassword,
) -> Response:
    """Change one's own password; all other sessions and all tokens end."""
    address = address_of(request)
    try:
        admitted(store, request.app.state.throttle, user.name, given.current, address)
    except Problem as problem:
        if problem.status != 401:
            raise
        raise Problem(403, "the password so far is another one") from None
    change_user(store, user.name, user.name, password=given.password)
    carrier = Response()
    visit = begin(carrier, store, settings, visit, user, address=address)
    return told(request, carrier, visit, Person(name=user.name, role=user.role))


@router.post(
    "/account/tokens", status_code=201, responses=gives(Token, 409, status=201, tagged=False)
)
def add_own_token(request: Request, store: StoreNow, user: Own, given: NewToken) -> Response:
    """Make a token for a program of one's own; it is told this once."""
    made = make_token(store, user.name, given.label, given.scope, given.days, user.name)
    return answer(request, made, status=201)


@router.delete("/account/tokens", responses=gives(Done, tagged=False))
def drop_own_token(request: Request, store: StoreNow, user: Own, label: LabelQuery) -> Response:
    """Revoke a token of one's own."""
    return _revoked(request, store, user.name, label, user)


def _revoked(
    request: Request, store: StoreNow, name: str, label: str, by: Person | User
) -> Response:
    with store.write(by.name) as writer:
        if not writer.drop_passes(name, label):
            raise missing("token", label)
    return answer(request, Done())
