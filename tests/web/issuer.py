"""An issuer of OpenID Connect for tests: one client, one user, keys of its own."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote_plus, urlencode, urlsplit

import httpx
from joserfc import jws
from joserfc.jwk import RSAKey

CLIENT, SECRET = "desk", "the client's secret: 50%+1"


class FakeIssuer:
    """Lets everybody in as whom `claims` say; `sign` can be put in place of an honest signature."""

    def __init__(self, issuer: str = "https://issuer.example") -> None:
        self.issuer = issuer
        self.key = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})
        self.published = [self.key]
        self.claims: dict[str, Any] = {"email": "ana@desk.example", "email_verified": True}
        self.document: dict[str, Any] = {}
        self.sign: Callable[[dict[str, Any]], str] = self.honest
        self.codes: dict[str, dict[str, str]] = {}
        self.asked: list[str] = []

    def honest(self, claims: dict[str, Any]) -> str:
        head = {"alg": "RS256", "kid": self.key.kid}
        return jws.serialize_compact(head, json.dumps(claims).encode(), self.key)

    def authorize(self, address: str) -> str:
        """Where the browser is sent back to by the address that it was sent to."""
        asked = {key: value[0] for key, value in parse_qs(urlsplit(address).query).items()}
        assert asked["client_id"] == CLIENT and asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256" and "openid" in asked["scope"]
        code = secrets.token_urlsafe(8)
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, given: dict[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        asked = self.codes.pop(given.get("code", ""), None)
        challenge = hashlib.sha256(given.get("code_verifier", "").encode()).digest()
        kind, _, proof = authorization.partition(" ")
        name, _, secret = base64.b64decode(proof).decode().partition(":")
        if kind != "Basic":
            name, secret = given["client_id"], given.get("client_secret", "")
        else:
            name, secret = unquote_plus(name), unquote_plus(secret)
        if (
            asked is None
            or asked["redirect_uri"] != given["redirect_uri"]
            or asked["code_challenge"] != base64.urlsafe_b64encode(challenge).decode().rstrip("=")
            or (name, secret) != (CLIENT, SECRET)
        ):
            return 400, {"error": "invalid_grant"}
        moment = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": "248289761001",
            "iat": moment,
            "exp": moment + 300,
            "nonce": asked["nonce"],
        } | self.claims
        return 200, {"access_token": "x", "token_type": "Bearer", "id_token": self.sign(claims)}

    def answer(self, path: str, body: str, authorization: str) -> tuple[int, dict[str, Any]]:
        """What it says at a path."""
        self.asked.append(path)
        if path == "/.well-known/openid-configuration":
            return 200, {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
            } | self.document
        if path == "/keys":
            return 200, {"keys": [one.as_dict(private=False) for one in self.published]}
        if path == "/token":
            given = {key: value[0] for key, value in parse_qs(body).items()}
            return self.token(given, authorization)
        return 404, {}

    def client(self) -> httpx.Client:
        """What reaches it, and nothing else."""

        def handle(request: httpx.Request) -> httpx.Response:
            assert str(request.url).startswith(self.issuer)
            told = request.headers.get("authorization", "")
            status, found = self.answer(request.url.path, request.content.decode(), told)
            return httpx.Response(status, json=found)

        return httpx.Client(transport=httpx.MockTransport(handle))

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Reachable by a browser, under the name localhost."""
        fake = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                if self.path.startswith("/authorize?"):
                    self.send_response(303)
                    self.send_header("Location", fake.authorize(self.path))
                    self.end_headers()
                else:
                    self.tell("")

            def do_POST(self) -> None:
                self.tell(self.rfile.read(int(self.headers["Content-Length"])).decode())

            def tell(self, body: str) -> None:
                told = self.headers.get("Authorization", "")
                status, found = fake.answer(self.path, body, told)
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(json.dumps(found).encode())

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.issuer = f"http://localhost:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield
        server.shutdown()
        server.server_close()
