"""Questions about places: zone, lifting, new start of the clock."""

from typing import Any

from outpace.rulebook.question import Rule
from outpace.rulebook.zone_class import UnitFacts, propose_zone
from outpace.rulebook.zone_facts import ZoneFacts
from outpace.rulebook.zone_release import zone_release
from outpace.rulebook.zone_restart import RestartFacts, zone_restart
from outpace.words.decision import Text

PLACES: tuple[Rule[Any], ...] = (
    Rule(
        name="zone_class",
        title=Text(zh="区域划定", en="Zone"),
        about=Text(zh="一个单元建议划为哪一类区域，由人下令。", en="Which zone a unit becomes; a person orders it."),
        facts=UnitFacts,
        decide=propose_zone,
    ),
    Rule(
        name="zone_release",
        title=Text(zh="区域解除", en="Lifting a zone"),
        about=Text(
            zh="逐条列出解封条件：已满足、未满足、不清楚，最早哪一天。",
            en="Each condition for lifting: met, not yet, unknown; and the earliest day.",
        ),
        facts=ZoneFacts,
        decide=zone_release,
    ),
    Rule(
        name="zone_restart",
        title=Text(zh="重新计时", en="New start of the clock"),
        about=Text(
            zh="封控后发现的感染者是否使该单元（或其一部分）重新计时。",
            en="Whether infections found after sealing start the clock of a unit, or part of it, anew.",
        ),
        facts=RestartFacts,
        decide=zone_restart,
    ),
)
