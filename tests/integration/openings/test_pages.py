"""The pages about openings over HTTP: break-glass with a fresh sign-in, reviews, the log, a person's own record and its copy."""

import csv
import io
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from outpace.desk.scope.actor import Role
from outpace.desk.scope.session import scope
from outpace.words.ids import IdKind, decode, encode
from outpace.words.purpose import Purpose
from tests.integration.api.conftest import Browser, case_row, incident, register, signed_in, staff
from tests.integration.conftest import Province, tell_of_doctored_rows

__all__ = ["incident", "staff"]
WHY = "病人昏迷送到急诊，需要立即联系家属"


@pytest.fixture
def ombudsman(staff: dict[str, Browser], province: Province) -> Browser:
    """A browser of the province's ombudsman."""
    return signed_in("ombudsman", Role.OMBUDSMAN, province.root.path)


@pytest.fixture
def person(staff: dict[str, Browser], incident: str, settle: Callable[[], None]) -> str:
    """A person of county A whose case is discarded: nobody's work links to her."""
    row = {**case_row("A-1"), "name": "罗燕", "phone": "13800005678", "case_class": "discarded"}
    case = register(staff["tracer_a"], incident, row)[0]
    settle()
    found: str = staff["tracer_a"].get(f"/cases/{case}").json()["person"]["id"]
    return found


@pytest.fixture
def herself(staff: dict[str, Browser], person: str) -> Iterator[Browser]:
    """The browser of that person, signed in as a resident."""
    from outpace.desk.accounts.models import Account
    from outpace.desk.scope.actor import local_operator

    with scope(local_operator(), Purpose.KEEP_ACCOUNTS) as by:
        Account.objects.filter(name="resident").update(subject_id=decode(IdKind.PERSON, person))
        tell_of_doctored_rows(by, "")
    return staff["resident"]


def _break(browser: Browser, person: str) -> Any:
    return browser.post(f"/persons/{person}/break-glass", {"reason": "urgent_care", "text": WHY})


def _glass(browser: Browser, person: str) -> str:
    answer = _break(browser, person)
    assert answer.status_code == 200, answer.content
    id: str = answer.json()["id"]
    return id


def _open(browser: Browser, person: str, glass: str) -> Any:
    because = {"kind": "glass", "id": glass}
    return browser.post(f"/persons/{person}/open", {"purpose": "break the glass", "because": because})


