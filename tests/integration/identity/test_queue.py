"""The steward's queue: masked in the list, whole and written down when opened, decided once, undone with a reason."""

from collections.abc import Callable

import pytest

from tests.integration.api.conftest import Browser, open_post
from tests.integration.conftest import Province
from tests.integration.identity.conftest import Register

WHO = {"name": "欧阳知岚", "phone": "13900001234", "birth": "1990-03-07", "address": "云岚路18号"}


@pytest.fixture
def steward_page(staff: dict[str, Browser], province: Province) -> Browser:
    """A browser in which a steward of the province is signed in."""
    from django.test import Client

    from outpace.desk.scope.actor import Role

    open_post("steward", Role.STEWARD, province.root.path)
    browser = Browser(Client(enforce_csrf_checks=True, SERVER_NAME="127.0.0.1"))
    assert browser.sign_in("steward").status_code == 200
    return browser


@pytest.fixture
def pair(register: Register, match: Callable[[], int], steward_page: Browser) -> dict[str, object]:
    register({"number": "B-1", **WHO}, county="9002")
    register({"number": "A-1", **WHO, "name": "Ouyang Zhilan"})
    match()
    (row,) = steward_page.get("/matches").json()["items"]
    return row


def test_the_queue_is_masked_and_an_opening_is_written_down(pair: dict[str, object], steward_page: Browser) -> None:
    answer = steward_page.get("/matches").content.decode()
    assert not [value for value in (*WHO.values(), "Ouyang Zhilan") if value in answer]
    assert "139****1234" in answer
    opened = steward_page.post(f"/matches/{pair['id']}/opening", {}).json()
    assert {opened["newcomer"]["name"], opened["known"]["name"]} == {WHO["name"], "Ouyang Zhilan"}
    assert opened["newcomer"]["address"] == WHO["address"]
    assert {reason["field"] for reason in opened["reasons"]} >= {"name", "phone", "birth", "area"}
    assert all(reason["text"]["zh"] and reason["text"]["en"] for reason in opened["reasons"])


def test_each_opening_stands_in_both_persons_logs(pair: dict[str, object], steward_page: Browser) -> None:
    from outpace.desk.ledger.models import Access
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope
    from outpace.desk.situation.opened import log_rows
    from outpace.words.purpose import Purpose

    for _ in range(2):
        assert steward_page.post(f"/matches/{pair['id']}/opening", {}).status_code == 200
    with scope(local_operator(), Purpose.TEST):
        rows = list(Access.objects.filter(because="match"))
        shown = [row["because"] for row in log_rows(rows)]
    assert [(row.purpose, row.level, row.role) for row in rows] == [("match records", "identity", "steward")] * 2
    assert shown == [{"kind": "match", "id": pair["id"]}] * 2


def test_a_pair_is_decided_once_and_undone_with_a_reason(pair: dict[str, object], steward_page: Browser) -> None:
    at = f"/matches/{pair['id']}"
    assert steward_page.post(f"{at}/decision", {"decision": "same"}).status_code == 428
    said = steward_page.post(f"{at}/decision", {"decision": "same", "why": "同一手机"}, version=1)
    assert (said.status_code, said.json()["state"], said.json()["version"]) == (200, "same", 2)
    assert steward_page.post(f"{at}/decision", {"decision": "different"}, version=1).status_code == 409
    assert steward_page.post(f"{at}/undo", {"why": " "}, version=2).status_code == 422
    parted = steward_page.post(f"{at}/undo", {"why": "另有其人"}, version=2)
    assert (parted.status_code, parted.json()["state"]) == (200, "undone")
    assert steward_page.get("/matches", state="undone").json()["total"] == 1
    assert steward_page.get("/matches", state="open").json()["total"] == 0


def test_the_file_of_decisions_names_nobody(pair: dict[str, object], steward_page: Browser) -> None:
    answer = steward_page.get("/matches.csv")
    text = b"".join(answer.streaming_content).decode()
    assert text.count("\n") == 2
    assert pair["id"] in text
    assert not [value for value in (*WHO.values(), "欧*", "139****1234") if value in text]


