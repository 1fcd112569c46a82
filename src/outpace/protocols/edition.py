"""What an edition holds once it is read: numbers with their sources, clauses, and the sections the rules interpret.

Frozen types only. Reading and checking is the loader's work; deciding is the rulebook's.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from outpace.protocols.header import NOTHING_REPLACED, Disease, Line, Replaces
from outpace.protocols.numbers import CERTAINTIES, Number
from outpace.protocols.section import Section
from outpace.protocols.sections.cases import CASE_CLASS, LOOK_BACK, TRACES_CONTACTS, ClassRule, LookBack
from outpace.protocols.sections.code import PERSON_CODE
from outpace.protocols.sections.contacts import DAY_ZERO, TIERS, DayZero, ReleaseDay, Tier
from outpace.protocols.sections.delays import DELAYS, Delay
from outpace.protocols.sections.reasons import REASONS, Reasons
from outpace.protocols.sections.timing import CUT_OFF, FURTHER_TIMERS, TIMERS, TimerRule
from outpace.words.case import CaseClass
from outpace.words.decision import Clause, Text
from outpace.words.moment import Dated
from outpace.words.problem import ProblemError

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What a health authority says, dated and cited, in the form the rulebook interprets.

    `area` is the path of the place it holds for. `documents` names what it was put together from: itself alone, or the
    law in force with its supplements and common documents; `overlays` the local ones in it. `places` tells file and line of
    `number NAME`, `clause NUMBER`, `section KEY` and `header KEY`.
    """

    id: str
    label: str
    title: Text
    note: Text
    disease: Disease
    line: Line
    valid_from: Dated
    valid_until: Dated | None
    review_by: Dated
    area: str = ""
    supplements: tuple[str, ...] = ()
    replaces: Replaces = NOTHING_REPLACED
    supersedes: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    overlays: tuple[str, ...] = ()
    numbers: Mapping[str, Number]
    clauses: tuple[Clause, ...]
    sections: Mapping[str, Any]
    places: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)

    def __hash__(self) -> int:
        """By name: decisions on the same facts are kept by edition, and equal editions have equal names."""
        return hash((self.id, self.documents, self.area))

    def has(self, section: Section[T]) -> bool:
        """Say whether the edition speaks of this at all."""
        return section.key in self.sections

    def part(self, section: Section[T]) -> T:
        """Give what the edition says in a section. Raises ProblemError EDITION_SILENT where it says nothing."""
        found: T | None = self.sections.get(section.key)
        if found is None:
            raise ProblemError("EDITION_SILENT", edition=self.id, section=section.key)
        return found

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

    @property
    def day_zero(self) -> DayZero:
        return self.part(DAY_ZERO).convention

    @property
    def day_zero_clause(self) -> Clause:
        return self.part(DAY_ZERO).clause

    @property
    def release_day(self) -> ReleaseDay:
        return self.part(DAY_ZERO).release_day

    @property
    def cut_off_hour(self) -> Number:
        return self.part(CUT_OFF).hour

    @property
    def cut_off_clause(self) -> Clause:
        return self.part(CUT_OFF).clause

    @property
    def classes(self) -> tuple[ClassRule, ...]:
        return self.part(CASE_CLASS)

    @property
    def traces_contacts(self) -> frozenset[CaseClass]:
        return self.part(TRACES_CONTACTS).classes

    @property
    def traces_clause(self) -> Clause:
        return self.part(TRACES_CONTACTS).clause

    @property
    def look_back(self) -> LookBack:
        return self.part(LOOK_BACK)

    @property
    def tiers(self) -> tuple[Tier, ...]:
        return self.part(TIERS)

    @property
    def timers(self) -> tuple[TimerRule, ...]:
        """The limits of the loop and those beside it; a line without any starts no task."""
        found: tuple[TimerRule, ...] = ()
        for section in (TIMERS, FURTHER_TIMERS):
            found += self.part(section) if self.has(section) else ()
        return found

    @property
    def person_code_allowed(self) -> bool:
        return self.part(PERSON_CODE).allowed

    @property
    def person_code_clause(self) -> Clause:
        return self.part(PERSON_CODE).clause

    @property
    def lawful_reasons(self) -> Reasons:
        return self.part(REASONS)

    @property
    def delays(self) -> tuple[Delay, ...]:
        return self.part(DELAYS)
