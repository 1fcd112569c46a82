"""What lets somebody in, or see more, needs two people. Who asks holds nothing, nor who confirms; PostgreSQL says so too."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.integration.accounts.conftest import (
    PASSWORD,
    account_id,
    change,
    decide,
    draw,
    fresh,
    let_in,
    set_up,
    stored,
    waiting,
)
from tests.integration.accounts.test_keeping import _area, _code, _events, _iso, _new, _provider
from tests.integration.api.conftest import Browser, open_post
from tests.integration.conftest import NOW, Province
from tests.integration.scope.planted import _say

RESET = {"password": True, "factor": False, "reason": "手机丢了"}


def _opened(keepers: dict[str, Browser], province: Province, **other: Any) -> Browser:
    """Lin of county A, opened by the head, confirmed by the commander, signed in."""
    answer = keepers["head"].post("/accounts", _new(province, **other))
    assert answer.status_code == 200, answer.content
    return let_in(keepers["head"], keepers["chief"], "lin")


def test_a_reset_at_three_in_the_morning(keepers: dict[str, Browser], province: Province) -> None:
    """Asked, confirmed, two halves read over the telephone, a password of her own, the notice until she has seen it."""
    lin = _opened(keepers, province)
    assert change(keepers["head"], "lin", "/reset", RESET).status_code == 200
    assert lin.get("/cases").status_code == 200, "nothing happens before it is confirmed"
    assert decide(keepers["chief"], "lin").json()["state"] == "confirmed"
    assert lin.get("/cases").status_code == 401
    assert _code(fresh().sign_in("lin")) == "SIGN_IN_FAILED"
    first, second = draw(keepers["head"], "lin").json(), draw(keepers["chief"], "lin").json()
    assert (first["first"], second["first"]) == (True, False)
    lin = fresh()
    lin.get("/session")
    shown = lin.post("/session/halves", {"name": "lin", "first": first["half"].upper(), "second": second["half"]})
    assert _code(shown) == "PASSWORD_TO_CHOOSE"
    assert lin.get("/cases").status_code == 401
    entered = lin.post("/session/password", {"password": PASSWORD + "!"})
    (notice,) = entered.json()["notices"]
    assert (notice["asked_by"]["en"], notice["decided_by"]["en"], notice["password"]) == ("head", "chief", True)
    assert lin.get("/cases").status_code == 200
    assert lin.post(f"/my-account/notices/{notice['id']}/seen", {}).json() == {"items": []}
    assert lin.get("/session").json()["notices"] == []
    told = [kind for kind in _events() if kind.startswith(("change.", "account.reset"))][3:]
    assert sorted(told) == ["account.reset", "change.asked", "change.confirmed", "change.seen", "change.used"]


def test_a_way_in_opens_once(keepers: dict[str, Browser], province: Province) -> None:
    keepers["head"].post("/accounts", _new(province))
    decide(keepers["chief"], "lin")
    halves = {
        "first": draw(keepers["head"], "lin").json()["half"],
        "second": draw(keepers["chief"], "lin").json()["half"],
    }
    lin, thief = fresh(), fresh()
    for browser in (lin, thief):
        browser.get("/session")
    assert _code(lin.post("/session/halves", {"name": "lin"} | halves)) == "PASSWORD_TO_CHOOSE"
    assert _code(thief.post("/session/halves", {"name": "lin"} | halves)) == "HALVES_WRONG"
    assert _code(draw(keepers["head"], "lin")) == "CHANGE_LAPSED"


@pytest.mark.parametrize("known", ["first", "second"])
def test_one_half_opens_nothing(keepers: dict[str, Browser], province: Province, known: str) -> None:
    """Nor does one's own half twice, nor before the other has drawn hers."""
    keepers["head"].post("/accounts", _new(province))
    decide(keepers["chief"], "lin")
    mine = draw(keepers["head" if known == "first" else "chief"], "lin").json()["half"]
    alone = fresh()
    alone.get("/session")
    for _ in range(2):
        for guess in (mine, "0000-0000", ""):
            tried = {"name": "lin", "first": guess, "second": guess} | {known: mine}
            assert _code(alone.post("/session/halves", tried)) == "HALVES_WRONG"
        draw(keepers["chief" if known == "first" else "head"], "lin")


