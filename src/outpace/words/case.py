"""What is said of a case: class, how it was found, sex, outcome. Values are the words used in files, tables and the API."""

from dataclasses import dataclass
from enum import StrEnum

from outpace.words.moment import Dated


class CaseClass(StrEnum):
    """Classification. An infection (感染者) is confirmed or asymptomatic; a preliminary positive is not a case."""

    SUSPECTED = "suspected"
    PROBABLE = "probable"
    CONFIRMED = "confirmed"
    ASYMPTOMATIC = "asymptomatic"
    DISCARDED = "discarded"


class FoundBy(StrEnum):
    """Where an infection was found: the answer decides whether the outbreak is ahead of the response."""

    CONTROL = "control"
    SCREENING = "screening"
    COMMUNITY = "community"


class Sex(StrEnum):
    """Sex as recorded."""

    FEMALE = "f"
    MALE = "m"


class Outcome(StrEnum):
    """How a case ended."""

    ALIVE = "alive"
    RECOVERED = "recovered"
    DEAD = "dead"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """What the rulebook needs to know of one case. None is unknown and stays unknown.

    `lab_positive` is a result that counts as final (a preliminary positive is None); `linked` is an epidemiological link
    to a case or a place with spread; `isolated` is the day the case could no longer meet others.
    """

    case_class: CaseClass | None = None
    onset: Dated | None = None
    specimen: Dated | None = None
    reported: Dated | None = None
    isolated: Dated | None = None
    exposure_end: Dated | None = None
    lab_positive: bool | None = None
    symptoms: bool | None = None
    linked: bool | None = None
