"""Shapes of the rulebook: rules, what they ask, examples with their answers, places found, two editions side by side."""

from datetime import datetime
from typing import Any

from ninja import Schema

from outpace.desk.http.shapes import Both, ClauseOut, NumberedRef, ReasonOut
from outpace.desk.situation.answers.case_page import DecisionOut
from outpace.desk.situation.answers.records import PersonOut, StageOut


class RuleRow(Schema):
    """A rule by its name, and how many examples show it."""

    name: str
    title: Both
    about: Both
    example_count: int
    editions: list[str]


class RulesOut(Schema):
    """Every rule."""

    items: list[RuleRow]


class OptionOut(Schema):
    """A value that may be chosen."""

    value: str
    label: Both


class FactField(Schema):
    """A fact that a rule asks for."""

    name: str
    label: Both
    kind: str
    needed: bool
    options: list[OptionOut]
    of: list["FactField"]


class WorkedExample(Schema):
    """An example, what was to come out, and what comes out now."""

    edition: str
    label: str
    title: Both
    as_of: str
    zone: str
    given: dict[str, Any]
    expect: dict[str, Any]
    answer: DecisionOut | None
    problem: str | None
    holds: bool


class RulePage(RuleRow):
    """A rule with the facts it asks for, its examples, and the clauses that their answers quote."""

    facts: list[FactField]
    examples: list[WorkedExample]
    clauses: list[ClauseOut]


class RuleAnswer(DecisionOut):
    """What a rule of an edition decides on supposed facts. Nothing is stored."""

    rule: str
    edition: str


class PlaceOut(Schema):
    """A place where the words of a search stand."""

    kind: str
    key: str
    edition: str | None
    label: str
    title: Both
    text: Both | None
    certainty: str | None
    values: list[float] | None
    unit: str | None


class PlacesOut(Schema):
    """The first places found, and how many there are."""

    items: list[PlaceOut]
    total: int


class EditionName(Schema):
    """An edition by id, label and title."""

    id: str
    label: str
    title: Both


class DecidedUnder(Schema):
    """What an edition decides about a case."""

    edition: EditionName
    case_class: DecisionOut
    look_back: DecisionOut


class SideUnder(Schema):
    """What an edition proposes for one exposed person."""

    tier: str | None
    tier_label: Both | None
    undecided: bool
    needs: list[str]
    reasons: list[ReasonOut]
    stages: list[StageOut]
    end: str | None


class PersonUnder(Schema):
    """One exposed person under both editions."""

    person: PersonOut
    setting: str
    last: str | None
    now: SideUnder
    then: SideUnder
    changed: bool


class CaseUnderOut(Schema):
    """A case and everybody exposed to it under two editions. It orders nothing."""

    case: NumberedRef
    now: DecidedUnder
    then: DecidedUnder
    people: list[PersonUnder]
    changed: int
    as_of: datetime
    zone: str
