"""Sessions and tokens of users, by the hash of what the user holds; secrets of the store."""

from __future__ import annotations

import hashlib
import secrets as random

from sqlalchemy import CheckConstraint, Index, PrimaryKeyConstraint, Row, Table, select

from dateline.store.base import Reads, Writes, now
from dateline.store.columns import blob, metadata, words
from dateline.store.types import Pass

_LENGTH = 32

passes = Table(
    "passes",
    metadata,
    words("hash"),
    words("kind"),
    words("user"),
    words("label"),
    words("scope"),
    words("created"),
    words("expires", null=True),
    PrimaryKeyConstraint("hash"),
    Index(None, "user"),
    CheckConstraint("kind IN ('session', 'token')", name="kind"),
)
secrets = Table("secrets", metadata, words("name"), blob("value"), PrimaryKeyConstraint("name"))


def hash_of(held: str) -> str:
    """What is kept of what a user holds; it is long and random, so that needs no salt."""
    return hashlib.sha256(held.encode()).hexdigest()


class PassReads(Reads):
    """Passes by what the user holds or by user; secrets."""

    def pass_of(self, held: str) -> Pass | None:
        """The pass that this session id or token is, if it has not run out."""
        row = self._first(select(passes).where(passes.c.hash == hash_of(held)))
        return _pass(row) if row and (row.expires is None or row.expires > now()) else None

    def passes(self, user: str | None = None) -> list[Pass]:
        """All passes, or those of a user, in order of their users and the moments of making."""
        query = select(passes).order_by(passes.c.user, passes.c.created, passes.c.hash)
        rows = self._rows(query if user is None else query.where(passes.c.user == user))
        return [_pass(row) for row in rows]

    def secret(self, name: str) -> bytes | None:
        """The secret of this name, null before it is made."""
        row = self._first(select(secrets.c.value).where(secrets.c.name == name))
        return bytes(row.value) if row else None


class PassWrites(PassReads, Writes):
    """Making passes and taking them away."""

    def put_pass(self, held: str, one: Pass, **detail: str) -> None:
        """Keep a pass; those that have run out go. `detail` is for the journal."""
        self._run(passes.delete().where(passes.c.expires <= now()))
        self._insert(
            passes,
            [
                {
                    "hash": hash_of(held),
                    "kind": one.kind,
                    "user": one.user,
                    "label": one.label,
                    "scope": one.scope,
                    "created": one.created,
                    "expires": one.expires,
                }
            ],
        )
        if one.kind == "session":
            self._note("login", one.user, **detail)
        else:
            told = {"label": one.label, "scope": one.scope, "expires": one.expires}
            self._note("token", one.user, **told, **detail)

    def drop_pass(self, held: str) -> bool:
        """Take a pass away; false where there is none."""
        query = passes.delete().where(passes.c.hash == hash_of(held))
        return bool(self._connection.execute(query).rowcount)

    def drop_passes(self, user: str, label: str | None = None) -> int:
        """Take away the passes of a user, all or the tokens of a label; gives how many."""
        query = passes.delete().where(passes.c.user == user)
        if label is not None:
            query = query.where(passes.c.kind == "token", passes.c.label == label)
        count = self._connection.execute(query).rowcount
        if count:
            about = {} if label is None else {"label": label}
            self._note("passes-gone", user, count=count, **about)
        return int(count)

    def make_secret(self, name: str) -> bytes:
        """The secret of this name, made at random where there is none yet."""
        self._insert_new(secrets, [{"name": name, "value": random.token_bytes(_LENGTH)}])
        value = self.secret(name)
        assert value is not None
        return value


def _pass(row: Row[tuple[str, ...]]) -> Pass:
    return Pass(**{name: row._mapping[name] for name in Pass.__struct_fields__})
