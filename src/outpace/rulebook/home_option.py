"""Home option: who may spend central quarantine at home. A right of the person concerned, not an order."""

from dataclasses import dataclass, replace
from datetime import datetime

from outpace.protocols import Edition
from outpace.protocols.sections.following import HOME_OPTION, HomeOption
from outpace.rulebook.follow_up import FollowUp
from outpace.rulebook.sentences import why
from outpace.words.contact import LegalState
from outpace.words.decision import Decision, Undecided
from outpace.words.problem import ProblemError


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeFacts:
    """What decides on the home option. `home_fit`: a room of one's own, and whoever must stay along stays along."""

    age: int | None = None
    pregnant: bool | None = None
    disabled: bool | None = None
    ill: bool | None = None
    home_fit: bool | None = None


def home_option(facts: HomeFacts, edition: Edition, as_of: datetime) -> Decision[bool] | Undecided:
    """Say whether a person may stay at home instead. Raises ProblemError EDITION_SILENT, FACT_NEGATIVE."""
    if facts.age is not None and facts.age < 0:
        raise ProblemError("FACT_NEGATIVE", fact="age", value=facts.age)
    rule = edition.part(HOME_OPTION)
    grounds = _grounds(facts, rule)
    met = [name for name, held in grounds.items() if held]
    if facts.home_fit is False:
        return Decision(False, (why(rule.clause, "home_unfit"),), as_of)
    if met and facts.home_fit:
        return Decision(True, (why(rule.clause, f"home_{met[0]}"),), as_of)
    if not met and None not in grounds.values():
        return Decision(False, (why(rule.clause, "home_no_ground"),), as_of)
    needs = () if met else tuple(_FACT[name] for name, held in grounds.items() if held is None)
    needs += () if facts.home_fit else ("home_fit",)
    return Undecided(tuple(dict.fromkeys(needs)), (why(rule.clause, "home_open"),), as_of)


def at_home(plan: FollowUp, edition: Edition) -> FollowUp:
    """The same plan with central quarantine spent at home: days and tests stay as they are."""
    rule = edition.part(HOME_OPTION)
    central = LegalState.CENTRAL_QUARANTINE
    return replace(
        plan,
        stages=tuple(replace(s, state=rule.state, label=rule.label) if s.state is central else s for s in plan.stages),
        tests=tuple(replace(test, state=rule.state) if test.state is central else test for test in plan.tests),
    )


_FACT = {"child": "age", "old": "age", "pregnant": "pregnant", "disabled": "disabled", "ill": "ill"}


def _grounds(facts: HomeFacts, rule: HomeOption) -> dict[str, bool | None]:
    age = facts.age
    return {
        "child": None if age is None else age <= rule.child_until.value,
        "old": None if age is None else age >= rule.old_from.value,
        "pregnant": facts.pregnant,
        "disabled": facts.disabled,
        "ill": facts.ill,
    }
