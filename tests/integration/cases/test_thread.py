"""A case comes in, an exposure is told, and the loop proposes contacts, plans and tasks."""

from collections.abc import Callable
from datetime import date

import pytest

from outpace.desk.scope.actor import Actor
from outpace.desk.scope.session import scope
from outpace.exchange.linelist import CaseRecord
from outpace.words.case import CaseClass, FoundBy
from outpace.words.contact import ContactState, Setting
from outpace.words.moment import Dated
from outpace.words.problem import ProblemError
from outpace.words.purpose import Purpose
from tests.integration.conftest import NOW, Province


def _case(number: str, **facts: object) -> CaseRecord:
    return CaseRecord(number=number, case_class=CaseClass.CONFIRMED, onset=Dated(date(2022, 3, 4)), **facts)  # type: ignore[arg-type]


def _register(province: Province, *rows: CaseRecord) -> object:
    from outpace.desk.cases.acts import register_cases

    with scope(province.commander, "test"):
        return register_cases(by=province.commander, incident=province.incident, rows=rows, at=NOW)


def _tell(province: Province, case: int) -> None:
    from outpace.desk.areas.queries import place
    from outpace.desk.tracing.acts import ExposureRow, Source, record_exposures

    rows = [
        ExposureRow(
            setting=Setting.HOUSEHOLD, name="林可", first=Dated(date(2022, 3, 3)), last=Dated(date(2022, 3, 6))
        ),
        ExposureRow(
            setting=Setting.HOUSEHOLD, name="罗燕", first=Dated(date(2022, 2, 1)), last=Dated(date(2022, 2, 2))
        ),
    ]
    with scope(province.tracer_a, "trace contacts"):
        record_exposures(
            by=province.tracer_a, source=Source(case, province.incident, place(province.a)), rows=rows, at=NOW
        )


def test_a_case_sets_contacts_plans_and_tasks_in_motion(province: Province, settle: Callable[[], None]) -> None:
    from outpace.desk.isolation.models import Plan
    from outpace.desk.ledger.models import Pending
    from outpace.desk.tasks.models import Task
    from outpace.desk.tracing.models import Contact

    outcome = _register(province, _case("T-001", area_code="9001", found_by=FoundBy.COMMUNITY))
    _tell(province, outcome.accepted[0])
    settle()
    with scope(province.tracer_a, "test"):
        contacts = list(Contact.objects.order_by("tier"))
        plans = list(Plan.objects.all())
        kinds = set(Task.objects.values_list("kind", flat=True))
        waiting = Pending.objects.count()
    assert waiting == 0
    assert [(c.tier, c.state) for c in contacts] == [("close", "proposed"), (None, "proposed")]
    assert [(p.starts, p.ends) for p in plans] == [(date(2022, 3, 6), date(2022, 3, 27))]
    assert {"core_information", "contact_list"} <= kinds


def test_the_same_case_again_adds_nothing_and_another_under_its_number_is_refused(province: Province) -> None:
    first = _register(province, _case("T-001"))
    again = _register(province, _case("T-001"))
    other = _register(province, _case("T-001", age=46))
    assert again.duplicate == {0: first.accepted[0]}
    assert not again.accepted
    assert other.rejected[0][0][1].code == "CASE_NUMBER_TAKEN"


def test_a_row_of_an_unknown_area_is_refused_like_one_outside_the_actor_s_areas(province: Province) -> None:
    from outpace.desk.cases.acts import register_cases

    rows = [_case("T-001", area_code="nowhere"), _case("T-002", area_code="9002")]
    with scope(province.tracer_a, "test"):
        outcome = register_cases(by=province.tracer_a, incident=province.incident, rows=rows, at=NOW)
    assert [outcome.rejected[n][0][1].code for n in (0, 1)] == ["AREA_UNKNOWN", "AREA_UNKNOWN"]


