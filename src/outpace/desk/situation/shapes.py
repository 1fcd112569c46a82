"""Records as the JSON of the API, where several answers share a shape. Reads only what it is given."""

from datetime import date, datetime
from typing import Any

from outpace.desk.accounts.models import Account
from outpace.desk.areas.models import Area
from outpace.desk.cases.facts import dated
from outpace.desk.cases.models import Case
from outpace.desk.openings.opening import Shown
from outpace.desk.people.models import Person
from outpace.protocols.edition import Edition
from outpace.rulebook.render import clause_json
from outpace.words.ids import IdKind, encode
from outpace.words.moment import Dated


def name_json(area: Area) -> dict[str, str]:
    """An area's name; one without an English name is called by its Chinese one."""
    return {"zh": area.name_zh, "en": area.name_en or area.name_zh}


def area_json(area: Area | None) -> dict[str, Any] | None:
    """{id, code, name}, None where the area is unknown."""
    if area is None:
        return None
    return {"id": encode(IdKind.AREA, area.pk), "code": area.code, "name": name_json(area)}


def person_json(person: Person, shown: Shown | None) -> dict[str, Any]:
    """{id, name, is_whole, sex, age}; the name comes from the vault, masked unless it is whole."""
    return {
        "id": encode(IdKind.PERSON, person.pk),
        "name": shown.name if shown else None,
        "is_whole": shown is not None and shown.is_whole,
        "sex": person.sex,
        "age": person.age,
    }


def case_ref(case: Case) -> dict[str, str]:
    """{id, number}."""
    return {"id": encode(IdKind.CASE, case.pk), "number": case.number}


def display(account: Account | None) -> dict[str, str] | None:
    """An account's name in both languages."""
    return None if account is None else {"zh": account.display_zh, "en": account.display_en}


def dated_json(case: Case, name: str) -> str | None:
    """One of a case's dates as YYYY-MM-DD, or YYYY-MM where only the month is known."""
    value: Dated | None = dated(case, name)
    return None if value is None else str(value)


def iso(value: date | datetime | None) -> str | None:
    """ISO 8601, None for unknown."""
    return None if value is None else value.isoformat()


def clause_of(edition: Edition, number: str) -> dict[str, Any] | None:
    """A clause by its number; None where a record names none, or one that the edition does not hold."""
    found = next((clause for clause in edition.clauses if clause.number == number), None)
    return None if found is None else clause_json(found)
