"""What is said of samples from many people: the result of a pool, who is sampled, and how.

Says nothing about one person's result: a positive pool is no positive person.
"""

from enum import StrEnum


class PoolResult(StrEnum):
    """What a laboratory reports of a pool; single-target: only one of the targets was found."""

    NEGATIVE = "negative"
    POSITIVE = "positive"
    GREY = "grey"
    SINGLE_TARGET = "single_target"
    INVALID = "invalid"


class Group(StrEnum):
    """Who is sampled."""

    FEVER_CLINIC = "fever_clinic"
    PATIENT = "patient"
    CLOSE_CONTACT = "close_contact"
    HIGH_RISK_GROUP = "high_risk_group"
    KEY_GROUP = "key_group"
    ISOLATION_SITE = "isolation_site"
    CLOSED_TO_DOOR = "closed_to_door"
    ELSEWHERE = "elsewhere"


class Form(StrEnum):
    """How samples share a tube: none, one household, or a pool."""

    SINGLE = "single"
    HOUSEHOLD = "household"
    POOL = "pool"


class AntigenGroup(StrEnum):
    """Who takes an antigen test by themselves or at a clinic without a laboratory."""

    QUARANTINED = "quarantined"
    ZONE_RESIDENT = "zone_resident"
    CLINIC_PATIENT = "clinic_patient"
    RESIDENT = "resident"