def test_break_glass_asks_again_who_is_there(
    staff: dict[str, Browser], person: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from outpace.desk.accounts import confirm

    monkeypatch.setattr(confirm, "GOOD_FOR", timedelta(0))
    answer = _break(staff["tracer_a"], person)
    assert (answer.status_code, answer.json()["code"]) == (403, "STEP_UP_NEEDED")
    monkeypatch.undo()
    opened = _open(staff["tracer_a"], person, _glass(staff["tracer_a"], person)).json()
    assert (opened["name"], opened["phone"]) == ("罗燕", "13800005678")


def test_both_reviewers_find_it_on_their_page_and_the_account_not_on_any(
    staff: dict[str, Browser], ombudsman: Browser, person: str
) -> None:
    glass = _glass(staff["tracer_a"], person)
    for reviewer in (ombudsman, staff["commander"]):
        [row] = reviewer.get("/openings/review").json()["glasses"]
        assert (row["id"], row["person"], row["text"], row["mine"]) == (glass, person, WHY, False)
        assert "罗" not in reviewer.get("/openings/review").content.decode()
    assert staff["tracer_a"].get("/openings/review").status_code == 403
    path = f"/openings/glasses/{glass}/review"
    said = {"verdict": "approved", "text": "已与急诊科核实，情况属实"}
    assert ombudsman.post(path, said).json()["code"] == "IF_MATCH_MISSING"
    settled = ombudsman.post(path, said, version=row["version"]).json()
    assert settled["verdict"] == "approved"
    stale = staff["commander"].post(path, said, version=row["version"])
    assert (stale.status_code, stale.json()["code"]) == (409, "VERSION_CONFLICT")


def test_the_log_answers_by_account_person_and_purpose(
    staff: dict[str, Browser], ombudsman: Browser, person: str
) -> None:
    _open(staff["tracer_a"], person, _glass(staff["tracer_a"], person))
    rows = ombudsman.get("/accesses", person=person).json()["items"]
    assert [row["level"] for row in rows] == ["identity", "record"]
    account = rows[0]["account"]["id"]
    assert ombudsman.get("/accesses", account=account, glass=True).json()["total"] == 1
    assert ombudsman.get("/accesses", purpose="call").json()["total"] == 0
    assert staff["commander"].get("/accesses").json()["total"] == 2
    assert {row["purpose_text"]["en"] for row in rows} == {
        "in an emergency, outside assigned work", "to look at the case record",
    }  # fmt: skip
    _head, *lines = _csv(ombudsman.get("/accesses.csv"))
    assert len(lines) == 2
    assert "罗" not in str(lines)


def _csv(answer: Any) -> list[list[str]]:
    text = b"".join(answer.streaming_content).decode()
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def test_she_reads_every_opening_of_her_record_and_no_colleague_s_name(
    staff: dict[str, Browser], herself: Browser, person: str
) -> None:
    _open(staff["tracer_a"], person, _glass(staff["tracer_a"], person))
    mine = herself.get("/me").json()
    assert mine["person"] == {"name": "罗燕", "phone": "13800005678"}
    assert [(row["level"], row["glass"], row["who"]["en"]) for row in mine["opened_by"]] == [
        ("identity", True, "Contact tracer, County A"), ("record", False, "Contact tracer, County A"),
    ]  # fmt: skip
    assert mine["opened_by"][0]["reason"]["zh"] == "紧急救治"
    assert "tracer_a" not in str(mine["opened_by"])


def test_she_takes_a_copy_of_all_of_it(staff: dict[str, Browser], herself: Browser, person: str) -> None:
    head, *lines = _csv(herself.get("/me.csv"))
    rows = [dict(zip(head, line, strict=True)) for line in lines]
    assert [row["what_zh"] for row in rows if row["part"] == "person"] == ["罗燕", "13800005678"]
    assert [row["what_en"] for row in rows if row["part"] == "opening"] == [
        "read the record with name and number masked"
    ]
    assert [row["what_en"] for row in rows if row["part"] == "record"] == ["Your case record"]


def test_what_she_asks_reaches_the_ombudsman_and_the_answer_reaches_her(
    staff: dict[str, Browser], herself: Browser, ombudsman: Browser, person: str
) -> None:
    about = herself.get("/me").json()["opened_by"][0]["id"]
    asked = {"kind": "complaint", "text": "我不认识这个单位，为什么要看我的记录？", "about": about}
    assert herself.post("/me/requests", asked).status_code == 200
    [waiting] = ombudsman.get("/openings/review").json()["requests"]
    assert (waiting["text"], waiting["about"], waiting["person"]) == (asked["text"], about, person)
    assert staff["commander"].get("/openings/review").json()["requests"] == []
    because = {"kind": "request", "id": waiting["id"]}
    opened = ombudsman.post(f"/persons/{person}/open", {"purpose": "answer a request", "because": because}).json()
    assert opened["name"] == "罗燕"
    path = f"/openings/requests/{waiting['id']}/answer"
    said = {"text": "该单位当时在核对密接名单，记录附后"}
    assert ombudsman.post(path, said, version=waiting["version"]).status_code == 200
    [mine] = herself.get("/me").json()["requests"]
    assert mine["answer"] == said["text"]
    assert next(row["who"]["en"] for row in herself.get("/me").json()["opened_by"]) == "Ombudsman, Test Province"
    again = ombudsman.post(f"/persons/{person}/open", {"purpose": "answer a request", "because": because})
    assert again.status_code == 403


def test_she_asks_about_her_own_record_only(staff: dict[str, Browser], herself: Browser) -> None:
    from outpace.desk.ledger.models import Access

    foreign = encode(IdKind.ACCESS, 999_999)
    asked = {"kind": "complaint", "text": "我不认识这个单位，为什么要看？", "about": foreign}
    assert herself.post("/me/requests", asked).status_code == 404
    assert herself.post("/me/requests", {"kind": "complaint", "text": "short"}).json()["code"] == "WORDS_NEEDED"
    with scope(_operator(), Purpose.TEST):
        assert Access.objects.count() >= 1


def _operator() -> Any:
    from outpace.desk.scope.actor import local_operator

    return local_operator()


def test_an_account_of_nobody_has_nothing_to_ask_about(staff: dict[str, Browser]) -> None:
    answer = staff["resident"].post("/me/requests", {"kind": "complaint", "text": "这里没有我的记录，请查一查"})
    assert answer.json()["code"] == "NOT_ONE_S_OWN"
