"""A case outside its incident's area sets the same things in motion as one inside."""

from collections.abc import Callable

from outpace.desk.scope.actor import local_operator
from outpace.exchange.linelist import CaseRecord
from outpace.words.case import CaseClass
from tests.integration.conftest import NOW, Province


def test_a_case_outside_the_area_of_its_incident_has_its_tasks(province: Province, settle: Callable[[], None]) -> None:
    from outpace.desk.areas.acts import open_incident
    from outpace.desk.cases.acts import register_cases
    from outpace.desk.scope.session import scope
    from outpace.desk.tasks.models import Task

    by = local_operator()
    rows = [CaseRecord(number=f"T-{code}", area_code=code, case_class=CaseClass.CONFIRMED) for code in ("9001", "9002")]
    with scope(by, "test"):
        incident = open_incident(by=by, code="T-2", zh="甲县", en="A", edition="covid19-cn-8", area=province.a, at=NOW)
    for row in rows:
        with scope(by, "test"):
            assert register_cases(by=by, incident=incident, rows=[row], at=NOW).accepted
    settle()
    with scope(province.commander, "test"):
        labels = set(Task.objects.filter(incident=incident).values_list("label", flat=True))
    assert labels == {"T-9001", "T-9002"}
