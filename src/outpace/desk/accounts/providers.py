"""Sign-in at an institution's own server (OpenID Connect), where the installation's settings name one.

The file `sign-in.toml` in OUTPACE_HOME says which; the client secret is a file of the key folder. The way there and back is
the code flow with PKCE: django-allauth's OAuth client changes the code for tokens and its reader checks the identity token
against the server's keys. Its own views are not used, they answer in HTML and open accounts by themselves; here an account
is found where an administrator entered it, or not at all.
"""

import hashlib
import secrets
import tomllib
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast

import jwt
import requests
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.providers.oauth2.client import OAuth2Client, OAuth2Error
from django.conf import settings
from django.http import HttpRequest

from outpace.desk.accounts.models import Account, ProviderName
from outpace.desk.accounts.sessions import DOOR, PURPOSE
from outpace.desk.scope.session import scope
from outpace.words.problem import ProblemError

FILE = "sign-in.toml"
AWAY = "at provider"
DISCOVERY = "/.well-known/openid-configuration"
ALGORITHMS = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"})
VOUCHING = frozenset({"mfa", "otp", "hwk", "sc", "swk", "fpt", "face"})
WITHIN_S = 10


@dataclass(frozen=True, slots=True)
class Provider:
    """An institution's server, as the settings describe it.

    `claim` is the member of the identity token that administrators enter; `vouches` says whether the server's own second
    factor counts, where the token says that one was used.
    """

    id: str
    zh: str
    en: str
    issuer: str
    client_id: str
    secret: str
    claim: str
    vouches: bool


def providers() -> Mapping[str, Provider]:
    """The configured servers by name. Raises SIGN_IN_SETTINGS_INVALID."""
    return _read(settings.HOME.root / FILE)


@cache
def _read(file: Path) -> Mapping[str, Provider]:
    if not file.is_file():
        return {}
    try:
        entries = tomllib.loads(file.read_text("utf-8")).get("provider", [])
        return {entry["id"]: _provider(entry, file) for entry in entries}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ProblemError("SIGN_IN_SETTINGS_INVALID", file=str(file), why=str(error)) from None
    except KeyError as missing:
        raise ProblemError("SIGN_IN_SETTINGS_INVALID", file=str(file), why=f"{missing.args[0]}?") from None


def _provider(entry: Mapping[str, Any], file: Path) -> Provider:
    issuer = str(entry["issuer"]).rstrip("/")
    if not issuer.startswith(("https://", "http://127.0.0.1:", "http://localhost:")):
        raise ProblemError("SIGN_IN_SETTINGS_INVALID", file=str(file), why=f"issuer = {issuer}: https://")
    secret = settings.HOME.keys / str(entry["client_secret_file"])
    if not secret.is_file():
        raise ProblemError("SIGN_IN_SETTINGS_INVALID", file=str(file), why=f"client_secret_file: {secret}?")
    return Provider(
        id=str(entry["id"]),
        zh=str(entry["name_zh"]),
        en=str(entry["name_en"]),
        issuer=issuer,
        client_id=str(entry["client_id"]),
        secret=secret.read_text("utf-8").strip(),
        claim=str(entry.get("claim", "sub")),
        vouches=bool(entry.get("vouches_for_second_factor", False)),
    )


def provider_of(name: str) -> Provider:
    """A configured server. Raises PROVIDER_UNKNOWN."""
    found = providers().get(name)
    if found is None:
        raise ProblemError("PROVIDER_UNKNOWN", provider=name)
    return found


def set_out(request: HttpRequest, name: str) -> str:
    """Begin: remember what has to come back, and give the address to send the browser to. Raises PROVIDER_…."""
    provider = provider_of(name)
    described = _described(provider)
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    request.session[AWAY] = {"provider": name, "state": state, "nonce": nonce, "verifier": verifier}
    challenge = urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    client = _client(request, provider, described)
    extra = {"state": state, "nonce": nonce, "code_challenge": challenge, "code_challenge_method": "S256"}
    return str(client.get_redirect_url(described["authorization_endpoint"], ["openid", "profile"], extra))


def finish(request: HttpRequest, name: str, code: str, state: str) -> tuple[Account, bool]:
    """Finish: the account behind what the server answers, and whether it vouches for a second factor.

    Raises SIGN_IN_STEP_LOST where this browser did not set out, PROVIDER_UNREACHABLE, PROVIDER_NOT_LINKED.
    """
    provider, away = provider_of(name), request.session.pop(AWAY, None)
    if not away or away["provider"] != name or not secrets.compare_digest(away["state"], state):
        raise ProblemError("SIGN_IN_STEP_LOST")
    claims = _claims(request, provider, code, away["verifier"])
    if claims.get("nonce") != away["nonce"]:
        raise ProblemError("PROVIDER_UNREACHABLE")
    account = _linked(provider, str(claims.get(provider.claim) or ""))
    return account, provider.vouches and bool(VOUCHING & set(claims.get("amr") or ()))


def _linked(provider: Provider, subject: str) -> Account:
    with scope(DOOR, PURPOSE):
        known = ProviderName.objects.filter(provider=provider.id, subject=subject, account__active=True)
        row = known.exclude(subject="").exclude(account__system=True).select_related("account").first()
    if row is None:
        raise ProblemError("PROVIDER_NOT_LINKED")
    return row.account


def _claims(request: HttpRequest, provider: Provider, code: str, verifier: str) -> dict[str, Any]:
    """What the server says of the person, checked against its keys, its name, our name and the time."""
    described = _described(provider)
    try:
        answer = _client(request, provider, described).get_access_token(  # type: ignore[no-untyped-call]
            code, pkce_code_verifier=verifier
        )
        token = answer["id_token"]
        if jwt.get_unverified_header(token).get("alg") not in ALGORITHMS:
            raise ProblemError("PROVIDER_UNREACHABLE")
        checked = jwtkit.verify_and_decode(
            credential=token,
            keys_url=described["jwks_uri"],
            issuer=described["issuer"],
            audience=provider.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )
    except (OAuth2Error, requests.RequestException, KeyError, ValueError, jwt.PyJWTError):
        raise ProblemError("PROVIDER_UNREACHABLE") from None
    return cast(dict[str, Any], checked)


def _described(provider: Provider) -> dict[str, Any]:
    """What the server says of itself; it has to be the one the settings name. Raises PROVIDER_UNREACHABLE."""
    try:
        answer = requests.get(provider.issuer + DISCOVERY, timeout=WITHIN_S)
        answer.raise_for_status()
        described = answer.json()
    except (requests.RequestException, ValueError):
        raise ProblemError("PROVIDER_UNREACHABLE") from None
    if str(described.get("issuer", "")).rstrip("/") != provider.issuer:
        raise ProblemError("PROVIDER_UNREACHABLE")
    return cast(dict[str, Any], described)


def _client(request: HttpRequest, provider: Provider, described: Mapping[str, Any]) -> OAuth2Client:
    methods = described.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    return OAuth2Client(
        request,
        provider.client_id,
        provider.secret,
        access_token_method="POST",
        access_token_url=described["token_endpoint"],
        callback_url=f"{request.scheme}://{request.get_host()}/sign-in?provider={provider.id}",
        basic_auth="client_secret_post" not in methods,
    )
