"""What the lifting of a zone rests on: the facts of one unit, known or unknown. Impossible ones are refused here."""

from dataclasses import dataclass
from datetime import date, datetime

from outpace.rulebook.facts import refuse_future
from outpace.words.moment import Dated
from outpace.words.problem import ProblemError


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """A screening round: the last local day of sampling (the instant, where it is known), whether everybody was
    reached, and whether all results are in and negative."""

    on: date
    at: datetime | None = None
    complete: bool | None = None
    all_negative: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedZone:
    """A zone that this one lifts together with: name, its zone, whether it is lifted, the earliest day it can be."""

    name: str
    zone_class: str
    lifted: bool | None = None
    earliest: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneFacts:
    """What is known of one zone. None is unknown.

    `set_on`: the day it became this zone; `came_from`: the zone it was stepped down from; `had_case` and
    `had_contacts` false: there was none in the unit at all; `contacts_inside`: contacts who have not moved out yet;
    `rounds` empty: none so far; `linked`: the zones of its county.
    """

    zone_class: str
    came_from: str | None = None
    set_on: Dated | None = None
    had_case: bool | None = None
    last_case: Dated | None = None
    had_contacts: bool | None = None
    contacts_inside: int | None = None
    last_contact_out: Dated | None = None
    contacts_negative: bool | None = None
    rounds: tuple[Round, ...] | None = None
    linked: tuple[LinkedZone, ...] | None = None


def refuse_impossible(facts: ZoneFacts, day: date) -> None:
    """Raise ProblemError for days after `day`, negative counts, and facts that exclude each other."""
    for name in ("set_on", "last_case", "last_contact_out"):
        refuse_future(name, getattr(facts, name), day)
    for each in facts.rounds or ():
        refuse_future("round", Dated(each.on), day)
    if facts.contacts_inside is not None and facts.contacts_inside < 0:
        raise ProblemError("FACT_NEGATIVE", fact="contacts_inside", value=facts.contacts_inside)
    if facts.had_case is False and facts.last_case is not None:
        raise ProblemError("FACTS_CONTRADICT", first="had_case", second="last_case")
    if facts.had_contacts is False and (facts.contacts_inside or facts.last_contact_out):
        raise ProblemError("FACTS_CONTRADICT", first="had_contacts", second="contacts_inside")
