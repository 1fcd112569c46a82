"""Open questions: what of a form is still worth asking, given what is known. Asks nothing itself and stores nothing.

A question is open while its fact is unknown and a decision waits for it, or would come out differently for some answer to
it. What can't change any decision of the edition any more is not asked.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from outpace.protocols import Edition
from outpace.protocols.sections.questions import QUESTIONNAIRE, AnswerType, Decides, Form, Question, When
from outpace.rulebook.case_class import classify
from outpace.rulebook.contact_tier import propose_tier
from outpace.rulebook.facts import today
from outpace.rulebook.follow_up import follow_up
from outpace.rulebook.look_back import look_back
from outpace.rulebook.sentences import why
from outpace.rulebook.stratum import risk_stratum
from outpace.words.case import CaseFacts
from outpace.words.contact import NOT_ASKED, ContactKind, ExposureFacts, Given, Immunity, Means, Susceptibility
from outpace.words.decision import Decision, Text, Undecided
from outpace.words.moment import Dated
from outpace.words.problem import ProblemError

LONG_AGO = timedelta(days=365)
MANY_MINUTES = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known so far. A contact's form begins without an exposure: the setting comes first."""

    case: CaseFacts = field(default_factory=CaseFacts)
    exposure: ExposureFacts | None = None
    person: Susceptibility = NOT_ASKED


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question worth asking now, and the decisions that its answer bears on."""

    id: str
    text: Text
    answer: AnswerType
    fills: str
    decides: tuple[Decides, ...]


Answer = Decision[Any] | Undecided


def open_questions(
    form: str, known: Known, edition: Edition, as_of: datetime, zone: str
) -> Decision[tuple[OpenQuestion, ...]]:
    """List the questions of a form that still bear on a decision, in the form's order.

    Raises ProblemError FORM_UNKNOWN, EDITION_SILENT, or what the decisions themselves refuse.
    """
    sheet = _form(form, edition)
    weigh = _Weigh(edition, as_of, zone)
    first = {decides: weigh.answer(decides, known) for decides in sheet.decides} if _begun(sheet, known) else {}
    found = tuple(_open(sheet, known, weigh, first))
    key = "questions_open" if found else "questions_none"
    return Decision(found, (why(sheet.clause, key, title=sheet.title, count=len(found)),), as_of)


def _form(form: str, edition: Edition) -> Form:
    forms = edition.part(QUESTIONNAIRE)
    for found in forms:
        if found.id == form:
            return found
    raise ProblemError("FORM_UNKNOWN", edition=edition.id, form=form, forms=", ".join(one.id for one in forms))


def _begun(sheet: Form, known: Known) -> bool:
    return known.exposure is not None or all(not one.fills.startswith("exposure.") for one in sheet.questions)


def _open(sheet: Form, known: Known, weigh: "_Weigh", first: dict[Decides, "Answer | None"]) -> Iterator[OpenQuestion]:
    for question in sheet.questions:
        if question.when and not _is_asked(question.when, known):
            continue
        if not first:
            bears: tuple[Decides, ...] = sheet.decides if question.fills == "exposure.setting" else ()
        else:
            bears = tuple(decides for decides, answer in first.items() if weigh.bears(question, decides, answer, known))
        if bears:
            yield OpenQuestion(question.id, question.text, question.answer, question.fills, bears)


def _is_asked(when: When, known: Known) -> bool:
    value = fact_of(when.fact, known)
    if isinstance(value, frozenset):
        return any(str(one) in when.values for one in value)
    return value is not None and (str(value).lower() if isinstance(value, bool) else str(value)) in when.values


def fact_of(fills: str, known: Known) -> Any:
    """The value of a fact by the name a question fills it under; None while it is unknown."""
    part, _, name = fills.partition(".")
    owner = getattr(known, part)
    return None if owner is None else getattr(owner, name)


def answered(fills: str, value: Any, known: Known) -> Known:
    """What is known once a question is answered."""
    part, _, name = fills.partition(".")
    changed: dict[str, Any] = {part: replace(getattr(known, part), **{name: value})}
    return replace(known, **changed)


@dataclass(frozen=True, slots=True)
class _Weigh:
    """Whether a fact bears on a decision of this edition on this day."""

    edition: Edition
    as_of: datetime
    zone: str

    def answer(self, decides: Decides, known: Known) -> Answer | None:
        """The decision on what is known; None where the decision is not for this person."""
        case, exposure = known.case, known.exposure
        match decides:
            case Decides.CASE_CLASS:
                return classify(case, self.edition, self.as_of)
            case Decides.LOOK_BACK:
                return look_back(case, self.edition, self.as_of, self.zone)
            case Decides.CONTACT_TIER if exposure is not None:
                return self._tier(known, exposure)
            case Decides.RISK_STRATUM if exposure is not None:
                return risk_stratum(exposure, self.edition, self.as_of, self.zone, known.person)
        return None

    def _tier(self, known: Known, exposure: ExposureFacts) -> Answer:
        """The tier, and once it is known the follow-up that it brings: both wait for the last day."""
        tier = propose_tier(exposure, known.case, self.edition, self.as_of, self.zone, known.person)
        if isinstance(tier, Undecided) or tier.outcome is None:
            return tier
        plan = follow_up(tier.outcome, exposure.last, self.edition, self.as_of, self.zone)
        return (
            plan
            if isinstance(plan, Undecided)
            else Decision((tier.outcome, plan.outcome.end), tier.reasons, self.as_of)
        )

    def bears(self, question: Question, decides: Decides, answer: Answer | None, known: Known) -> bool:
        """Whether a decision waits for the fact, or would come out differently for some answer."""
        if answer is None:
            return False
        if isinstance(answer, Undecided) and _waits(question.fills) & set(answer.needs):
            return True
        if fact_of(question.fills, known) is not None:
            return False
        return any(self._differs(question.fills, value, decides, answer, known) for value in self._answers(question))

    def _differs(self, fills: str, value: object, decides: Decides, answer: Answer, known: Known) -> bool:
        try:
            other = self.answer(decides, answered(fills, value, known))
        except ProblemError:
            return False
        return _settled(other) != _settled(answer)

    def _answers(self, question: Question) -> tuple[object, ...]:
        day = today(self.as_of, self.zone)
        match question.answer:
            case AnswerType.TRUTH:
                return (True, False)
            case AnswerType.DAY:
                return _days(day)
            case AnswerType.MINUTES:
                return (0, MANY_MINUTES)
            case AnswerType.CHOICE:
                return tuple(Immunity)
            case AnswerType.CHOICES:
                return (frozenset[ContactKind](), *(frozenset({kind}) for kind in ContactKind))
            case AnswerType.GIVEN:
                return ((), *((Given(means=means, day=at),) for means in Means for at in _days(day)))
        return ()


def _days(day: date) -> tuple[Dated, ...]:
    return Dated(day), Dated(day - LONG_AGO)


def _waits(fills: str) -> frozenset[str]:
    """The names under which a decision says that it needs a fact."""
    part, _, name = fills.partition(".")
    if fills == "person.prophylaxis":
        return frozenset({"prophylaxis", "prophylaxis_day", "prophylaxis_at"})
    return frozenset({f"exposure_{name}" if part == "exposure" and name in ("first", "last", "first_at") else name})


def _settled(answer: Answer | None) -> object:
    return (answer.outcome,) if isinstance(answer, Decision) else None
