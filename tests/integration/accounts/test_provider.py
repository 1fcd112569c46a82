"""An institution's sign-in: by configuration, with an account that an administrator linked, and nothing taken on trust.

The institution is a small OpenID Connect server in a thread of the test: discovery, keys, tokens.
"""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.integration.accounts.conftest import account_id, change, decide, fresh
from tests.integration.accounts.test_keeping import _code, _new
from tests.integration.api.conftest import Browser
from tests.integration.conftest import Province

SECRET = "a-client-secret-of-the-institution"


@dataclass
class Institution:
    """An OpenID Connect server, and what it says of the person."""

    key: rsa.RSAPrivateKey = field(default_factory=lambda: rsa.generate_private_key(65537, 2048))
    issuer: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    challenge: str = ""
    nonce: str = ""
    algorithm: str = "RS256"
    signer: Any = None
    asked: list[dict[str, str]] = field(default_factory=list)

    def described(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def keys(self) -> dict[str, Any]:
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [{**public, "kid": "1", "use": "sig", "alg": "RS256"}]}

    def token(self, asked: dict[str, str]) -> dict[str, Any] | None:
        self.asked.append(asked)
        proof = base64.urlsafe_b64encode(hashlib.sha256(asked.get("code_verifier", "").encode()).digest())
        if asked.get("client_secret") != SECRET or proof.rstrip(b"=").decode() != self.challenge:
            return None
        now = int(time.time())
        said = {"iss": self.issuer, "aud": "outpace", "sub": "u-17", "iat": now, "exp": now + 60, "nonce": self.nonce}
        signer = self.key if self.signer is None else self.signer or None
        signed = jwt.encode(said | self.claims, signer, algorithm=self.algorithm, headers={"kid": "1"})
        return {"access_token": "x", "token_type": "Bearer", "id_token": signed}


def _handler(institution: Institution) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._send(institution.keys() if self.path == "/keys" else institution.described())

        def do_POST(self) -> None:
            sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self._send(institution.token({name: values[0] for name, values in sent.items()}))

        def _send(self, body: dict[str, Any] | None) -> None:
            content = json.dumps(body or {"error": "invalid_grant"}).encode()
            self.send_response(200 if body else 400)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler


