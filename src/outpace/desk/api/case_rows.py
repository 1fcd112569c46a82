"""Cases as rows of lists: the case, who it is, and how many contacts, links and open tasks hang on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from ninja import Schema

from outpace.desk.cases import queries as cases
from outpace.desk.cases.facts import dated
from outpace.desk.cases.models import Case
from outpace.desk.http.shapes import AreaRef, area_ref
from outpace.desk.openings.opening import Shown, names
from outpace.desk.situation.answers.records import PersonOut
from outpace.desk.situation.counted import CONTACTS
from outpace.desk.tasks.models import Task
from outpace.desk.tracing.models import Contact
from outpace.words.case import CaseClass, FoundBy, Sex
from outpace.words.ids import IdKind, encode


class CaseOut(Schema):
    """A case as it stands now. Null is unknown; a date is YYYY-MM-DD, or YYYY-MM where only the month is known."""

    id: str
    number: str
    version: int
    person: PersonOut
    area: AreaRef | None
    place: str | None
    case_class: CaseClass | None
    found_by: FoundBy | None
    onset: str | None
    specimen: str | None
    diagnosis: str | None
    reported: str | None
    exposure_start: str | None
    exposure_end: str | None
    isolated: str | None
    outcome: str | None
    death: str | None
    contacts: int
    links_in: int
    links_out: int
    tasks_open: int
    tasks_overdue: int
    incident_id: str


@dataclass(frozen=True, slots=True)
class _Beside:
    """What stands beside a set of cases in other rooms, by key."""

    names: Mapping[int, Shown]
    contacts: Mapping[int, int]
    tasks: Mapping[int, tuple[int, int]]


def loaded(rows: QuerySet[Case]) -> QuerySet[Case]:
    """The cases with all that `case_rows` reads of them."""
    return cases.with_links(rows.select_related("person", "area"))


def case_rows(found: Sequence[Case], as_of: datetime) -> list[CaseOut]:
    """Cases (from `loaded`) as rows; three statements however many."""
    if not found:
        return []
    beside = _beside(found, as_of)
    return [_row(case, beside) for case in found]


def _beside(found: Sequence[Case], as_of: datetime) -> _Beside:
    keys = [case.pk for case in found]
    contacts = Contact.objects.filter(CONTACTS, case_subject__in=keys).order_by().values_list("case_subject")
    late = Count("pk", filter=Q(due_at__lt=as_of))
    tasks = Task.objects.filter(about_case_id__in=keys, done_at=None).order_by().values("about_case_id")
    counted = tasks.annotate(open=Count("pk"), late=late).values_list("about_case_id", "open", "late")
    return _Beside(
        names((case.person_id for case in found), as_of),
        dict(contacts.annotate(Count("pk"))),
        {key: (unfinished, overdue) for key, unfinished, overdue in counted if key is not None},
    )


def _row(case: Case, beside: _Beside) -> CaseOut:
    person, shown = case.person, beside.names.get(case.person_id)
    unfinished, overdue = beside.tasks.get(case.pk, (0, 0))
    return CaseOut(
        id=encode(IdKind.CASE, case.pk),
        number=case.number,
        version=case.version,
        person=PersonOut(
            id=encode(IdKind.PERSON, person.pk),
            name=shown.name if shown else None,
            is_whole=shown is not None and shown.is_whole,
            sex=Sex(person.sex) if person.sex else None,
            age=person.age,
        ),
        area=area_ref(case.area),
        place=case.place,
        case_class=CaseClass(case.case_class) if case.case_class else None,
        found_by=FoundBy(case.found_by) if case.found_by else None,
        **{name: _day(case, name) for name in DAYS},
        outcome=case.outcome,
        contacts=beside.contacts.get(case.pk, 0),
        links_in=getattr(case, "links_in_count", 0),
        links_out=getattr(case, "links_out_count", 0),
        tasks_open=unfinished,
        tasks_overdue=overdue,
        incident_id=encode(IdKind.INCIDENT, case.incident_id),
    )


DAYS = ("onset", "specimen", "diagnosis", "reported", "exposure_start", "exposure_end", "isolated", "death")


def _day(case: Case, name: str) -> str | None:
    value = dated(case, name)
    return None if value is None else str(value)


COLUMNS = (
    "id",
    "number",
    "name",
    "sex",
    "age",
    "area_code",
    "area",
    "place",
    "case_class",
    "found_by",
    *DAYS,
    "outcome",
    "contacts",
    "links_in",
    "links_out",
    "tasks_open",
    "tasks_overdue",
)


def case_cells(row: CaseOut) -> list[object]:
    """A case as the cells of a CSV line, in the order of COLUMNS."""
    area = row.area
    beside = {
        "name": row.person.name,
        "sex": row.person.sex,
        "age": row.person.age,
        "area_code": area.code if area else None,
        "area": area.name.zh if area else None,
    }
    return [beside[name] if name in beside else getattr(row, name) for name in COLUMNS]
