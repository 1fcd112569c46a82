"""Questions of chapter fourteen: what is still to be asked, how a case ends, burial, survivors."""

from dataclasses import dataclass
from typing import Any

from outpace.rulebook.burial import Death, burial_steps
from outpace.rulebook.case_outcome import case_outcome
from outpace.rulebook.question import Rule
from outpace.rulebook.questions import Known, open_questions
from outpace.rulebook.survivors import Survivor, survivor_steps
from outpace.words.decision import Text
from outpace.words.moment import Dated


@dataclass(frozen=True, slots=True, kw_only=True)
class OfForm(Known):
    """A form and what is known so far."""

    form: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfOutcome:
    """How a case ended, and when."""

    outcome: str | None = None
    on: Dated | None = None


CARE: tuple[Rule[Any], ...] = (
    Rule(
        name="open_questions",
        title=Text(zh="还要问什么", en="Open questions"),
        about=Text(
            zh="问卷里还有哪些问题会影响判定；不影响判定的不再问。",
            en="Which questions of a form still bear on a decision; the others are not asked.",
        ),
        facts=OfForm,
        decide=lambda facts, edition, as_of, zone: open_questions(facts.form, facts, edition, as_of, zone),
    ),
    Rule(
        name="case_outcome",
        title=Text(zh="病例转归", en="Case outcome"),
        about=Text(zh="一种转归结束什么、开始什么。", en="What an outcome of a case ends and what it starts."),
        facts=OfOutcome,
        decide=lambda facts, edition, as_of, zone: case_outcome(facts.outcome, facts.on, edition, as_of, zone),
    ),
    Rule(
        name="burial_steps",
        title=Text(zh="安全尊严安葬", en="Safe and dignified burial"),
        about=Text(
            zh="安葬各步骤由谁办、何时前办；家属不同意时的替代安排。",
            en="The steps of a burial, who takes them and by when; what is offered where a family does not agree.",
        ),
        facts=Death,
        decide=burial_steps,
    ),
    Rule(
        name="survivor_steps",
        title=Text(zh="康复者随访", en="Follow-up of survivors"),
        about=Text(
            zh="康复者随访各步骤的日期和进展；自愿参加。",
            en="The steps offered to a survivor, by day, and how each stands; all of it is voluntary.",
        ),
        facts=Survivor,
        decide=survivor_steps,
    ),
)
