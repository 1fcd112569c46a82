"""Break-glass that nobody reviewed in 72 hours suspends the account, from that instant and until the review; told before."""

import csv
import io
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from outpace.desk import clock
from outpace.desk.scope.actor import EVERYWHERE, Actor, Role, service
from outpace.desk.scope.session import scope
from outpace.words.problem import ProblemError
from outpace.words.purpose import Purpose
from tests.integration.api.conftest import Browser, case_row, enter, incident, open_post, register, staff
from tests.integration.conftest import Province

__all__ = ["incident", "staff"]

WHY = "somebody is in danger at home and nobody answers"
Travel = Callable[[timedelta], datetime]


@pytest.fixture
def travel(monkeypatch: pytest.MonkeyPatch) -> Travel:
    """Set the clock of the door and of the session's page so far ahead."""
    from outpace.desk.accounts import api, keeping_api, signin
    from outpace.desk.serving import heard

    start = clock.now()

    def to(span: timedelta) -> datetime:
        for module in (api, keeping_api, signin, heard):
            monkeypatch.setattr(module, "now", lambda: start + span)
        return start + span

    return to


@pytest.fixture
def person(staff: dict[str, Browser], incident: str) -> int:
    """Somebody of county A."""
    from outpace.words.ids import IdKind, decode

    case = register(staff["commander"], incident, case_row("A-1"))[0]
    key = decode(IdKind.PERSON, staff["commander"].get(f"/cases/{case}").json()["person"]["id"])
    assert key is not None
    return key


def _actor(name: str, role: Role, path: str) -> Actor:
    from outpace.desk.accounts.models import Account
    from outpace.desk.accounts.sessions import DOOR, PURPOSE

    with scope(DOOR, PURPOSE):
        return Actor(Account.objects.get(name=name).pk, role, (path,))


def _break(by: Actor, person: int, at: datetime) -> Any:
    from outpace.desk.openings.acts import break_glass
    from outpace.desk.openings.words import GlassReason

    with scope(by, Purpose.BREAK_GLASS):
        return break_glass(by=by, subject=person, reason=GlassReason.DANGER, text=WHY, at=at)


def _review(by: Actor, glass: Any, verdict: str, at: datetime) -> None:
    from outpace.desk.openings.acts import review_glass
    from outpace.desk.openings.words import Verdict

    with scope(by, Purpose.REVIEW_OPENINGS):
        review_glass(by=by, glass=glass, verdict=Verdict(verdict), text=WHY, at=at)


def _code(answer: Any) -> str:
    return str(answer.json().get("code"))


def test_nobody_reviewed_it_in_72_hours(
    staff: dict[str, Browser], person: int, province: Province, travel: Travel
) -> None:
    """Out at the instant, without any job; every door says why; the late review lifts it without another sign-in."""
    tracer, chief = staff["tracer_a"], staff["commander"]
    by = _actor("tracer_a", Role.TRACER, province.a.path)
    glass = _break(by, person, travel(timedelta(0)))
    travel(timedelta(hours=71, minutes=59))
    assert tracer.get("/tasks").status_code == 200
    at = travel(timedelta(hours=72))
    for answer in (tracer.get("/tasks"), tracer.get("/session"), tracer.get("/my-account")):
        assert (answer.status_code, _code(answer)) == (403, "ACCOUNT_SUSPENDED")
    assert f"{glass.at:%Y-%m-%d %H:%M}" in tracer.get("/tasks").content.decode()
    with pytest.raises(AssertionError, match="ACCOUNT_SUSPENDED"):
        enter("tracer_a")
    assert (chief.get("/tasks").status_code, staff["tracer_b"].get("/tasks").status_code) == (200, 200)
    _review(_actor("commander", Role.COMMANDER, province.root.path), glass, "approved", at + timedelta(hours=5))
    assert tracer.get("/tasks").status_code == 200


