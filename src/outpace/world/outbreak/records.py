"""What the outbreak's observers wrote down: cases, links, exposures told, and rows typed wrongly. None is unknown."""

from dataclasses import dataclass
from datetime import date, datetime

from outpace.words.case import CaseClass, FoundBy, Outcome, Sex
from outpace.words.contact import Setting
from outpace.words.decision import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class OutbreakCase:
    """A reported case. `reported_at` is the instant (UTC), `reported` its local day; `county` is who reported it."""

    number: str
    county: str
    area_code: str | None
    name: Text
    phone: str | None
    sex: Sex
    age: int | None
    case_class: CaseClass
    found_by: FoundBy | None
    onset: date | None
    specimen: date
    diagnosis: date | None
    reported: date
    reported_at: datetime
    exposure_start: date | None
    exposure_end: date | None
    place: Text | None
    outcome: Outcome | None
    death: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutbreakLink:
    """A transmission link an investigation put down: infector, infectee (case numbers) and where they met."""

    infector: str
    infectee: str
    setting: Setting


@dataclass(frozen=True, slots=True, kw_only=True)
class OutbreakExposure:
    """One person named in a case's interview. `told_at` is the instant (UTC); minutes are minutes together in all."""

    case: str
    name: Text
    phone: str | None
    sex: Sex
    age: int | None
    relation: Text
    setting: Setting
    first: date
    last: date | None
    minutes: int | None
    protected: bool | None
    closed_space: bool
    area_code: str | None
    told_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SpoiledRow:
    """A row of the line list typed wrongly: what stands in the file, and the case it should have been."""

    fault: str
    typed: dict[str, str]
    meant: OutbreakCase


@dataclass(frozen=True, slots=True, kw_only=True)
class Outbreak:
    """All records known at `as_of`. Spoiled rows are in the line list, not among `cases`; nothing refers to them.

    `began` is day one of the response; `area_code` the area the incident is declared for.
    """

    code: str
    name: Text
    area_code: str
    began: date
    as_of: datetime
    cases: tuple[OutbreakCase, ...]
    links: tuple[OutbreakLink, ...]
    exposures: tuple[OutbreakExposure, ...]
    spoiled: tuple[SpoiledRow, ...]