def test_a_tracer_does_not_see_the_other_county(province: Province) -> None:
    from outpace.desk.cases.models import Case
    from outpace.desk.openings.opening import names

    _register(province, _case("T-001", area_code="9001", name="顾文斌"), _case("T-002", area_code="9002", name="石梅"))
    with scope(province.tracer_a, "test"):
        assert list(Case.objects.values_list("number", flat=True)) == ["T-001"]
        mine = Case.objects.values_list("person_id", flat=True)
        assert [shown.name for shown in names(mine, NOW).values()] == ["顾*"]
    with scope(province.commander, "test"):
        everybody = list(Case.objects.values_list("person_id", flat=True))
        assert sorted(shown.name or "" for shown in names(everybody, NOW).values()) == ["石*", "顾*"]
    with scope(province.tracer_b, "test"):
        assert [shown.name for shown in names(everybody, NOW).values()] == ["石*"]


def test_a_departure_from_the_proposal_needs_a_reason(province: Province, settle: Callable[[], None]) -> None:
    from outpace.desk.tracing.acts import decide_contact
    from outpace.desk.tracing.models import Contact

    _tell(province, _register(province, _case("T-001", area_code="9001")).accepted[0])
    settle()
    with scope(province.tracer_a, "test"):
        contact = Contact.objects.get(tier="close")
        with pytest.raises(ProblemError, match="REASON_NEEDED"):
            decide_contact(
                by=province.tracer_a, contact=contact, state=ContactState.REFUTED, tier=None, why="  ", at=NOW
            )


@pytest.fixture
def tracer(province: Province) -> Actor:
    """The tracer of county A, with the account that decisions name."""
    from outpace.desk.accounts.models import Account
    from outpace.desk.scope.actor import local_operator

    by = province.tracer_a
    with scope(local_operator(), Purpose.KEEP_ACCOUNTS):
        Account.objects.create(id=by.account, name="tracer", display_zh="流调员", display_en="Tracer")
    return by


def test_a_contact_without_a_tier_is_not_confirmed(
    province: Province, tracer: Actor, settle: Callable[[], None]
) -> None:
    """A press would keep the open question for good; a tier that somebody chooses with a reason is a decision."""
    from outpace.desk.tracing.acts import decide_contact
    from outpace.desk.tracing.models import Contact

    _tell(province, _register(province, _case("T-001", area_code="9001")).accepted[0])
    settle()
    with scope(tracer, "test"):
        contact = Contact.objects.get(tier=None)
        with pytest.raises(ProblemError, match="CONTACT_WITHOUT_TIER"):
            decide_contact(by=tracer, contact=contact, state=ContactState.CONFIRMED, tier=None, why="seen", at=NOW)
        decide_contact(by=tracer, contact=contact, state=ContactState.CONFIRMED, tier="close", why="seen", at=NOW)
        assert Contact.objects.get(pk=contact.pk).tier == "close"


def test_an_answer_decides_a_contact_once_confirmed_without_a_tier(
    province: Province, tracer: Actor, settle: Callable[[], None]
) -> None:
    """Such contacts stand in records of before: what nobody has set isn't kept."""
    from outpace.desk.ledger.record import Event, record
    from outpace.desk.tracing.models import Contact, Exposure
    from outpace.desk.tracing.retelling import correct_exposure

    _tell(province, _register(province, _case("T-001", area_code="9001")).accepted[0])
    settle()
    with scope(tracer, "test"):
        contact = Contact.objects.get(tier=None)
        said = {"by": tracer, "area_path": contact.area_path, "happened": NOW, "recorded": NOW}
        event = record(Event(kind="contact.decided", incident=contact.incident_id, data={"count": 1}, **said))
        decided = {"state": ContactState.CONFIRMED, "decided_by": tracer.account, "decided_at": NOW}
        Contact.objects.filter(pk=contact.pk).update(event_id=event, **decided)
        told = Exposure.objects.get(person_id=contact.person_id)
        days = {"first": Dated(date(2022, 3, 3)), "last": Dated(date(2022, 3, 5))}
        correct_exposure(by=tracer, exposure=told, told=days, why="another week", at=NOW)
    settle()
    with scope(tracer, "test"):
        held = Contact.objects.get(pk=contact.pk)
        assert (held.state, held.tier) == (ContactState.CONFIRMED, "close")
