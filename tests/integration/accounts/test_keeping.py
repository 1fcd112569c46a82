"""Administrators: what they may give and to whom, what they may not, and that nobody else gets in. One row, one case."""

from datetime import timedelta
from typing import Any

import pytest

from tests.integration.accounts.conftest import account_id, change, decide, draw, fresh, let_in, stored
from tests.integration.api.conftest import PASSWORD, Arriving, Browser, open_post
from tests.integration.api.test_routes import operations
from tests.integration.conftest import NOW, Province


def _iso(days: float) -> str:
    from outpace.desk.clock import now

    return (now() + timedelta(days=days)).isoformat()


def _area(area: Any) -> str:
    from outpace.words.ids import IdKind, encode

    return encode(IdKind.AREA, area.pk)


def _new(province: Province, name: str = "lin", **other: Any) -> dict[str, Any]:
    return {
        "name": name,
        "zh": "林",
        "en": "Lin",
        "role": "tracer",
        "area": _area(province.a),
        "ends": _iso(14),
        "reason": "new at the county",
    } | other


def _code(answer: Any) -> str:
    return str(answer.json()["code"])


def _events() -> list[str]:
    from outpace.desk.ledger.models import Event
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope

    with scope(local_operator(), "test"):
        return list(Event.objects.order_by("recorded", "id").values_list("kind", flat=True))


WAY = ["account.closed", "account.opened", "account.secured", "change.used"]
WAY += ["change.asked", "change.confirmed", "post.granted"] * 2
WAY += ["post.ended", "post.renewed"]


def test_the_way_of_an_account(keepers: dict[str, Browser], province: Province) -> None:
    """Opened, confirmed, signed in with two halves, her password chosen; another post, renewed, ended; closed: out at once."""
    head, chief = keepers["head"], keepers["chief"]
    opened = head.post("/accounts", _new(province))
    assert opened.status_code == 200, opened.content
    assert fresh().sign_in("lin").status_code == 401
    lin = let_in(head, chief, "lin")
    assert lin.get("/cases").status_code == 200
    body = {"role": "tracer", "area": _area(province.b), "ends": _iso(7), "reason": "both counties"}
    assert change(head, "lin", "/posts", body).status_code == 200
    decide(chief, "lin")
    given = head.get(f"/accounts/{account_id('lin')}").json()["posts"]
    assert [post["state"] for post in given] == ["held", "held"]
    post = given[-1]["id"]
    assert change(head, "lin", f"/posts/{post}/renew", {"ends": _iso(30)}).status_code == 200
    assert change(head, "lin", f"/posts/{post}/end").json()["posts"][-1]["state"] == "over"
    assert change(head, "lin", "/close").json()["state"] == "closed"
    assert lin.get("/cases").status_code == 401
    assert _code(fresh().sign_in("lin")) == "SIGN_IN_FAILED"
    assert _code(change(head, "lin", "/reset", RESET)) == "ACCOUNT_CLOSED"
    assert _code(head.post("/accounts", _new(province))) == "ACCOUNT_NAME_TAKEN"
    told = [kind for kind in _events() if not kind.startswith(("incident", "area"))][3:]
    assert sorted(told) == sorted(WAY)


