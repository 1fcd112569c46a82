"""A county with a case and her contacts, people who work there, and calls of the vault in their scopes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from outpace.desk.scope.actor import Actor, Role
from outpace.desk.scope.session import scope
from outpace.words.problem import Problem
from outpace.words.purpose import Purpose
from tests.integration.conftest import NOW, Province

if TYPE_CHECKING:
    from outpace.desk.openings.opening import Opened
    from outpace.desk.openings.words import Because


@dataclass
class World:
    """County A: case `A-1` (罗燕, with a contact 石梅), case `A-2` (discarded); county B: case `B-1`. Keys by number or name."""

    province: Province
    cases: dict[str, int]
    persons: dict[str, int]
    contact: int
    ombudsman: Actor

    @property
    def tracer(self) -> Actor:
        return self.province.tracer_a

    def open(
        self, by: Actor, person: int, kind: "Because", key: int, *, at: datetime = NOW, purpose: Any = None
    ) -> "Opened | Problem":
        """Open a person in a scope of its own; in the suite's own purpose, which no role is refused."""
        from outpace.desk.openings.opening import Link, open_person
        from outpace.desk.openings.words import OpenFor

        with scope(by, Purpose.TEST):
            return open_person(by=by, subject=person, purpose=purpose or OpenFor.CALL, because=Link(kind, key), at=at)

    def shown(self, by: Actor, person: int, at: datetime = NOW) -> Any:
        """What a list shows of a person."""
        from outpace.desk.openings.opening import names

        with scope(by, Purpose.TEST):
            return names([person], at).get(person)


@pytest.fixture
def world(province: Province, settle: Callable[[], None]) -> World:
    """Cases and a contact with their tasks."""
    return build_world(province, settle)


def build_world(province: Province, settle: Callable[[], None]) -> World:
    """Register the cases and let the loop work."""
    from outpace.desk.cases.acts import register_cases
    from outpace.desk.cases.models import Case
    from outpace.desk.tracing.models import Contact
    from outpace.exchange.linelist import CaseRecord
    from outpace.words.case import CaseClass
    from outpace.words.moment import Dated

    onset = Dated(date(2022, 3, 4))
    rows = [
        CaseRecord(
            number="A-1",
            area_code="9001",
            name="罗燕",
            phone="13800005678",
            case_class=CaseClass.CONFIRMED,
            onset=onset,
        ),
        CaseRecord(number="A-2", area_code="9001", name="顾文斌", case_class=CaseClass.DISCARDED, onset=onset),
        CaseRecord(number="B-1", area_code="9002", name="林可", case_class=CaseClass.CONFIRMED, onset=onset),
    ]
    by = province.commander
    _accounts(101, 102, 103, 501, 777)
    with scope(by, Purpose.TEST):
        register_cases(by=by, incident=province.incident, rows=rows, at=NOW)
    _tell(province)
    _post(province, Role.COMMANDER, by.account)
    settle()
    with scope(by, Purpose.TEST):
        cases = {case.number: case for case in Case.objects.all()}
        contact = Contact.objects.get()
    persons = {number: case.person_id for number, case in cases.items()} | {"石梅": contact.person_id}
    ombudsman = Actor(501, Role.OMBUDSMAN, (province.root.path,))
    return World(province, {number: case.pk for number, case in cases.items()}, persons, contact.pk, ombudsman)


def _accounts(*keys: int) -> None:
    from outpace.desk.accounts.models import Account
    from outpace.desk.scope.actor import local_operator

    with scope(local_operator(), Purpose.KEEP_ACCOUNTS):
        Account.objects.bulk_create(
            Account(id=key, name=f"a{key}", display_zh=f"员{key}", display_en=f"Staff {key}") for key in keys
        )


def _post(province: Province, role: Role, account: int) -> None:
    """Give an account the post its actor stands for: the vault looks who gave a task."""
    from outpace.desk.accounts.models import Account
    from outpace.desk.accounts.post_acts import grant_post
    from outpace.desk.scope.actor import local_operator

    span = timedelta(days=36500)
    with scope(local_operator(), Purpose.TEST) as by:
        grant_post(
            by=by,
            account=Account.objects.get(pk=account),
            role=role,
            area_path=province.root.path,
            purposes=(),
            starts=NOW - span,
            ends=NOW + span,
            at=NOW,
        )


def _tell(province: Province) -> None:
    from outpace.desk.areas.queries import place
    from outpace.desk.cases.models import Case
    from outpace.desk.tracing.acts import ExposureRow, Source, record_exposures
    from outpace.words.contact import Setting
    from outpace.words.moment import Dated

    days = {"first": Dated(date(2022, 3, 3)), "last": Dated(date(2022, 3, 6))}
    rows = [ExposureRow(setting=Setting.HOUSEHOLD, name="石梅", phone="13900000002", **days)]
    by = province.tracer_a
    with scope(by, Purpose.TRACE_CONTACTS):
        source = Source(Case.objects.get(number="A-1").pk, province.incident, place(province.a))
        record_exposures(by=by, source=source, rows=rows, at=NOW)
