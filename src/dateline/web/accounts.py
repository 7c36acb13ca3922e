"""Accounts as the desk shows and changes them, and the tokens of their programs."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta

from dateline.errors import AccountError
from dateline.store import Store, User
from dateline.store.base import now
from dateline.store.types import Pass, Role
from dateline.web.access import RANKS
from dateline.web.people import NO_PASSWORD, hashed, require_name
from dateline.web.problems import missing
from dateline.web.shapes import Shape

_TOKENS = 50


class Account(Shape, frozen=True, kw_only=True):
    """A user: whether they have a password, so many sessions are open, these tokens were made."""

    name: str
    role: Role
    created: str
    last_login: str | None
    disabled: bool
    password: bool
    sessions: int
    tokens: tuple[Pass, ...]


class Accounts(Shape, frozen=True, kw_only=True):
    """All users, in order of their names."""

    items: tuple[Account, ...]


class Token(Shape, frozen=True, kw_only=True):
    """A new token: what a program sends is told this once."""

    token: str
    made: Pass


def accounts(store: Store) -> Accounts:
    """All accounts."""
    users = store.users()
    logins = store.last_logins(user.name for user in users)
    passes = store.passes()
    return Accounts(
        items=tuple(
            _account(user, logins.get(user.name), [one for one in passes if one.user == user.name])
            for user in users
        )
    )


def account(store: Store, name: str) -> Account:
    """One account.

    Raises:
        Problem: there is none of this name.
    """
    user = store.user(name)
    if user is None:
        raise missing("account", name)
    return _account(user, store.last_logins([name]).get(name), store.passes(name))


def _account(user: User, last_login: str | None, passes: list[Pass]) -> Account:
    held = [one for one in passes if one.expires is None or one.expires > now()]
    return Account(
        name=user.name,
        role=user.role,
        created=user.created,
        last_login=last_login,
        disabled=user.disabled,
        password=user.password_hash.removeprefix("!").startswith("$"),
        sessions=sum(one.kind == "session" for one in held),
        tokens=tuple(one for one in held if one.kind == "token"),
    )


def add_account(store: Store, name: str, role: Role, password: str | None, by: str) -> None:
    """Add an account; without a password it is for whom an issuer vouches.

    Raises:
        AccountError: the name or password is none, or there is one of this name, or the first one
            is to be another than an admin's.
    """
    require_name(name)
    hash = NO_PASSWORD if password is None else hashed(password)
    user = User(name=name, role=role, password_hash=hash, created=now())
    with store.write(by) as writer:
        if writer.user(name):
            raise AccountError("there is such an account already; choose another name", name)
        if role != "admin" and not writer.users():
            raise AccountError("the first account has to be an admin's: with it all have to log in")
        writer.put_user(user, new=True)


def make_token(
    store: Store, name: str, label: str, scope: Role, days: int | None, by: str
) -> Token:
    """Make a token for a program of a user.

    Raises:
        Problem: there is no such user.
        AccountError: the scope is above their role, the label is in use, or they have too many.
    """
    held = f"dl_{secrets.token_urlsafe(32)}"
    moment = datetime.now(UTC)
    end = _iso(moment + timedelta(days=days)) if days else None
    made = Pass(
        kind="token", user=name, label=label, scope=scope, created=_iso(moment), expires=end
    )
    with store.write(by) as writer:
        user = writer.user(name)
        if user is None:
            raise missing("account", name)
        if RANKS.index(scope) > RANKS.index(user.role):
            raise AccountError(f"{name} is {user.role}: the token may not do more")
        tokens = [one.label for one in writer.passes(name) if one.kind == "token"]
        if label in tokens:
            raise AccountError(f"there is a token {label!r} already; revoke it first")
        if len(tokens) >= _TOKENS:
            raise AccountError(f"an account has {_TOKENS} tokens at most; revoke one first")
        writer.put_pass(held, made)
    return Token(token=held, made=made)


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
