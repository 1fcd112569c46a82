"""Systems: a token is shown once, stored as a hash, never wider or longer than its post, and ends at once."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.integration.accounts.conftest import account_id, change, decide, draw, stored
from tests.integration.accounts.test_keeping import _code, _iso, _new
from tests.integration.api.conftest import API, Browser, case_row
from tests.integration.conftest import Province


class System:
    """A system that shows a token and has no cookies."""

    def __init__(self, token: str) -> None:
        self.client = Client(enforce_csrf_checks=True, SERVER_NAME="127.0.0.1")
        self.shown = {"Authorization": f"Bearer {token}"}

    def get(self, path: str) -> Any:
        return self.client.get(f"{API}{path}", headers=self.shown)

    def post(self, path: str, body: Any, key: str = "k") -> Any:
        headers = {**self.shown, "Idempotency-Key": key}
        return self.client.post(f"{API}{path}", body, content_type="application/json", headers=headers)


@pytest.fixture
def lab(keepers: dict[str, Browser], province: Province) -> System:
    """A laboratory's system with a token for county A."""
    head, chief = keepers["head"], keepers["chief"]
    head.post("/accounts", _new(province, "lab", system=True))
    decide(chief, "lab")
    assert _token(head).status_code == 200
    decide(chief, "lab")
    return System("opt_" + ".".join(draw(browser, "lab").json()["half"] for browser in (head, chief)))


def _token(head: Browser, **other: Any) -> Any:
    post = head.get(f"/accounts/{account_id('lab')}").json()["posts"][0]["id"]
    return change(
        head, "lab", "/tokens", {"post": post, "label": "results", "ends": _iso(7), "reason": "results"} | other
    )


def test_it_reads_and_writes_as_its_post_without_a_page(lab: System, incident: str) -> None:
    assert lab.get("/tasks").status_code == 200
    written = lab.post("/cases", {"incident": incident, "rows": [case_row("C1")]})
    assert len(written.json()["accepted"]) == 1, written.content
    beyond = lab.post("/cases", {"incident": incident, "rows": [case_row("C2", area_code="9002")]}, "k2")
    assert [row["problems"][0]["code"] for row in beyond.json()["rejected"]] == ["AREA_UNKNOWN"]


@pytest.fixture
def incident(province: Province) -> str:
    """The incident's public id."""
    from outpace.words.ids import IdKind, encode

    return encode(IdKind.INCIDENT, province.incident.pk)


def test_it_is_no_person(lab: System) -> None:
    """No session, no own account, nothing to confirm, and no password that would fit."""
    answers = [lab.post("/session", {"name": "chief", "password": "x"}), lab.get("/my-account")]
    answers += [lab.post("/my-account/confirm", {"shown": "x"}), lab.post("/my-account/sessions/end", {})]
    assert [_code(answer) for answer in answers] == ["TOKEN_NOT_HERE"] * 4
    assert lab.get("/session").status_code == 200
    assert "outpace_session" not in lab.client.cookies


def test_a_cookie_beside_it_adds_nothing(lab: System, keepers: dict[str, Browser]) -> None:
    lab.client.cookies["outpace_session"] = keepers["head"].client.cookies["outpace_session"].value
    assert _code(lab.get("/accounts")) == "ROLE_NOT_ALLOWED"
    lab.shown = {"Authorization": "Bearer nonsense"}
    assert _code(lab.get("/accounts")) == "TOKEN_REFUSED"


def test_a_page_without_a_token_still_has_to_prove_itself(keepers: dict[str, Browser]) -> None:
    answer = keepers["head"].client.post(f"{API}/accounts", "{}", content_type="application/json")
    assert _code(answer) == "CSRF_FAILED"


@pytest.mark.parametrize("end", ["token", "post", "account"])
def test_it_ends_at_once(lab: System, keepers: dict[str, Browser], end: str) -> None:
    head = keepers["head"]
    held = head.get(f"/accounts/{account_id('lab')}").json()
    what = {
        "token": f"/tokens/{held['tokens'][0]['id']}/end",
        "post": f"/posts/{held['posts'][0]['id']}/end",
        "account": "/close",
    }[end]
    assert lab.get("/tasks").status_code == 200
    assert change(head, "lab", what).status_code == 200
    refusal = lab.get("/tasks")
    assert (refusal.status_code, _code(refusal)) == (401, "TOKEN_REFUSED")


