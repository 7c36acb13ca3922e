"""How the desk is served: which hosts it answers to, what it lets in, how long things last."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from pathlib import Path

# The names under which a browser on this machine reaches us; any other one is somebody's trick.
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
_STATIC = Path(__file__).parent / "static"


@dataclass(frozen=True, kw_only=True)
class Oidc:
    """Where else one may log in: an issuer of OpenID Connect, named by the administrator.

    Args:
        issuer: its address, as in its own discovery document.
        client: what this desk is called there.
        secret: what proves it, null for a public client.
        claim: what in its word is the name of an account; of "email" only a verified one is taken.
        new: whether somebody it knows and we do not gets an account, as a viewer.
    """

    issuer: str
    client: str
    secret: str | None = field(default=None, repr=False)
    claim: str = "email"
    new: bool = False


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Set once, when the app is made.

    Args:
        hosts: host names that requests may be for, without port; empty for any. A page of another
            site that points its own name at this machine is turned away by it.
        login: whether one has to log in even where there are no users: others can reach the desk.
        secure: whether cookies are for HTTPS only.
        static: the folder of the built front end.
        body: bytes of a request at most; `upload` of one with files, `files` so many of them.
        streams: so many event streams at once; `stream_seconds` each stays open.
        session_hours: how long a login lasts.
        attempts: failed logins by name or address, before each further one has to wait `penalty`
            seconds.
        workers: processes that read what is imported.
        oidc: where else one may log in.
    """

    hosts: tuple[str, ...] = LOOPBACK
    login: bool = False
    secure: bool = False
    static: Path = field(default=_STATIC)
    body: int = 1_000_000
    upload: int = 64_000_000
    files: int = 200
    streams: int = 32
    stream_seconds: float = 3600.0
    session_hours: float = 12.0
    attempts: int = 5
    penalty: float = 60.0
    workers: int = 2
    oidc: Oidc | None = None


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach what listens on `host`."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
