"""Who keeps accounts in the small province, an authenticator app that people hold in their hands, and a second factor wanted."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from tests.integration.api.conftest import PASSWORD, Arriving, Browser, enter, open_post, staff, stranger
from tests.integration.conftest import Province

__all__ = ["staff", "stranger"]


@pytest.fixture(autouse=True)
def fast_hashes(installation: object) -> Iterator[None]:
    """Passwords hashed in no time."""
    from django.conf import settings

    held = settings.PASSWORD_HASHERS
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    yield
    settings.PASSWORD_HASHERS = held


@pytest.fixture
def factor_wanted(installation: object) -> Iterator[None]:
    """An installation that wants a second factor, as it is by default."""
    from django.conf import settings

    settings.SECOND_FACTOR = "required"
    yield
    settings.SECOND_FACTOR = "optional"


def fresh() -> Browser:
    """A browser in which nobody is signed in."""
    return Browser(Client(enforce_csrf_checks=True, SERVER_NAME="127.0.0.1"))


@pytest.fixture
def keepers(province: Province) -> Arriving:
    """Browsers of the province's administrator and of county A's, and of a commander of the province."""
    from outpace.desk.scope.actor import Role

    open_post("head", Role.ADMINISTRATOR, province.root.path)
    open_post("head_a", Role.ADMINISTRATOR, province.a.path)
    open_post("chief", Role.COMMANDER, province.root.path)
    return Arriving(enter, ("head", "head_a", "chief"))


@dataclass
class App:
    """An authenticator app: makes the code of a time step, counted from now."""

    secret: str
    used: str = ""

    def code(self, later: int = 0) -> str:
        from allauth.mfa.totp.internal import auth

        return str(
            auth.format_hotp_value(auth.hotp_value(self.secret, list(auth.yield_hotp_counters_from_time())[1] + later))
        )


def set_up(browser: Browser) -> tuple[App, list[str]]:
    """Set up the second factor that signing in asks for; the app and the recovery codes."""
    answer = browser.post("/session/second-factor", {})
    assert answer.status_code == 200, answer.content
    app = App(answer.json()["secret"])
    app.used = app.code(-1)
    done = browser.post("/session/second-factor/code", {"code": app.used})
    assert done.status_code == 200, done.content
    return app, done.json()["codes"]


def stored(*tables: str) -> str:
    """Everything tables hold, as text, seen from the door and by the machine's operator."""
    from django.db import connection
    from psycopg import sql

    from outpace.desk.accounts.sessions import DOOR, PURPOSE
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope

    found = []
    for actor, purpose in ((DOOR, PURPOSE), (local_operator(), "test")):
        with scope(actor, purpose), connection.cursor() as cursor:
            for table in tables:
                cursor.execute(sql.SQL("select string_agg(t::text, '') from {} t").format(sql.Identifier(table)))
                found.append(str(cursor.fetchone()[0]))
    return "".join(found)


def account_id(name: str) -> str:
    """The public id of an account."""
    from outpace.desk.accounts.models import Account
    from outpace.desk.accounts.sessions import DOOR, PURPOSE
    from outpace.desk.scope.session import scope
    from outpace.words.ids import IdKind, encode

    with scope(DOOR, PURPOSE):
        return encode(IdKind.ACCOUNT, Account.objects.get(name=name).pk)


def change(browser: Browser, name: str, what: str, body: Any = None) -> Any:
    """Send a write about an account in the version it has; the answer."""
    from outpace.desk.accounts.models import Account
    from outpace.desk.accounts.sessions import DOOR, PURPOSE
    from outpace.desk.scope.session import scope

    with scope(DOOR, PURPOSE):
        version = Account.objects.get(name=name).version
    return browser.post(f"/accounts/{account_id(name)}{what}", body or {}, version=version)


__all__ += ["PASSWORD"]


def waiting(browser: Browser, name: str) -> dict[str, Any]:
    """The latest change to an account, as somebody who may confirm sees it."""
    rows = browser.get("/account-changes", account=account_id(name)).json()["items"]
    return dict(rows[0])


def decide(browser: Browser, name: str, *, confirmed: bool = True) -> Any:
    """Confirm, or refuse, the latest change to an account; the answer."""
    row = waiting(browser, name)
    body = {"confirmed": confirmed}
    return browser.post(f"/account-changes/{row['id']}/decision", body, version=row["version"])


def draw(browser: Browser, name: str) -> Any:
    """Draw one's half of what the latest change lets in by; the answer."""
    row = waiting(browser, name)
    return browser.post(f"/account-changes/{row['id']}/half", {}, version=row["version"])


def let_in(asker: Browser, confirmer: Browser, name: str) -> Browser:
    """Confirm, draw both halves, and choose a password with them: a browser in which the account's owner is signed in."""
    answer = decide(confirmer, name)
    assert answer.status_code == 200, answer.content
    first, second = (draw(browser, name).json()["half"] for browser in (asker, confirmer))
    owner = fresh()
    owner.get("/session")
    shown = owner.post("/session/halves", {"name": name, "first": first, "second": second})
    assert shown.json()["code"] == "PASSWORD_TO_CHOOSE", shown.content
    chosen = owner.post("/session/password", {"password": PASSWORD})
    assert chosen.status_code == 200, chosen.content
    return owner
