"""Questionnaires of an edition: a closed list of questions a form, each for a fact that a decision of the edition reads.

What no decision reads is not asked, and what a decision reads must be asked: both are refused while reading.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from outpace.protocols.ledger import Ledger
from outpace.protocols.section import Section
from outpace.protocols.sections.contacts import TIERS
from outpace.protocols.sections.criteria import PROPHYLAXIS, Criterion
from outpace.protocols.sections.strata import RISK_STRATA
from outpace.protocols.spot import Spot
from outpace.words.decision import Clause, Text

if TYPE_CHECKING:
    from outpace.protocols.edition import Edition


class Decides(StrEnum):
    """The decisions a form can serve."""

    CASE_CLASS = "case_class"
    LOOK_BACK = "look_back"
    CONTACT_TIER = "contact_tier"
    RISK_STRATUM = "risk_stratum"


class AnswerType(StrEnum):
    """What an answer looks like."""

    TRUTH = "truth"
    DAY = "day"
    MOMENT = "moment"
    MINUTES = "minutes"
    CHOICE = "choice"
    CHOICES = "choices"
    GIVEN = "given"


FACTS: Mapping[str, AnswerType] = {
    "case.symptoms": AnswerType.TRUTH,
    "case.linked": AnswerType.TRUTH,
    "case.lab_positive": AnswerType.TRUTH,
    "case.onset": AnswerType.DAY,
    "case.specimen": AnswerType.DAY,
    "case.isolated": AnswerType.DAY,
    "exposure.setting": AnswerType.CHOICE,
    "exposure.first": AnswerType.DAY,
    "exposure.last": AnswerType.DAY,
    "exposure.first_at": AnswerType.MOMENT,
    "exposure.minutes": AnswerType.MINUTES,
    "exposure.protected": AnswerType.TRUTH,
    "exposure.closed_space": AnswerType.TRUTH,
    "exposure.kinds": AnswerType.CHOICES,
    "person.immunity": AnswerType.CHOICE,
    "person.prophylaxis": AnswerType.GIVEN,
}
"""The facts of the rulebook that an interview can fill, and how each is answered."""


@dataclass(frozen=True, slots=True)
class When:
    """Asked only once another fact of the form is known and is one of these."""

    fact: str
    values: frozenset[str]


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its words, the answer it takes, the fact it fills, and when it is asked."""

    id: str
    text: Text
    answer: AnswerType
    fills: str
    when: When | None


@dataclass(frozen=True, slots=True)
class Form:
    """The questions for a case or a contact, in their order, and the decisions they serve."""

    id: str
    title: Text
    decides: tuple[Decides, ...]
    questions: tuple[Question, ...]
    clause: Clause


def _forms(spot: Spot, ledger: Ledger) -> tuple[Form, ...]:
    forms: dict[str, Form] = {}
    for item in spot.items():
        form = _form(item, ledger)
        if form.id in forms:
            raise item.refuse("PROTOCOL_KEY_TWICE", key=form.id)
        forms[form.id] = form
    return tuple(forms.values())


def _form(spot: Spot, ledger: Ledger) -> Form:
    fields = spot.keys("form title decides questions clause")
    questions: list[Question] = []
    for item in fields["questions"].items():
        question = _question(item, ledger)
        if question.id in {other.id for other in questions} or question.fills in {one.fills for one in questions}:
            raise item.refuse("PROTOCOL_KEY_TWICE", key=question.id)
        if question.when and question.when.fact not in {other.fills for other in questions}:
            asked = ", ".join(other.fills for other in questions)
            raise item.refuse("PROTOCOL_CHOICE", name="when", value=question.when.fact, allowed=asked)
        questions.append(question)
    return Form(
        id=fields["form"].word(),
        title=ledger.text(fields["title"]),
        decides=tuple(item.choice(Decides) for item in fields["decides"].items()),
        questions=tuple(questions),
        clause=ledger.clause(fields["clause"]),
    )


def _question(spot: Spot, ledger: Ledger) -> Question:
    fields = spot.keys("id text answer fills", "when")
    fills, answer = fields["fills"].word(), fields["answer"].choice(AnswerType)
    if fills not in FACTS:
        raise fields["fills"].refuse("PROTOCOL_CHOICE", name="fills", value=fills, allowed=", ".join(FACTS))
    if answer is not FACTS[fills]:
        raise fields["answer"].refuse("PROTOCOL_CHOICE", name="answer", value=answer, allowed=FACTS[fills])
    when = _when(fields["when"]) if "when" in fields else None
    return Question(fields["id"].word(), ledger.text(fields["text"]), answer, fills, when)


def _when(spot: Spot) -> When:
    fields = spot.keys("fact is")
    return When(fields["fact"].word(), frozenset(item.word() for item in fields["is"].items()))


def _asks_what_it_decides(spot: Spot, forms: tuple[Form, ...], edition: "Edition") -> None:
    for item, form in zip(spot.items(), forms, strict=True):
        asked = {question.fills for question in form.questions}
        needed = {fact for decides in form.decides for fact in _needed(decides, edition)}
        useful = needed | {fact for decides in form.decides for fact in _useful(decides)}
        for fact in sorted(needed - asked):
            raise item.refuse("PROTOCOL_QUESTION_MISSING", form=form.id, fact=fact)
        for fact in sorted(asked - useful):
            raise item.refuse("PROTOCOL_QUESTION_IDLE", form=form.id, fact=fact)


def _needed(decides: Decides, edition: "Edition") -> Iterator[str]:
    """The facts without which a decision of the edition can stay open."""
    match decides:
        case Decides.CASE_CLASS:
            yield from (f"case.{fact}" for rule in edition.classes for fact in (*rule.given, *rule.refuted))
        case Decides.LOOK_BACK:
            yield "case.onset"
        case Decides.CONTACT_TIER:
            yield from ("exposure.setting", "exposure.last")
            yield from _criteria(edition, (one for tier in edition.part(TIERS) for one in tier.any_of))
        case Decides.RISK_STRATUM:
            yield "exposure.setting"
            yield from _criteria(edition, (one for rule in edition.part(RISK_STRATA) for one in rule.any_of))


def _useful(decides: Decides) -> tuple[str, ...]:
    """Facts that can change a decision although it never waits for them."""
    match decides:
        case Decides.LOOK_BACK:
            return ("case.symptoms", "case.specimen", "case.isolated")
        case Decides.CONTACT_TIER:
            return ("exposure.first",)
    return ()


def _criteria(edition: "Edition", criteria: Iterable[Criterion]) -> Iterator[str]:
    for criterion in criteria:
        for name in ("protected", "closed_space", "minutes", "kinds"):
            if getattr(criterion, name) is not None:
                yield f"exposure.{name}"
        if criterion.immunity is not None:
            yield "person.immunity"
        if criterion.prophylaxis is not None:
            yield from ("person.prophylaxis", "exposure.first")
            if any(one.hours for one in edition.part(PROPHYLAXIS)):
                yield "exposure.first_at"


QUESTIONNAIRE = Section("questionnaire", _forms, _asks_what_it_decides)
