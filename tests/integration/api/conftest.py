"""People with accounts in the small province, each with a browser of their own."""

import json
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.integration.conftest import NOW, Province

PASSWORD = "correct horse battery"
API = "/api/v1"


@dataclass
class Browser:
    """A browser that sends what the page sends: token, key, version."""

    client: Client

    def get(self, path: str, **query: Any) -> HttpResponse:
        return self.client.get(f"{API}{path}", query)

    def post(
        self, path: str, body: object, *, key: str | None = None, version: int | None = None, method: str = "post"
    ) -> HttpResponse:
        headers = {"X-CSRFToken": self.token, "Idempotency-Key": key or str(uuid.uuid4())}
        if version is not None:
            headers["If-Match"] = str(version)
        return self.client.post(f"{API}{path}", json.dumps(body), content_type="application/json", headers=headers)

    @property
    def token(self) -> str:
        cookie = self.client.cookies.get("outpace_csrf")
        return cookie.value if cookie else ""

    def sign_in(self, name: str, password: str = PASSWORD) -> HttpResponse:
        self.get("/session")
        return self.post("/session", {"name": name, "password": password})


@pytest.fixture
def stranger(database: object) -> Browser:
    """A browser in which nobody is signed in."""
    return Browser(Client(enforce_csrf_checks=True, SERVER_NAME="127.0.0.1"))


class Arriving(dict[str, Browser]):
    """Browsers of accounts that are there, by name; each signs in when a test first takes it in hand."""

    def __init__(self, arrive: Callable[[str], Browser], names: Iterable[str]) -> None:
        super().__init__()
        self.arrive, self.names = arrive, tuple(names)

    def __missing__(self, name: str) -> Browser:
        if name not in self.names:
            raise KeyError(name)
        self[name] = self.arrive(name)
        return self[name]

    def all_in(self) -> dict[str, Browser]:
        """Everybody, signed in."""
        return {name: self[name] for name in self.names}


@pytest.fixture
def staff(province: Province) -> Iterator[Arriving]:
    """Accounts with a browser each: commander (province), tracer_a, tracer_b (counties), resident, operator."""
    from django.conf import settings

    from outpace.desk.scope.actor import Role

    held = settings.PASSWORD_HASHERS
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    posts = {
        "commander": (Role.COMMANDER, province.root.path),
        "tracer_a": (Role.TRACER, province.a.path),
        "tracer_b": (Role.TRACER, province.b.path),
        "resident": (Role.RESIDENT, province.a.path),
        "operator": (Role.OPERATOR, province.root.path),
    }
    for name, post in posts.items():
        open_post(name, *post)
    yield Arriving(enter, posts)
    settings.PASSWORD_HASHERS = held


def signed_in(name: str, role: Any, path: str) -> Browser:
    """Open an account with a post, and sign in."""
    open_post(name, role, path)
    return enter(name)


def enter(name: str) -> Browser:
    """Sign in with an account that is there."""
    browser = Browser(Client(enforce_csrf_checks=True, SERVER_NAME="127.0.0.1"))
    answer = browser.sign_in(name)
    assert answer.status_code == 200, answer.content
    return browser


def open_post(name: str, role: Any, path: str) -> None:
    """Open an account with a post from long ago until far ahead."""
    from outpace.desk.accounts.acts import open_account
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope

    by = local_operator()
    span = timedelta(days=36500)
    subject = 7 if role == "resident" else None
    with scope(by, "test"):
        open_account(
            by=by,
            name=name,
            zh=f"{name}员",
            en=name,
            password=PASSWORD,
            role=role,
            area_path=path,
            starts=NOW - span,
            ends=NOW + span,
            subject=subject,
        )


@pytest.fixture
def incident(province: Province) -> str:
    """The incident's public id."""
    from outpace.words.ids import IdKind, encode

    return encode(IdKind.INCIDENT, province.incident.pk)


def case_row(number: str, **facts: Any) -> dict[str, Any]:
    """A case as the form sends it."""
    return {
        "number": number,
        "area_code": "9001",
        "name": f"林{number}",
        "case_class": "confirmed",
        "found_by": "community",
        "onset": "2022-03-04",
        "reported": "2022-03-05",
    } | facts


def register(browser: Browser, incident: str, *rows: dict[str, Any]) -> list[str]:
    """Register cases and give their ids; fails where a row does not stand."""
    answer = browser.post("/cases", {"incident": incident, "rows": list(rows)})
    assert answer.status_code == 200, answer.content
    body = answer.json()
    assert not body["rejected"], body
    return [row["id"] for row in body["accepted"]]