def test_an_objection_lifts_it_too_and_takes_the_right(
    staff: dict[str, Browser], person: int, province: Province, travel: Travel
) -> None:
    by = _actor("tracer_a", Role.TRACER, province.a.path)
    glass = _break(by, person, travel(timedelta(0)))
    at = travel(timedelta(hours=100))
    _review(_actor("commander", Role.COMMANDER, province.root.path), glass, "objected", at)
    assert staff["tracer_a"].get("/tasks").status_code == 200
    with pytest.raises(ProblemError, match="GLASS_SUSPENDED"):
        _break(by, person, at)


def test_its_live_messages_end(staff: dict[str, Browser], person: int, province: Province, travel: Travel) -> None:
    from outpace.desk.clock import wall_now
    from outpace.desk.http.ticket import read_ticket
    from outpace.desk.serving.heard import still_good

    tickets = [
        read_ticket(staff[name].get("/session").json()["live_url"].partition("ticket=")[2])
        for name in ("tracer_a", "tracer_b")
    ]
    _break(_actor("tracer_a", Role.TRACER, province.a.path), person, travel(timedelta(0)))
    assert still_good(tickets, wall_now()) == frozenset(tickets)
    travel(timedelta(hours=72))
    assert still_good(tickets, wall_now()) == {tickets[1]}


def test_reviewers_are_told_a_day_and_six_hours_before(
    staff: dict[str, Browser], person: int, province: Province, travel: Travel
) -> None:
    """Twice in the ledger, and above every page of whoever may review; its author reads by when as well."""
    tracer, chief = staff["tracer_a"], staff["commander"]
    glass = _break(_actor("tracer_a", Role.TRACER, province.a.path), person, start := travel(timedelta(0)))
    hours = {hour: _warned(start + timedelta(hours=hour)) for hour in (47, 48, 49, 65, 66, 67, 72)}
    assert hours == {47: 0, 48: 1, 49: 0, 65: 0, 66: 1, 67: 0, 72: 0}
    travel(timedelta(hours=47))
    assert (chief.get("/session").json()["reviews"], tracer.get("/session").json()["reviews"]) == (None, None)
    travel(timedelta(hours=49))
    due = glass.review_due.isoformat().replace("+00:00", "Z")
    assert chief.get("/session").json()["reviews"] == {"waiting": 1, "first_due": due, "own_due": None}
    assert tracer.get("/session").json()["reviews"] == {"waiting": 0, "first_due": None, "own_due": due}
    assert staff["tracer_b"].get("/session").json()["reviews"] is None
    at = travel(timedelta(hours=50))
    _review(_actor("commander", Role.COMMANDER, province.root.path), glass, "approved", at)
    assert chief.get("/session").json()["reviews"] is None


def _warned(at: datetime) -> int:
    from outpace.desk.openings.acts import warn_of_reviews

    by = service(EVERYWHERE)
    with scope(by, Purpose.TICK):
        return warn_of_reviews(by=by, at=at)


def test_the_last_reviewer_is_not_locked_out(
    staff: dict[str, Browser], person: int, province: Province, travel: Travel
) -> None:
    """Alone she stays in, and breaks no glass; with another reviewer she is out; two who wait for each other both stay."""
    chief = staff["commander"]
    by = _actor("commander", Role.COMMANDER, province.root.path)
    _break(by, person, travel(timedelta(0)))
    at = travel(timedelta(hours=72))
    assert chief.get("/tasks").status_code == 200
    with pytest.raises(ProblemError, match="GLASS_SUSPENDED"):
        _break(by, person, at)
    open_post("second", Role.COMMANDER, province.root.path)
    assert _code(chief.get("/tasks")) == "ACCOUNT_SUSPENDED"
    second = enter("second")
    glass = _break(_actor("second", Role.COMMANDER, province.root.path), person, travel(timedelta(0)))
    travel(timedelta(hours=73))
    assert (chief.get("/tasks").status_code, second.get("/tasks").status_code) == (200, 200)
    _review(by, glass, "approved", at)
    assert _code(chief.get("/tasks")) == "ACCOUNT_SUSPENDED"
    assert second.get("/tasks").status_code == 200


