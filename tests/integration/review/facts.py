"""A set of facts about one case that can arrive in many orders, and the state that they must end in."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from outpace.exchange.linelist import CaseRecord
from outpace.exchange.mapping import FileKind
from outpace.words.case import CaseClass
from outpace.words.contact import ContactState, Setting
from outpace.words.moment import Dated
from outpace.words.purpose import Purpose
from tests.integration.conftest import NOW, Province, whole_identities

EXPOSED = {
    "early": ("2022-02-26", "2022-02-27"),
    "middle": ("2022-02-28", "2022-03-01"),
    "late": ("2022-03-05", "2022-03-06"),
    "long ago": ("2022-02-01", "2022-02-02"),
    "no days": (None, None),
}
"""Who met the case, from when to when. The look-back from 4 March takes in the middle one and not the early one."""

ELSEWHERE = ("late", "no days")
"""Who of them lives in the other county."""

CASES = {"case": ("T-001", "9001", "2022-03-04"), "other": ("T-002", "9002", "2022-03-05")}
"""The cases with their numbers, counties and onsets. The first is the one that people met."""

PHONES = {"late": "13900001234", "no days": "13911112222"}
TWICE = {"case": "no days", "other": "late"}
"""Each case has the name and the telephone of somebody exposed: two records that may be of one person."""


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
        facts = {"correction": self.correct, "decision": self.decide, "discarded": self.discard, "moved": self.move}
        self.steps = {"case": self.register, "other": lambda: self.register(["other"]), **facts, **told}

    def register(self, names: Sequence[str] = ("case",)) -> None:
        """Confirmed cases; of the first one people say whom it met."""
        from outpace.desk.cases.acts import register_cases
        from outpace.desk.scope.session import scope

        by = self.province.commander
        with scope(by, "test"):
            register_cases(by=by, incident=self.province.incident, rows=[_row(name) for name in names], at=NOW)
        self._find()

    def _find(self) -> None:
        from outpace.desk.cases.models import Case
        from outpace.desk.scope.session import scope

        with scope(self.province.commander, "test"):
            self.case = Case.objects.values_list("pk", flat=True).get(number=CASES["case"][0])

    def bring(self, names: Sequence[str]) -> None:
        """The same cases, or the same exposures, as a file."""
        if names[0] in CASES:
            import_file(self.province, FileKind.LINELIST, [CASE_COLUMNS, *(_case_cells(name) for name in names)])
            self._find()
        else:
            import_file(self.province, FileKind.EXPOSURES, [TOLD_COLUMNS, *(_told_cells(name) for name in names)])

    def move(self) -> None:
        """The case turns out to live in the other county."""
        from outpace.desk.cases.models import Case
        from outpace.desk.cases.moves import transfer_case
        from outpace.desk.scope.session import scope

        by = self.province.commander
        with scope(by, Purpose.TRANSFER):
            case = Case.objects.select_related("area", "incident__area").get(pk=self.case)
            transfer_case(by=by, case=case, to=self.province.b, why="lives there", at=NOW)

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
        from outpace.desk.cases.models import Case
        from outpace.desk.scope.session import scope
        from outpace.desk.tracing.acts import Source, record_exposures

        by = self.province.commander
        with scope(by, "trace contacts"):
            case = Case.objects.select_related("area").get(pk=self.case)
            source = Source(self.case, self.province.incident, place(case.area))
            rows = [_exposure(name) for name in names]
            assert not record_exposures(by=by, source=source, rows=rows, at=NOW).rejected

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
        """The contacts with their proposals, the plans that stand, the tasks that are open; where all that is, who else may
        see a case until when, and who may be one person.
        """
        from outpace.desk.isolation.models import Plan
        from outpace.desk.people.models import Candidate
        from outpace.desk.scope.models import Grant
        from outpace.desk.scope.session import scope
        from outpace.desk.tasks.models import Task

        who = self._called()
        with scope(self.province.commander, "test"):
            contacts = _all("tracing.Contact")
            tasks = list(Task.objects.filter(done_at=None))
            plans = list(Plan.objects.filter(superseded_by=None).prefetch_related("tests"))
            stands = [*contacts, *plans, *tasks, *_all("cases.Case"), *_all("people.Person"), *_all("tracing.Exposure")]
            return {
                "contacts": {who[contact.pk]: _said(contact) for contact in contacts},
                "plans": {
                    who[plan.contact_subject_id]: (plan.stages, sorted((t.on_day, t.purpose) for t in plan.tests.all()))
                    for plan in plans
                },
                "open": sorted((who[task.subject_id], task.kind) for task in tasks),
                "where": sorted((type(row).__name__, who[_about(row)], row.area_path) for row in stands),
                "seen": sorted(
                    (who[grant.subject_id], grant.area_path, grant.to_path, grant.purpose, grant.ends)
                    for grant in Grant.objects.filter(ends__gt=NOW)
                ),
                "pairs": sorted(
                    (*sorted((who[pair.person_id], who[pair.other_id])), pair.verdict, pair.state, pair.area_path)
                    for pair in Candidate.objects.all()
                ),
            }

    def _called(self) -> dict[int, str]:
        """What cases, contacts and persons are called here, by their keys."""
        from outpace.desk.scope.session import scope

        with scope(self.province.commander, "test"):
            cases, contacts, exposures = _all("cases.Case"), _all("tracing.Contact"), _all("tracing.Exposure")
        names = {number: "the case" if name == "case" else "the other case" for name, (number, *_) in CASES.items()}
        who = {key: names[case.number] for case in cases for key in (case.pk, case.person_id)}
        who |= {key: told.name for key, told in whole_identities(row.person_id for row in exposures).items()}
        return who | {contact.pk: who[contact.person_id] for contact in contacts}


def import_file(province: Province, kind: FileKind, rows: Sequence[Sequence[str]]) -> None:
    """Bring rows in as a file is brought in: receipt, chunks, receipt closed. None of them is refused."""
    from django.conf import settings

    from outpace.desk.importing import Runner, turn
    from outpace.desk.intake.acts import Reading, open_receipt
    from outpace.desk.scope.actor import local_operator
    from outpace.desk.scope.session import scope

    by, file = local_operator(), settings.HOME.root / "brought.csv"
    file.write_text("".join(",".join(row) + "\n" for row in rows), "utf-8")
    with turn(by, province.incident.pk):
        with scope(by, Purpose.IMPORT):
            receipt = open_receipt(
                by=by, home=settings.HOME, file=file, name=file.name, kind=kind, incident=province.incident,
                area=province.a, reading=Reading(), at=NOW,
            )  # fmt: skip
        done = Runner(by, settings.HOME, clock=lambda: NOW).run(receipt)
    file.unlink()
    assert (done.position, done.rejected) == (len(rows) - 1, 0)


CASE_COLUMNS = ("number", "area code", "case class", "onset", "name", "phone")
TOLD_COLUMNS = ("case", "area code", "setting", "first contact", "last contact", "name", "phone")


def _case_cells(name: str) -> tuple[str, ...]:
    number, county, onset = CASES[name]
    return number, county, "confirmed", onset, TWICE[name], PHONES[TWICE[name]]


def _told_cells(name: str) -> tuple[str, ...]:
    days = (day or "" for day in EXPOSED[name])
    return (CASES["case"][0], _county(name), "household", *days, name, PHONES.get(name, ""))


def _row(name: str) -> CaseRecord:
    number, county, onset = CASES[name]
    known = {"name": TWICE[name], "phone": PHONES[TWICE[name]]}
    return CaseRecord(number=number, area_code=county, case_class=CaseClass.CONFIRMED, onset=_day(onset), **known)


def _exposure(name: str) -> Any:
    from outpace.desk.tracing.acts import ExposureRow

    first, last = (_day(day) for day in EXPOSED[name])
    told = {"name": name, "phone": PHONES.get(name), "first": first, "last": last, "area_code": _county(name)}
    return ExposureRow(setting=Setting.HOUSEHOLD, **told)


def _county(name: str) -> str:
    return "9002" if name in ELSEWHERE else "9001"


def _all(model: str) -> list[Any]:
    from django.apps import apps

    return list(apps.get_model(model).objects.all())


def _about(row: Any) -> int:
    """The key of whom or what a row is about."""
    for name in ("contact_subject_id", "subject_id", "person_id"):
        if hasattr(row, name):
            return int(getattr(row, name))
    raise AttributeError(type(row).__name__)


def _said(contact: Any) -> tuple[object, ...]:
    says = {name: value for name, value in contact.decision.items() if name != "as_of"}
    return contact.state, contact.tier, contact.proposed_tier, contact.last_exposure, says


def _day(text: str | None) -> Dated | None:
    return Dated(date.fromisoformat(text)) if text else None