def test_a_half_drawn_anew_replaces_the_old_one(keepers: dict[str, Browser], province: Province) -> None:
    keepers["head"].post("/accounts", _new(province))
    decide(keepers["chief"], "lin")
    old, second = draw(keepers["head"], "lin").json()["half"], draw(keepers["chief"], "lin").json()["half"]
    new = draw(keepers["head"], "lin").json()["half"]
    lin = fresh()
    lin.get("/session")
    assert _code(lin.post("/session/halves", {"name": "lin", "first": old, "second": second})) == "HALVES_WRONG"
    assert _code(lin.post("/session/halves", {"name": "lin", "first": new, "second": second})) == "PASSWORD_TO_CHOOSE"
    assert not {old, new, second, old.replace("-", "")} & set(
        stored("accounts_change", "ledger_event", "ledger_replay").split()
    )
    assert all(half not in stored("accounts_change", "ledger_event", "ledger_replay") for half in (old, new, second))


def test_it_lapses(keepers: dict[str, Browser], province: Province, monkeypatch: pytest.MonkeyPatch) -> None:
    """After four hours nobody can confirm it; an hour after it was confirmed its halves open nothing."""
    from outpace.desk.accounts import api, change_api
    from outpace.desk.clock import now
    from outpace.desk.ticking import tick

    head, chief = keepers["head"], keepers["chief"]
    head.post("/accounts", _new(province))
    monkeypatch.setattr(change_api, "now", lambda: now() + timedelta(hours=4))
    assert waiting(chief, "lin")["state"] == "lapsed"
    assert _code(decide(chief, "lin")) == "CHANGE_LAPSED"
    monkeypatch.undo()
    tick(now() + timedelta(hours=4))
    assert (waiting(chief, "lin")["state"], _events().count("change.lapsed")) == ("lapsed", 1)
    change(head, "lin", "/posts", {"role": "tracer", "area": _area(province.a), "ends": _iso(3), "reason": "shift"})
    decide(chief, "lin")
    change(head, "lin", "/reset", RESET)
    decide(chief, "lin")
    halves = {"first": draw(head, "lin").json()["half"], "second": draw(chief, "lin").json()["half"]}
    monkeypatch.setattr(api, "now", lambda: now() + timedelta(minutes=61))
    lin = fresh()
    lin.get("/session")
    assert _code(lin.post("/session/halves", {"name": "lin"} | halves)) == "HALVES_WRONG"


def test_refused_changes_nothing(keepers: dict[str, Browser], province: Province) -> None:
    lin = _opened(keepers, province)
    change(keepers["head"], "lin", "/reset", RESET)
    assert decide(keepers["chief"], "lin", confirmed=False).json()["state"] == "refused"
    assert _code(decide(keepers["chief"], "lin")) == "CHANGE_SETTLED"
    assert lin.get("/cases").status_code == 200


def test_who_may_not_confirm(keepers: dict[str, Browser], province: Province) -> None:
    """Not who asked, not whom it is about, nobody whose posts cover less, no tracer; an ombudsman of the area may."""
    from outpace.desk.scope.actor import Role

    open_post("eye", Role.OMBUDSMAN, province.root.path)
    open_post("eye_a", Role.OMBUDSMAN, province.a.path)
    open_post("tracer", Role.TRACER, province.root.path)
    others = {}
    for name in ("eye", "eye_a", "tracer"):
        others[name] = fresh()
        others[name].sign_in(name)
    change(keepers["head"], "chief", "/reset", RESET)
    assert _code(decide(keepers["head"], "chief")) == "CHANGE_NOT_YOURS"
    assert _code(decide(keepers["chief"], "chief")) == "CHANGE_NOT_YOURS"
    row = waiting(keepers["head"], "chief")
    for name, code in (("head_a", "NOT_FOUND"), ("eye_a", "NOT_FOUND"), ("tracer", "ROLE_NOT_ALLOWED")):
        browser = others.get(name) or keepers[name]
        answer = browser.post(f"/account-changes/{row['id']}/decision", {"confirmed": True}, version=row["version"])
        assert _code(answer) == code, name
    assert decide(others["eye"], "chief").json()["state"] == "confirmed"


def test_posts_beyond_the_confirmers_own_are_not_hers_to_confirm(
    keepers: dict[str, Browser], province: Province
) -> None:
    """Though the change itself lies in her county: the account reads the province."""
    post = {"role": "commander", "area": _area(province.a), "ends": _iso(3), "reason": "night shift"}
    change(keepers["head"], "chief", "/posts", post)
    assert _code(decide(keepers["head_a"], "chief")) == "CHANGE_NOT_YOURS"


