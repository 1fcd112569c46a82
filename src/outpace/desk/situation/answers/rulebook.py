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


class AnswerLine(Schema):
    """A line of an answer: its name, and a day, moment, number, yes or no, words, or further lines."""

    name: Both | None
    kind: str
    value: str | bool | int | float | None
    text: Both | None
    clause: ClauseOut | None
    of: list["AnswerLine"]


class ToldDecision(DecisionOut):
    """A decision with its outcome in lines, and what is missing in words."""

    told: AnswerLine | None
    missing: list[Both]


class WorkedExample(Schema):
    """An example, what was to come out, and what comes out now. `beside`: answered with what held beside the edition."""

    edition: str
    label: str
    title: Both
    as_of: str
    zone: str
    given: dict[str, Any]
    beside: bool
    area: str
    expect: dict[str, Any]
    answer: ToldDecision
    holds: bool


class RulePage(RuleRow):
    """A rule with the facts it asks for, its examples, and the clauses that their answers quote.

    `codes` gives, by edition and fact, what may be chosen where a fact is a code of the edition.
    """

    facts: list[FactField]
    codes: dict[str, dict[str, list[OptionOut]]]
    examples: list[WorkedExample]
    clauses: list[ClauseOut]


class RuleAnswer(ToldDecision):
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


class DocumentOut(EditionName):
    """An edition compared: from when until when it holds, and what held beside it."""

    date: str
    until: str | None
    beside: list[EditionName]


class SaidOut(Schema):
    """What one edition says, how sure that is, and where it stands."""

    text: Both
    certainty: str
    clauses: list[ClauseOut]


class ChangeOut(Schema):
    """One difference; `old` null is new, `new` null is no longer said. `way`: stricter, lighter, both, neither."""

    label: Both
    old: SaidOut | None
    new: SaidOut | None
    way: str


class TopicOut(Schema):
    """The differences of one topic."""

    topic: str
    title: Both
    changes: list[ChangeOut]


class ComparedOut(Schema):
    """Two editions side by side, and how many differences go which way."""

    old: DocumentOut
    new: DocumentOut
    topics: list[TopicOut]
    total: int
    ways: dict[str, int]


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
