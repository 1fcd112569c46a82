"""What is said of an exposure and of the contact that follows from it.

Tiers are the edition's own words and travel as plain strings; settings and protection are what an interview can answer.
"""

from dataclasses import dataclass
from datetime import datetime
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


class ContactKind(StrEnum):
    """How an infection could have passed: what touched what. Where two people met is the setting; both are asked."""

    FACE_TO_FACE = "face_to_face"
    SAME_ROOM = "same_room"
    SKIN = "skin"
    BODY_FLUID = "body_fluid"
    SHARPS = "sharps"
    SEXUAL = "sexual"
    DEAD_BODY = "dead_body"
    AEROSOL_PROCEDURE = "aerosol_procedure"
    SHARED_ITEMS = "shared_items"
    CONTAMINATED_PLACE = "contaminated_place"
    SHARED_FOOD = "shared_food"
    SHARED_LATRINE = "shared_latrine"
    WATER_POINT = "water_point"
    ANIMAL = "animal"


class Immunity(StrEnum):
    """What is known of immunity once somebody has asked: proof of it, proof of none, or no proof either way."""

    DOCUMENTED = "documented"
    UNDOCUMENTED = "undocumented"
    NOT_IMMUNE = "not_immune"


class Means(StrEnum):
    """What is given after an exposure to keep a person from falling ill."""

    VACCINE = "vaccine"
    IMMUNOGLOBULIN = "immunoglobulin"
    MEDICINE = "medicine"


class Stratum(StrEnum):
    """Risk beside the tier: who is called, tested and placed first."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class RiskGroup(StrEnum):
    """People followed up for where they were or what they did, not for meeting a case."""

    ARRIVAL_ABROAD = "arrival_abroad"
    HIGH_RISK_AREA = "high_risk_area"
    MEDIUM_RISK_AREA = "medium_risk_area"
    LOW_RISK_AREA = "low_risk_area"
    RECOVERED = "recovered"
    CLOSED_LOOP_STAFF = "closed_loop_staff"


class Again(StrEnum):
    """How somebody was exposed again: to another case, or to one in the same room or on the same floor of a site."""

    ANOTHER_CASE = "another_case"
    SAME_ROOM = "same_room"
    SAME_FLOOR = "same_floor"


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
class Given:
    """A prophylaxis that was given: what, on which day, and the moment where hours matter and it is known."""

    means: Means
    day: Dated | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Susceptibility:
    """What is known of a person's protection from within. None is not asked; an empty list is asked, nothing given."""

    immunity: Immunity | None = None
    prophylaxis: tuple[Given, ...] | None = None


NOT_ASKED = Susceptibility()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExposureFacts:
    """One exposure as told: setting, first and last day, minutes together, protection. None is unknown.

    `kinds` are all kinds of contact there were (empty: asked, none of them); `first_at` is the moment of the first
    exposure, where it is known. `via` is set when the person met a contact of the case rather than the case.
    """

    setting: Setting
    first: Dated | None = None
    last: Dated | None = None
    minutes: int | None = None
    protected: bool | None = None
    closed_space: bool | None = None
    kinds: frozenset[ContactKind] | None = None
    first_at: datetime | None = None
    via: ContactFacts | None = None