def test_a_post_begins_when_it_is_confirmed(keepers: dict[str, Browser], province: Province) -> None:
    keepers["head"].post("/accounts", _new(province))
    assert keepers["head"].get(f"/accounts/{account_id('lin')}").json()["posts"] == []
    assert waiting(keepers["chief"], "lin")["may_decide"]
    decide(keepers["chief"], "lin")
    assert [post["state"] for post in keepers["head"].get(f"/accounts/{account_id('lin')}").json()["posts"]] == ["held"]


def test_a_token_is_made_of_two_halves(keepers: dict[str, Browser], province: Province) -> None:
    from django.test import Client

    from tests.integration.scope.planted import System

    head, chief = keepers["head"], keepers["chief"]
    head.post("/accounts", _new(province, "lab", system=True))
    decide(chief, "lab")
    post = head.get(f"/accounts/{account_id('lab')}").json()["posts"][0]["id"]
    wish = {"post": post, "label": "results", "ends": _iso(7), "reason": "county laboratory"}
    assert change(head, "lab", "/tokens", wish).status_code == 200
    assert _code(draw(head, "lab")) == "CHANGE_LAPSED"
    decide(chief, "lab")
    first = draw(head, "lab").json()
    assert first["token"]
    second = draw(chief, "lab").json()["half"]
    pair = first["half"], second
    for shown, status in ((".".join(pair), 200), (".".join(reversed(pair)), 401), (pair[0], 401), (pair[1], 401)):
        assert System(Client(SERVER_NAME="127.0.0.1"), f"opt_{shown}").get("/cases").status_code == status
    assert _code(draw(head, "lab")) == "CHANGE_LAPSED"


def test_a_second_factor_goes_only_with_two(
    keepers: dict[str, Browser], province: Province, factor_wanted: None
) -> None:
    """Until it is confirmed her codes hold; afterwards her own password, which neither knows, and another app."""
    from django.conf import settings

    settings.SECOND_FACTOR = "optional"
    head, chief = keepers["head"], keepers["chief"]
    _opened(keepers, province)
    settings.SECOND_FACTOR = "required"
    lin = fresh()
    lin.sign_in("lin")
    set_up(lin)
    settings.SECOND_FACTOR = "optional"
    change(head, "lin", "/reset", {"password": False, "factor": True, "reason": "手机丢了"})
    assert _code(fresh().sign_in("lin")) == "SECOND_FACTOR_NEEDED"
    decide(chief, "lin")
    assert not waiting(chief, "lin")["may_draw"]
    settings.SECOND_FACTOR = "required"
    assert _code(fresh().sign_in("lin")) == "SECOND_FACTOR_TO_SET_UP"


