"""Passwords, and how quickly they may be tried."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from dateline.errors import StoreError
from dateline.store import Store, User
from dateline.store.base import now
from dateline.store.types import Role

SHORTEST, LONGEST = 10, 1000
_REMEMBERED = 10_000
# By name alone and by address alone more failures are let pass: others share them.
_NAME, _ADDRESS = 10, 4
_LONGEST_WAIT = 900.0
# Each check takes 64 MiB for a while; more at once would be a way to exhaust the memory.
_checking = threading.Semaphore(2)


def hashed(password: str) -> str:
    """The password as argon2id keeps it.

    Raises:
        StoreError: it is too short or too long.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise StoreError(f"a password has {SHORTEST} to {LONGEST:,} characters")
    return _hasher().hash(password)


def put_user(store: Store, name: str, role: Role, password: str, by: str) -> None:
    """Keep a user under a password; logins under an earlier one end.

    Raises:
        StoreError: the password is too short or too long, or the name none.
    """
    if not name.strip() or len(name) > 100 or not name.isprintable():
        raise StoreError("a name has up to 100 printable characters")
    user = User(name=name, role=role, password_hash=hashed(password), created=now())
    with store.write(by) as writer:
        writer.drop_passes(name)
        writer.put_user(user)


def checked(store: Store, name: str, password: str) -> User | None:
    """The user of this name, if the password is theirs; as slow where there is none."""
    user = store.user(name)
    with _checking:
        try:
            _hasher().verify(user.password_hash if user else _nobody(), password)
        except (VerificationError, InvalidHashError):
            return None
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
