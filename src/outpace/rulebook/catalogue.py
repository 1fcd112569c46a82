"""All rules by name: what the examples, the command line, the handbook and the page can ask.

A chapter's rules stand in a module `asked/<chapter>.py`; here they are only collected.
"""

from collections.abc import Mapping
from typing import Any

from outpace.rulebook.asked.antigen import SELF_TESTS
from outpace.rulebook.asked.areas import AREAS
from outpace.rulebook.asked.care import CARE
from outpace.rulebook.asked.duties import DUTIES
from outpace.rulebook.asked.following import FOLLOWING
from outpace.rulebook.asked.persons import PERSONS
from outpace.rulebook.asked.places import PLACES
from outpace.rulebook.asked.powers import POWERS
from outpace.rulebook.asked.times import TIMES
from outpace.rulebook.asked.treatment import TREATMENT
from outpace.rulebook.question import Rule
from outpace.words.problem import ProblemError

CHAPTERS: tuple[tuple[Rule[Any], ...], ...] = (
    PERSONS,
    FOLLOWING,
    PLACES,
    AREAS,
    SELF_TESTS,
    POWERS,
    CARE,
    TIMES,
    DUTIES,
    TREATMENT,
)
RULES: Mapping[str, Rule[Any]] = {rule.name: rule for chapter in CHAPTERS for rule in chapter}


def rule(name: str) -> Rule[Any]:
    """Find a rule by its name. Raises ProblemError RULE_UNKNOWN."""
    if name not in RULES:
        raise ProblemError("RULE_UNKNOWN", rule=name, rules=", ".join(RULES))
    return RULES[name]