def test_a_name_at_an_institution_needs_two(
    keepers: dict[str, Browser], province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    _provider(monkeypatch)
    _opened(keepers, province)
    change(keepers["head"], "lin", "/provider", {"provider": "here", "subject": "head-herself", "reason": "sign-in"})
    assert keepers["head"].get(f"/accounts/{account_id('lin')}").json()["providers"] == []
    decide(keepers["chief"], "lin")
    assert keepers["head"].get(f"/accounts/{account_id('lin')}").json()["providers"][0]["subject"] == "head-herself"


def _administrator(province: Province) -> Any:
    from outpace.desk.accounts.models import Account
    from outpace.desk.accounts.sessions import DOOR, PURPOSE
    from outpace.desk.scope.actor import Actor, Role
    from outpace.desk.scope.session import scope

    with scope(DOOR, PURPOSE):
        key = Account.objects.get(name="head").pk
    return Actor(key, Role.ADMINISTRATOR, (province.root.path,))


def _post(chief: Any, province: Province) -> None:
    from outpace.desk.accounts.models import Post

    Post.objects.create(account=chief, role="tracer", area_path=province.a.path, starts=NOW, ends=NOW + timedelta(1))


def _widened(chief: Any, province: Province) -> None:
    from outpace.desk.accounts.models import Post

    Post.objects.filter(account=chief).update(role="tracer")


def _password(chief: Any, province: Province) -> None:
    chief.set_password("of the administrator's choice")
    chief.save()


def _factor(chief: Any, province: Province) -> None:
    from outpace.desk.accounts import second_factor

    second_factor.remove(chief.pk)


def _planted_factor(chief: Any, province: Province) -> None:
    from allauth.mfa.models import Authenticator

    Authenticator.objects.create(user_id=chief.pk, type=Authenticator.Type.TOTP, data={"secret": "x"})


def _name(chief: Any, province: Province) -> None:
    from outpace.desk.accounts.models import ProviderName

    ProviderName.objects.create(account=chief, provider="here", subject="head")


def _token(chief: Any, province: Province) -> None:
    from outpace.desk.accounts.models import Post, Token

    post = Post.objects.get(account=chief)
    Token.objects.create(
        account=chief, post=post, label="x", secret_hash="0" * 64, made=NOW, ends=NOW + timedelta(days=1)
    )


def _account(chief: Any, province: Province) -> None:
    from outpace.desk.accounts.models import Account

    Account.objects.create(id=7, name="puppet", password="md5$x$y")


def _decided(chief: Any, province: Province) -> None:
    from outpace.desk.accounts.models import Change

    Change.objects.create(
        account=chief, area_path=province.root.path, kind="reset", data=RESET, reason="mine", asked_by=1, asked_at=NOW,
        until=NOW + timedelta(hours=4), decided_by=2, decided_at=NOW, outcome="confirmed",
    )  # fmt: skip


def _own_yes(chief: Any, province: Province) -> None:
    from outpace.desk.accounts.models import Change

    Change.objects.update(outcome="confirmed", decided_by=3, decided_at=NOW)


def _others_half(chief: Any, province: Province) -> None:
    from outpace.desk.accounts.models import Change

    Change.objects.update(second_half="md5$x$y")


def _turned(chief: Any, province: Province) -> None:
    from outpace.desk.accounts.models import Change

    Change.objects.update(data={"password": True, "factor": True})


ALONE = (
    _post, _widened, _password, _factor, _planted_factor, _name, _token, _account, _decided, _own_yes, _others_half, _turned,
)  # fmt: skip


@pytest.mark.parametrize("purpose", ["accounts", "confirm changes"])
def test_postgresql_refuses_what_an_administrator_does_alone(
    keepers: dict[str, Browser], province: Province, purpose: str
) -> None:
    """Whatever Python would call: no row is changed without a change that another confirmed."""
    from outpace.desk.accounts.models import Account
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope

    change(keepers["head"], "chief", "/reset", RESET)
    with scope(local_operator(), "accounts"):
        chief = Account.objects.get(name="chief")
        _planted_factor(chief, province)
        _say(local_operator(), "test.doctored", province.root.path, {})
    done = [act.__name__ for act in ALONE if not _is_refused(act, chief, province, purpose)]
    assert done == []


def _is_refused(act: Callable[[Any, Province], None], chief: Any, province: Province, purpose: str) -> bool:
    from django.db import DatabaseError

    from outpace.desk.scope.session import scope

    try:
        with scope(_administrator(province), purpose):
            act(chief, province)
    except DatabaseError as refused:
        return refused.__cause__.sqlstate == "42501" or refused.__cause__.diag.constraint_name is not None  # type: ignore[union-attr]
    return False


def test_a_closed_account_is_not_opened_again(keepers: dict[str, Browser], province: Province) -> None:
    from django.db import DatabaseError

    from outpace.desk.accounts.models import Account
    from outpace.desk.scope.session import scope

    _opened(keepers, province)
    change(keepers["head"], "lin", "/close")
    with pytest.raises(DatabaseError, match="closed"), scope(_administrator(province), "accounts"):
        Account.objects.filter(name="lin").update(active=True, closed=None)


def test_the_operator_of_the_machine_leaves_a_notice(keepers: dict[str, Browser], province: Province) -> None:
    """He can do everything there; what he does to a sign-in its owner reads all the same."""
    from outpace.desk.accounts.acts import reset_password
    from outpace.desk.accounts.models import Account
    from outpace.desk.clock import now
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope

    lin = _opened(keepers, province)
    with scope(local_operator(), "accounts") as by:
        made = reset_password(by=by, account=Account.objects.get(name="lin"), at=now())
    lin = fresh()
    assert _code(lin.sign_in("lin", made)) == "PASSWORD_TO_CHOOSE"
    entered = lin.post("/session/password", {"password": PASSWORD + "?"})
    assert [notice["asked_by"]["en"] for notice in entered.json()["notices"]] == ["the operator of the machine"]


def test_the_list_and_its_file(keepers: dict[str, Browser], province: Province) -> None:
    keepers["head"].post("/accounts", _new(province, reason="=cmd()"))
    file = keepers["chief"].get("/account-changes.csv")
    text = b"".join(file.streaming_content).decode()
    assert ("lin" in text, "\n=cmd" in text, ",=cmd" in text) == (True, False, False)
    assert keepers["chief"].get("/account-changes", state="waiting").json()["total"] == 1
    assert keepers["chief"].get("/account-changes", state="used").json()["total"] == 0
    assert keepers["head_a"].get("/account-changes").json()["total"] == 1
