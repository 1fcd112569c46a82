"""What must be notified internationally: diseases that always are, and the questions that decide on everything else."""

from dataclasses import dataclass

from outpace.protocols.ledger import Ledger
from outpace.protocols.numbers import Number, Unit
from outpace.protocols.section import Section
from outpace.protocols.spot import Spot
from outpace.words.decision import Clause, Text


@dataclass(frozen=True, slots=True)
class Named:
    """A disease or question by id, with its words. `diseases`: ids of this project's folders that it covers."""

    id: str
    label: Text
    diseases: frozenset[str]


@dataclass(frozen=True, slots=True)
class Notification:
    """The two lists, the questions, how many yeses notify, and the hours to assess and to notify."""

    always: tuple[Named, ...]
    assessed: tuple[Named, ...]
    questions: tuple[Named, ...]
    yes_needed: Number
    assess_hours: Number
    notify_hours: Number
    always_clause: Clause
    assessed_clause: Clause
    questions_clause: Clause
    times_clause: Clause


def _notification(spot: Spot, ledger: Ledger) -> Notification:
    fields = spot.keys(
        "always assessed questions yes_needed assess_hours notify_hours "
        "always_clause assessed_clause questions_clause times_clause"
    )
    return Notification(
        always=tuple(_named(item, ledger) for item in fields["always"].items()),
        assessed=tuple(_named(item, ledger) for item in fields["assessed"].items()),
        questions=tuple(_named(item, ledger) for item in fields["questions"].items()),
        yes_needed=ledger.number(fields["yes_needed"], Unit.COUNT),
        assess_hours=ledger.number(fields["assess_hours"], Unit.HOUR),
        notify_hours=ledger.number(fields["notify_hours"], Unit.HOUR),
        always_clause=ledger.clause(fields["always_clause"]),
        assessed_clause=ledger.clause(fields["assessed_clause"]),
        questions_clause=ledger.clause(fields["questions_clause"]),
        times_clause=ledger.clause(fields["times_clause"]),
    )


def _named(spot: Spot, ledger: Ledger) -> Named:
    fields = spot.keys("id label", "diseases")
    diseases = frozenset(item.word() for item in fields["diseases"].items()) if "diseases" in fields else frozenset()
    return Named(fields["id"].word(), ledger.text(fields["label"]), diseases | {fields["id"].word()})


NOTIFICATION = Section("notification", _notification)
