"""A number that a hidden case has tells nobody of it; one that can be seen is refused."""

from typing import Any

from outpace.exchange.linelist import CaseRecord
from outpace.exchange.links import LinkRecord
from outpace.words.case import CaseClass
from tests.integration.conftest import NOW, Province


def _register(province: Province, by: Any, code: str, **facts: Any) -> Any:
    from outpace.desk.cases.acts import register_cases
    from outpace.desk.scope.session import scope

    row = CaseRecord(number="T-1", area_code=code, case_class=CaseClass.CONFIRMED, **facts)
    with scope(by, "test"):
        return register_cases(by=by, incident=province.incident, rows=[row], at=NOW)


def test_a_number_taken_in_another_county_is_accepted_like_a_free_one(province: Province) -> None:
    hidden = _register(province, province.tracer_b, "9002", age=46)
    taken = _register(province, province.tracer_a, "9001")
    assert list(hidden.accepted) == list(taken.accepted) == [0]
    assert not taken.rejected
    assert _register(province, province.tracer_a, "9001").duplicate == {0: taken.accepted[0]}


def test_a_number_that_can_be_seen_is_refused_wherever_it_is(province: Province) -> None:
    _register(province, province.tracer_b, "9002", age=46)
    answer = _register(province, province.commander, "9001")
    assert answer.rejected[0][0][1].code == "CASE_NUMBER_TAKEN"
    assert _register(province, province.tracer_b, "9002").rejected[0][0][1].code == "CASE_NUMBER_TAKEN"


def test_a_link_by_a_number_of_two_cases_is_refused(province: Province) -> None:
    from outpace.desk.cases.links import register_links
    from outpace.desk.scope.session import scope

    for by, code in ((province.tracer_b, "9002"), (province.tracer_a, "9001")):
        _register(province, by, code)
    rows = [LinkRecord(infector="T-1", infectee="T-9")]
    answers = []
    for by in (province.commander, province.tracer_a):
        with scope(by, "test"):
            answers.append(register_links(by=by, incident=province.incident, rows=rows, at=NOW).rejected[0][0])
    assert [(end, problem.code) for end, problem in answers] == [
        ("infector", "LINK_CASE_AMBIGUOUS"),
        ("infectee", "LINK_CASE_UNKNOWN"),
    ]
