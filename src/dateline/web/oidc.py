"""Logging in elsewhere: OpenID Connect, the authorization code flow with PKCE.

The one place of the desk that fetches something, and only from the issuer that the administrator
named: what its discovery document says, over HTTPS, without following redirects.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
import threading
import time
from collections import OrderedDict
from typing import Any, NamedTuple
from urllib.parse import quote_plus, urlencode, urlsplit

from dateline.errors import SetupError
from dateline.web.settings import Oidc, is_loopback

ALGORITHMS = ("RS256", "ES256")
_USES = (None, "sig")
_SCOPE = "openid email profile"
_DISCOVERY = "/.well-known/openid-configuration"
_TIMEOUT = 10.0
_LARGEST = 1_000_000
# Seconds: a clock may be off, documents are kept, keys asked for anew, a login left unfinished.
_LEEWAY, _KEPT, _AGAIN, UNFINISHED = 60, 3600.0, 60.0, 600
_STARTED = 10_000


class Refused(Exception):
    """Nobody is let in; the message says why, in our words."""


class Started(NamedTuple):
    """A login under way: what the issuer has to give back, and what proves that we began it."""

    nonce: str
    verifier: str
    back: str
    until: float


class Logins:
    """The logins under way, by their states; each can be finished once."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, Started] = OrderedDict()
        self._lock = threading.Lock()

    def start(self, back: str) -> tuple[str, Started]:
        """A new one, which leads `back` in the end."""
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        started = Started(nonce, verifier, back, time.monotonic() + UNFINISHED)
        with self._lock:
            self._known[state] = started
            while len(self._known) > _STARTED:
                self._known.popitem(last=False)
        return state, started

    def finish(self, state: str) -> Started:
        """The one of this state, which is over with it.

        Raises:
            Refused: there is none.
        """
        with self._lock:
            started = self._known.pop(state, None)
        if started is None or started.until < time.monotonic():
            raise Refused("no such login is under way")
        return started


