"""Shapes of contacts, plans and tasks as rows."""

from datetime import datetime
from typing import Literal

from ninja import Schema

from outpace.desk.http.shapes import AreaRef, Both, ClauseOut, NumberedRef, ReasonOut
from outpace.words.case import Sex
from outpace.words.contact import ContactState, LegalState, Setting


class PersonOut(Schema):
    """A person as a row names one: the name is masked unless `is_whole`."""

    id: str
    name: str | None
    is_whole: bool
    sex: Sex | None
    age: int | None


class ContactPerson(PersonOut):
    """A contact as a person. The telephone number is shown on the contact's own page, masked."""

    phone_masked: str | None


class StageOut(Schema):
    """One part of a follow-up, from its first to its last day."""

    state: LegalState
    label: Both
    start: str
    end: str


class DueTestOut(Schema):
    """A test that a plan asks for."""

    day: int
    on: str
    purpose: str
    label: Both
    state: Literal["due", "overdue", "later"]


class PlanOut(Schema):
    """What the edition would have for a contact. A plan restricts nobody: `order` is false."""

    id: str
    order: bool
    stages: list[StageOut]
    tests: list[DueTestOut]
    end: str | None
    reasons: list[ReasonOut]
    undecided: bool
    needs: list[str]


class ContactOut(Schema):
    """A person in relation to one case: what the edition proposes and what somebody decided."""

    id: str
    version: int
    case: NumberedRef | None
    person: ContactPerson
    area: AreaRef | None
    tier: str | None
    tier_label: Both | None
    state: ContactState
    last_exposure: str | None
    relation: str | None
    setting: Setting
    reasons: list[ReasonOut]
    undecided: bool
    needs: list[str]
    needs_words: list[Both]
    proposed_tier: str | None
    why: str | None
    decided_by: Both | None
    decided_at: str | None
    plan: PlanOut | None
    became_case: NumberedRef | None


class SubjectOut(Schema):
    """Whom a task is about; the name is masked unless `is_whole`."""

    kind: Literal["case", "contact", "person"]
    id: str
    number: str
    person_id: str | None
    name: str | None
    is_whole: bool


class OwnerOut(Schema):
    """Who does a task."""

    id: str
    display: Both


class TaskOut(Schema):
    """Something to be done, until when, and which clause says so."""

    id: str
    version: int
    kind: str
    title: Both
    subject: SubjectOut
    case_id: str | None
    area: AreaRef | None
    due_at: datetime
    created_at: datetime
    done_at: datetime | None
    owner: OwnerOut | None
    clause: ClauseOut | None
    state: Literal["open", "overdue", "done"]
    outcome: str | None
    attempts: int
