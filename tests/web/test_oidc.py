"""Logging in by an issuer of OpenID Connect, and attacks on the way."""

from __future__ import annotations

import base64
import hmac
import json
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import httpx
import pytest

from dateline.errors import SetupError
from dateline.store import Store
from dateline.web import Settings, create_app
from dateline.web.oidc import Issuer
from dateline.web.people import change_user, checked, put_user
from dateline.web.settings import Oidc
from tests.web.browsing import NEEDS_CHROMIUM, launched, served
from tests.web.desk import PASSWORD, Client

pytest.importorskip("joserfc", reason="logging in elsewhere needs the extra oidc")
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

from tests.web.issuer import CLIENT, SECRET, FakeIssuer

V1 = "/api/v1"
ANA = "ana@desk.example"
REFUSED = "../../../#/login?refused=1"
Enter = Callable[..., httpx.Response]


@pytest.fixture(scope="module")
def fake_once() -> FakeIssuer:
    return FakeIssuer()


@pytest.fixture
def fake(fake_once: FakeIssuer) -> FakeIssuer:
    """An issuer with the same keys as ever, and nothing else of what was done to it."""
    fresh = FakeIssuer.__new__(FakeIssuer)
    fresh.__dict__.update(fake_once.__dict__)
    fresh.claims = dict(fake_once.claims)
    fresh.published, fresh.codes, fresh.asked, fresh.document = [fresh.key], {}, [], {}
    fresh.sign = fresh.honest
    return fresh


class Desk:
    """A desk that knows the issuer."""

    def __init__(self, store: Store, settings: Settings, fake: FakeIssuer, **how: Any) -> None:
        oidc = Oidc(issuer=fake.issuer, client=CLIENT, secret=SECRET, **how)
        self.app = create_app(store, replace(settings, oidc=oidc, login=True))
        self.app.state.issuer._http = fake.client()
        self.fake, self.store = fake, store

    def browser(self) -> Client:
        return Client(self.app, base_url="http://localhost", follow_redirects=False)

    def away(self, browser: Client, **asked: str) -> str:
        """Where the issuer sends the browser that went there."""
        answer = browser.get(f"{V1}/oidc/login", params=asked)
        assert answer.status_code == 303
        return self.fake.authorize(answer.headers["location"])

    def enter(self, browser: Client | None = None) -> tuple[Client, httpx.Response]:
        """All the way."""
        browser = browser or self.browser()
        return browser, browser.get(self.away(browser))

    def reasons(self) -> list[str]:
        lines = self.store.changes()
        return [one.detail["reason"] for one in lines if one.action == "login-refused"]


@pytest.fixture
def desk(store: Store, settings: Settings, fake: FakeIssuer) -> Iterator[Desk]:
    put_user(store, ANA, "coder", PASSWORD, "test")
    made = Desk(store, settings, fake)
    yield made
    made.app.state.jobs.close()


def who(browser: Client) -> str | None:
    name: str | None = browser.get(f"{V1}/session").json()["name"]
    return name


def refused(browser: Client, answer: httpx.Response) -> bool:
    assert answer.status_code == 303
    return answer.headers["location"] == REFUSED and who(browser) is None


def test_whom_the_issuer_vouches_for_gets_the_role_of_their_account(desk: Desk) -> None:
    browser, answer = desk.enter()
    assert answer.headers["location"] == "../../../#/"
    told = browser.get(f"{V1}/session").json()
    assert (told["name"], told["role"], told["sso"]) == (ANA, "coder", True)
    login = [one for one in desk.store.changes() if one.action == "login"][-1]
    assert login.subject == ANA and login.detail["by"] == desk.fake.issuer
    assert desk.fake.asked.count("/keys") == 1
    desk.enter()
    assert (
        desk.fake.asked.count("/keys")
        == desk.fake.asked.count("/.well-known/openid-configuration")
        == 1
    )


@pytest.mark.parametrize("ways", [["client_secret_post"], ["client_secret_basic"], None, 7])
def test_the_secret_goes_where_the_issuer_takes_it(desk: Desk, ways: object) -> None:
    desk.fake.document = {"token_endpoint_auth_methods_supported": ways}
    assert who(desk.enter()[0]) == ANA


def test_one_comes_back_to_the_page_one_was_on(desk: Desk) -> None:
    browser = desk.browser()
    answer = browser.get(desk.away(browser, back="#/search?q=Сумы&x=1"))
    assert answer.headers["location"].startswith("../../../#/search?q=%D0%A1")


