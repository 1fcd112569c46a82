"""The desk decides under the law of the day and the place: a county's own test days reach its own people, and nobody else."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from outpace.exchange.linelist import CaseRecord
from outpace.protocols.overlay import read_overlay
from outpace.protocols.shelf import Files, Shelf, hold, shelf
from outpace.words.case import CaseClass
from outpace.words.contact import Setting
from outpace.words.moment import Dated
from tests.integration.conftest import NOW, Province

if TYPE_CHECKING:
    from outpace.desk.areas.models import Area, Incident

LAST = date(2022, 3, 6)
NATIONAL, LOCAL = [1, 4, 7], [1, 2, 3, 4, 7]
"""Days of central quarantine on which a close contact is tested: the eighth edition's, and the county's."""
PERIOD = "valid: {from: 2022-01, until: 2022-06-27}"


@pytest.fixture
def county_law() -> Iterator[Callable[[str], None]]:
    """Let a county have more test days for a period; what held before holds again afterwards."""
    before = shelf()

    def put(period: str) -> None:
        (text,) = (text for file, text in before.files.overlays.items() if "zj-test-days-2022" in file)
        text = text.replace("area: 330000/", "area: 90/9001/").replace(PERIOD, period)
        file = "overlays/9001/zj-test-days-2022.yaml"
        known = {each.id: each for each in before.editions}
        found = read_overlay(file, text, known)
        assert (found.area, period in text) == ("90/9001/", True)
        hold(Shelf(before.editions, (found,), Files(before.files.editions, {file: text})))

    yield put
    hold(before)


def quarantine_tests(province: Province, incident: "Incident", settle: Callable[[], None]) -> dict[str, list[int]]:
    """Register a case with an exposed person in each county; the days of their tests in quarantine, by county."""
    from outpace.desk.areas.queries import place
    from outpace.desk.cases.acts import register_cases
    from outpace.desk.isolation.models import DueTest
    from outpace.desk.scope.session import scope
    from outpace.desk.tracing.acts import ExposureRow, Source, record_exposures

    case = CaseRecord(number="L-1", area_code="9001", case_class=CaseClass.CONFIRMED, onset=Dated(date(2022, 3, 5)))
    by = province.commander
    with scope(by, "test"):
        key = register_cases(by=by, incident=incident, rows=[case], at=NOW).accepted[0]
        for area in (province.a, province.b):
            row = ExposureRow(setting=Setting.HOUSEHOLD, name=f"林{area.code}", first=Dated(LAST), last=Dated(LAST))
            source = Source(key, incident, place(area))
            assert record_exposures(by=by, source=source, rows=[row], at=NOW).accepted
    settle()
    with scope(by, "test"):
        return {area.code: _quarantine_days(DueTest, area) for area in (province.a, province.b)}


def _quarantine_days(tests: "type[object]", area: "Area") -> list[int]:
    found = tests.objects.filter(plan__area=area, label_en="Test during quarantine")  # type: ignore[attr-defined]
    return sorted(found.values_list("day", flat=True))


def test_a_county_s_own_numbers_reach_its_own_people(
    province: Province, county_law: Callable[[str], None], settle: Callable[[], None]
) -> None:
    county_law(PERIOD)
    assert quarantine_tests(province, province.incident, settle) == {"9001": LOCAL, "9002": NATIONAL}


def test_a_county_s_numbers_end_with_their_period(
    province: Province, county_law: Callable[[str], None], settle: Callable[[], None]
) -> None:
    county_law("valid: {from: 2022-01, until: 2022-03-06}")
    assert quarantine_tests(province, province.incident, settle) == {"9001": NATIONAL, "9002": NATIONAL}


def test_a_past_outbreak_is_under_what_stood_beside_its_edition(
    province: Province, county_law: Callable[[str], None], settle: Callable[[], None]
) -> None:
    from outpace.desk.areas.law import law_over

    county_law(PERIOD)
    years_later = datetime(2026, 11, 22, tzinfo=UTC)
    incident = province.incident
    assert law_over(incident, province.a.path, years_later).overlays == ()
    incident.retrospective = True
    assert law_over(incident, province.a.path, years_later).overlays == ("zj-test-days-2022",)
    assert law_over(incident, province.b.path, years_later).overlays == ()


def test_the_law_changes_at_the_incident_s_midnight(province: Province, county_law: Callable[[str], None]) -> None:
    from outpace.desk.areas.law import law_over

    county_law("valid: {from: 2022-01, until: 2022-03-07}")
    midnight = datetime(2022, 3, 7, 16, tzinfo=UTC)
    before, after = (
        law_over(province.incident, province.a.path, at) for at in (midnight - timedelta(minutes=1), midnight)
    )
    assert (before.overlays, after.overlays) == (("zj-test-days-2022",), ())


def test_an_incident_is_opened_under_a_prevention_edition_only(province: Province) -> None:
    from outpace.desk.areas.acts import open_incident
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope
    from outpace.words.problem import ProblemError

    with pytest.raises(ProblemError) as refused, scope(local_operator(), "test") as by:
        open_incident(by=by, code="T-9", zh="测试", en="Test", edition="covid19-cn-treat-8", area=province.root, at=NOW)
    assert refused.value.problem.code == "EDITION_NOT_PREVENTION"
