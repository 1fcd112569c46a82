"""Signing in and out: the session, its cookies, the token of the page, and the pause after too many failures."""

import json

import pytest
from django.test import Client

from tests.integration.api.conftest import API, PASSWORD, Browser
from tests.integration.conftest import Province, tell_of_doctored_rows


def _fresh() -> Browser:
    return Browser(Client(enforce_csrf_checks=True, SERVER_NAME="127.0.0.1"))


def test_a_stranger_is_told_to_sign_in_and_given_the_token(stranger: Browser) -> None:
    answer = stranger.get("/session")
    assert (answer.status_code, answer.json()["code"]) == (401, "NOT_SIGNED_IN")
    assert stranger.token


def test_the_session_says_who_where_and_what(staff: dict[str, Browser], province: Province) -> None:
    body = staff["tracer_a"].get("/session").json()
    assert body["account"]["role"] == "tracer"
    assert [area["code"] for area in body["account"]["areas"]] == ["9001"]
    assert [incident["code"] for incident in body["incidents"]] == ["T-1"]
    assert (body["zone"], body["drill"]) == ("Asia/Shanghai", False)


def test_the_ticket_of_the_live_messages_holds_the_areas_and_ends(
    staff: dict[str, Browser], province: Province
) -> None:
    from outpace.desk.http.ticket import read_ticket

    url = staff["tracer_a"].get("/session").json()["live_url"]
    assert url.startswith("http://127.0.0.1:8001/live?ticket=")
    ticket = url.partition("ticket=")[2]
    shown = read_ticket(ticket)
    assert shown is not None
    assert shown.paths == (province.a.path,)
    assert read_ticket(ticket[:-1] + ("A" if ticket[-1] != "A" else "B")) is None


def test_the_session_cookie_is_out_of_reach_of_scripts(staff: dict[str, Browser]) -> None:
    cookie = staff["tracer_a"].client.cookies["outpace_session"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_signing_in_changes_the_session_key(staff: dict[str, Browser]) -> None:
    browser = staff["tracer_a"]
    before = browser.client.cookies["outpace_session"].value
    assert browser.sign_in("tracer_b").status_code == 200
    assert browser.client.cookies["outpace_session"].value != before
    assert browser.get("/session").json()["account"]["name"] == "tracer_b"


def test_signed_out_is_out(staff: dict[str, Browser]) -> None:
    browser = staff["tracer_a"]
    key = browser.client.cookies["outpace_session"].value
    for _ in range(2):
        answer = browser.client.delete(f"{API}/session", headers={"X-CSRFToken": browser.token})
        assert answer.status_code == 204
    browser.client.cookies["outpace_session"] = key
    assert browser.get("/cases").status_code == 401


@pytest.mark.parametrize("token", [None, "", "x" * 64])
def test_no_write_without_the_token_of_the_page(staff: dict[str, Browser], token: str | None) -> None:
    headers = {"Idempotency-Key": "k"} | ({"X-CSRFToken": token} if token is not None else {})
    for path in ("/session", "/cases", "/tasks/assign", "/imports/preview"):
        answer = staff["tracer_a"].client.post(f"{API}{path}", "{}", content_type="application/json", headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (403, "CSRF_FAILED")
        assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(("name", "password"), [("tracer_a", "wrong"), ("nobody", PASSWORD), ("tracer_a", "")])
def test_a_wrong_name_and_a_wrong_password_are_one_answer(staff: dict[str, Browser], name: str, password: str) -> None:
    answer = _fresh().sign_in(name, password)
    assert (answer.status_code, answer.json()["code"], answer.json()["params"]) == (401, "SIGN_IN_FAILED", {})


def test_too_many_failures_pause_the_name_even_for_the_right_password(staff: dict[str, Browser]) -> None:
    from outpace.desk.accounts.throttle import PER_NAME

    browser = _fresh()
    assert {browser.sign_in("tracer_a", "wrong").status_code for _ in range(PER_NAME.tries)} == {401}
    answer = browser.sign_in("tracer_a")
    assert (answer.status_code, answer.json()["code"]) == (429, "SIGN_IN_PAUSED")
    assert 0 < int(answer["Retry-After"]) <= 15 * 60
    assert browser.sign_in("tracer_b").status_code == 200


def test_an_account_without_a_post_is_told_so(staff: dict[str, Browser]) -> None:
    from outpace.desk.accounts.models import Post
    from outpace.desk.accounts.post_acts import end_post
    from outpace.desk.clock import now
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope

    browser = staff["tracer_a"]
    with scope(local_operator(), "test") as by:
        end_post(by=by, post=Post.objects.select_related("account").get(account__name="tracer_a"), at=now())
    assert browser.get("/cases").json()["code"] == "NO_POST"
    assert _fresh().sign_in("tracer_a").json()["code"] == "NO_POST"


def test_a_closed_account_is_out_at_once(staff: dict[str, Browser]) -> None:
    from outpace.desk.accounts.models import Account
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope

    browser = staff["tracer_a"]
    with scope(local_operator(), "test") as by:
        Account.objects.filter(name="tracer_a").update(active=False)
        tell_of_doctored_rows(by, "")
    assert browser.get("/cases").status_code == 401


def test_the_answer_holds_no_password(staff: dict[str, Browser]) -> None:
    text = json.dumps(staff["tracer_a"].get("/session").json())
    assert "password" not in text
    assert PASSWORD not in text
