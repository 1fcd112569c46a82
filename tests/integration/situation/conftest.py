"""A small outbreak with known answers: two counties, gaps, a discarded case, links across the counties."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pytest

from outpace.exchange.linelist import CaseRecord
from outpace.exchange.links import LinkRecord
from outpace.words.case import CaseClass, FoundBy, Outcome, Sex
from outpace.words.contact import Setting
from outpace.words.moment import Dated, Precision
from tests.integration.conftest import NOW, Province

if TYPE_CHECKING:
    from outpace.desk.areas.models import Area
    from outpace.desk.scope.actor import Actor
    from outpace.desk.situation.frame import Frame


def day(text: str) -> Dated:
    """2022-03-04 or 2022-02."""
    if len(text) == len("2022-02"):
        return Dated(date.fromisoformat(f"{text}-01"), Precision.MONTH)
    return Dated(date.fromisoformat(text))


CASES = (
    CaseRecord(
        number="S-1",
        area_code="9001",
        name="顾文斌",
        phone="13900000001",
        sex=Sex.MALE,
        age=46,
        case_class=CaseClass.CONFIRMED,
        found_by=FoundBy.CONTROL,
        onset=day("2022-03-04"),
        diagnosis=day("2022-03-06"),
        reported=day("2022-03-07"),
    ),
    CaseRecord(
        number="S-2",
        area_code="9001",
        case_class=CaseClass.ASYMPTOMATIC,
        found_by=FoundBy.SCREENING,
        specimen=day("2022-03-05"),
        diagnosis=day("2022-03-06"),
        reported=day("2022-03-06"),
        exposure_end=day("2022-03-01"),
    ),
    CaseRecord(
        number="S-3",
        area_code="9002",
        name="林可",
        case_class=CaseClass.CONFIRMED,
        found_by=FoundBy.COMMUNITY,
        onset=day("2022-03-01"),
        diagnosis=day("2022-03-04"),
        reported=day("2022-03-04"),
        outcome=Outcome.DEAD,
        death=day("2022-03-06"),
    ),
    CaseRecord(
        number="S-4",
        area_code="9001",
        case_class=CaseClass.SUSPECTED,
        found_by=FoundBy.CONTROL,
        onset=day("2022-03-05"),
        diagnosis=day("2022-03-04"),
        reported=day("2022-02-20"),
    ),
    CaseRecord(number="S-10", onset=day("2022-02"), diagnosis=day("2022-03-03")),
    CaseRecord(
        number="S-11",
        area_code="9002",
        case_class=CaseClass.DISCARDED,
        onset=day("2022-03-02"),
        reported=day("2022-03-02"),
    ),
)
LINKS = (
    LinkRecord(infector="S-1", infectee="S-2", setting=Setting.WORK, setting_text="workshop"),
    LinkRecord(infector="S-3", infectee="S-2", setting=Setting.MEAL),
    LinkRecord(infector="S-2", infectee="S-4", delay_days=3),
    LinkRecord(infector="S-3", infectee="S-11"),
)
"""S-2 has two candidates, S-3 stands in the other county, S-11 is discarded."""


@dataclass(frozen=True)
class Outbreak:
    """The small province with its cases (key by number)."""

    province: Province
    keys: dict[str, int]

    @contextmanager
    def seen_by(self, actor: "Actor", area: "Area | None" = None, purpose: str = "test") -> "Iterator[Frame]":
        """The figures' frame inside an actor's scope."""
        from outpace.desk.scope.session import scope
        from outpace.desk.situation.frame import Frame

        with scope(actor, purpose):
            yield Frame(self.province.incident, area, NOW)


@pytest.fixture
def outbreak(province: Province) -> Outbreak:
    """Cases and links, before the loop has done anything."""
    from outpace.desk.cases.acts import register_cases
    from outpace.desk.cases.links import register_links
    from outpace.desk.scope.session import scope

    by = province.commander
    with scope(by, "test"):
        outcome = register_cases(by=by, incident=province.incident, rows=CASES, at=NOW)
        linked = register_links(by=by, incident=province.incident, rows=LINKS, at=NOW)
    assert not outcome.rejected
    assert not linked.rejected
    return Outbreak(province, {CASES[index].number: key for index, key in outcome.accepted.items()})


@pytest.fixture
def traced(outbreak: Outbreak, settle: Callable[[], None]) -> Outbreak:
    """Exposures told about S-1 and everything that the loop makes of cases and exposures."""
    from outpace.desk.areas.queries import place
    from outpace.desk.scope.session import scope
    from outpace.desk.tracing.acts import ExposureRow, Source, record_exposures

    province = outbreak.province
    rows = [
        ExposureRow(
            setting=Setting.HOUSEHOLD,
            name="石梅",
            phone="13900000002",
            first=day("2022-03-03"),
            last=day("2022-03-06"),
        ),
        ExposureRow(setting=Setting.HOUSEHOLD, name="欧建华", first=day("2022-02-01"), last=day("2022-02-02")),
        ExposureRow(setting=Setting.HOUSEHOLD, name="叶舟"),
    ]
    with scope(province.tracer_a, "trace contacts"):
        source = Source(outbreak.keys["S-1"], province.incident, place(province.a))
        assert len(record_exposures(by=province.tracer_a, source=source, rows=rows, at=NOW).accepted) == len(rows)
    settle()
    return outbreak
