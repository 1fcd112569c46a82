"""When a case may leave isolation: signs, waits and tests for each severity; and what follows after discharge."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from outpace.protocols.ledger import Ledger
from outpace.protocols.numbers import Number, Unit
from outpace.protocols.section import Section
from outpace.protocols.spot import Spot
from outpace.words.contact import LegalState
from outpace.words.decision import Clause, Text


class Severity(StrEnum):
    """How ill a case is, as the treatment protocol classes it."""

    NO_SYMPTOMS = "no_symptoms"
    MILD = "mild"
    ORDINARY = "ordinary"
    SEVERE = "severe"
    CRITICAL = "critical"


class Sign(StrEnum):
    """What a clinician has to find."""

    SYMPTOMS_IMPROVED = "symptoms_improved"
    SYMPTOMS_GONE = "symptoms_gone"
    IMAGING_IMPROVED = "imaging_improved"
    LESIONS_HEALED = "lesions_healed"
    IMMUNE_NORMAL = "immune_normal"


class Since(StrEnum):
    """A day from which a wait counts."""

    ONSET = "onset"
    RASH = "rash"
    TEMPERATURE_NORMAL = "temperature_normal"
    SYMPTOM_FREE = "symptom_free"
    TREATMENT_STARTED = "treatment_started"


@dataclass(frozen=True, slots=True)
class SignWanted:
    """A sign and its words."""

    sign: Sign
    label: Text


@dataclass(frozen=True, slots=True)
class Wait:
    """Full days that must lie behind a day, and the words for it."""

    since: Since
    days: Number
    label: Text


@dataclass(frozen=True, slots=True)
class TestsWanted:
    """So many passing tests in a row, sampled at least so many hours apart. `ct`: from this value a positive passes too."""

    __test__ = False

    count: Number
    apart_hours: Number | None
    ct: Number | None

    @property
    def apart(self) -> timedelta:
        return timedelta(hours=self.apart_hours.value if self.apart_hours else 0)


@dataclass(frozen=True, slots=True)
class After:
    """What follows a discharge: legal state, days, and days of visits."""

    state: LegalState
    label: Text
    days: Number
    visits: Number | None
    clause: Clause


@dataclass(frozen=True, slots=True)
class ReleasePath:
    """The conditions for some severities."""

    id: str
    label: Text
    severities: frozenset[Severity]
    signs: tuple[SignWanted, ...]
    waits: tuple[Wait, ...]
    tests: TestsWanted | None
    clause: Clause
    after: After | None


def _paths(spot: Spot, ledger: Ledger) -> tuple[ReleasePath, ...]:
    paths = tuple(_path(item, ledger) for item in spot.items())
    named = [severity for path in paths for severity in path.severities]
    if len(named) != len(set(named)):
        raise spot.refuse("PROTOCOL_TYPE", name=spot.name, expected="each severity in one path only")
    return paths


def _path(spot: Spot, ledger: Ledger) -> ReleasePath:
    fields = spot.keys("id label severities clause", "signs waits tests after")
    signs, waits = (fields[key].items() if key in fields else () for key in ("signs", "waits"))
    path = ReleasePath(
        id=fields["id"].word(),
        label=ledger.text(fields["label"]),
        severities=frozenset(item.choice(Severity) for item in fields["severities"].items()),
        signs=tuple(_sign(item, ledger) for item in signs),
        waits=tuple(_wait(item, ledger) for item in waits),
        tests=_tests(fields["tests"], ledger) if "tests" in fields else None,
        clause=ledger.clause(fields["clause"]),
        after=_after(fields["after"], ledger) if "after" in fields else None,
    )
    if not (path.signs or path.waits or path.tests):
        raise spot.refuse("PROTOCOL_TYPE", name=path.id, expected="signs | waits | tests")
    return path


def _sign(spot: Spot, ledger: Ledger) -> SignWanted:
    fields = spot.keys("sign label")
    return SignWanted(fields["sign"].choice(Sign), ledger.text(fields["label"]))


def _wait(spot: Spot, ledger: Ledger) -> Wait:
    fields = spot.keys("since days label")
    return Wait(fields["since"].choice(Since), ledger.number(fields["days"], Unit.DAY), ledger.text(fields["label"]))


def _tests(spot: Spot, ledger: Ledger) -> TestsWanted:
    fields = spot.keys("count", "apart_hours ct")
    return TestsWanted(
        count=ledger.number(fields["count"], Unit.COUNT),
        apart_hours=ledger.number(fields["apart_hours"], Unit.HOUR) if "apart_hours" in fields else None,
        ct=ledger.number(fields["ct"], Unit.CT) if "ct" in fields else None,
    )


def _after(spot: Spot, ledger: Ledger) -> After:
    fields = spot.keys("state label days clause", "visits")
    return After(
        state=fields["state"].choice(LegalState),
        label=ledger.text(fields["label"]),
        days=ledger.number(fields["days"], Unit.DAY),
        visits=ledger.numbers_of(fields["visits"], Unit.DAY_OF_STAGE) if "visits" in fields else None,
        clause=ledger.clause(fields["clause"]),
    )


CASE_RELEASE = Section("case_release", _paths)
