"""A set of facts about one case that can arrive in many orders, and the state that they must end in."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from outpace.exchange.linelist import CaseRecord
from outpace.words.case import CaseClass
from outpace.words.contact import ContactState, Setting
from outpace.words.moment import Dated
from tests.integration.conftest import NOW, Province, whole_identities

EXPOSED = {
    "early": ("2022-02-26", "2022-02-27"),
    "middle": ("2022-02-28", "2022-03-01"),
    "late": ("2022-03-05", "2022-03-06"),
    "long ago": ("2022-02-01", "2022-02-02"),
    "no days": (None, None),
}
"""Who met the case, from when to when. The look-back from 4 March takes in the middle one and not the early one."""


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside leaves nothing behind."""
    from django.db import connection

    connection.connection.execute("savepoint play")
    try:
        yield
    finally:
        connection.connection.execute("rollback to savepoint play")


@dataclass
class World:
    """The small province while facts arrive; `onset` is what the case's onset is corrected to (None: unknown)."""

    province: Province
    onset: str | None
    state: ContactState
    settle: Callable[[], None]
    case: int = 0
    seen: Any = None
    steps: Mapping[str, Callable[[], None]] = field(init=False)

    def __post_init__(self) -> None:
        told: dict[str, Callable[[], None]] = {name: self._teller(name) for name in EXPOSED}
        facts = {"case": self.register, "correction": self.correct, "decision": self.decide, "discarded": self.discard}
        self.steps = {**facts, **told}

    def register(self) -> None:
        """A confirmed case with onset on 4 March."""
        from outpace.desk.cases.acts import register_cases
        from outpace.desk.scope.session import scope

        row = CaseRecord(number="T-001", area_code="9001", case_class=CaseClass.CONFIRMED, onset=_day("2022-03-04"))
        by = self.province.commander
        with scope(by, "test"):
            self.case = register_cases(by=by, incident=self.province.incident, rows=[row], at=NOW).accepted[0]

    def correct(self) -> None:
        """The onset was another day."""
        from outpace.desk.cases.corrections import correct_case
        from outpace.desk.cases.models import Case
        from outpace.desk.scope.session import scope

        by = self.province.commander
        with scope(by, "test"):
            self.seen = Case.objects.select_related("area", "incident__area").get(pk=self.case)
            correct_case(by=by, case=self.seen, field="onset", value=self.onset, why="asked again", at=NOW)

    def correct_late(self) -> None:
        """An older correction arrives again, as its sender saw the case then."""
        from outpace.desk.cases.corrections import correct_case
        from outpace.desk.scope.session import scope

        by = self.province.commander
        with scope(by, "test"):
            correct_case(by=by, case=self.seen, field="onset", value="2022-02-20", why="sent before", at=NOW)

    def discard(self) -> None:
        """It was no case."""
        self.say_class(CaseClass.DISCARDED)

    def say_class(self, case_class: CaseClass) -> None:
        """The case is of another class."""
        from outpace.desk.cases.corrections import correct_case
        from outpace.desk.cases.models import Case
        from outpace.desk.scope.session import scope

        by = self.province.commander
        with scope(by, "test"):
            case = Case.objects.select_related("area", "incident__area").get(pk=self.case)
            correct_case(by=by, case=case, field="case_class", value=case_class, why="tested again", at=NOW)

    def _teller(self, name: str) -> Callable[[], None]:
        return lambda: self.tell([name])

    def tell(self, names: Sequence[str]) -> None:
        """Somebody tells who met the case: one message, however many people."""
        from outpace.desk.areas.queries import place
        from outpace.desk.scope.session import scope
        from outpace.desk.tracing.acts import ExposureRow, Source, record_exposures

        rows = [
            ExposureRow(setting=Setting.HOUSEHOLD, name=name, first=_day(EXPOSED[name][0]), last=_day(EXPOSED[name][1]))
            for name in names
        ]
        source = Source(self.case, self.province.incident, place(self.province.a))
        with scope(self.province.tracer_a, "trace contacts"):
            record_exposures(by=self.province.tracer_a, source=source, rows=rows, at=NOW)

    def decide(self) -> None:
        """A tracer decides on one contact, as soon as it is proposed."""
        from outpace.desk.scope.session import scope
        from outpace.desk.tracing.acts import decide_contact
        from outpace.desk.tracing.models import Contact

        self.settle()
        by, chosen = self.province.tracer_a, "close" if self.state is ContactState.CONFIRMED else None
        with scope(by, "test"):
            contact = Contact.objects.get(last_exposure=date.fromisoformat(EXPOSED["middle"][1] or ""))
            decide_contact(by=by, contact=contact, state=self.state, tier=chosen, why="we know them", at=NOW)

    def ends_in(self) -> dict[str, Any]:
        """The contacts with their proposals, the plans that stand, the tasks that are open."""
        from outpace.desk.isolation.models import Plan
        from outpace.desk.scope.session import scope
        from outpace.desk.tasks.models import Task
        from outpace.desk.tracing.models import Contact

        with scope(self.province.commander, "test"):
            contacts = {contact.pk: contact for contact in Contact.objects.all()}
        called = whole_identities(contact.person_id for contact in contacts.values())
        with scope(self.province.commander, "test"):
            who = {key: called[contact.person_id].name for key, contact in contacts.items()} | {self.case: "the case"}
            plans = Plan.objects.filter(superseded_by=None).prefetch_related("tests")
            return {
                "contacts": {who[key]: _said(contact) for key, contact in contacts.items()},
                "plans": {
                    who[plan.contact_subject_id]: (plan.stages, sorted((t.on_day, t.purpose) for t in plan.tests.all()))
                    for plan in plans
                },
                "open": sorted((who[task.subject_id], task.kind) for task in Task.objects.filter(done_at=None)),
            }


def _said(contact: Any) -> tuple[object, ...]:
    says = {name: value for name, value in contact.decision.items() if name != "as_of"}
    return contact.state, contact.tier, contact.proposed_tier, contact.last_exposure, says


def _day(text: str | None) -> Dated | None:
    return Dated(date.fromisoformat(text)) if text else None
