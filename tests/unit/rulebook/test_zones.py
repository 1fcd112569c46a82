"""Conventions of the zone clock are fields: the same last case gives either reading of "14 days" by the edition alone."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from outpace.protocols import Edition, load_edition
from outpace.protocols.sections.contacts import ReleaseDay
from outpace.protocols.sections.zones import ZONES, CaseDay, ContactsOut, Quiet
from outpace.rulebook.zone_conditions import Met
from outpace.rulebook.zone_facts import Round, ZoneFacts
from outpace.rulebook.zone_release import ZoneRelease, lift_conditions, zone_release
from outpace.words.decision import Decision
from outpace.words.moment import Dated

EDITION = load_edition("covid19-cn-8-community")
ZONE = "Asia/Shanghai"
FACTS = ZoneFacts(
    zone_class="closed_off",
    last_case=Dated(date(2021, 12, 21)),
    had_contacts=False,
    rounds=(Round(on=date(2022, 1, 3), complete=True, all_negative=True),),
)


def read_as(release_day: ReleaseDay, case_day: CaseDay) -> Edition:
    zones = EDITION.part(ZONES)
    strict = zones.classes[0]
    conditions = tuple(
        replace(rule, release_day=release_day) if isinstance(rule, Quiet | ContactsOut) else rule
        for rule in strict.lifts[0].conditions
    )
    lift = replace(strict.lifts[0], conditions=conditions)
    changed = replace(zones, classes=(replace(strict, lifts=(lift,)), *zones.classes[1:]), case_day=case_day)
    return replace(EDITION, sections={**EDITION.sections, ZONES.key: changed})


def lifted(edition: Edition, day: int) -> ZoneRelease:
    fresh = replace(FACTS, rounds=(Round(on=date(2022, 1, day - 1), complete=True, all_negative=True),))
    decision = zone_release(fresh, edition, datetime(2022, 1, day, 2, tzinfo=UTC), ZONE)
    assert isinstance(decision, Decision)
    return decision.outcome


@pytest.mark.parametrize(
    ("release_day", "case_day", "earliest"),
    [
        (ReleaseDay.LAST_DAY, CaseDay.ZERO, 4),
        (ReleaseDay.DAY_AFTER, CaseDay.ZERO, 5),
        (ReleaseDay.LAST_DAY, CaseDay.ONE, 3),
        (ReleaseDay.DAY_AFTER, CaseDay.ONE, 4),
    ],
)
def test_fourteen_days_read_either_way(release_day: ReleaseDay, case_day: CaseDay, earliest: int) -> None:
    edition = read_as(release_day, case_day)
    assert lifted(edition, earliest).allowed
    assert not lifted(edition, earliest - 1).allowed


def test_the_list_stands_while_the_answer_is_open() -> None:
    unknown = replace(FACTS, rounds=None)
    found = lift_conditions(unknown, EDITION, datetime(2022, 1, 4, 2, tzinfo=UTC), ZONE)
    assert [each.state for each in found] == [Met.MET, Met.MET, Met.UNKNOWN]
    assert found[2].needs == ("rounds",)


def test_a_local_day_decides() -> None:
    late_evening_before = datetime(2022, 1, 3, 15, 59, tzinfo=UTC)
    just_past_midnight = datetime(2022, 1, 3, 16, 0, tzinfo=UTC)
    found = [zone_release(FACTS, EDITION, at, ZONE) for at in (late_evening_before, just_past_midnight)]
    assert [isinstance(each, Decision) and each.outcome.allowed for each in found] == [False, True]
