"""Questions of the treatment line: release of cases."""

from dataclasses import dataclass
from typing import Any

from outpace.rulebook.case_release import CaseCourse, case_release
from outpace.rulebook.question import Rule
from outpace.words.decision import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class OfCourse:
    """The course of one case."""

    course: CaseCourse


TREATMENT: tuple[Rule[Any], ...] = (
    Rule(
        name="case_release",
        title=Text(zh="病例解除隔离治疗", en="Release of a case"),
        about=Text(
            zh="病例能否解除隔离治疗，还差什么，之后做什么。",
            en="Whether a case may leave isolation, what is missing, and what follows.",
        ),
        facts=OfCourse,
        decide=lambda facts, edition, as_of, zone: case_release(facts.course, edition, as_of, zone),
    ),
)