@pytest.mark.parametrize("name", ["commander", "tracer_a", "operator", "resident"])
def test_nobody_but_a_steward_reads_the_queue(pair: dict[str, object], staff: dict[str, Browser], name: str) -> None:
    assert staff[name].get("/matches").status_code == 403
    assert staff[name].post(f"/matches/{pair['id']}/opening", {}).status_code == 403


def test_a_steward_of_one_county_does_not_see_what_crosses_it(
    pair: dict[str, object], staff: dict[str, Browser], province: Province
) -> None:
    from django.test import Client

    from outpace.desk.scope.actor import Role

    open_post("steward_a", Role.STEWARD, province.a.path)
    browser = Browser(Client(enforce_csrf_checks=True, SERVER_NAME="127.0.0.1"))
    browser.sign_in("steward_a")
    assert browser.get("/matches").json()["total"] == 0
    absent = browser.post("/matches/mat_0000000000zzz/opening", {})
    hidden = browser.post(f"/matches/{pair['id']}/opening", {})
    assert (absent.status_code, absent.content) == (hidden.status_code, hidden.content) == (404, hidden.content)


def test_every_agreement_has_its_words() -> None:
    from outpace.desk.people.answers import sentence
    from outpace.matching.score import weights

    for field, agreements in weights().items():
        for agreement in agreements if field != "outcomes" else ():
            both = sentence(field, agreement)
            assert both.zh
            assert both.en


def _others(browser: Browser, number: str) -> tuple[bool, list[tuple[str, str, bool]]]:
    """Whether the case of a number is held, and what its page shows of the same person: kind, case, joined."""
    rows = browser.get("/cases", number=number).json()["items"]
    page = browser.get(f"/cases/{rows[0]['id']}").json()
    return page["held"], [(row["kind"], row["case"]["number"], row["linked"]) for row in page["same_person"]]


def test_the_page_of_a_case_shows_what_else_is_of_the_person(
    pair: dict[str, object], steward_page: Browser, staff: dict[str, Browser]
) -> None:
    """Once a steward joined them, to whoever sees both; the tracer of one county learns nothing of the other."""
    for name in ("commander", "tracer_a"):
        assert _others(staff[name], "A-1") == (True, [])
    steward_page.post(f"/matches/{pair['id']}/decision", {"decision": "same", "why": "同一手机"}, version=1)
    assert _others(staff["commander"], "A-1") == (False, [("case", "B-1", True)])
    assert _others(staff["commander"], "B-1") == (False, [("case", "A-1", True)])
    assert _others(staff["tracer_a"], "A-1") == (False, [])
    assert _others(staff["tracer_b"], "B-1") == (False, [])
    steward_page.post(f"/matches/{pair['id']}/undo", {"why": "另有其人"}, version=2)
    assert _others(staff["commander"], "A-1") == (False, [])


def test_a_contact_who_is_a_case_under_another_record_is_shown_as_one(
    register: Register,
    match: Callable[[], int],
    steward_page: Browser,
    staff: dict[str, Browser],
    settle: Callable[[], None],
) -> None:
    """She was named as a contact in one county and fell ill in another: joined, the list says so to whoever sees both."""
    register({"number": "A-1", "name": "罗燕", "reported": "2022-03-05"})
    a = staff["tracer_a"]
    case = a.get("/cases", number="A-1").json()["items"][0]["id"]
    told = {"name": WHO["name"], "phone": WHO["phone"], "birth": WHO["birth"], "setting": "household"}
    assert a.post(f"/cases/{case}/exposures", {"rows": [told]}).json()["accepted"]
    settle()
    register({"number": "B-1", **WHO, "name": "Ouyang Zhilan"}, county="9002")
    match()
    (pair,) = steward_page.get("/matches").json()["items"]
    if pair["state"] == "open":
        steward_page.post(f"/matches/{pair['id']}/decision", {"decision": "same"}, version=1)
    became = {
        name: staff[name].get("/contacts").json()["items"][0]["became_case"] for name in ("commander", "tracer_a")
    }
    assert (became["commander"]["number"], became["tracer_a"]) == ("B-1", None)
