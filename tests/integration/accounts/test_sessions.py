"""Sessions: the key is stored as a hash, they end by themselves, their owner sees and ends them; passwords are hers alone."""

from datetime import timedelta
from typing import Any

import pytest

from tests.integration.accounts.conftest import fresh
from tests.integration.api.conftest import PASSWORD, Browser, open_post
from tests.integration.conftest import Province

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"


def _code(answer: Any) -> str:
    return str(answer.json()["code"])


@pytest.fixture
def lin(province: Province) -> Browser:
    """A tracer who is signed in."""
    from outpace.desk.scope.actor import Role

    open_post("lin", Role.TRACER, province.a.path)
    return _again()


def _again() -> Browser:
    browser = fresh()
    browser.client.defaults["HTTP_USER_AGENT"] = FIREFOX
    assert browser.sign_in("lin").status_code == 200
    return browser


def _rows() -> list[Any]:
    from outpace.desk.accounts.models import Session
    from outpace.desk.accounts.sessions import DOOR, PURPOSE
    from outpace.desk.scope.session import scope

    with scope(DOOR, PURPOSE):
        return list(Session.objects.exclude(account=None))


def test_the_table_opens_no_session_and_names_nobody(lin: Browser) -> None:
    from django.core import signing

    cookie = lin.client.cookies["outpace_session"].value
    (row,) = _rows()
    kept = f"{row.key_hash} {row.agent} {signing.loads(row.data, salt='django.contrib.sessions.SessionStore')}"
    assert cookie not in kept
    assert "lin" not in kept.casefold().replace("linux", "")
    thief = fresh()
    thief.client.cookies["outpace_session"] = row.key_hash
    assert thief.get("/cases").status_code == 401


@pytest.mark.parametrize(("later", "status"), [(59 * 60, 200), (3600, 401)])
def test_an_unused_session_ends_after_an_hour(
    lin: Browser, monkeypatch: pytest.MonkeyPatch, later: int, status: int
) -> None:
    _at(monkeypatch, timedelta(seconds=later))
    assert lin.get("/tasks").status_code == status


def test_a_used_session_ends_after_twelve_hours(lin: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    for minutes in range(30, 12 * 60, 30):
        _at(monkeypatch, timedelta(minutes=minutes))
        assert lin.get("/session").status_code == 200, minutes
    _at(monkeypatch, timedelta(hours=12))
    assert lin.get("/session").status_code == 401


def _at(monkeypatch: pytest.MonkeyPatch, later: timedelta) -> None:
    from outpace.desk.accounts import sessions
    from outpace.desk.clock import wall_now as wall

    monkeypatch.setattr(sessions, "wall_now", lambda: wall() + later)


def test_she_sees_her_sessions_and_ends_them(lin: Browser) -> None:
    other, third = _again(), _again()
    shown = lin.get("/my-account").json()["sessions"]
    assert [row["agent"] for row in shown] == ["Firefox · Linux"] * 3
    assert sum(row["current"] for row in shown) == 1
    begun = sorted((row["begun"], row["id"]) for row in shown)
    assert lin.post(f"/my-account/sessions/{begun[1][1]}/end", {}).json() == {"ended": 1}
    assert (other.get("/tasks").status_code, third.get("/tasks").status_code) == (401, 200)
    assert lin.post("/my-account/sessions/end", {}).json() == {"ended": 1}
    assert (third.get("/tasks").status_code, lin.get("/tasks").status_code) == (401, 200)


def test_nobody_ends_sessions_of_others(lin: Browser, province: Province) -> None:
    from outpace.desk.scope.actor import Role

    open_post("wu", Role.TRACER, province.a.path)
    wu = fresh()
    wu.sign_in("wu")
    hers = lin.get("/my-account").json()["sessions"][0]["id"]
    hidden, absent = (wu.post(f"/my-account/sessions/{id}/end", {}) for id in (hers, "ses_0000000000000"))
    assert (hidden.status_code, hidden.content) == (404, absent.content)
    assert lin.get("/tasks").status_code == 200


def test_a_new_password_ends_every_other_session(lin: Browser) -> None:
    other, new = _again(), "a meadow after rain"
    assert _code(lin.post("/my-account/password", {"current": "wrong", "new": new})) == "CONFIRM_FAILED"
    assert lin.post("/my-account/password", {"current": PASSWORD, "new": new}).status_code == 204
    assert (lin.get("/tasks").status_code, other.get("/tasks").status_code) == (200, 401)
    assert fresh().sign_in("lin", new).status_code == 200


@pytest.mark.parametrize(
    ("new", "code"),
    [
        ("short", "PASSWORD_TOO_SHORT"),
        ("Outpace-Admin-123!", "PASSWORD_KNOWN"),
        ("correct horse battery staple", "PASSWORD_KNOWN"),
        ("password-password", "PASSWORD_KNOWN"),
        ("830519772046113", "PASSWORD_DIGITS"),
        (PASSWORD, "PASSWORD_SAME"),
    ],
)
def test_a_weak_or_known_password_is_refused(lin: Browser, new: str, code: str) -> None:
    assert _code(lin.post("/my-account/password", {"current": PASSWORD, "new": new})) == code


def test_a_password_like_the_name_is_refused(province: Province) -> None:
    from outpace.desk.accounts.models import Account
    from outpace.desk.accounts.passwords import check_password_fit
    from outpace.words.problem import ProblemError

    with pytest.raises(ProblemError, match="PASSWORD_LIKE_NAME"):
        check_password_fit("zhuge.kongming1", Account(name="zhuge.kongming"))


def test_the_cookie_is_sent_over_tls_alone_where_there_is_tls(lin: Browser, settings_of: Any) -> None:
    settings_of(SESSION_COOKIE_SECURE=True)
    browser = _again()
    assert browser.client.cookies["outpace_session"]["secure"]
    assert not lin.client.cookies["outpace_session"]["secure"]


@pytest.fixture
def settings_of(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Change settings for one test."""
    from django.conf import settings

    return lambda **values: [monkeypatch.setattr(settings, name, value) for name, value in values.items()]
