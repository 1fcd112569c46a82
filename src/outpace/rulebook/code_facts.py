"""What is known of a person's open reasons. No field holds a colour: a colour is worked out."""

from dataclasses import dataclass
from datetime import date, datetime

from outpace.protocols.sections.code import CodeEvent
from outpace.words.moment import Dated


@dataclass(frozen=True, slots=True)
class Happened:
    """An event and its local day."""

    event: CodeEvent
    on: date


@dataclass(frozen=True, slots=True)
class CheckIn:
    """A daily check-in and whether everything was normal."""

    on: date
    normal: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenReason:
    """A reason pushed for a person. `clock`: the last exposure, stay or arrival. `ended_at`: lifted, or evidence fell away.

    `planned_release`: when all conditions are expected to be met; `latest_end`: falls then whatever else.
    """

    id: str
    reason: str
    issuer: str
    evidence: tuple[str, ...] = ()
    start: datetime
    planned_release: datetime | None = None
    latest_end: datetime | None = None
    ended_at: datetime | None = None
    clock: Dated | None = None
    events: tuple[Happened, ...] = ()
    negatives: tuple[date, ...] = ()
    check_ins: tuple[CheckIn, ...] = ()
    appealed_at: datetime | None = None
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeFacts:
    """A person's reasons, and whether a written order has turned the code on where they are."""

    is_on: bool | None = None
    reasons: tuple[OpenReason, ...] = ()