def test_whoever_keeps_accounts_sees_who_is_suspended(
    staff: dict[str, Browser], person: int, province: Province, travel: Travel
) -> None:
    """In the list, by its filter, on the account's page and in the file; also where the emergency was in another area."""
    open_post("keeper_b", Role.ADMINISTRATOR, province.b.path)
    open_post("both", Role.TRACER, province.a.path)
    _second_post("both", Role.TRACER, province.b.path)
    keeper = enter("keeper_b")
    glass = _break(_actor("both", Role.TRACER, province.a.path), person, travel(timedelta(0)))
    at = travel(timedelta(hours=71))
    assert _states(keeper)["both"] == ("open", None)
    at = travel(timedelta(hours=73))
    state, suspended = _states(keeper)["both"]
    assert state == "suspended"
    assert suspended["since"][:19] == f"{glass.review_due:%Y-%m-%dT%H:%M:%S}"
    assert (suspended["because"], suspended["area"]["code"]) == ("glass_unreviewed", "9001")
    assert set(_states(keeper, state="suspended")) == {"both"}
    assert "both" not in _states(keeper, state="open")
    assert "tracer_b" in _states(keeper, state="open")
    (row,) = keeper.get("/accounts", q="both").json()["items"]
    assert keeper.get(f"/accounts/{row['id']}").json()["suspended"] == suspended
    (line,) = _lines(keeper.get("/accounts.csv", state="suspended"))
    assert (line["name"], line["state"], line["suspended_since"][:10]) == (
        "both",
        "suspended",
        f"{glass.review_due:%F}",
    )
    _review(_actor("commander", Role.COMMANDER, province.root.path), glass, "approved", at)
    assert _states(keeper)["both"] == ("open", None)


def test_a_reviewer_who_stays_in_is_not_shown_as_suspended(
    staff: dict[str, Browser], person: int, province: Province, travel: Travel
) -> None:
    """The list and the door say the same."""
    open_post("keeper", Role.ADMINISTRATOR, province.root.path)
    keeper = enter("keeper")
    _break(_actor("commander", Role.COMMANDER, province.root.path), person, travel(timedelta(0)))
    travel(timedelta(hours=73))
    assert (_states(keeper)["commander"][0], staff["commander"].get("/tasks").status_code) == ("open", 200)
    open_post("second", Role.COMMANDER, province.root.path)
    assert (_states(keeper)["commander"][0], _code(staff["commander"].get("/tasks"))) == (
        "suspended",
        "ACCOUNT_SUSPENDED",
    )


def test_nobody_else_asks_who_is_suspended(person: int, province: Province, travel: Travel) -> None:
    from outpace.desk.accounts.suspension import suspended

    _break(_actor("tracer_a", Role.TRACER, province.a.path), person, travel(timedelta(0)))
    at = travel(timedelta(hours=73))
    for role, purpose, found in (
        (Role.ADMINISTRATOR, Purpose.KEEP_ACCOUNTS, 1),
        (Role.ADMINISTRATOR, Purpose.CONFIRM_CHANGES, 0),
        (Role.COMMANDER, Purpose.REVIEW_OPENINGS, 0),
    ):
        with scope(_actor("commander", role, province.root.path), purpose):
            assert len(suspended(at)) == found, purpose


def _second_post(name: str, role: Role, path: str) -> None:
    from outpace.desk.accounts.models import Account
    from outpace.desk.accounts.post_acts import grant_post
    from outpace.desk.scope.actor import local_operator

    by, span = local_operator(), timedelta(days=90)
    with scope(by, Purpose.KEEP_ACCOUNTS):
        account, at = Account.objects.get(name=name), clock.now()
        grant_post(
            by=by, account=account, role=role, area_path=path, purposes=[], starts=at - span, ends=at + span, at=at
        )


def _states(keeper: Browser, **asked: str) -> dict[str, tuple[str, Any]]:
    return {row["name"]: (row["state"], row["suspended"]) for row in keeper.get("/accounts", **asked).json()["items"]}


def _lines(answer: Any) -> list[dict[str, str]]:
    text = b"".join(answer.streaming_content).decode().removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(text)))
