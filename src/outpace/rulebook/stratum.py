"""Risk stratum of a contact: who comes first. Beside the tier, never instead of it; it lengthens and shortens nothing."""

from datetime import datetime

from outpace.protocols import Edition
from outpace.protocols.sections.strata import RISK_STRATA
from outpace.rulebook.criteria import missing_of, refuse_impossible, told
from outpace.rulebook.sentences import why
from outpace.rulebook.setting_words import evidence_of, given_text
from outpace.words.contact import NOT_ASKED, ExposureFacts, Stratum, Susceptibility
from outpace.words.decision import Decision, Undecided


def risk_stratum(
    exposure: ExposureFacts, edition: Edition, as_of: datetime, zone: str, person: Susceptibility = NOT_ASKED
) -> Decision[Stratum | None] | Undecided:
    """Say which risk stratum an exposure falls into; None where it meets none. The first that is met counts.

    Raises ProblemError EDITION_SILENT where the edition has no strata.
    """
    refuse_impossible(exposure, person, as_of, zone)
    rules, facts = edition.part(RISK_STRATA), told(exposure, person, edition, zone)
    for rule in rules:
        open_facts = missing_of(rule.any_of, facts)
        if open_facts == ():
            given, evidence = given_text(exposure, person), evidence_of(exposure, person)
            reason = why(rule.clause, "stratum_met", given=given, label=rule.label, **evidence)
            return Decision(rule.stratum, (reason,), as_of)
        if open_facts:
            return Undecided(open_facts, (why(rule.clause, "stratum_open", label=rule.label),), as_of)
    return Decision(None, (why(rules[0].clause, "stratum_none"),), as_of)
