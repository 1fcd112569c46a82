"""Contact tier: which tier of the edition an exposure falls into. The rule proposes; a person confirms."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from outpace.protocols import Edition
from outpace.protocols.sections.contacts import Tier
from outpace.rulebook.criteria import Told, missing_of, refuse_impossible, told
from outpace.rulebook.facts import earliest, exact, latest, not_after, not_before, refuse_future, today
from outpace.rulebook.look_back import Window, refuse_impossible_case, tracing_window
from outpace.rulebook.sentences import Value, say, why
from outpace.rulebook.setting_words import evidence_of, given_text
from outpace.words.case import CaseFacts
from outpace.words.contact import (
    NOT_ASKED,
    ContactFacts,
    ContactKind,
    ExposureFacts,
    Immunity,
    Setting,
    Susceptibility,
)
from outpace.words.decision import Decision, Reason, Undecided
from outpace.words.problem import ProblemError

Answer = Decision[str | None] | Undecided


def propose_tier(
    exposure: ExposureFacts,
    case: CaseFacts,
    edition: Edition,
    as_of: datetime,
    zone: str,
    person: Susceptibility = NOT_ASKED,
) -> Answer:
    """Propose a contact tier; None where contacts of the case aren't traced, the days don't count, or no tier is met.

    A nearer tier that is still open keeps the answer open. Raises ProblemError for days that can't be.
    """
    day = today(as_of, zone)
    _refuse_impossible(exposure, day)
    refuse_impossible(exposure, person, as_of, zone)
    traced = edition.traces_contacts
    if not traced:
        return Decision(None, (why(edition.traces_clause, "nobody_traced"),), as_of)
    if case.case_class is None:
        return Undecided(("case_class",), (why(edition.traces_clause, "class_needed"),), as_of)
    if case.case_class not in traced:
        return Decision(None, (why(edition.traces_clause, "not_traced", case_class=case.case_class),), as_of)
    if exposure.via is not None and not any(tier.of_contact for tier in edition.tiers):
        return Decision(None, (why(edition.traces_clause, "not_traced_further"),), as_of)
    window = window_of(exposure, case, edition, as_of, zone)
    if isinstance(window, Undecided):
        return window
    return _outside(exposure, window) or _tier(told(exposure, person, edition, zone), window, edition)


def exposure_withdrawn(edition: Edition, as_of: datetime) -> Decision[str | None]:
    """Decide on a person of whom no exposure stands any more: nothing follows from what was withdrawn."""
    return Decision(None, (why(edition.traces_clause, "exposure_withdrawn", standing=0),), as_of)


def _refuse_impossible(exposure: ExposureFacts, day: date) -> None:
    refuse_future("exposure_first", exposure.first, day)
    refuse_future("exposure_last", exposure.last, day)
    first, last = exposure.first, exposure.last
    if first and last and first.day > last.day and earliest(first) > latest(last):
        raise ProblemError(
            "FACTS_CROSSED", first="exposure_first", first_day=str(first), last="exposure_last", last_day=str(last)
        )
    if exposure.minutes is not None and exposure.minutes < 0:
        raise ProblemError("FACT_NEGATIVE", fact="minutes", value=exposure.minutes)


def window_of(
    exposure: ExposureFacts, case: CaseFacts, edition: Edition, as_of: datetime, zone: str
) -> Decision[Window] | Undecided:
    if exposure.via is None:
        return _window_of_case(case, edition, as_of, zone)
    refuse_future("contact_first_exposure", exposure.via.first_exposure, today(as_of, zone))
    clause = next((tier.clause for tier in edition.tiers if tier.of_contact), edition.traces_clause)
    start = exact(exposure.via.first_exposure)
    needs = () if start else ("contact_first_exposure",)
    if exposure.via.isolated is not None and exact(exposure.via.isolated) is None:
        needs = (*needs, "contact_isolated")
    if start is None or needs:
        return Undecided(needs, (why(clause, "via_day_needed"),), as_of)
    end = exact(exposure.via.isolated)
    reason = why(clause, "window_open") if end is None else why(clause, "window_closed", end=end)
    return Decision(Window(start, end), (reason,), as_of)


@lru_cache(maxsize=4096)
def _window_of_case(case: CaseFacts, edition: Edition, as_of: datetime, zone: str) -> Decision[Window] | Undecided:
    """The window of a case, kept: fifty contacts of one case ask for it one after the other."""
    refuse_impossible_case(case, today(as_of, zone))
    return tracing_window(case, edition, as_of)


def _outside(exposure: ExposureFacts, window: Decision[Window]) -> Answer | None:
    """The answer where the days of contact don't count or can't be placed; None where they count."""
    start, end = window.outcome.start, window.outcome.end
    clause = window.reasons[0].clause
    late, early = late_enough(exposure, start), early_enough(exposure, end)
    if late is False:
        reason = why(clause, "outside_before", last=str(exposure.last), start=start)
        return Decision(None, (reason, *window.reasons), window.as_of)
    if early is False:
        reason = why(clause, "outside_after", first=str(exposure.first), end=str(end))
        return Decision(None, (reason, *window.reasons), window.as_of)
    needs = (("exposure_last",) if late is None else ()) + (("exposure_first",) if early is None else ())
    if needs:
        return Undecided(needs, (why(clause, "contact_day_needed", start=start), *window.reasons), window.as_of)
    return None


def late_enough(exposure: ExposureFacts, start: date) -> bool | None:
    late = not_before(exposure.last, start)
    return True if late is None and not_before(exposure.first, start) else late


def early_enough(exposure: ExposureFacts, end: date | None) -> bool | None:
    if end is None:
        return True
    early = not_after(exposure.first, end)
    return True if early is None and not_after(exposure.last, end) else early


def _tier(facts: Told, window: Decision[Window], edition: Edition) -> Answer:
    found = _nearest(facts, edition) if facts.person.prophylaxis else _kept(facts, edition)
    if isinstance(found, Tier):
        return Decision(found.id, (_met(found, facts), *window.reasons), window.as_of)
    reasons = (found.reason, *window.reasons)
    return Undecided(found.needs, reasons, window.as_of) if found.needs else Decision(None, reasons, window.as_of)


@dataclass(frozen=True, slots=True)
class _NoTier:
    """No tier is met: why, and the facts that keep one open."""

    reason: Reason
    needs: tuple[str, ...] = ()


def _nearest(facts: Told, edition: Edition) -> Tier | _NoTier:
    tier, needs = _first_tier(facts, edition)
    if tier is None:
        return _NoTier(why(edition.traces_clause, "tier_none"))
    return _NoTier(why(tier.clause, "tier_open", title=tier.label), needs) if needs else tier


def _first_tier(facts: Told, edition: Edition) -> tuple[Tier | None, tuple[str, ...]]:
    """The nearest tier that is met or still open, and the facts that keep it open."""
    through = facts.exposure.via is not None
    for tier in edition.tiers:
        if tier.of_contact is not through:
            continue
        open_facts = missing_of(tier.any_of, facts)
        if open_facts is not None:
            return tier, open_facts
    return None, ()


def _kept(facts: Told, edition: Edition) -> Tier | _NoTier:
    """The same where nothing was given after the exposure: no day matters then, and few facts differ."""
    told, immunity = facts.exposure, facts.person.immunity
    asked = facts.person.prophylaxis is not None
    finite = (told.setting, told.kinds, told.protected, told.closed_space, told.minutes, told.via is not None)
    return _tier_of(finite, immunity, asked, edition)


@lru_cache(maxsize=65_536)
def _tier_of(
    finite: tuple[Setting, frozenset[ContactKind] | None, bool | None, bool | None, int | None, bool],
    immunity: Immunity | None,
    asked: bool,
    edition: Edition,
) -> Tier | _NoTier:
    setting, kinds, protected, closed_space, minutes, through = finite
    exposure = ExposureFacts(
        setting=setting,
        kinds=kinds,
        protected=protected,
        closed_space=closed_space,
        minutes=minutes,
        via=ContactFacts() if through else None,
    )
    person = Susceptibility(immunity=immunity, prophylaxis=() if asked else None)
    return _nearest(told(exposure, person, edition, "UTC"), edition)


def _met(tier: Tier, facts: Told) -> Reason:
    exposure = facts.exposure
    evidence = evidence_of(exposure, facts.person)
    given = given_text(exposure, facts.person)
    values: dict[str, Value] = {"given": given, "title": tier.label, "setting": exposure.setting}
    return Reason(tier.clause, say("tier_met", given=given, title=tier.label), values | evidence)
