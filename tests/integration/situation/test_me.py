"""A resident reads what is held about her and nothing of anybody else; a proposal is never an order."""

from typing import Any

from outpace.desk.scope.session import scope
from tests.integration.conftest import NOW
from tests.integration.situation.conftest import Outbreak


def _person(outbreak: Outbreak, name: str) -> int:
    from outpace.desk.people.queries import find_by_name
    from outpace.desk.scope.actor import EVERYWHERE, service

    with scope(service(EVERYWHERE), "test"):
        return find_by_name(name)[0]


def _me(subject: int) -> dict[str, Any]:
    from outpace.desk.scope.actor import Actor, Role
    from outpace.desk.situation.answers.pages import MeOut
    from outpace.desk.situation.me import PURPOSE, me

    by = Actor(77, Role.RESIDENT, (), subject)
    with scope(by, PURPOSE):
        answer = me(by, NOW)
    MeOut.model_validate(answer)
    return answer


def test_a_contact_reads_the_proposal_its_reason_and_the_plan(traced: Outbreak) -> None:
    mine = _me(_person(traced, "石梅"))
    assert mine["person"]["name"] == "石梅"
    proposal, plan = sorted(mine["records"], key=lambda record: bool(record["tests"]))
    assert proposal["what"]["en"] == "Proposed, not decided: Close contact"
    assert proposal["clause"]["edition"] == "covid19-cn-8"
    assert proposal["decided_by"]["en"] == "Proposed by the rules; nobody has decided yet"
    assert "not an order" in plan["what"]["en"]
    assert plan["end"] == "2022-03-27"
    assert plan["order"] is False
    assert plan["tests"]
    assert mine["phone"]["urgent"] == "120"


def test_what_is_undecided_or_no_contact_is_said_so(traced: Outbreak) -> None:
    [open_question] = _me(_person(traced, "叶舟"))["records"]
    [none] = _me(_person(traced, "欧建华"))["records"]
    assert "a person will check" in open_question["what"]["en"]
    assert "no follow-up" in none["what"]["en"]


def test_a_case_reads_her_record_and_who_opened_it(traced: Outbreak) -> None:
    from outpace.desk.situation.case_page import PURPOSE, case_page

    with scope(traced.province.tracer_a, PURPOSE):
        case_page(traced.province.tracer_a, traced.keys["S-1"], NOW)
    mine = _me(_person(traced, "顾文斌"))
    assert [record["what"]["en"] for record in mine["records"]] == ["Your case record"]
    assert [(row["purpose_text"]["zh"], row["at"]) for row in mine["opened_by"]] == [("查看病例记录", NOW.isoformat())]


def test_reading_one_s_own_record_is_not_logged_as_somebody_else_s(traced: Outbreak) -> None:
    person = _person(traced, "石梅")
    _me(person)
    assert _me(person)["opened_by"] == []


def test_an_account_of_nobody_has_an_empty_record(traced: Outbreak) -> None:
    assert _me(1)["records"] == []


def test_every_event_kind_of_the_loop_has_a_sentence() -> None:
    from outpace.desk.loop import LOOP, SILENT
    from outpace.desk.situation.feed import unworded

    kinds = {line.kind for line in LOOP} | set(SILENT) | {kind for line in LOOP for kind in line.emits}
    assert unworded(kinds) == set()