def test_it_lasts_no_longer_than_a_year_and_its_post(
    lab: System, keepers: dict[str, Browser], province: Province
) -> None:
    head = keepers["head"]
    assert _code(_token(head, ends=_iso(15))) == "TOKEN_TIMES"
    head.post("/accounts", _new(province, "long", system=True, ends=_iso(900)))
    decide(keepers["chief"], "long")
    post = head.get(f"/accounts/{account_id('long')}").json()["posts"][0]["id"]
    body = {"post": post, "label": "x", "ends": _iso(366), "reason": "results"}
    assert _code(change(head, "long", "/tokens", body)) == "TOKEN_TIMES"
    assert change(head, "long", "/tokens", body | {"ends": _iso(364)}).status_code == 200


def test_a_post_that_was_shortened_takes_its_token_along(
    lab: System, keepers: dict[str, Browser], monkeypatch: pytest.MonkeyPatch
) -> None:
    from outpace.desk.accounts import middleware
    from outpace.desk.clock import wall_now

    post = keepers["head"].get(f"/accounts/{account_id('lab')}").json()["posts"][0]["id"]
    assert change(keepers["head"], "lab", f"/posts/{post}/renew", {"ends": _iso(1)}).status_code == 200
    assert lab.get("/tasks").status_code == 200
    monkeypatch.setattr(middleware, "wall_now", lambda: wall_now() + timedelta(days=1))
    assert _code(lab.get("/tasks")) == "TOKEN_REFUSED"


def test_the_ticket_of_its_live_messages_falls_with_it(lab: System, keepers: dict[str, Browser]) -> None:
    from outpace.desk.clock import wall_now
    from outpace.desk.http.ticket import read_ticket
    from outpace.desk.serving.heard import still_good

    ticket = read_ticket(lab.get("/session").json()["live_url"].partition("ticket=")[2])
    assert ticket is not None
    assert still_good({ticket}, wall_now()) == {ticket}
    token = keepers["head"].get(f"/accounts/{account_id('lab')}").json()["tokens"][0]["id"]
    assert change(keepers["head"], "lab", f"/tokens/{token}/end").status_code == 200
    assert not still_good({ticket}, wall_now())


def test_people_get_none_and_systems_no_password(lab: System, keepers: dict[str, Browser]) -> None:
    head = keepers["head"]
    post = head.get(f"/accounts/{account_id('chief')}").json()["posts"][0]["id"]
    body = {"post": post, "label": "x", "ends": _iso(1), "reason": "results"}
    assert _code(change(head, "chief", "/tokens", body)) == "TOKEN_FOR_SYSTEMS"
    assert (
        _code(change(head, "lab", "/reset", {"password": True, "factor": False, "reason": "none"}))
        == "PASSWORD_FOR_PEOPLE"
    )


def test_its_use_is_counted_and_limited(
    lab: System, keepers: dict[str, Browser], monkeypatch: pytest.MonkeyPatch
) -> None:
    from outpace.desk.accounts import middleware, tokens
    from outpace.desk.clock import wall_now

    still = wall_now()
    monkeypatch.setattr(middleware, "wall_now", lambda: still)
    monkeypatch.setattr(tokens, "PER_MINUTE", 3)
    assert [lab.get("/tasks").status_code for _ in range(5)] == [200, 200, 200, 429, 429]
    assert int(lab.get("/tasks")["Retry-After"]) > 0
    shown = keepers["head"].get(f"/accounts/{account_id('lab')}").json()["tokens"][0]
    assert (shown["uses"], shown["last_used"] is not None) == (3, True)


def test_guessing_tokens_is_paused_by_address(province: Province) -> None:
    from outpace.desk.accounts.throttle import PER_TOKEN_ADDRESS

    stranger = System("opt_guess")
    assert {_code(stranger.get("/tasks")) for _ in range(PER_TOKEN_ADDRESS.tries)} == {"TOKEN_REFUSED"}
    assert _code(stranger.get("/tasks")) == "SIGN_IN_PAUSED"


def test_only_a_hash_is_stored(lab: System) -> None:
    kept = stored("accounts_token", "ledger_replay", "ledger_event")
    assert "results" in kept
    assert lab.shown["Authorization"].removeprefix("Bearer ") not in kept


def test_what_ends_soon_is_asked_for(lab: System, province: Province) -> None:
    from outpace.desk.accounts.queries import posts_ending, tokens_ending
    from outpace.desk.clock import now
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope

    with scope(local_operator(), "accounts"):
        assert [token.account.name for token in tokens_ending(now(), timedelta(days=8))] == ["lab"]
        assert tokens_ending(now(), timedelta(days=6)) == []
        assert [post.account.name for post in posts_ending(now(), timedelta(days=15))] == ["lab"]
