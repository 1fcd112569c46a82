"""Questions about antigen tests: who takes one when, and what a result leads to."""

from dataclasses import dataclass
from typing import Any

from outpace.rulebook.antigen import antigen_result, antigen_use
from outpace.rulebook.question import Rule
from outpace.words.decision import Text
from outpace.words.moment import Dated
from outpace.words.sampling import AntigenGroup


@dataclass(frozen=True, slots=True, kw_only=True)
class OfAntigen:
    """Who would take a test, and the day quarantine, the zone or the symptoms began."""

    group: AntigenGroup
    since: Dated | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfAntigenResult:
    """A result, and whether the person has symptoms."""

    positive: bool | None = None
    symptoms: bool | None = None


SELF_TESTS: tuple[Rule[Any], ...] = (
    Rule(
        name="antigen_use",
        title=Text(zh="抗原检测", en="Antigen tests"),
        about=Text(
            zh="谁在哪几天做抗原检测，今天该不该做。", en="Who takes antigen tests on which days, and whether today."
        ),
        facts=OfAntigen,
        decide=lambda facts, edition, as_of, zone: antigen_use(facts.group, facts.since, edition, as_of, zone),
    ),
    Rule(
        name="antigen_result",
        title=Text(zh="抗原结果之后", en="After an antigen test"),
        about=Text(
            zh="抗原结果之后怎么办；阳性须核酸复核，不是病例。",
            en="What a result leads to; a positive is checked and is no case.",
        ),
        facts=OfAntigenResult,
        decide=lambda facts, edition, as_of, _: antigen_result(facts.positive, facts.symptoms, edition, as_of),
    ),
)
