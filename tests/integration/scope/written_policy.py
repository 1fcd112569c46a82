"""The policy as docs/explanation/scope.md writes it, a second time, in plain Python. It was not made from the SQL.

`may` answers one question: does this actor, for this purpose, at this time, do this with this row?
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from outpace.desk.scope.actor import Actor
from outpace.words.purpose import Purpose


class Verb(StrEnum):
    """What is done with a row."""

    READ = "select"
    CHANGE = "update"
    ADD = "insert"
    END = "delete"


@dataclass(frozen=True)
class Row:
    """A row: its table, key, area, the person it names, the key a grant would name, and the account that opened something."""

    table: str
    key: int
    area: str
    person: int | None = None
    named: int | None = None
    account: int | None = None


@dataclass(frozen=True)
class Given:
    """A grant as it was given."""

    key: int
    purpose: str
    starts: datetime
    ends: datetime
    area: str | None = None
    account: int | None = None


NOT_ABOUT_PEOPLE = {"ledger_access"}
NOT_ABOUT_HEALTH = {"people_subject", "people_person"}
NAMES_HER = {
    "people_subject", "people_person", "cases_case", "tracing_exposure", "tracing_contact", "isolation_plan",
    "ledger_event", "ledger_access",
}  # fmt: skip
NAMES_HER_JOINED = {"people_person", "cases_case", "tracing_contact", "isolation_plan", "ledger_access"}
CAN_BE_GRANTED = {
    "people_subject", "people_person", "cases_case", "tracing_contact", "isolation_plan", "ledger_superseded",
}  # fmt: skip
SEES_NO_HEALTH = {"administrator", "ombudsman"}


def may(
    who: Actor,
    why: Purpose,
    at: datetime,
    verb: Verb,
    row: Row,
    grants: Iterable[Given],
    one: Iterable[frozenset[int]] = (),
) -> bool:
    """Whether the page says yes. `one`: the persons whom decisions joined into one."""
    if verb is Verb.READ:
        return any(
            (
                _by_area(who, why, row),
                _own(who, row),
                _joined(who, row, one),
                _granted(who, why, at, row, grants),
                _opened_it(who, row),
                _serves(who, why, row),
            )
        )
    if verb is Verb.END:
        return (
            row.table == "ledger_access"
            and str(who.role) == "service"
            and why == "retention"
            and _answers_for(who, row.area)
        )
    if verb is Verb.ADD and row.table == "ledger_event":
        return _answers_for(who, row.area)
    return _by_area(who, why, row)


def _answers_for(who: Actor, area: str) -> bool:
    steps = [area[: n + 1] for n, letter in enumerate(area) if letter == "/"]
    return any(held == "" or held in steps for held in who.paths)


def _about_people(who: Actor, why: Purpose) -> bool:
    return why.on_people and str(who.role) not in SEES_NO_HEALTH


def _by_area(who: Actor, why: Purpose, row: Row) -> bool:
    if not _answers_for(who, row.area):
        return False
    if row.table in NOT_ABOUT_HEALTH and str(who.role) == "ombudsman":
        return why.on_people
    return row.table in NOT_ABOUT_PEOPLE or _about_people(who, why)


def _own(who: Actor, row: Row) -> bool:
    return (
        str(who.role) == "resident" and row.table in NAMES_HER and who.subject is not None and row.person == who.subject
    )


def _joined(who: Actor, row: Row, one: Iterable[frozenset[int]]) -> bool:
    return (
        str(who.role) == "resident"
        and row.table in NAMES_HER_JOINED
        and any(who.subject in persons and row.person in persons for persons in one)
    )


def _granted(who: Actor, why: Purpose, at: datetime, row: Row, grants: Iterable[Given]) -> bool:
    if row.table not in CAN_BE_GRANTED or not why.grantable or not who.paths or not _about_people(who, why):
        return False
    return any(
        given.key == row.named
        and given.purpose == why
        and given.starts <= at < given.ends
        and (given.account == who.account or (given.area is not None and _answers_for(who, given.area)))
        for given in grants
    )


def _opened_it(who: Actor, row: Row) -> bool:
    return row.table == "ledger_access" and row.account == who.account


def _serves(who: Actor, why: Purpose, row: Row) -> bool:
    return row.table == "people_subject" and str(who.role) == "service" and why == "loop"
