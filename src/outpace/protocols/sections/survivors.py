"""What is offered to people who survived: steps on days counted from discharge or from onset. Nothing of it is a duty."""

from dataclasses import dataclass
from enum import StrEnum

from outpace.protocols.ledger import Ledger
from outpace.protocols.numbers import Number, Unit
from outpace.protocols.section import Section
from outpace.protocols.spot import Spot
from outpace.words.case import Sex
from outpace.words.decision import Clause, Text


class CountedFrom(StrEnum):
    """The day a step counts from."""

    DISCHARGE = "discharge"
    ONSET = "onset"


@dataclass(frozen=True, slots=True)
class SurvivorStepRule:
    """A step on given days; for one sex only where `sex` is set; over after so many negative results in a row."""

    id: str
    title: Text
    counted_from: CountedFrom
    days: Number
    sex: Sex | None
    negatives: Number | None
    clause: Clause


@dataclass(frozen=True, slots=True)
class Survivors:
    """The programme: its steps, and how many days early a step may be taken."""

    steps: tuple[SurvivorStepRule, ...]
    early_days: Number
    clause: Clause


def _survivors(spot: Spot, ledger: Ledger) -> Survivors:
    fields = spot.keys("steps early_days clause")
    early = ledger.number(fields["early_days"], Unit.DAY)
    steps: dict[str, SurvivorStepRule] = {}
    for item in fields["steps"].items():
        step = _step(item, ledger, early.value)
        if step.id in steps:
            raise item.refuse("PROTOCOL_KEY_TWICE", key=step.id)
        steps[step.id] = step
    if not steps:
        raise spot.refuse("PROTOCOL_KEY_MISSING", key="steps", name=spot.name)
    return Survivors(tuple(steps.values()), early, ledger.clause(fields["clause"]))


def _step(spot: Spot, ledger: Ledger, early: int) -> SurvivorStepRule:
    fields = spot.keys("id title counted_from days clause", "sex negatives")
    days = ledger.numbers_of(fields["days"], Unit.DAY_OF_STAGE)
    if any(later - sooner <= early for sooner, later in zip(days.days, days.days[1:], strict=False)):
        raise fields["days"].refuse("PROTOCOL_TYPE", name="days", expected=f"days more than {early} apart")
    return SurvivorStepRule(
        id=fields["id"].word(),
        title=ledger.text(fields["title"]),
        counted_from=fields["counted_from"].choice(CountedFrom),
        days=days,
        sex=fields["sex"].choice(Sex) if "sex" in fields else None,
        negatives=ledger.number(fields["negatives"], Unit.COUNT) if "negatives" in fields else None,
        clause=ledger.clause(fields["clause"]),
    )


SURVIVORS = Section("survivors", _survivors)