def test_somebody_new_is_a_viewer_where_that_is_allowed_and_nobody_else(
    store: Store, settings: Settings, fake: FakeIssuer
) -> None:
    strict, open_ = Desk(store, settings, fake), Desk(store, settings, fake, new=True)
    assert refused(*strict.enter()) and strict.reasons() == ["they have no account"]
    browser, _ = open_.enter()
    assert browser.get(f"{V1}/session").json()["role"] == "viewer"
    user = store.user(ANA)
    assert user is not None and checked(store, ANA, "*") is checked(store, ANA, "") is None
    for name in ("\u200bana\n", "\ud800", " ana", "x" * 101):
        fake.claims["email"] = name
        assert refused(*open_.enter())


def test_an_account_may_be_made_ahead_for_whom_the_issuer_vouches(
    desk: Desk, client: Client
) -> None:
    put_user(desk.store, "ada", "admin", PASSWORD, "test")
    admin = desk.browser()
    admin.log_in("ada")
    given = {"name": "new@desk.example", "role": "editor"}
    assert admin.post(f"{V1}/accounts", json=given).json()["password"] is False
    desk.fake.claims["email"] = "new@desk.example"
    browser, _ = desk.enter()
    assert browser.get(f"{V1}/session").json()["role"] == "editor"
    # Without an issuer nobody could log in under it.
    client.log_in("ada")
    assert client.post(f"{V1}/accounts", json=given | {"name": "more"}).status_code == 422


def test_a_disabled_account_stays_out(desk: Desk) -> None:
    change_user(desk.store, ANA, "test", disabled=True)
    assert refused(*desk.enter())


def test_an_email_that_nobody_verified_is_no_name(desk: Desk) -> None:
    for verified in (False, "true", None):
        desk.fake.claims["email_verified"] = verified
        assert refused(*desk.enter())


def test_another_claim_may_name_the_account(
    store: Store, settings: Settings, fake: FakeIssuer
) -> None:
    put_user(store, "ana", "editor", PASSWORD, "test")
    desk = Desk(store, settings, fake, claim="preferred_username")
    fake.claims = {"preferred_username": "ana"}
    browser, _ = desk.enter()
    assert who(browser) == "ana"
    fake.claims = {"preferred_username": ["ana"]}
    assert refused(*desk.enter())


def test_an_answer_to_a_login_that_another_browser_began_is_refused(desk: Desk) -> None:
    attacker, victim = desk.browser(), desk.browser()
    planted = desk.away(attacker)
    assert refused(victim, victim.get(planted))
    desk.away(victim)
    assert refused(victim, victim.get(planted))
    for state in ("", "é", "x" * 43):
        assert refused(victim, victim.get(f"{V1}/oidc/callback", params={"state": state}))
    assert desk.fake.asked.count("/token") == 0


def test_an_answer_is_taken_once(desk: Desk) -> None:
    browser = desk.browser()
    address = desk.away(browser)
    cookie = browser.cookies["dateline-oidc"]
    assert browser.get(address).headers["location"] == "../../../#/"
    thief = desk.browser()
    thief.cookies.set("dateline-oidc", cookie)
    assert refused(thief, thief.get(address))
    assert desk.fake.asked.count("/token") == 1


def test_a_code_that_was_used_before_is_refused_by_the_issuer(desk: Desk) -> None:
    browser = desk.browser()
    first = desk.away(browser)
    code = httpx.URL(first).params["code"]
    browser.get(first)
    again = desk.browser()
    asked = httpx.URL(desk.away(again)).copy_set_param("code", code)
    assert refused(again, again.get(str(asked)))
    assert desk.reasons() == ["the issuer refused (status 400)"]


def test_a_code_of_another_login_is_refused(desk: Desk) -> None:
    attacker, victim = desk.browser(), desk.browser()
    code = httpx.URL(desk.away(attacker)).params["code"]
    address = httpx.URL(desk.away(victim)).copy_set_param("code", code)
    # PKCE: the issuer wants the verifier of the login that the code was given for.
    assert refused(victim, victim.get(str(address)))


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": "another-client"},
        {"aud": [CLIENT, "another-client"]},
        {"aud": [CLIENT, "another-client"], "azp": "another-client"},
        {"aud": []},
        {"iss": "https://evil.example"},
        {"iss": "https://issuer.example/"},
        {"exp": 1_500_000_000},
        {"exp": "never"},
        {"exp": None},
        {"iat": 33_000_000_000},
        {"sub": None},
        {"nbf": 33_000_000_000},
    ],
)
def test_a_token_that_does_not_fit_is_refused(desk: Desk, claims: dict[str, Any]) -> None:
    desk.fake.claims |= claims
    desk.fake.sign = lambda all_: desk.fake.honest(
        {key: value for key, value in all_.items() if value is not None}
    )
    assert refused(*desk.enter())
    assert desk.reasons()