def test_a_made_password_lapses(
    keepers: dict[str, Browser], province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The operator of the machine alone makes one."""
    from outpace.desk.accounts import acts, steps
    from outpace.desk.accounts.models import Account
    from outpace.desk.clock import now, wall_now
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope

    with scope(local_operator(), "accounts") as by:
        made = acts.reset_password(by=by, account=Account.objects.get(name="chief"), at=now())
    assert _code(fresh().sign_in("chief", made)) == "PASSWORD_TO_CHOOSE"
    monkeypatch.setattr(steps, "wall_now", lambda: wall_now() + acts.FIRST_PASSWORD_LASTS)
    assert _code(fresh().sign_in("chief", made)) == "PASSWORD_LAPSED"


LIMITS = {
    "wider area": ({"area": "root"}, "POST_TOO_WIDE"),
    "other area": ({"area": "b"}, "POST_TOO_WIDE"),
    "longer": ({"ends": 400_000}, "POST_TOO_LONG"),
    "over already": ({"ends": -1}, "POST_TIMES"),
    "a resident": ({"role": "resident"}, "POST_ROLE_NOT_GIVEN"),
    "a service": ({"role": "service"}, "POST_ROLE_NOT_GIVEN"),
    "a system that keeps accounts": ({"system": True, "role": "administrator"}, "POST_ROLE_NOT_GIVEN"),
    "a purpose of others": ({"purposes": ["accounts"]}, "PURPOSE_UNKNOWN"),
    "no purpose at all": ({"purposes": ["to look around"]}, "PURPOSE_UNKNOWN"),
}


@pytest.mark.parametrize("limit", LIMITS)
def test_nobody_gives_more_than_she_has(keepers: dict[str, Browser], province: Province, limit: str) -> None:
    other, code = LIMITS[limit]
    body = _new(province, **other)
    if "area" in other:
        body["area"] = _area(getattr(province, str(other["area"])))
    if "ends" in other:
        body["ends"] = _iso(float(str(other["ends"])))
    answer = keepers["head_a"].post("/accounts", body)
    assert (_code(answer), 400 <= answer.status_code < 500) == (code, True)
    assert keepers["head"].get("/accounts", q="lin").json()["total"] == 0


@pytest.mark.parametrize(
    ("where", "days", "code"), [("root", 1, "POST_TOO_WIDE"), ("b", 1, "POST_TOO_WIDE"), ("a", 99_999, "POST_TOO_LONG")]
)
def test_the_act_itself_holds_her_to_her_posts(
    keepers: dict[str, Browser], province: Province, where: str, days: int, code: str
) -> None:
    """Whatever route would call it: for granting and for opening."""
    from outpace.desk.accounts.acts import ask_account
    from outpace.desk.accounts.models import Account
    from outpace.desk.accounts.post_acts import ask_post
    from outpace.desk.clock import now
    from outpace.desk.scope.actor import Actor, Role
    from outpace.desk.scope.session import scope
    from outpace.words.ids import IdKind, decode
    from outpace.words.problem import ProblemError

    key, at = decode(IdKind.ACCOUNT, account_id("head_a")), now()
    ends, path = at + timedelta(days=days), getattr(province, where).path
    assert key is not None
    with scope(Actor(key, Role.ADMINISTRATOR, (province.a.path,)), "accounts") as by:
        post = {
            "by": by,
            "role": Role.TRACER,
            "area_path": path,
            "purposes": (),
            "ends": ends,
            "reason": "new here",
            "at": at,
        }
        with pytest.raises(ProblemError, match=code):
            ask_post(account=Account.objects.get(name="chief"), starts=at, **post)
        with pytest.raises(ProblemError, match=code):
            ask_account(name="lin", zh="林", en="Lin", system=False, **post)


RESET = {"password": True, "factor": True, "reason": "lost her phone"}
OWN = ("/close", "/reset", "/posts", "/provider")


@pytest.mark.parametrize("what", OWN)
def test_nobody_changes_her_own(keepers: dict[str, Browser], province: Province, what: str, monkeypatch: Any) -> None:
    _provider(monkeypatch)
    body = {
        "/posts": {"role": "administrator", "area": _area(province.a), "ends": _iso(3), "reason": "more to do"},
        "/provider": {"provider": "here", "subject": "1", "reason": "more to do"},
        "/reset": RESET,
    }.get(what)
    assert _code(change(keepers["head"], "head", what, body)) == "OWN_ACCOUNT"


def _provider(monkeypatch: Any) -> None:
    from outpace.desk.accounts import keeping_api
    from outpace.desk.accounts.providers import Provider

    known = Provider("here", "这里", "Here", "https://here.example", "outpace", "s" * 40, "sub", False)
    monkeypatch.setattr(keeping_api, "provider_of", lambda name: known)


def test_her_own_post_is_neither_renewed_nor_ended(keepers: dict[str, Browser]) -> None:
    post = keepers["head"].get(f"/accounts/{account_id('head')}").json()["posts"][0]["id"]
    assert _code(change(keepers["head"], "head", f"/posts/{post}/renew", {"ends": _iso(9)})) == "OWN_ACCOUNT"
    assert _code(change(keepers["head"], "head", f"/posts/{post}/end")) == "OWN_ACCOUNT"


@pytest.mark.parametrize("what", ["/close", "/reset"])
def test_an_account_with_a_wider_post_is_out_of_reach(
    keepers: dict[str, Browser], province: Province, what: str
) -> None:
    """Else a county's administrator would take over the province's commander by giving her a new password."""
    from outpace.desk.scope.actor import Role

    open_post("chief", Role.COMMANDER, province.a.path)
    assert keepers["head_a"].get(f"/accounts/{account_id('chief')}").json()["changeable"] is False
    assert _code(change(keepers["head_a"], "chief", what, RESET)) == "POST_TOO_WIDE"
    assert keepers["chief"].get("/cases").status_code == 200


def test_accounts_of_other_areas_are_not_there(keepers: dict[str, Browser], province: Province) -> None:
    keepers["head"].post("/accounts", _new(province, "of_b", area=_area(province.b)))
    assert [row["name"] for row in keepers["head_a"].get("/accounts").json()["items"]] == ["head_a"]
    hidden = keepers["head_a"].get(f"/accounts/{account_id('of_b')}")
    absent = keepers["head_a"].get("/accounts/acc_0000000000000")
    assert (hidden.status_code, hidden.content) == (404, absent.content)
    assert change(keepers["head_a"], "of_b", "/close").status_code == 404


def test_one_role_at_a_time(keepers: dict[str, Browser], province: Province) -> None:
    body = {"role": "administrator", "area": _area(province.a), "ends": _iso(3), "reason": "more to do"}
    assert _code(change(keepers["head"], "chief", "/posts", body)) == "POST_ROLES_MIXED"


def test_a_write_names_the_version_it_means(keepers: dict[str, Browser], province: Province) -> None:
    head = keepers["head"]
    head.post("/accounts", _new(province))
    stale = head.post(f"/accounts/{account_id('lin')}/close", {}, version=99)
    assert (stale.status_code, _code(stale)) == (409, "VERSION_CONFLICT")
    assert _code(head.post(f"/accounts/{account_id('lin')}/close", {})) == "IF_MATCH_MISSING"


def test_every_write_asks_to_confirm(
    keepers: dict[str, Browser], province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    from outpace.desk.accounts import confirm
    from outpace.desk.clock import wall_now

    monkeypatch.setattr(confirm, "wall_now", lambda: wall_now() + confirm.GOOD_FOR)
    head = keepers["head"]
    assert _code(head.post("/accounts", _new(province))) == "STEP_UP_NEEDED"
    for what in ("/close", "/reset"):
        assert _code(change(head, "chief", what, RESET)) == "STEP_UP_NEEDED"
    assert head.post("/my-account/confirm", {"shown": PASSWORD}).status_code == 200
    assert head.post("/accounts", _new(province)).status_code == 200


def test_posts_without_a_purpose_are_closed_to_it(keepers: dict[str, Browser], province: Province) -> None:
    head = keepers["head"]
    head.post("/accounts", _new(province, purposes=["read tasks", "do tasks"]))
    lin = let_in(head, keepers["chief"], "lin")
    assert lin.get("/tasks").status_code == 200
    refused = lin.get("/cases")
    assert (refused.status_code, _code(refused)) == (403, "PURPOSE_NOT_IN_POST")


def test_areas_of_a_purpose_are_those_of_its_posts(province: Province) -> None:
    from outpace.desk.accounts.signin import Held, narrowed
    from outpace.desk.scope.actor import Actor, Role

    wide = Actor(1, Role.TRACER, (province.a.path, province.b.path))
    held = (
        Held(Role.TRACER, province.a.path, frozenset()),
        Held(Role.TRACER, province.b.path, frozenset({"read tasks"})),
    )
    assert narrowed(wide, held, "read tasks").paths == wide.paths
    assert narrowed(wide, held, "read cases").paths == (province.a.path,)


@pytest.fixture
def everyone(staff: Arriving, province: Province) -> dict[str, Browser]:
    """A browser of every role that signs in."""
    from outpace.desk.scope.actor import Role

    browsers = staff.all_in()
    for role in (Role.ADMINISTRATOR, Role.OMBUDSMAN, Role.STEWARD):
        open_post(role, role, province.root.path)
        browsers[role] = fresh()
        assert browsers[role].sign_in(role).status_code == 200
    return browsers


MACHINERY = (
    "/installation",
    "/loop/",
    *(f"/ledger/{proof}" for proof in ("checkpoint", "consistency", "inclusion", "item")),
)
"""Alarms, deliveries that fail, proofs of the log: kinds of events, counts and hashes, no record of anybody."""


def _knock(browser: Browser, method: str, path: str) -> Any:
    address = path.replace("{id}", "acc_0000000000000")
    return browser.get(address) if method == "GET" else browser.post(address, {})


def _kept_out(answer: Any) -> bool:
    return answer.status_code == 403 and _code(answer) == "ROLE_NOT_ALLOWED"


def test_role_matrix_of_the_accounts(everyone: dict[str, Browser]) -> None:
    """Every role times every verb of keeping accounts: the administrator alone gets past the gate."""
    routes = [(method, path) for method, path, _ in operations() if path.startswith("/accounts")]
    assert len(routes) >= 12
    passed = {
        (name, method, path)
        for name, browser in everyone.items()
        for method, path in routes
        if not _kept_out(_knock(browser, method, path))
    }
    assert {name for name, _, _ in passed} == {"administrator"}
    assert len(passed) == len(routes)


def test_an_administrator_reads_no_health_data_no_names_no_figures(everyone: dict[str, Browser]) -> None:
    """Every route: only signing in, one's own account, accounts, the machinery, and what authorities say answer her."""
    own = ("/session", "/sign-in", "/my-account", "/accounts", "/account-changes", "/editions", "/rulebook", *MACHINERY)
    shut = [(m, p) for m, p, _ in operations() if not p.startswith(own)]
    assert len(shut) > 25
    open_to_her = {
        (method, path): answer.status_code
        for method, path in shut
        if _code_or_none(answer := _knock(everyone["administrator"], method, path)) != "ROLE_NOT_ALLOWED"
    }
    assert open_to_her == {}


def _code_or_none(answer: Any) -> str | None:
    return answer.json().get("code") if "json" in answer["Content-Type"] else None


def test_her_scope_shows_no_row_about_a_person_whatever_the_route(province: Province) -> None:
    """Below the gate stands the database: with her purpose it gives no row about anybody who fell ill."""
    from outpace.desk.cases.models import Case
    from outpace.desk.people.models import Person
    from outpace.desk.scope.actor import Actor, Role
    from outpace.desk.scope.session import scope

    with scope(province.commander, "test"):
        _one_case(province)
    administrator = Actor(77, Role.ADMINISTRATOR, (province.root.path,))
    with scope(administrator, "accounts"):
        assert (Case.objects.count(), Person.objects.count()) == (0, 0)
    with scope(province.commander, "read cases"):
        assert Case.objects.count() == 1


def _one_case(province: Province) -> None:
    from outpace.desk.areas.queries import home_of
    from outpace.desk.cases.acts import register_cases
    from outpace.exchange.linelist import read_case

    row = read_case({"number": "1", "area_code": "9001", "name": "林一", "case_class": "confirmed"}, as_of=NOW)
    register_cases(
        by=province.commander,
        incident=province.incident,
        rows=[row],  # type: ignore[list-item]
        at=NOW,
        home=home_of(province.commander, province.incident),
    )


def test_filters(keepers: dict[str, Browser], province: Province) -> None:
    head = keepers["head"]
    head.post("/accounts", _new(province, "lab", system=True))
    decide(keepers["chief"], "lab")
    for query, names in (
        ({"q": "he"}, ["head", "head_a"]),
        ({"role": "commander"}, ["chief"]),
        ({"area": _area(province.a)}, ["head_a", "lab"]),
        ({"ends_within_days": 20}, ["lab"]),
        ({"system": True}, ["lab"]),
        ({"state": "closed"}, []),
        ({"state": "open", "limit": 1}, ["chief"]),
    ):
        assert [row["name"] for row in head.get("/accounts", **query).json()["items"]] == names, query


def test_what_is_shown_once_is_stored_nowhere(keepers: dict[str, Browser], province: Province) -> None:
    head = keepers["head"]
    head.post("/accounts", _new(province))
    decide(keepers["chief"], "lin")
    made = draw(head, "lin").json()["half"]
    kept = stored("ledger_replay", "accounts_account", "accounts_session", "accounts_change", "ledger_event")
    assert "lin" in kept
    assert made not in kept
