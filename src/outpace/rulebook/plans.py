"""The rules as tables, for engines that decide about millions: which tier, which class, what is asked on which day.

Each table is made by asking the rule about one fact of every class that the edition can tell apart; nothing is decided
here a second time. Facts that fall into no class (a vaccine whose hour is not known) are left to the rule itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from outpace.protocols import Edition
from outpace.rulebook.case_class import classify
from outpace.rulebook.contact_tier import propose_tier
from outpace.rulebook.fact_classes import AS_OF, EXPOSED, ZONE, Axis, Contact, Place, axes_of, contact_at
from outpace.rulebook.follow_up import FollowUp, follow_up
from outpace.words.case import CaseClass, CaseFacts
from outpace.words.contact import LegalState
from outpace.words.decision import Decision
from outpace.words.moment import Dated

NO_TIER, OPEN, COUNTS = -1, -2, -3
"""In a table: no tier is met; the facts don't decide; (gate only) the days count."""

CASES: tuple[CaseClass | None, ...] = (None, *CaseClass)
PLACES = tuple(Place)
STATES = tuple(LegalState)
TRUTHS = (None, False, True)
Codes = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class ContactTable:
    """Contact tiers over the finite classes of facts; an outcome is an index into `tiers`, or NO_TIER, or OPEN.

    `gate[case class, through a contact, place]` says whether the days count at all (COUNTS), or the answer if not.
    `outcome[…]` has one dimension for each of `axes` and answers where they do.
    """

    edition: Edition
    tiers: tuple[str, ...]
    axes: tuple[Axis, ...]
    gate: NDArray[np.int8]
    outcome: NDArray[np.int8]

    def decide(self, gate: Codes, cell: Codes) -> NDArray[np.int8]:
        """Decide about many contacts by the flat codes of gate and cell."""
        closed = self.gate.reshape(-1)[gate]
        return np.where(closed == COUNTS, self.outcome.reshape(-1)[cell], closed)

    def flat(self, columns: Mapping[str, Codes]) -> Codes:
        """Put columns of codes, one for each axis by its name, together to the flat codes of cells."""
        found = columns[self.axes[0].name]
        for axis in self.axes[1:]:
            found = found * len(axis) + columns[axis.name]
        return found

    def code(self, contact: Contact, place: Place, zone: str) -> tuple[int, int] | None:
        """The flat codes of one contact (gate, cell); None where its facts fall into no class: ask the rule."""
        cell = 0
        for axis in self.axes:
            code = axis.code(contact.exposure, contact.person, self.edition, zone)
            if code is None:
                return None
            cell = cell * len(axis) + code
        through = contact.exposure.via is not None
        return (CASES.index(contact.case.case_class) * 2 + through) * len(PLACES) + PLACES.index(place), cell


def contact_table(edition: Edition) -> ContactTable:
    """Ask the rule about every class of facts that the edition tells apart."""
    axes, tiers = axes_of(edition), tuple(tier.id for tier in edition.tiers)
    index: dict[str | None, int] = {None: NO_TIER} | {tier: code for code, tier in enumerate(tiers)}
    cells = [dict(zip((axis.name for axis in axes), facts, strict=True)) for facts in product(*(a.facts for a in axes))]
    traced = min(edition.traces_contacts, default=None)
    outcome = np.array(
        [_asked(contact_at(cell, Place.INSIDE, traced, edition), edition, index) for cell in cells], np.int8
    )
    gate = [_gate(edition, cells, outcome, index, *key) for key in product(CASES, (False, True), PLACES)]
    return ContactTable(
        edition,
        tiers,
        axes,
        np.array(gate, np.int8).reshape(len(CASES), 2, len(PLACES)),
        outcome.reshape(tuple(len(axis) for axis in axes)),
    )


def _asked(contact: Contact, edition: Edition, index: Mapping[str | None, int]) -> int:
    answer = propose_tier(contact.exposure, contact.case, edition, AS_OF, ZONE, contact.person)
    return index[answer.outcome] if isinstance(answer, Decision) else OPEN


def _gate(
    edition: Edition,
    cells: list[dict[str, Any]],
    outcome: NDArray[np.int8],
    index: Mapping[str | None, int],
    case_class: CaseClass | None,
    through: bool,
    place: Place,
) -> int:
    """Ask about the first cell that has a tier where days count: the same tier means that they count here too."""
    ways = [code for code, cell in enumerate(cells) if cell["via"] is through]
    standing = next((code for code in ways if outcome[code] >= 0), ways[0])
    found = _asked(contact_at(cells[standing], place, case_class, edition), edition, index)
    return COUNTS if found >= 0 else found


def class_table(edition: Edition) -> NDArray[np.int8]:
    """Case classes over [laboratory, symptoms, link], each in the order of TRUTHS; an index into CASES, or OPEN."""
    cells = (CaseFacts(lab_positive=lab, symptoms=signs, linked=link) for lab, signs, link in product(TRUTHS, repeat=3))
    answers = (classify(facts, edition, AS_OF) for facts in cells)
    codes = [CASES.index(answer.outcome) if isinstance(answer, Decision) else OPEN for answer in answers]
    return np.array(codes, np.int8).reshape(3, 3, 3)


@dataclass(frozen=True, slots=True, eq=False)
class FollowUpTable:
    """What is asked of a contact by the day since the last exposure: row a tier, column a day, from that day itself on.

    `state` is an index into STATES, -1 for nothing; `tests` whether one is due; `swabs` how many negative ones a release
    needs; `length` the last day, -1 for a tier without follow-up.
    """

    tiers: tuple[str, ...]
    state: NDArray[np.int8]
    tests: NDArray[np.bool_]
    swabs: NDArray[np.int8]
    length: NDArray[np.int16]


def follow_up_table(edition: Edition) -> FollowUpTable:
    """Ask the rule for the plan of every tier."""
    plans = [_plan(edition, tier.id) for tier in edition.tiers]
    length = np.array([-1 if plan.end is None else (plan.end - EXPOSED).days for plan in plans], np.int16)
    shape = (len(plans), int(length.max(initial=-1)) + 1)
    state, swabs = np.full(shape, -1, np.int8), np.zeros(shape, np.int8)
    table = FollowUpTable(tuple(plan.tier for plan in plans), state, np.zeros(shape, np.bool_), swabs, length)
    for row, plan in enumerate(plans):
        _fill(table, row, plan)
    return table


def _fill(table: FollowUpTable, row: int, plan: FollowUp) -> None:
    for stage in plan.stages:
        table.state[row, (stage.start - EXPOSED).days : (stage.end - EXPOSED).days + 1] = STATES.index(stage.state)
    for test in plan.tests:
        day = (test.on - EXPOSED).days
        table.tests[row, day] = True
        table.swabs[row, day] = max(int(table.swabs[row, day]), test.swabs or 0)


def _plan(edition: Edition, tier: str) -> FollowUp:
    planned = follow_up(tier, Dated(EXPOSED), edition, AS_OF, ZONE)
    assert isinstance(planned, Decision)
    return planned.outcome
