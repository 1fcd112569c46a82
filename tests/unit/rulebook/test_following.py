"""Caps, swabs and days that no edition on the shelf shows by itself; and editions that say these things wrongly."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from outpace.protocols import Edition, load_edition
from outpace.protocols.loader import read_edition
from outpace.protocols.sections.following import MISSED_TESTS, RE_EXPOSURE, Cap, MadeUp
from outpace.protocols.sections.timing import CUT_OFF
from outpace.protocols.shelf import data_root
from outpace.rulebook.counting import Classed, History, count
from outpace.rulebook.follow_up import follow_up
from outpace.rulebook.redating import LastExposure, redate
from outpace.rulebook.tests_due import tests_due as standing_of
from outpace.words.case import CaseClass
from outpace.words.contact import Again
from outpace.words.decision import Decision
from outpace.words.moment import Dated
from outpace.words.problem import ProblemError

ZONE = "Asia/Shanghai"
AS_OF = datetime(2022, 1, 4, 2, tzinfo=UTC)
EDITION = load_edition("covid19-cn-8")
LAST = Dated(date(2021, 12, 7))
FOLDER = data_root() / "covid19" / EDITION.id
FILES = {name: (FOLDER / name).read_text("utf-8") for name in ("edition.yaml", "persons.yaml")}


def changed(key: str, part: object) -> Edition:
    return replace(EDITION, sections={**EDITION.sections, key: part})


@pytest.mark.parametrize(
    ("days", "end", "capped"), [(0, "2021-12-28", False), (9, "2022-01-06", False), (10, "2022-01-06", True)]
)
def test_a_cap_holds_whatever_comes_later(days: int, end: str, capped: bool) -> None:
    clause = EDITION.clause("3.18")
    cap = Cap(replace(EDITION.numbers["close_central_days"], values=(30,)), clause)
    edition = changed(RE_EXPOSURE.key, replace(EDITION.part(RE_EXPOSURE), cap=cap))
    later = LastExposure(day=Dated(LAST.day + timedelta(days=days)), again=Again.ANOTHER_CASE)
    answer = redate("close", (LastExposure(day=LAST), later), edition, AS_OF, ZONE)
    assert isinstance(answer, Decision)
    assert (str(answer.outcome.plan.end), answer.outcome.capped) == (end, capped)
    assert any("At most 30" in reason.text.en and reason.clause is clause for reason in answer.reasons) is capped


@pytest.mark.parametrize(
    ("made_up", "states"),
    [(MadeUp.NEXT_SWAB, ["late", "late", "done"]), (MadeUp.OWN_SWAB, ["late", "missed", "missed"])],
)
def test_one_swab_makes_up_for_all_or_for_one(made_up: MadeUp, states: list[str]) -> None:
    edition = changed(MISSED_TESTS.key, replace(EDITION.part(MISSED_TESTS), made_up_by=made_up))
    plan = follow_up("contact_of_contact", LAST, edition, AS_OF, ZONE)
    assert isinstance(plan, Decision)
    found = standing_of(plan.outcome, (date(2021, 12, 14),), edition, AS_OF, ZONE)
    assert [one.state.value for one in found.outcome] == states


def test_a_day_closes_at_the_hour_of_the_edition() -> None:
    hour = replace(EDITION.cut_off_hour, values=(15,))
    edition = changed(CUT_OFF.key, replace(EDITION.part(CUT_OFF), hour=hour))
    for minute, new in ((59, 1), (60, 0)):
        at = datetime(2021, 12, 12, 6, tzinfo=UTC) + timedelta(minutes=minute)
        people = [History(classes=(Classed(at=at, case_class=CaseClass.CONFIRMED),))]
        answer = count(people, date(2021, 12, 12), edition, AS_OF, ZONE)
        assert isinstance(answer, Decision)
        assert answer.outcome.new_infections == new


@pytest.mark.parametrize(
    "exposures", [(), (LastExposure(day=LAST, again=Again.SAME_ROOM),)], ids=["none", "only a later one"]
)
def test_without_a_first_exposure_nothing_is_counted(exposures: tuple[LastExposure, ...]) -> None:
    with pytest.raises(ProblemError) as refusal:
        redate("close", exposures, EDITION, AS_OF, ZONE)
    assert refusal.value.problem.code == "FACTS_MALFORMED"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("made_up_by: next_swab", "made_up_by: goodwill", "PROTOCOL_CHOICE"),
        ("blocks_release: true", "blocks_release: perhaps", "PROTOCOL_TYPE"),
        ("restarts: [another_case,", "restarts: [bad_luck,", "PROTOCOL_CHOICE"),
        ("cap: {days: re_exposure_most_days", "cap: {days: home_child_years", "PROTOCOL_UNIT"),
        (
            'cap: {days: re_exposure_most_days, clause: "3.18"}',
            "cap: {days: re_exposure_most_days}",
            "PROTOCOL_KEY_MISSING",
        ),
        ("child_until: home_child_years", "child_until: close_home_days", "PROTOCOL_UNIT"),
        ("group: medium_risk_area", "group: high_risk_area", "PROTOCOL_KEY_TWICE"),
        ("group: recovered", "group: unlucky", "PROTOCOL_CHOICE"),
        ("classes: [confirmed, asymptomatic]", "classes: [confirmed, discarded]", "PROTOCOL_CHOICE"),
        ("classes: [confirmed, asymptomatic]", "classes: []", "PROTOCOL_CHOICE"),
        ("stratum: medium", "stratum: high", "PROTOCOL_KEY_TWICE"),
        (
            'preliminary_positive: {clause: "1.5"}',
            'preliminary_positive: {clause: "1.5", hours: 2}',
            "PROTOCOL_KEY_UNKNOWN",
        ),
    ],
)
def test_a_broken_edition_is_refused(old: str, new: str, code: str) -> None:
    assert old in FILES["persons.yaml"]
    with pytest.raises(ProblemError) as refusal:
        read_edition(EDITION.id, FILES | {"persons.yaml": FILES["persons.yaml"].replace(old, new, 1)})
    assert refusal.value.problem.code == code
    assert str(refusal.value.problem.params["where"]).startswith(f"{EDITION.id}/persons.yaml:")
