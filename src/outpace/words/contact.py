"""What is said of an exposure and of the contact that follows from it.

Tiers are the edition's own words and travel as plain strings; settings and protection are what an interview can answer.
"""

from dataclasses import dataclass
from enum import StrEnum

from outpace.words.moment import Dated


class Setting(StrEnum):
    """Where two people met."""

    HOUSEHOLD = "household"
    WORK = "work"
    SCHOOL = "school"
    MEAL = "meal"
    CARE = "care"
    HOSPITAL = "hospital"
    TRANSPORT = "transport"
    GATHERING = "gathering"
    BRIEF = "brief"
    OTHER = "other"


class ContactState(StrEnum):
    """How far a contact has come: the rules propose, a person confirms."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    REFUTED = "refuted"


class LegalState(StrEnum):
    """What may be asked of a person. Health monitoring is duties only: nobody is confined."""

    ISOLATION = "isolation"
    CENTRAL_QUARANTINE = "central_quarantine"
    HOME_QUARANTINE = "home_quarantine"
    HEALTH_MONITORING = "health_monitoring"

    @property
    def confines(self) -> bool:
        return self is not LegalState.HEALTH_MONITORING


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactFacts:
    """A contact through whom somebody else was exposed: own first exposure to the case, and the day of quarantine."""

    first_exposure: Dated | None = None
    isolated: Dated | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExposureFacts:
    """One exposure as told: setting, first and last day, minutes together, protection. None is unknown.

    `via` is set when the person met a contact of the case rather than the case.
    """

    setting: Setting
    first: Dated | None = None
    last: Dated | None = None
    minutes: int | None = None
    protected: bool | None = None
    closed_space: bool | None = None
    via: ContactFacts | None = None