def test_a_token_for_several_may_be_for_us(desk: Desk) -> None:
    desk.fake.claims |= {"aud": [CLIENT, "another"], "azp": CLIENT}
    assert who(desk.enter()[0]) == ANA


def part(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def unsigned(fake: FakeIssuer, claims: dict[str, Any]) -> str:
    return f"{part({'alg': 'none'})}.{part(claims)}."


def by_public_key(fake: FakeIssuer, claims: dict[str, Any]) -> str:
    """The public key taken for the secret of an HMAC."""
    text = f"{part({'alg': 'HS256', 'kid': fake.key.kid})}.{part(claims)}"
    made = hmac.digest(fake.key.as_pem(private=False), text.encode(), "sha256")
    return f"{text}.{base64.urlsafe_b64encode(made).decode().rstrip('=')}"


def by_own_key(fake: FakeIssuer, claims: dict[str, Any]) -> str:
    other = RSAKey.generate_key(2048)
    return jwt.encode({"alg": "RS256", "kid": fake.key.kid}, claims, other)


def by_key_in_the_head(fake: FakeIssuer, claims: dict[str, Any]) -> str:
    other = RSAKey.generate_key(2048)
    return jwt.encode({"alg": "RS256", "jwk": other.as_dict(private=False)}, claims, other)


def by_stronger_kind(fake: FakeIssuer, claims: dict[str, Any]) -> str:
    return jwt.encode({"alg": "RS512", "kid": fake.key.kid}, claims, fake.key, ["RS512"])


def with_other_claims(fake: FakeIssuer, claims: dict[str, Any]) -> str:
    head, _, signature = fake.honest(claims).split(".")
    return f"{head}.{part(claims | {'email': 'ada@desk.example'})}.{signature}"


def garbage(fake: FakeIssuer, claims: dict[str, Any]) -> str:
    return "a.b.c"


def five_parts(fake: FakeIssuer, claims: dict[str, Any]) -> str:
    return f"{part({'alg': 'dir', 'enc': 'A128GCM'})}....x"


@pytest.mark.parametrize(
    "sign",
    [
        unsigned,
        by_public_key,
        by_own_key,
        by_key_in_the_head,
        by_stronger_kind,
        with_other_claims,
        garbage,
        five_parts,
    ],
)
def test_a_token_without_the_issuers_own_signature_is_refused(
    desk: Desk, sign: Callable[[FakeIssuer, dict[str, Any]], str]
) -> None:
    put_user(desk.store, "ada@desk.example", "admin", PASSWORD, "test")
    desk.fake.sign = lambda claims: sign(desk.fake, claims)
    assert refused(*desk.enter())
    assert desk.reasons()


def test_keys_that_the_issuer_changed_are_asked_for_anew_but_not_at_will(desk: Desk) -> None:
    assert who(desk.enter()[0]) == ANA
    desk.fake.key = ECKey.generate_key("P-256", {"kid": "two"})  # type: ignore[assignment]
    desk.fake.published = [desk.fake.key]
    desk.fake.sign = lambda claims: jwt.encode(
        {"alg": "ES256", "kid": "two"}, claims, desk.fake.key
    )
    assert refused(*desk.enter())
    assert desk.fake.asked.count("/keys") == 1
    issuer: Issuer = desk.app.state.issuer
    issuer._keys = (time.monotonic() - 61, issuer._keys[1])
    assert who(desk.enter()[0]) == ANA
    assert desk.fake.asked.count("/keys") == 2


@pytest.mark.parametrize(
    "back",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "#/\\evil",
        "#@evil.example",
        "#/a\r\nSet-Cookie: a=b",
        "javascript:alert(1)",
    ],
)
def test_nobody_is_led_anywhere_but_to_the_desk(desk: Desk, back: str) -> None:
    answer = desk.browser().get(f"{V1}/oidc/login", params={"back": back})
    assert answer.status_code == 422


@pytest.mark.parametrize(
    "document",
    [
        {"issuer": "https://evil.example"},
        {"authorization_endpoint": "http://issuer.example/authorize"},
        {"authorization_endpoint": None},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"token_endpoint": "http://169.254.169.254/latest"},
        {"jwks_uri": "file:///etc/passwd"},
    ],
)
def test_an_issuer_that_names_unsafe_addresses_is_not_followed(
    desk: Desk, document: dict[str, Any]
) -> None:
    desk.fake.document = document
    browser = desk.browser()
    answer = browser.get(f"{V1}/oidc/login")
    if answer.headers["location"] != REFUSED:
        answer = browser.get(desk.fake.authorize(answer.headers["location"]))
    assert refused(browser, answer)


