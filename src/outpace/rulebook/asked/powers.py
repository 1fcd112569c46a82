"""Questions about power over people: restrictions, the code, and what a place may change."""

from dataclasses import dataclass
from typing import Any

from outpace.protocols.numbers import Direction
from outpace.rulebook.code import code_colour
from outpace.rulebook.code_facts import CodeFacts
from outpace.rulebook.local_change import local_change
from outpace.rulebook.question import Rule
from outpace.rulebook.restriction import restriction
from outpace.rulebook.restriction_facts import Proposal
from outpace.words.decision import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class OfProposal:
    """One proposed restriction."""

    proposal: Proposal


@dataclass(frozen=True, slots=True, kw_only=True)
class OfOverlay:
    """What a local rule would mean for the people concerned."""

    direction: Direction


POWERS: tuple[Rule[Any], ...] = (
    Rule(
        name="restriction",
        title=Text(zh="限制措施是否合法", en="Whether a restriction is lawful"),
        about=Text(
            zh="对人或场所拟采取的措施能否下达，还缺什么。",
            en="Whether a proposed measure for a person or place may be ordered, and what is missing.",
        ),
        facts=OfProposal,
        decide=lambda facts, edition, as_of, zone: restriction(facts.proposal, edition, as_of, zone),
    ),
    Rule(
        name="code",
        title=Text(zh="个人码颜色", en="Colour of a person's code"),
        about=Text(
            zh="未了结的事由给出什么颜色，为什么；颜色只能推算，不能设定。",
            en="Which colour the open reasons give, and why; a colour is worked out and can't be set.",
        ),
        facts=CodeFacts,
        decide=code_colour,
    ),
    Rule(
        name="local_change",
        title=Text(zh="地方能否自行调整", en="Whether a place may depart"),
        about=Text(
            zh="一地能否在方案之外自行加严或放宽。",
            en="Whether a place may make the edition stricter or looser on its own.",
        ),
        facts=OfOverlay,
        decide=lambda facts, edition, as_of, _: local_change(facts.direction, edition, as_of),
    ),
)
