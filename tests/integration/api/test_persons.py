"""The number to call: whole for who calls, written down once, and out of reach outside the area."""

from outpace.words.ids import IdKind, decode
from tests.integration.api.conftest import Browser, case_row, register
from tests.integration.conftest import Province

NUMBER = "6000-0418"


def _person(staff: dict[str, Browser], incident: str) -> str:
    case = register(staff["tracer_a"], incident, {**case_row("A-1"), "name": "罗燕", "phone": NUMBER})[0]
    person: str = staff["tracer_a"].get(f"/cases/{case}").json()["person"]["id"]
    return person


def test_a_tracer_sees_the_whole_number_and_it_is_written_down(
    staff: dict[str, Browser], incident: str, province: Province
) -> None:
    from outpace.desk.ledger.models import Access
    from outpace.desk.scope.session import scope

    person = _person(staff, incident)
    assert staff["tracer_a"].get(f"/persons/{person}/phone").json() == {"phone": NUMBER}
    assert staff["tracer_a"].get(f"/persons/{person}/phone").json() == {"phone": NUMBER}
    with scope(province.tracer_a, "test"):
        looks = Access.objects.filter(subject_id=decode(IdKind.PERSON, person), purpose="call").count()
    assert looks == 1


def test_another_county_gets_the_answer_of_an_absent_person(staff: dict[str, Browser], incident: str) -> None:
    person = _person(staff, incident)
    hidden = staff["tracer_b"].get(f"/persons/{person}/phone")
    absent = staff["tracer_b"].get("/persons/per_0000000000001/phone")
    assert (hidden.status_code, hidden.content) == (absent.status_code, absent.content)
    assert hidden.status_code == 404


def test_a_resident_may_not_look_numbers_up(staff: dict[str, Browser], incident: str) -> None:
    assert staff["resident"].get(f"/persons/{_person(staff, incident)}/phone").status_code == 403