@pytest.mark.parametrize(
    "given",
    [
        httpx.Response(302, headers={"Location": "http://10.0.0.1/"}),
        httpx.Response(200, content=b"x" * 1_100_000),
        httpx.Response(200, json=["no object"]),
        httpx.Response(200, content=b"\xff"),
        httpx.Response(500),
    ],
)
def test_an_issuer_that_answers_badly_lets_nobody_in(desk: Desk, given: httpx.Response) -> None:
    transport = httpx.MockTransport(lambda _: given)
    desk.app.state.issuer._http = httpx.Client(transport=transport)
    browser = desk.browser()
    assert refused(browser, browser.get(f"{V1}/oidc/login"))
    assert desk.reasons()


def test_refusals_are_counted_and_then_nothing_is_asked_for_a_while(desk: Desk) -> None:
    desk.fake.claims["nonce"] = "another"
    for _ in range(5):
        assert refused(*desk.enter())
    wait = desk.browser().get(f"{V1}/oidc/login")
    assert wait.headers["location"] == "../../../#/login?refused=wait"
    assert len(desk.reasons()) == 5


def test_what_the_issuer_says_is_not_repeated(desk: Desk) -> None:
    browser = desk.browser()
    address = httpx.URL(desk.away(browser)).copy_set_param("error", "<script>x</script>")
    assert refused(browser, browser.get(str(address)))
    assert "script" not in str(desk.reasons())
    address = httpx.URL(desk.away(browser)).copy_set_param("iss", "https://evil.example")
    assert refused(browser, browser.get(str(address)))


def test_the_cookie_of_a_login_under_way_is_short_lived_and_ours(
    store: Store, settings: Settings, fake: FakeIssuer
) -> None:
    desk = Desk(store, replace(settings, secure=True), fake)
    browser = Client(desk.app, base_url="https://localhost", follow_redirects=False)
    answer = browser.get(f"{V1}/oidc/login")
    told = answer.headers["set-cookie"]
    assert told.startswith("__Host-dateline-oidc=")
    for one in ("HttpOnly", "Secure", "SameSite=lax", "Max-Age=600", "Path=/"):
        assert one in told
    asked = httpx.URL(answer.headers["location"]).params
    assert asked["redirect_uri"] == "https://localhost/api/v1/oidc/callback"
    assert len({asked["state"], asked["nonce"], asked["code_challenge"]}) == 3


def test_without_an_issuer_there_is_nothing_of_it(client: Client) -> None:
    assert client.get(f"{V1}/oidc/login").status_code == 404
    assert client.get(f"{V1}/oidc/callback?state=x").status_code == 404
    assert client.get(f"{V1}/session").json()["sso"] is False


def test_what_is_missing_is_told_with_the_command_that_adds_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "joserfc", None)
    with pytest.raises(SetupError, match=r"pip install 'dateline\[oidc\]'"):
        Issuer(Oidc(issuer="https://issuer.example", client=CLIENT))


@pytest.mark.parametrize("issuer", ["http://issuer.example", "issuer.example", "file:///x", ""])
def test_an_issuer_without_https_is_refused(issuer: str) -> None:
    with pytest.raises(SetupError):
        Issuer(Oidc(issuer=issuer, client=CLIENT))


@NEEDS_CHROMIUM
def test_in_a_browser_one_goes_to_the_issuer_and_comes_back(store: Store) -> None:
    sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright")
    put_user(store, ANA, "coder", PASSWORD, "test")
    fake = FakeIssuer()
    # The issuer is at localhost and the desk at 127.0.0.1: for a browser, two sites.
    with fake.listening():
        oidc = Oidc(issuer=fake.issuer, client=CLIENT, secret=SECRET)
        settings = Settings(oidc=oidc, login=True)
        with served(store, settings) as address, launched() as browser:
            page = browser.new_context().new_page()
            page.goto(f"{address}#/search?q=Sumy")
            page.get_by_role("link", name="Log in with single sign-on").click()
            sync_api.expect(page.get_by_role("heading", level=1)).to_have_text("Search")
            sync_api.expect(page.get_by_role("searchbox")).to_have_value("Sumy")
            sync_api.expect(page.get_by_role("link", name=f"Logged in as {ANA}")).to_be_visible()
            page.get_by_role("button", name="Log out").click()
            fake.claims["email"] = "stranger@desk.example"
            page.get_by_role("link", name="Log in with single sign-on").click()
            sync_api.expect(page.get_by_role("alert")).to_contain_text("did not let you in")
