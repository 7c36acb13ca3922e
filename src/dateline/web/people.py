"""Passwords, and how quickly they may be tried."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from msgspec.structs import replace

from dateline.errors import AccountError
from dateline.store import Store, User, Writer
from dateline.store.base import now
from dateline.store.types import Role
from dateline.web.problems import Problem

SHORTEST, LONGEST = 10, 1000
NAME = 100
# No password has this hash: whoever is let in by an issuer only.
NO_PASSWORD = "*"  # noqa: S105
_REMEMBERED = 10_000
# By name alone and by address alone more failures are let pass: others share them.
_NAME, _ADDRESS = 10, 4
_LONGEST_WAIT = 900.0
# Each check takes 64 MiB for a while; more at once would be a way to exhaust the memory.
_checking = threading.Semaphore(2)


def hashed(password: str) -> str:
    """The password as argon2id keeps it.

    Raises:
        AccountError: it is too short or too long.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise AccountError(f"a password has {SHORTEST} to {LONGEST:,} characters")
    return _hasher().hash(password)


def put_user(store: Store, name: str, role: Role, password: str, by: str) -> None:
    """Keep a user under a password; logins under an earlier one end.

    Raises:
        AccountError: the password is too short or too long, or the name none.
    """
    require_name(name)
    hash = hashed(password)
    with store.write(by) as writer:
        known = writer.user(name)
        created = known.created if known else now()
        writer.drop_passes(name)
        user = User(name=name, role=role, password_hash=hash, created=created)
        writer.put_user(user, **(_told(known, user, True) if known else {"new": True}))


def require_name(name: str) -> None:
    """Let a name through.

    Raises:
        AccountError: it is none.
    """
    if not name or name != name.strip() or len(name) > NAME or not name.isprintable():
        raise AccountError(f"a name has up to {NAME} printable characters, blanks only inside")


def change_user(
    store: Store,
    name: str,
    by: str,
    *,
    role: Role | None = None,
    disabled: bool | None = None,
    password: str | None = None,
) -> None:
    """Change what is given of an account; a new password or its end ends sessions and tokens.

    Raises:
        AccountError: there is no such user, the password is too short or too long, or nobody would
            be left who may manage accounts.
    """
    new = None if password is None else hashed(password)
    with store.write(by) as writer:
        user = writer.user(name)
        if user is None:
            raise AccountError("there is no such user", name)
        locked = user.disabled if disabled is None else disabled
        hash = ("!" if locked else "") + (new or user.password_hash.removeprefix("!"))
        changed = replace(user, role=role or user.role, password_hash=hash)
        if changed == user:
            return
        _require_an_admin(writer, user, changed)
        if new is not None or locked:
            writer.drop_passes(name)
        writer.put_user(changed, **_told(user, changed, new is not None))


def _require_an_admin(writer: Writer, user: User, changed: User) -> None:
    left = [one for one in writer.users() if one.name != user.name] + [changed]
    if user.role == "admin" and not user.disabled and not any(map(_manages, left)):
        raise AccountError("this is the last admin; make another one first")


def _manages(user: User) -> bool:
    return user.role == "admin" and not user.disabled


def _told(user: User, changed: User, password: bool) -> dict[str, object]:
    """What the journal says of a change."""
    told: dict[str, object] = {"was": user.role} if user.role != changed.role else {}
    if user.disabled != changed.disabled:
        told["disabled"] = changed.disabled
    return told | ({"password": True} if password else {})


def checked(store: Store, name: str, password: str) -> User | None:
    """The user of this name, if the password is theirs; as slow where there is none."""
    user = store.user(name)
    by_password = user is not None and user.password_hash.startswith("$")
    with _checking:
        try:
            _hasher().verify(user.password_hash if user and by_password else _nobody(), password)
        except (VerificationError, InvalidHashError):
            return None
    return user if by_password else None


def admitted(store: Store, throttle: Throttle, name: str, password: str, address: str) -> User:
    """The user of this name and password; failures are counted, and stand in the journal.

    Raises:
        Problem: they are wrong, or too many were.
    """
    if (wait := throttle.wait(name, address)) > 0:
        raise Problem(
            429, "too many failed logins; wait a while", {"Retry-After": str(math.ceil(wait))}
        )
    user = checked(store, name, password)
    if user is None:
        throttle.failed(name, address)
        # What is no name here may be a password, typed into the wrong box.
        known = name if store.user(name) else ""
        with store.write(known or "dateline") as writer:
            writer.note("login-failed", known, address=address)
            if throttle.wait(name, address) > 0:
                writer.note("login-throttled", known, address=address)
        raise Problem(401, "name or password is wrong", {"WWW-Authenticate": "Bearer"})
    throttle.passed(name, address)
    return user


class Throttle:
    """Counts failed logins; after a few, each further one has to wait, ever longer.

    Args:
        attempts: failures of one name from one address that cost nothing.
        penalty: seconds to wait after the first one beyond; it doubles with each.
        clock: tells the seconds.
    """

    def __init__(
        self, attempts: int, penalty: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._attempts, self._penalty, self._clock = attempts, penalty, clock
        self._failures: dict[tuple[str, ...], tuple[int, float]] = {}
        self._lock = threading.Lock()

    def wait(self, name: str, address: str) -> float:
        """Seconds until the next try is looked at; 0 where it is at once."""
        with self._lock:
            until = max(self._until(key, most) for key, most in self._keys(name, address))
        return max(0.0, until - self._clock())

    def failed(self, name: str, address: str) -> None:
        """One more failure."""
        with self._lock:
            for key, _ in self._keys(name, address):
                count, _ = self._failures.pop(key, (0, 0.0))
                self._failures[key] = (count + 1, self._clock())
            while len(self._failures) > _REMEMBERED:
                del self._failures[next(iter(self._failures))]

    def passed(self, name: str, address: str) -> None:
        """The right password: failures of the name from there are forgotten."""
        with self._lock:
            self._failures.pop((name, address), None)

    def _keys(self, name: str, address: str) -> tuple[tuple[tuple[str, ...], int], ...]:
        return (
            ((name, address), self._attempts),
            (("name", name, ""), self._attempts * _NAME),
            (("address", address, ""), self._attempts * _ADDRESS),
        )

    def _until(self, key: tuple[str, ...], most: int) -> float:
        count, at = self._failures.get(key, (0, 0.0))
        if count < most:
            return 0.0
        return at + min(self._penalty * 2.0 ** min(count - most, 20), _LONGEST_WAIT)


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()


@cache
def _nobody() -> str:
    return _hasher().hash("nobody has this password")
