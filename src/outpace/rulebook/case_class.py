"""Case class: which class of the edition the facts of a person meet. Does not decide treatment or reporting."""

from datetime import datetime

from outpace.protocols import Edition
from outpace.protocols.sections.cases import ClassRule
from outpace.rulebook.sentences import why
from outpace.words.case import CaseClass, CaseFacts
from outpace.words.decision import Decision, Reason, Text, Undecided

_FACTS = {
    ("lab_positive", True): Text(zh="检测阳性", en="laboratory positive"),
    ("lab_positive", False): Text(zh="检测阴性", en="laboratory negative"),
    ("lab_positive", None): Text(zh="检测结果未明", en="laboratory result not known"),
    ("symptoms", True): Text(zh="有症状", en="symptoms"),
    ("symptoms", False): Text(zh="无症状", en="no symptoms"),
    ("symptoms", None): Text(zh="症状不详", en="symptoms not known"),
    ("linked", True): Text(zh="有流行病学关联", en="epidemiological link"),
    ("linked", False): Text(zh="无流行病学关联", en="no epidemiological link"),
    ("linked", None): Text(zh="流行病学关联不详", en="epidemiological link not known"),
}


def classify(case: CaseFacts, edition: Edition, as_of: datetime) -> Decision[CaseClass] | Undecided:
    """Classify a case by the edition's criteria; the recorded class is evidence only, never the ground.

    The first criterion that is met decides. Undecided names the facts that could still decide it.
    """
    needs: list[str] = []
    for rule in edition.classes:
        open_facts = _open_facts(rule, case)
        if open_facts == ():
            return Decision(rule.case_class, (_reason(rule, case),), as_of)
        needs += open_facts or ()
    key = "class_open" if needs else "class_none"
    reason = why(edition.classes[0].clause, key)
    return Undecided(tuple(dict.fromkeys(needs or _unknown(case))), (reason,), as_of)


def _open_facts(rule: ClassRule, case: CaseFacts) -> tuple[str, ...] | None:
    """The facts a rule still needs: none of them when it is met, None when it can't be met any more."""
    wanted = [(fact, True) for fact in rule.given] + [(fact, False) for fact in rule.refuted]
    if any(getattr(case, fact) is (not value) for fact, value in wanted):
        return None
    if any(getattr(case, fact) is not None for fact in rule.unknown):
        return None
    return tuple(fact for fact, _ in wanted if getattr(case, fact) is None)


def _unknown(case: CaseFacts) -> tuple[str, ...]:
    return tuple(fact for fact in ("lab_positive", "symptoms", "linked") if getattr(case, fact) is None)


def _reason(rule: ClassRule, case: CaseFacts) -> Reason:
    facts = [(fact, getattr(case, fact)) for fact in (*rule.given, *rule.refuted, *rule.unknown)]
    words = [_FACTS[fact] for fact in facts]
    given = Text(zh="、".join(word.zh for word in words), en=", ".join(word.en for word in words))
    values: dict[str, str] = {fact: _shown(value) for fact, value in facts}
    if case.case_class is not None:
        values["recorded"] = case.case_class.value
    return why(rule.clause, "class_met", given=given, title=rule.clause.title, **values)


def _shown(value: bool | None) -> str:
    return "unknown" if value is None else "yes" if value else "no"
