"""An exposure told otherwise, or withdrawn: the next version supersedes, contacts follow, and what was told before stays."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.integration.exposures.conftest import TOLD, Told, end

Under = Callable[[str], Told]


@pytest.fixture
def told(under: Under) -> Told:
    return under("covid19-cn-8")


def correct(told: Told, exposure: dict[str, Any], body: dict[str, Any], version: int | None = None) -> Any:
    path = f"/exposures/{exposure['id']}/corrections"
    return told.tracer.post(path, body, version=version or exposure["version"])


def withdraw(told: Told, exposure: dict[str, Any], why: str = "记错了人") -> Any:
    return told.tracer.post(f"/exposures/{exposure['id']}/withdrawal", {"why": why}, version=exposure["version"])


def code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def test_a_later_day_moves_the_end_and_the_earlier_one_stays_readable(told: Told) -> None:
    contact = told.tell()
    contact = told.answer(contact, last="2022-03-05", why="本人想起又见过一次")
    assert end(contact) == "2022-03-26"
    exposure = told.exposure(contact)
    (change,) = exposure["changes"]
    assert (exposure["version"], exposure["last"]) == (2, "2022-03-05")
    assert (change["field"], change["old"], change["new"]) == ("last", "2022-03-02", "2022-03-05")
    assert change["why"] == "本人想起又见过一次"


def test_what_was_known_changes_with_a_reason_only(told: Told) -> None:
    exposure = told.exposure(told.tell())
    assert code(correct(told, exposure, {"last": "2022-03-05"})) == (422, "CORRECTION_REASON_NEEDED")
    assert code(correct(told, exposure, {"last": None})) == (422, "CORRECTION_REASON_NEEDED")
    assert code(correct(told, exposure, {"last": "2022-03-02"})) == (422, "NOTHING_CHANGED")
    assert correct(told, exposure, {"minutes": 30}).status_code == 200


def test_two_who_correct_at_once_are_shown_both_sides(told: Told) -> None:
    exposure = told.exposure(told.tell())
    assert correct(told, exposure, {"minutes": 30}).status_code == 200
    late = correct(told, exposure, {"minutes": 45})
    assert code(late) == (409, "VERSION_CONFLICT")
    assert late.json()["current"]["minutes"] == 30


def test_a_version_is_superseded_once(told: Told) -> None:
    """Two acts that read the same version: the constraint lets one through."""
    from outpace.desk.scope.session import scope
    from outpace.desk.tracing.models import Exposure
    from outpace.desk.tracing.retelling import correct_exposure
    from outpace.words.problem import ProblemError
    from tests.integration.conftest import NOW

    told.tell()
    by = told.province.tracer_a
    with scope(by, "trace contacts"):
        held = Exposure.objects.get()
        correct_exposure(by=by, exposure=held, told={"minutes": 30}, why="", at=NOW)
        with pytest.raises(ProblemError, match="VERSION_CONFLICT"):
            correct_exposure(by=by, exposure=held, told={"minutes": 45}, why="", at=NOW)


def test_an_exposure_withdrawn_supports_no_contact(told: Told) -> None:
    contact = told.tell()
    assert withdraw(told, told.exposure(contact)).status_code == 200
    told.settle()
    contact = told.contact(contact)
    assert (contact["tier"], contact["undecided"], contact["plan"]) == (None, False, None)
    assert "撤回" in contact["reasons"][0]["text"]["zh"]
    assert told.tracer.get("/contacts").json()["total"] == 0
    exposure = told.exposure(contact)
    assert exposure["withdrawn"] is True
    assert [change["field"] for change in exposure["changes"]] == ["withdrawn"]
    assert code(correct(told, exposure, {"minutes": 5})) == (409, "EXPOSURE_GONE")


def test_what_somebody_confirmed_is_taken_back_with_the_exposure(told: Told) -> None:
    contact = told.tell()
    confirm = told.tracer.post(
        f"/contacts/{contact['id']}/decision", {"state": "confirmed"}, version=contact["version"]
    )
    assert confirm.status_code == 200
    told.settle()
    assert told.contact(contact)["plan"] is not None
    withdraw(told, told.exposure(contact))
    told.settle()
    assert told.contact(contact)["plan"] is None
    open_tasks = [
        row for row in told.page()["tasks"] if row["subject"]["id"] == contact["id"] and row["state"] != "done"
    ]
    assert open_tasks == []


def test_a_withdrawal_needs_a_reason(told: Told) -> None:
    exposure = told.exposure(told.tell())
    assert code(withdraw(told, exposure, "  ")) == (422, "CORRECTION_REASON_NEEDED")


def test_told_again_after_an_answer_it_is_still_known(told: Told) -> None:
    contact = told.tell()
    told.answer(contact, minutes=30)
    again = told.tracer.post(f"/cases/{told.case}/exposures", {"rows": [TOLD]}).json()
    assert (again["accepted"], len(again["duplicate"])) == ([], 1)


def test_another_county_finds_no_such_exposure(told: Told) -> None:
    from outpace.desk.scope.actor import Role
    from tests.integration.api.conftest import signed_in

    exposure = told.exposure(told.tell())
    other = signed_in("tracer_e", Role.TRACER, told.province.b.path)
    for path, body in (("corrections", {"minutes": 5}), ("withdrawal", {"why": "x"})):
        answer = other.post(f"/exposures/{exposure['id']}/{path}", body, version=1)
        assert code(answer) == (404, "NOT_FOUND")


def test_the_county_of_the_contact_corrects_what_its_own_person_told(told: Told) -> None:
    """The case lies elsewhere: the loop sees both."""
    from outpace.desk.scope.actor import Role
    from tests.integration.api.conftest import signed_in

    body = {"rows": [TOLD | {"area_code": "9002"}]}
    commander = signed_in("commander_e", Role.COMMANDER, told.province.root.path)
    assert commander.post(f"/cases/{told.case}/exposures", body).json()["accepted"]
    told.settle()
    exposure = commander.get(f"/cases/{told.case}").json()["exposures"][0]
    other = signed_in("tracer_e", Role.TRACER, told.province.b.path)
    path = f"/exposures/{exposure['id']}/corrections"
    assert other.post(path, {"last": "2022-03-05", "why": "核实"}, version=1).status_code == 200
    told.settle()
    (contact,) = other.get("/contacts").json()["items"]
    assert (contact["last_exposure"], end(contact)) == ("2022-03-05", "2022-03-26")


REFUSED = [
    ({"first_at": "2022-03-01"}, "MOMENT_UNREADABLE"),
    ({"first_at": "half past two"}, "MOMENT_UNREADABLE"),
    ({"first_at": "2022-03-01 09:00"}, "MOMENT_OTHER_DAY"),
    ({"first_at": "2999-03-01 09:00"}, "DATE_IN_FUTURE"),
    ({"first_at": "9999-12-31 23:59+00:00"}, "DATE_IN_FUTURE"),
    ({"first_at": "0202-03-02 09:00"}, "DATE_YEAR_UNLIKELY"),
    ({"prophylaxis": [{"means": "vaccine", "day": "2022-02-31"}]}, "DATE_IMPOSSIBLE"),
    ({"prophylaxis": [{"means": "vaccine", "day": "2022-03-04", "at": "2022-03-05 08:00"}]}, "MOMENT_OTHER_DAY"),
    ({"via_first": "2022-03-01"}, "VIA_MISSING"),
    ({"first": "2022-03-06", "why": "x"}, "EXPOSURE_DATES_CROSSED"),
    ({"kinds": ["telepathy"]}, "INPUT_INVALID"),
    ({"setting": None, "why": "x"}, "INPUT_INVALID"),
]


@pytest.mark.parametrize(("body", "refused"), REFUSED)
def test_what_cannot_be_is_refused_with_one_sentence(told: Told, body: dict[str, Any], refused: str) -> None:
    exposure = told.exposure(told.tell())
    answer = correct(told, exposure, body).json()
    assert answer["code"] == refused
    assert answer["title"]["zh"]
    assert answer["title"]["en"]


def test_somebody_who_is_no_contact_of_the_case_is_not_taken_for_one_in_between(told: Told) -> None:
    row = TOLD | {"via": "con_0000000000001"}
    body = told.tracer.post(f"/cases/{told.case}/exposures", {"rows": [row]}).json()
    assert [problem["code"] for problem in body["rejected"][0]["problems"]] == ["VIA_UNKNOWN"]


def test_the_log_holds_every_version(told: Told) -> None:
    from outpace.desk.ledger.rebuild import rebuild
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope

    contact = told.answer(told.tell(), kinds=["skin"], immunity="documented", prophylaxis=[])
    withdraw(told, told.exposure(contact))
    with scope(local_operator(), "test"):
        exposures = next(table for table in rebuild().tables if table.table == "tracing_exposure")
    assert (exposures.equal, exposures.differ) == (3, 0)