@pytest.fixture
def institution(installation: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[Institution]:
    """An institution that this installation is configured for."""
    from django.conf import settings

    from outpace.desk.accounts import providers

    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    made = Institution()
    server = HTTPServer(("127.0.0.1", 0), _handler(made))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    made.issuer = f"http://127.0.0.1:{server.server_port}"
    file, secret = settings.HOME.root / providers.FILE, settings.HOME.keys / "province.secret"
    file.write_text(
        f'[[provider]]\nid = "province"\nname_zh = "省统一认证"\nname_en = "Province"\nissuer = "{made.issuer}"\n'
        'client_id = "outpace"\nclient_secret_file = "province.secret"\nvouches_for_second_factor = true\n'
    )
    secret.write_text(SECRET)
    providers._read.cache_clear()
    yield made
    server.shutdown()
    server.server_close()
    file.unlink()
    secret.unlink()
    providers._read.cache_clear()


@pytest.fixture
def lin(keepers: dict[str, Browser], province: Province, institution: Institution) -> Browser:
    """Somebody who has an account that is linked, and a browser of hers in which nobody is signed in."""
    keepers["head"].post("/accounts", _new(province))
    decide(keepers["chief"], "lin")
    change(keepers["head"], "lin", "/provider", {"provider": "province", "subject": "u-17", "reason": "hers"})
    decide(keepers["chief"], "lin")
    linked = keepers["head"].get(f"/accounts/{account_id('lin')}").json()
    assert linked["providers"] == [{"provider": "province", "subject": "u-17"}]
    return fresh()


def _away(browser: Browser, institution: Institution) -> dict[str, str]:
    """Set out; what the institution got in the address."""
    browser.get("/sign-in")
    answer = browser.post("/session/provider", {"provider": "province"})
    assert answer.status_code == 200, answer.content
    asked = {name: values[0] for name, values in parse_qs(urlsplit(answer.json()["url"]).query).items()}
    institution.challenge, institution.nonce = asked["code_challenge"], asked["nonce"]
    return asked


def _back(browser: Browser, asked: dict[str, str], **other: str) -> Any:
    body = {"provider": "province", "code": "c0de", "state": asked["state"]} | other
    return browser.post("/session/provider/return", body)


def test_the_button_is_there_where_it_is_configured(institution: Institution, stranger: Browser) -> None:
    assert stranger.get("/sign-in").json()["providers"] == [
        {"id": "province", "name": {"zh": "省统一认证", "en": "Province"}}
    ]


def test_without_configuration_there_is_none(stranger: Browser) -> None:
    assert stranger.get("/sign-in").json()["providers"] == []
    assert _code(stranger.post("/session/provider", {"provider": "province"})) == "PROVIDER_UNKNOWN"


def test_a_linked_account_gets_in(lin: Browser, institution: Institution) -> None:
    asked = _away(lin, institution)
    assert (asked["response_type"], asked["code_challenge_method"], asked["client_id"]) == ("code", "S256", "outpace")
    assert asked["redirect_uri"].endswith("/sign-in?provider=province")
    answer = _back(lin, asked)
    assert answer.json()["account"]["name"] == "lin", answer.content
    assert lin.get("/tasks").status_code == 200
    assert institution.asked[0]["code"] == "c0de"


def test_nobody_gets_an_account_by_signing_in(lin: Browser, institution: Institution) -> None:
    institution.claims = {"sub": "somebody-else"}
    assert _code(_back(lin, _away(lin, institution))) == "PROVIDER_NOT_LINKED"
    assert lin.get("/tasks").status_code == 401


def test_a_closed_account_stays_out(lin: Browser, institution: Institution, keepers: dict[str, Browser]) -> None:
    change(keepers["head"], "lin", "/close")
    assert _code(_back(lin, _away(lin, institution))) == "PROVIDER_NOT_LINKED"


def test_a_return_that_this_browser_did_not_set_out_for(lin: Browser, institution: Institution) -> None:
    asked = _away(lin, institution)
    other = fresh()
    other.get("/sign-in")
    assert _code(_back(other, asked)) == "SIGN_IN_STEP_LOST"
    assert _code(_back(lin, asked, state="made up")) == "SIGN_IN_STEP_LOST"
    assert _code(_back(lin, asked)) == "SIGN_IN_STEP_LOST"


SPOILT: dict[str, dict[str, Any]] = {
    "for another client": {"claims": {"aud": "another"}},
    "by another issuer": {"claims": {"iss": "https://elsewhere.example"}},
    "over": {"claims": {"exp": int(time.time()) - 5}},
    "of another sign-in": {"claims": {"nonce": "another"}},
    "signed by somebody else": {"signer": rsa.generate_private_key(65537, 2048)},
    "signed with a shared secret": {"algorithm": "HS256", "signer": "x" * 40},
    "not signed": {"algorithm": "none", "signer": ""},
}


@pytest.mark.parametrize("spoilt", SPOILT)
def test_an_answer_that_does_not_hold_is_refused(lin: Browser, institution: Institution, spoilt: str) -> None:
    asked = _away(lin, institution)
    for name, value in SPOILT[spoilt].items():
        setattr(institution, name, value)
    assert _code(_back(lin, asked)) == "PROVIDER_UNREACHABLE"
    assert lin.get("/tasks").status_code == 401


def test_its_second_factor_counts_where_it_says_so(lin: Browser, institution: Institution, factor_wanted: None) -> None:
    assert _code(_back(lin, _away(lin, institution))) == "SECOND_FACTOR_TO_SET_UP"
    institution.claims = {"amr": ["pwd", "mfa"]}
    assert _back(lin, _away(lin, institution)).status_code == 200
    assert lin.get("/tasks").status_code == 200


@pytest.mark.parametrize("spoilt", ["http://elsewhere.example", "ftp://x"])
def test_a_server_without_tls_is_no_setting(institution: Institution, spoilt: str) -> None:
    from django.conf import settings

    from outpace.desk.accounts import providers
    from outpace.words.problem import ProblemError

    file = settings.HOME.root / providers.FILE
    file.write_text(file.read_text().replace(institution.issuer, spoilt))
    providers._read.cache_clear()
    with pytest.raises(ProblemError, match="SIGN_IN_SETTINGS_INVALID"):
        providers.providers()
