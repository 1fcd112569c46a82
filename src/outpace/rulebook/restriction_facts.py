"""The facts of a proposed restriction: what is asked, of whom, on which records, signed by whom, until when."""

from dataclasses import dataclass
from datetime import datetime

from outpace.words.case import CaseClass
from outpace.words.moment import Dated
from outpace.words.power import Colour, Measure, Office, RecordKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One record put forward. `about` is the person or place it is about, `on` the day it happened.

    `case_class`: of the case (kind case), else of the case that infection may have come from. `present`: whether the
    person was really there (a code scanned from a forwarded picture is not presence).
    """

    id: str
    kind: RecordKind
    about: str | None = None
    on: Dated | None = None
    case_class: CaseClass | None = None
    tier: str | None = None
    positive: bool | None = None
    present: bool | None = None
    withdrawn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """Somebody who signs: the person, the unit, and the kind of office."""

    person: str
    unit: str
    office: Office


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A restriction as proposed. `within_area`: the issuer's unit is responsible where the person or place is."""

    reason: str
    measure: Measure
    subject: str
    start: datetime | None = None
    end: datetime | None = None
    evidence: tuple[Evidence, ...] = ()
    issuer: Signatory | None = None
    approver: Signatory | None = None
    emergency: bool = False
    people: int | None = None
    within_area: bool | None = None
    for_disease_control: bool | None = None
    notice: str | None = None
    appeal: str | None = None
    shows: Colour | None = None
    code_is_on: bool | None = None
    denies_urgent_care: bool = False
