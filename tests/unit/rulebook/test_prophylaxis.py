"""Prophylaxis after an exposure: in time by hours or days, too late, or open until the moments are known."""

from datetime import UTC, date, datetime, timedelta

import pytest

from outpace.protocols import Edition
from outpace.protocols.loader import read_edition
from outpace.protocols.shelf import data_root
from outpace.rulebook.contact_tier import propose_tier
from outpace.words.case import CaseClass, CaseFacts
from outpace.words.contact import ExposureFacts, Given, Immunity, Means, Setting, Susceptibility
from outpace.words.decision import Decision, Undecided
from outpace.words.moment import Dated, Precision, start_of_day
from outpace.words.problem import ProblemError

ZONE = "Asia/Shanghai"
AS_OF = datetime(2015, 6, 30, tzinfo=UTC)
FIRST = date(2015, 6, 10)
CASE = CaseFacts(case_class=CaseClass.CONFIRMED, onset=Dated(FIRST))
TEXT = (data_root() / "mers" / "mers-2015" / "edition.yaml").read_text("utf-8")
MORE = """
numbers:
  vaccine_hours: {value: 72, unit: hour, source: x, certainty: ours, date: unknown, direction: fewer}
  immunoglobulin_days: {value: 6, unit: day, source: x, certainty: ours, date: unknown, direction: fewer}
prophylaxis:
  - {id: early, label: {zh: 疫苗, en: Vaccine}, means: vaccine, within_hours: vaccine_hours, clause: "2.3"}
  - {id: later, label: {zh: 球蛋白, en: Globulin}, means: immunoglobulin, within_days: immunoglobulin_days, clause: "2.3"}
"""
IMMUNE = "      - {settings: [household], immunity: [not_immune, undocumented], prophylaxis: []}"


def read(criterion: str, more: str = MORE) -> Edition:
    return read_edition(
        "mers-2015",
        {"edition.yaml": TEXT.replace("      - {settings: [household]}", criterion, 1), "more.yaml": more},
    )


EDITION = read(IMMUNE)


def tier(*given: Given, immunity: Immunity | None = Immunity.UNDOCUMENTED, moment: datetime | None = None) -> object:
    told = ExposureFacts(setting=Setting.HOUSEHOLD, first=Dated(FIRST), last=Dated(FIRST), first_at=moment)
    answer = propose_tier(told, CASE, EDITION, AS_OF, ZONE, Susceptibility(immunity=immunity, prophylaxis=given))
    return answer.outcome if isinstance(answer, Decision) else answer.needs


def on(step: int, means: Means = Means.VACCINE, at: datetime | None = None) -> Given:
    return Given(means=means, day=Dated(FIRST + timedelta(days=step)), at=at)


def test_immunity_and_prophylaxis_that_nobody_asked_for_keep_the_tier_open() -> None:
    told = ExposureFacts(setting=Setting.HOUSEHOLD, first=Dated(FIRST), last=Dated(FIRST))
    answer = propose_tier(told, CASE, EDITION, AS_OF, ZONE)
    assert isinstance(answer, Undecided)
    assert answer.needs == ("immunity", "prophylaxis")


@pytest.mark.parametrize(
    ("immunity", "found"), [("documented", "casual"), ("undocumented", "close"), ("not_immune", "close")]
)
def test_no_proof_counts_as_no_immunity(immunity: str, found: str) -> None:
    assert tier(immunity=Immunity(immunity)) == found


@pytest.mark.parametrize(
    ("step", "found"),
    [
        (-1, "close"),
        (0, "casual"),
        (2, "casual"),
        (3, ("exposure_first_at", "prophylaxis_at")),
        (4, "close"),
    ],
)
def test_hours_between_two_days_are_told_only_where_they_can_be(step: int, found: object) -> None:
    assert tier(on(step)) == found


@pytest.mark.parametrize(("hours", "found"), [(72, "casual"), (73, "close")])
def test_the_last_hour_is_in_time(hours: int, found: str) -> None:
    exposed = start_of_day(FIRST, ZONE) + timedelta(hours=9)
    assert tier(on(3, at=exposed + timedelta(hours=hours)), moment=exposed) == found


def test_one_known_moment_may_be_enough() -> None:
    third = start_of_day(FIRST + timedelta(days=3), ZONE)
    assert tier(on(3, at=third)) == "casual"
    assert tier(on(3, at=third + timedelta(hours=1))) == ("exposure_first_at",)
    assert tier(on(3), moment=start_of_day(FIRST, ZONE)) == ("prophylaxis_at",)


@pytest.mark.parametrize(("step", "found"), [(6, "casual"), (7, "close")])
def test_days_are_counted_as_days(step: int, found: str) -> None:
    assert tier(on(step, Means.IMMUNOGLOBULIN)) == found


def test_medicine_that_the_edition_does_not_list_changes_nothing() -> None:
    assert tier(on(1, Means.MEDICINE)) == "close"


def test_one_in_time_is_enough_and_an_open_one_keeps_it_open() -> None:
    assert tier(on(9), on(1)) == "casual"
    assert tier(on(9), Given(means=Means.VACCINE)) == ("prophylaxis_day",)
    month = Given(means=Means.IMMUNOGLOBULIN, day=Dated(FIRST, Precision.MONTH))
    assert tier(month) == ("exposure_first", "prophylaxis_day")


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (on(40), "FACT_IN_FUTURE"),
        (on(2, at=start_of_day(FIRST, ZONE)), "FACTS_CONTRADICT"),
        (on(20, at=AS_OF + timedelta(minutes=1)), "FACT_IN_FUTURE"),
    ],
)
def test_what_cannot_be_is_refused(given: Given, code: str) -> None:
    with pytest.raises(ProblemError) as refusal:
        tier(given)
    assert refusal.value.problem.code == code


@pytest.mark.parametrize(
    ("criterion", "more", "code"),
    [
        (IMMUNE.replace("[]", "[aspirin]"), MORE, "PROTOCOL_CHOICE"),
        (IMMUNE.replace("undocumented", "unasked"), MORE, "PROTOCOL_CHOICE"),
        (IMMUNE.replace("immunity: [not_immune, undocumented]", "kinds: [telepathy]"), MORE, "PROTOCOL_CHOICE"),
        (IMMUNE, MORE.replace("within_hours: v", "within_days: v"), "PROTOCOL_UNIT"),
        (IMMUNE, MORE.replace("within_days: i", "within_hours: vaccine_hours, within_days: i"), "PROTOCOL_KEY_TWICE"),
        (IMMUNE, MORE.replace("id: later", "id: early"), "PROTOCOL_KEY_TWICE"),
        (IMMUNE, MORE + "risk_strata: []\n", "PROTOCOL_KEY_MISSING"),
    ],
)
def test_a_broken_edition_is_refused(criterion: str, more: str, code: str) -> None:
    with pytest.raises(ProblemError) as refusal:
        read(criterion, more)
    assert refusal.value.problem.code == code
