"""What an edition holds once it is read: numbers with their sources, clauses, and the tables the rules interpret.

Frozen types only. Reading and checking is the loader's work; deciding is the rulebook's.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from outpace.words.case import CaseClass
from outpace.words.contact import LegalState, Setting
from outpace.words.decision import Clause, Text
from outpace.words.moment import Dated
from outpace.words.problem import ProblemError

CERTAINTIES = ("S", "M1", "M2", "M3", "ours")
"""Read in a named source; general knowledge of high, medium, low confidence; the project's own choice."""


class Line(StrEnum):
    """Prevention and treatment editions are separate dated lines."""

    PREVENTION = "prevention"
    TREATMENT = "treatment"


class Unit(StrEnum):
    """What a number counts."""

    DAY = "day"
    DAY_OF_STAGE = "day_of_stage"
    HOUR = "hour"
    HOUR_OF_DAY = "hour_of_day"
    MINUTE = "minute"
    COUNT = "count"


class DayZero(StrEnum):
    """How the day of the last exposure is counted: as day 0, or already as day 1."""

    LAST_EXPOSURE_IS_ZERO = "last_exposure_is_zero"
    LAST_EXPOSURE_IS_ONE = "last_exposure_is_one"


class ReleaseDay(StrEnum):
    """Whether a period that is full releases on its last day or on the day after (the "more than" reading)."""

    LAST_DAY = "last_day"
    DAY_AFTER = "day_after"


class Fact(StrEnum):
    """Facts that start task timers."""

    CASE_REGISTERED = "case_registered"
    CONTACT_PROPOSED = "contact_proposed"
    CONTACT_CONFIRMED = "contact_confirmed"


class Step(StrEnum):
    """The link of the loop a task belongs to."""

    REPORT = "report"
    TEST = "test"
    TRACE = "trace"
    ALLOCATE = "allocate"
    TRANSFER = "transfer"
    QUARANTINE = "quarantine"


@dataclass(frozen=True, slots=True)
class Number:
    """A number of the edition: value or values, unit, certainty (`S:key`, `M1` … `ours`), source and its date."""

    name: str
    values: tuple[int, ...]
    unit: Unit
    certainty: str
    source: str
    date: str
    note: Text | None = None

    @property
    def value(self) -> int:
        return self.values[0]


@dataclass(frozen=True, slots=True)
class Disease:
    """The disease an edition is for."""

    id: str
    name: Text


@dataclass(frozen=True, slots=True)
class ClassRule:
    """A case class and what must be true for it: facts that are given, refuted, or explicitly not known yet."""

    case_class: CaseClass
    given: tuple[str, ...]
    refuted: tuple[str, ...]
    unknown: tuple[str, ...]
    clause: Clause


@dataclass(frozen=True, slots=True)
class LookBack:
    """How many days before onset (or specimen) a case may already have passed the infection on."""

    days: Number
    clause: Clause


@dataclass(frozen=True, slots=True)
class Criterion:
    """One way to fall into a tier: every condition that is set must hold."""

    settings: frozenset[Setting] | None = None
    protected: bool | None = None
    closed_space: bool | None = None
    minutes: Number | None = None


@dataclass(frozen=True, slots=True)
class TestRule:
    """Tests on given days of a stage: why they are taken, and how many swabs each time."""

    __test__ = False

    days: Number
    purpose: str
    label: Text
    swabs: Number | None


@dataclass(frozen=True, slots=True)
class StageRule:
    """One part of a follow-up: legal state, length in days, tests."""

    state: LegalState
    label: Text
    days: Number
    tests: tuple[TestRule, ...]
    clause: Clause


@dataclass(frozen=True, slots=True)
class Tier:
    """A contact tier of the edition: whom it meets, ways to fall into it, and what follows."""

    id: str
    label: Text
    of_contact: bool
    any_of: tuple[Criterion, ...]
    clause: Clause
    follow_up: tuple[StageRule, ...]
    follow_up_clause: Clause
    release_clause: Clause


@dataclass(frozen=True, slots=True)
class TimerRule:
    """A task that a fact starts, and the hours it may take. `tiers` limits it to contacts of those tiers."""

    fact: Fact
    tiers: frozenset[str] | None
    kind: str
    title: Text
    step: Step
    hours: Number
    clause: Clause


@dataclass(frozen=True, slots=True)
class Delay:
    """A published delay distribution. Quantities in days; parameters as printed, None where the paper gives none."""

    quantity: str
    distribution: str | None
    mean: float | None
    sd: float | None
    median: float | None
    sample_size: int
    region: str
    doi: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What a health authority says, dated and cited, in the form the rulebook interprets."""

    id: str
    label: str
    title: Text
    note: Text
    disease: Disease
    line: Line
    valid_from: Dated
    valid_until: Dated | None
    numbers: Mapping[str, Number]
    clauses: tuple[Clause, ...]
    day_zero: DayZero
    day_zero_clause: Clause
    cut_off_hour: Number
    cut_off_clause: Clause
    classes: tuple[ClassRule, ...]
    traces_contacts: frozenset[CaseClass]
    traces_clause: Clause
    look_back: LookBack
    tiers: tuple[Tier, ...]
    release_day: ReleaseDay
    timers: tuple[TimerRule, ...]
    person_code_allowed: bool
    person_code_clause: Clause
    delays: tuple[Delay, ...]

    def clause(self, number: str) -> Clause:
        """Find a clause by its number. Raises ProblemError CLAUSE_UNKNOWN."""
        for clause in self.clauses:
            if clause.number == number:
                return clause
        raise ProblemError("CLAUSE_UNKNOWN", edition=self.id, number=number)

    def tier(self, tier: str) -> Tier:
        """Find a contact tier by its id. Raises ProblemError TIER_UNKNOWN."""
        for found in self.tiers:
            if found.id == tier:
                return found
        raise ProblemError("TIER_UNKNOWN", edition=self.id, tier=tier, tiers=", ".join(t.id for t in self.tiers))

    def certainty_counts(self) -> Mapping[str, int]:
        """Count the numbers by how sure we are of them; keys are those of CERTAINTIES."""
        counts = Counter(number.certainty.partition(":")[0] for number in self.numbers.values())
        return {certainty: counts[certainty] for certainty in CERTAINTIES}
