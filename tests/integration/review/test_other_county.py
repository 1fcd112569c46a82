"""People exposed to a case live where they live: their contacts are proposed there, and nobody sees more than before."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest

from outpace.exchange.linelist import CaseRecord
from outpace.words.case import CaseClass
from outpace.words.contact import Setting
from outpace.words.moment import Dated
from tests.integration.conftest import NOW, Province


def _incident(province: Province) -> Any:
    """An outbreak of county A alone."""
    from outpace.desk.areas.acts import open_incident
    from outpace.desk.scope.session import scope

    by = province.commander
    with scope(by, "test"):
        return open_incident(by=by, code="A-1", zh="甲县", en="A", edition="covid19-cn-8", area=province.a, at=NOW)


def _case(province: Province, incident: Any) -> int:
    from outpace.desk.cases.acts import register_cases
    from outpace.desk.scope.session import scope

    row = CaseRecord(number="A-1", area_code="9001", case_class=CaseClass.CONFIRMED, onset=Dated(date(2022, 3, 4)))
    with scope(province.tracer_a, "test"):
        return int(register_cases(by=province.tracer_a, incident=incident, rows=[row], at=NOW).accepted[0])


def _tell(province: Province, incident: Any, case: int, codes: Sequence[str]) -> None:
    from outpace.desk.areas.queries import place
    from outpace.desk.scope.session import scope
    from outpace.desk.tracing.acts import ExposureRow, Source, record_exposures

    day = Dated(date(2022, 2, 28))
    rows = [
        ExposureRow(setting=Setting.HOUSEHOLD, name=f"林{code}", area_code=code, first=day, last=day) for code in codes
    ]
    by = province.commander
    with scope(by, "test"):
        source = Source(case, incident, place(province.a))
        assert not record_exposures(by=by, source=source, rows=rows, at=NOW).rejected


def _seen(by: Any, name: str) -> list[Any]:
    from django.apps import apps

    from outpace.desk.scope.session import scope

    with scope(by, "test"):
        return list(apps.get_model(*name.split(".")).objects.all())


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> set[tuple[str, ...]]:
    """The areas that the service worked with."""
    from outpace.desk import drain
    from outpace.desk.scope.session import scope

    seen: set[tuple[str, ...]] = set()

    def watched(actor: Any, purpose: Any) -> Any:
        seen.add(actor.paths)
        return scope(actor, purpose)

    monkeypatch.setattr(drain, "scope", watched)
    return seen


def test_a_contact_in_another_county_is_proposed_there(
    province: Province, settle: Callable[[], None], served: set[tuple[str, ...]]
) -> None:
    incident = _incident(province)
    case = _case(province, incident)
    settle()
    _tell(province, incident, case, ["9002"])
    settle()
    (contact,) = _seen(province.tracer_b, "tracing.Contact")
    assert (contact.case_subject_id, contact.area_path, contact.tier) == (case, province.b.path, "close")
    assert _seen(province.tracer_a, "tracing.Contact") == []
    assert {task.subject_id for task in _seen(province.tracer_b, "tasks.Task")} == {contact.pk}
    assert [plan.contact_subject_id for plan in _seen(province.tracer_b, "isolation.Plan")] == [contact.pk]
    assert {path for paths in served for path in paths} == {province.a.path, province.b.path}


def test_a_correction_reaches_the_contacts_of_other_counties(province: Province, settle: Callable[[], None]) -> None:
    """A tracer who sees nothing of the other county corrects her case; the contact there has its proposal anew."""
    from outpace.desk.cases.corrections import correct_case
    from outpace.desk.cases.models import Case
    from outpace.desk.scope.session import scope

    incident = _incident(province)
    case = _case(province, incident)
    _tell(province, incident, case, ["9001", "9002"])
    settle()
    assert [c.tier for c in _seen(province.commander, "tracing.Contact")] == ["close", "close"]
    by = province.tracer_a
    with scope(by, "test"):
        held = Case.objects.select_related("area", "incident__area").get(pk=case)
        correct_case(by=by, case=held, field="onset", value="2022-03-06", why="asked again", at=NOW)
    settle()
    assert [(c.tier, c.version) for c in _seen(province.tracer_b, "tracing.Contact")] == [(None, 2)]


def test_more_areas_than_a_scope_holds_are_served_a_few_at_a_time(
    province: Province, settle: Callable[[], None], served: set[tuple[str, ...]]
) -> None:
    from outpace.desk.areas.models import Area
    from outpace.desk.scope.session import scope

    codes = [f"90{n}" for n in range(10, 22)]
    with scope(province.commander, "test"):
        for code in codes:
            path = f"{province.root.path}{code}/"
            shared = {"level": "county", "parent": province.root, "zone": "Asia/Shanghai", "row_hash": b""}
            Area.objects.create(code=code, name_zh=code, path=path, **shared)
    incident = _incident(province)
    case = _case(province, incident)
    _tell(province, incident, case, codes)
    settle()
    contacts = _seen(province.commander, "tracing.Contact")
    assert sorted(contact.area_path[-5:-1] for contact in contacts) == codes
    assert {contact.tier for contact in contacts} == {"close"}
    assert max(map(len, served)) == 8
    assert province.root.path not in {path for paths in served for path in paths}
    settle()
    assert len(_seen(province.commander, "tracing.Contact")) == len(codes)


def test_nobody_but_the_service_reads_where_a_case_reaches(province: Province) -> None:
    from outpace.desk.scope.actor import service
    from outpace.desk.scope.session import scope
    from outpace.desk.tracing.queries import reach_of

    incident = _incident(province)
    case = _case(province, incident)
    _tell(province, incident, case, ["9001", "9002"])
    for by, sees in (
        (province.tracer_a, [province.a.path]),
        (province.tracer_b, [province.b.path]),
        (service(), [province.a.path, province.b.path]),
    ):
        with scope(by, "test"):
            assert reach_of([case]) == sees
