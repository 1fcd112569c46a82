"""The second factor: wanted of staff, set up at the first sign-in, good once, sealed in the database, tried slowly."""

import pytest

from tests.integration.accounts.conftest import App, fresh, set_up, stored
from tests.integration.api.conftest import PASSWORD, Browser, open_post
from tests.integration.conftest import Province


def _code(answer: object) -> str:
    return str(answer.json()["code"])  # type: ignore[attr-defined]


@pytest.fixture
def chief(province: Province, factor_wanted: None) -> Browser:
    """A commander who has shown her password and no more."""
    from outpace.desk.scope.actor import Role

    open_post("chief", Role.COMMANDER, province.root.path)
    browser = fresh()
    assert _code(browser.sign_in("chief")) == "SECOND_FACTOR_TO_SET_UP"
    return browser


def test_a_password_alone_opens_nothing_to_staff(chief: Browser) -> None:
    assert _code(chief.get("/session")) == "SECOND_FACTOR_TO_SET_UP"
    assert {chief.get(path).status_code for path in ("/cases", "/tasks", "/my-account", "/accounts")} == {401}


def test_a_resident_needs_none(province: Province, factor_wanted: None) -> None:
    from outpace.desk.scope.actor import Role

    open_post("resident", Role.RESIDENT, province.a.path)
    assert fresh().sign_in("resident").status_code == 200


def test_it_is_set_up_with_a_first_code_and_asked_for_ever_after(chief: Browser) -> None:
    app, codes = set_up(chief)
    assert chief.get("/cases").status_code == 200
    assert len(set(codes)) == 10
    again = fresh()
    assert _code(again.sign_in("chief")) == "SECOND_FACTOR_NEEDED"
    assert again.get("/cases").status_code == 401
    assert again.post("/session/code", {"code": app.code()}).status_code == 200
    assert again.get("/cases").status_code == 200


def test_a_wrong_first_code_sets_nothing_up(chief: Browser) -> None:
    assert chief.post("/session/second-factor", {}).status_code == 200
    assert _code(chief.post("/session/second-factor/code", {"code": "000000"})) == "CODE_WRONG"
    assert _code(chief.get("/session")) == "SECOND_FACTOR_TO_SET_UP"


def test_a_code_is_good_once(chief: Browser) -> None:
    app, codes = set_up(chief)
    for shown in (app.code(), codes[0]):
        first, second = fresh(), fresh()
        for browser in (first, second):
            browser.sign_in("chief")
        assert first.post("/session/code", {"code": shown}).status_code == 200
        assert _code(second.post("/session/code", {"code": shown})) == "CODE_WRONG"


def test_an_older_code_than_the_last_is_refused(chief: Browser) -> None:
    app, _ = set_up(chief)
    browser = fresh()
    browser.sign_in("chief")
    assert _code(browser.post("/session/code", {"code": app.used})) == "CODE_WRONG"


def test_five_wrong_codes_pause_even_the_right_one(chief: Browser) -> None:
    from outpace.desk.accounts.throttle import PER_CODE

    app, _ = set_up(chief)
    browser = fresh()
    browser.sign_in("chief")
    for _ in range(PER_CODE.tries):
        assert _code(browser.post("/session/code", {"code": "000000"})) == "CODE_WRONG"
    answer = browser.post("/session/code", {"code": app.code()})
    assert (answer.status_code, _code(answer)) == (429, "SIGN_IN_PAUSED")
    assert int(answer["Retry-After"]) > 0


def test_a_code_without_a_password_before_it_is_nothing(chief: Browser) -> None:
    app, _ = set_up(chief)
    assert _code(fresh_with_token().post("/session/code", {"code": app.code()})) == "SIGN_IN_STEP_LOST"


def fresh_with_token() -> Browser:
    browser = fresh()
    browser.get("/session")
    return browser


def test_whoever_waits_too_long_starts_again(chief: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    from outpace.desk.accounts import steps
    from outpace.desk.clock import wall_now

    app, _ = set_up(chief)
    browser = fresh()
    browser.sign_in("chief")
    monkeypatch.setattr(steps, "wall_now", lambda: wall_now() + steps.WAITS)
    assert _code(browser.post("/session/code", {"code": app.code()})) == "SIGN_IN_STEP_LOST"


def test_the_secret_is_sealed_in_the_database(chief: Browser) -> None:
    from django.conf import settings

    app, codes = set_up(chief)
    kept = stored("mfa_authenticator", "accounts_session", "accounts_account", "accounts_attempt", "ledger_replay")
    assert "totp" in kept
    assert app.secret not in kept
    assert not [code for code in codes if code in kept]
    assert (settings.HOME.keys / "second-factor.key").stat().st_mode & 0o077 == 0


def test_a_session_from_before_the_wish_counts_no_longer(province: Province) -> None:
    from django.conf import settings

    from outpace.desk.scope.actor import Role

    open_post("chief", Role.COMMANDER, province.root.path)
    browser = fresh()
    assert browser.sign_in("chief").status_code == 200
    settings.SECOND_FACTOR = "required"
    try:
        assert browser.get("/cases").status_code == 401
    finally:
        settings.SECOND_FACTOR = "optional"


def test_another_app_in_its_place_needs_confirming(chief: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    from outpace.desk.accounts import confirm
    from outpace.desk.clock import wall_now

    app, _ = set_up(chief)
    later = lambda: wall_now() + confirm.GOOD_FOR  # noqa: E731
    monkeypatch.setattr(confirm, "wall_now", later)
    refusal = chief.post("/my-account/second-factor", {})
    assert (refusal.status_code, _code(refusal), refusal.json()["params"]["by"]) == (403, "STEP_UP_NEEDED", "code")
    assert _code(chief.post("/my-account/confirm", {"shown": PASSWORD})) == "CONFIRM_FAILED"
    assert chief.post("/my-account/confirm", {"shown": app.code()}).status_code == 200
    answer = chief.post("/my-account/second-factor", {})
    assert answer.status_code == 200
    other = App(answer.json()["secret"])
    assert chief.post("/my-account/second-factor/code", {"code": other.code(-1)}).status_code == 200
    again = fresh()
    again.sign_in("chief")
    assert _code(again.post("/session/code", {"code": app.code(1)})) == "CODE_WRONG"
    assert again.post("/session/code", {"code": other.code()}).status_code == 200
