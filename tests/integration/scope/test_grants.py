"""A contact lives in county B, the case in county A: B sees the case's number while it follows the contact up, and no more."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from outpace.desk.scope.actor import LOCAL_ACCOUNT, Actor
from outpace.desk.scope.session import scope
from outpace.words.contact import ContactState
from outpace.words.purpose import Purpose
from tests.integration.conftest import NOW, Province


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Set the time that tokens carry."""

    def set_to(at: datetime) -> None:
        monkeypatch.setattr("outpace.desk.scope.session.now", lambda: at)

    set_to(NOW)
    return set_to


@pytest.fixture
def case(province: Province, clock: object, settle: Callable[[], None]) -> int:
    """A case of county A whose contact lives in county B, with the plan the rules gave the contact."""
    from outpace.desk.areas.queries import place
    from outpace.desk.cases.acts import register_cases
    from outpace.desk.tracing.acts import ExposureRow, Source, record_exposures
    from outpace.exchange.linelist import CaseRecord
    from outpace.words.case import CaseClass, FoundBy
    from outpace.words.contact import Setting
    from outpace.words.moment import Dated

    row = CaseRecord(
        number="G-1", area_code="9001", name="林一", case_class=CaseClass.CONFIRMED, found_by=FoundBy.COMMUNITY,
        onset=Dated(date(2022, 3, 4)),
    )  # fmt: skip
    with scope(province.commander, Purpose.TEST) as by:
        key = next(iter(register_cases(by=by, incident=province.incident, rows=[row], at=NOW).accepted.values()))
        told = ExposureRow(
            setting=Setting.HOUSEHOLD,
            name="罗燕",
            area_code="9002",
            first=Dated(date(2022, 3, 3)),
            last=Dated(date(2022, 3, 6)),
        )
        record_exposures(by=by, source=Source(key, province.incident, place(province.a)), rows=[told], at=NOW)
    settle()
    return key


def _sees(by: Actor, purpose: Purpose, case: int) -> bool:
    from outpace.desk.cases.models import Case

    with scope(by, purpose):
        return Case.objects.filter(pk=case).exists()


def _end(case: int, province: Province) -> datetime:
    from outpace.desk.scope.models import Grant

    with scope(province.commander, Purpose.TEST):
        grant = Grant.objects.get(subject_id=case)
        assert (grant.to_path, grant.purpose) == (province.b.path, Purpose.TRACE_CONTACTS)
        return grant.ends


def test_b_sees_the_case_for_tracing_until_the_follow_up_ends(
    case: int, province: Province, clock: Callable[[datetime], None]
) -> None:
    assert _sees(province.tracer_b, Purpose.TRACE_CONTACTS, case)
    for other in (Purpose.READ_CASES, Purpose.OPEN_CASE, Purpose.READ_FIGURES):
        assert not _sees(province.tracer_b, other, case)
    ends = _end(case, province)
    clock(ends - timedelta(microseconds=1))
    assert _sees(province.tracer_b, Purpose.TRACE_CONTACTS, case)
    clock(ends)
    assert not _sees(province.tracer_b, Purpose.TRACE_CONTACTS, case)
    clock(NOW - timedelta(seconds=1))
    assert not _sees(province.tracer_b, Purpose.TRACE_CONTACTS, case)


def test_it_ends_when_the_contact_is_refuted(case: int, province: Province, settle: Callable[[], None]) -> None:
    from outpace.desk.tracing.acts import decide_contacts
    from outpace.desk.tracing.models import Contact

    with scope(replace(province.tracer_b, account=LOCAL_ACCOUNT), Purpose.DECIDE_CONTACT) as by:
        contact = Contact.objects.get()
        decide_contacts(by=by, contacts=[contact], state=ContactState.REFUTED, why="never met", at=NOW)
    settle()
    assert not _sees(province.tracer_b, Purpose.TRACE_CONTACTS, case)


def test_a_grant_lets_nobody_write(case: int, province: Province) -> None:
    from outpace.desk.cases.models import Case, Version

    with scope(province.tracer_b, Purpose.TRACE_CONTACTS):
        assert Case.objects.filter(pk=case).update(place="x") == 0
        assert list(Case.objects.select_for_update().filter(pk=case)) == []
        assert not Version.objects.filter(case=case).exists()


def test_a_moved_case_is_shown_to_whoever_follows_its_contacts_up_from_elsewhere(
    case: int, province: Province, settle: Callable[[], None]
) -> None:
    """It moves to where the contact lives: B has it by area, and A, which follows nobody up, has nothing left."""
    from outpace.desk.cases.models import Case
    from outpace.desk.cases.moves import transfer_case

    with scope(province.commander, Purpose.TRANSFER) as by:
        held = Case.objects.select_related("area", "incident__area").get(pk=case)
        transfer_case(by=by, case=held, to=province.b, why="lives there", at=NOW)
    settle()
    assert _sees(province.tracer_b, Purpose.OPEN_CASE, case)
    assert not _sees(province.tracer_a, Purpose.TRACE_CONTACTS, case)


@pytest.mark.parametrize(("purpose", "ends"), [(Purpose.OPEN_CASE, NOW + timedelta(1)), (Purpose.TRACE_CONTACTS, NOW)])
def test_a_grant_has_an_end_and_a_purpose_that_can_be_granted(
    province: Province, purpose: Purpose, ends: datetime
) -> None:
    from outpace.desk.scope.grants import Shared, issue_grant

    row = Shared(subject=1, area_path=province.a.path, to_path=province.b.path, ends=ends)
    with scope(province.commander, Purpose.TEST) as by, pytest.raises(ValueError, match="grant"):
        issue_grant(by=by, purpose=purpose, rows=[row], incident=None, at=NOW)
