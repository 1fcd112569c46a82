"""Shapes of the case page and its parts."""

from datetime import datetime
from typing import Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field

from outpace.desk.http.shapes import AreaRef, Both, ClauseOut, NumberedRef, ReasonOut
from outpace.desk.situation.answers.figures import Stamped
from outpace.desk.situation.answers.records import ContactOut, PersonOut, TaskOut
from outpace.words.case import CaseClass, FoundBy, Outcome
from outpace.words.contact import ContactKind, Immunity, Means, Setting


class CodedText(Schema):
    """A problem met while deciding."""

    code: str
    title: Both


class DecisionOut(Schema):
    """What the rulebook says now; undecided says which facts it needs, or which of them can't be."""

    outcome: Any
    undecided: bool
    needs: list[str]
    reasons: list[ReasonOut]
    as_of: datetime
    problem: CodedText | None


class Decisions(Schema):
    """The decisions on a case."""

    case_class: DecisionOut
    look_back: DecisionOut


class LimitOut(Schema):
    """A limit and whether it was kept; null while there is still time."""

    due_at: datetime
    kept: bool | None


class TimelineRow(Schema):
    """Something that happened or was recorded. `at` is a month, a day or an instant, as `precision` says."""

    at: str
    precision: str
    kind: str
    title: Both
    clause: ClauseOut | None
    limit: LimitOut | None
    event: str | None


class LinkOut(Schema):
    """A transmission link between two cases; ambiguous where the infectee has several candidates."""

    model_config = ConfigDict(serialize_by_alias=True, populate_by_name=True)
    id: str
    infector: NumberedRef = Field(alias="from")
    infectee: NumberedRef = Field(alias="to")
    setting: Setting | None
    setting_text: str | None
    ambiguous: bool
    delay_days: int | None


class GivenOut(Schema):
    """What was given after an exposure."""

    means: Means
    day: str | None
    at: datetime | None


class ToldChange(Schema):
    """One fact of an exposure told otherwise later: what it was, what it is, and why. Null was, or is, unknown."""

    at: datetime
    field: str
    old: Any
    new: Any
    why: str


class ExposureOut(Schema):
    """A meeting with the case, or with its contact `via`, as told. Null is not asked; an empty list is asked, none of them."""

    id: str
    version: int
    person: PersonOut
    via: PersonOut | None
    relation: str | None
    setting: Setting
    first: str | None
    last: str | None
    minutes: int | None
    protected: bool | None
    closed_space: bool | None
    kinds: list[ContactKind] | None
    first_at: datetime | None
    immunity: Immunity | None
    prophylaxis: list[GivenOut] | None
    via_first: str | None
    via_isolated: str | None
    withdrawn: bool
    changes: list[ToldChange]
    recorded_at: datetime


class Corrector(Schema):
    """Who corrected."""

    display: Both | None


class CorrectionOut(Schema):
    """One field corrected: what it was, what it is, by whom and why."""

    at: datetime
    by: Corrector
    field: str
    old: Any
    new: Any
    why: str


class OpenedOut(Schema):
    """Somebody opened the record."""

    at: datetime
    display: Both | None
    role: Both
    purpose: str
    purpose_text: Both


class SamePersonOut(Schema):
    """Another record of the person: a case, or that she is a contact of one; `linked` where a steward joined two records."""

    kind: Literal["case", "contact"]
    case: NumberedRef
    area: AreaRef | None
    case_class: CaseClass | None
    tier_label: Both | None
    last_exposure: str | None
    linked: bool


class CasePageOut(Stamped):
    """A case with all that is known about it. `links_outside` counts links whose other case is out of sight.

    `held`: a steward has still to say whether the person is somebody known already; the work goes on meanwhile.
    """

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
    death: str | None
    outcome: Outcome | None
    recorded_at: datetime
    incident_id: str
    tasks_open: int
    tasks_overdue: int
    decisions: Decisions
    timeline: list[TimelineRow]
    links_in: list[LinkOut]
    links_out: list[LinkOut]
    links_outside: int
    held: bool
    same_person: list[SamePersonOut]
    exposures: list[ExposureOut]
    contacts: list[ContactOut]
    tasks: list[TaskOut]
    corrections: list[CorrectionOut]
    opened_by: list[OpenedOut]