class Issuer:
    """Who vouches for people.

    Args:
        oidc: which one, and what we are to it.

    Raises:
        SetupError: the extra is not installed, or the address is no safe one.
    """

    def __init__(self, oidc: Oidc) -> None:
        try:
            import httpx
            import joserfc  # noqa: F401 - needed later
        except ImportError as error:
            raise SetupError(
                "logging in elsewhere needs two more packages; run pip install 'dateline[oidc]'"
            ) from error
        if not _safe(oidc.issuer):
            raise SetupError("the address of the issuer has to begin with https://", oidc.issuer)
        self.oidc = oidc
        self.logins = Logins()
        self._http = httpx.Client(timeout=_TIMEOUT, follow_redirects=False)
        self._found: tuple[float, dict[str, Any]] = (0.0, {})
        self._keys: tuple[float, dict[str, Any]] = (0.0, {})

    def address(self, state: str, started: Started, redirect: str) -> str:
        """Where the browser is sent to log in.

        Raises:
            Refused: the issuer does not answer as it should.
        """
        challenge = hashlib.sha256(started.verifier.encode()).digest()
        asked = {
            "response_type": "code",
            "client_id": self.oidc.client,
            "redirect_uri": redirect,
            "scope": _SCOPE,
            "state": state,
            "nonce": started.nonce,
            "code_challenge": base64.urlsafe_b64encode(challenge).rstrip(b"=").decode(),
            "code_challenge_method": "S256",
        }
        where = self._endpoint("authorization_endpoint")
        return f"{where}{'&' if '?' in where else '?'}{urlencode(asked)}"

    def name(self, code: str, started: Started, redirect: str) -> str:
        """Who logged in: the claim of the ID token that the code is exchanged for.

        Raises:
            Refused: the code is none, or the token does not hold.
        """
        given = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": redirect,
            "code_verifier": started.verifier,
            "client_id": self.oidc.client,
        }
        basic = None
        if self.oidc.secret and self._takes_basic():
            # RFC 6749, 2.3.1: both as in a form.
            basic = (quote_plus(self.oidc.client), quote_plus(self.oidc.secret))
        elif self.oidc.secret:
            given["client_secret"] = self.oidc.secret
        answer = self._fetch("POST", self._endpoint("token_endpoint"), data=given, auth=basic)
        token = answer.get("id_token")
        if not isinstance(token, str):
            raise Refused("the issuer gave no ID token")
        return self._named(self._claims(token, started.nonce))

    def _takes_basic(self) -> bool:
        """Whether the secret goes into a header; by default it does."""
        ways = self._document().get("token_endpoint_auth_methods_supported")
        return not isinstance(ways, list) or "client_secret_basic" in ways

    def _named(self, claims: dict[str, Any]) -> str:
        name = claims.get(self.oidc.claim)
        if not isinstance(name, str) or not name:
            raise Refused(f"the ID token has no {self.oidc.claim}")
        if self.oidc.claim == "email" and claims.get("email_verified") is not True:
            raise Refused("the issuer does not say that the email is verified")
        return name

    def _claims(self, token: str, nonce: str) -> dict[str, Any]:
        """What the token claims, once all about it has been checked."""
        from joserfc import jwt
        from joserfc.errors import JoseError

        registry = jwt.JWTClaimsRegistry(
            leeway=_LEEWAY,
            iss={"essential": True, "value": self.oidc.issuer},
            aud={"essential": True, "value": self.oidc.client},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
            nonce={"essential": True, "value": nonce},
        )
        try:
            claims = self._decoded(token)
            registry.validate(claims)
        except (JoseError, ValueError, TypeError) as error:
            raise Refused(f"the ID token does not hold ({type(error).__name__})") from error
        alone = claims["aud"] in (self.oidc.client, [self.oidc.client])
        if not alone and claims.get("azp") != self.oidc.client:
            raise Refused("the ID token is for somebody else")
        return claims

    def _decoded(self, token: str) -> dict[str, Any]:
        """The claims, their signature checked; a key we do not know may be a new one."""
        from joserfc import jwt
        from joserfc.errors import JoseError
        from joserfc.jwk import KeySet

        try:
            return jwt.decode(token, KeySet.import_key_set(self._jwks()), list(ALGORITHMS)).claims
        except (JoseError, ValueError):
            if time.monotonic() - self._keys[0] < _AGAIN:
                raise
        self._keys = (0.0, {})
        return jwt.decode(token, KeySet.import_key_set(self._jwks()), list(ALGORITHMS)).claims

    def _jwks(self) -> Any:
        """The issuer's keys for signatures."""
        at, known = self._keys
        if not known or time.monotonic() - at > _KEPT:
            told = self._fetch("GET", self._endpoint("jwks_uri"))
            given = told.get("keys")
            keys = [one for one in given if _is_ours(one)] if isinstance(given, list) else []
            if not keys:
                raise Refused("the issuer has no key for signatures that we take")
            known = {"keys": keys}
            self._keys = (time.monotonic(), known)
        return known

    def _document(self) -> dict[str, Any]:
        """The issuer's discovery document."""
        at, known = self._found
        if not known or time.monotonic() - at > _KEPT:
            known = self._fetch("GET", self.oidc.issuer.rstrip("/") + _DISCOVERY)
            if known.get("issuer") != self.oidc.issuer:
                raise Refused("the discovery document is of another issuer")
            self._found = (time.monotonic(), known)
        return known

    def _endpoint(self, name: str) -> str:
        found = self._document().get(name)
        if not isinstance(found, str) or not _safe(found):
            raise Refused(f"the issuer names no safe {name}")
        return found

    def _fetch(self, method: str, address: str, **given: Any) -> dict[str, Any]:
        """The JSON object at an address of the issuer's."""
        import httpx
        import msgspec

        try:
            with self._http.stream(method, address, **given) as response:
                body = b""
                for part in response.iter_bytes():
                    body += part
                    if len(body) > _LARGEST:
                        raise Refused("the issuer's answer is too long")
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise Refused(f"the issuer cannot be reached ({type(error).__name__})") from error
        if response.status_code != 200:
            raise Refused(f"the issuer refused (status {response.status_code})")
        try:
            return msgspec.json.decode(body, type=dict[str, Any])
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise Refused("the issuer's answer is no JSON object") from error


def _is_ours(key: Any) -> bool:
    """Whether this is a key for signatures of the kinds that we take."""
    return isinstance(key, dict) and key.get("kty") in ("RSA", "EC") and key.get("use") in _USES


def _safe(address: str) -> bool:
    """Whether nobody on the way can read or change what is sent there."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return False
    return bool(host) and (
        parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host))
    )
