"""The finite classes of facts that an edition's criteria can tell apart, and one fact of each. Decides nothing.

Minutes between two thresholds are one class, and so are kinds of contact that stand in the same criteria. A fact that no
criterion looks at has no axis. A prophylaxis of which it can't yet be said whether it was in time falls into no class.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import product
from typing import Any

from outpace.protocols import Edition
from outpace.protocols.sections.cases import LOOK_BACK
from outpace.protocols.sections.criteria import PROPHYLAXIS, Criterion, InTime
from outpace.rulebook.contact_tier import early_enough, late_enough, window_of
from outpace.rulebook.criteria import given_in_time, told
from outpace.words.case import CaseClass, CaseFacts
from outpace.words.contact import (
    ContactFacts,
    ContactKind,
    ExposureFacts,
    Given,
    Immunity,
    Means,
    Setting,
    Susceptibility,
)
from outpace.words.decision import Undecided
from outpace.words.moment import Dated

ONSET = date(2000, 6, 15)
EXPOSED = ONSET
ISOLATED = ONSET + timedelta(days=3)
ZONE = "UTC"
AS_OF = datetime(2001, 6, 1, tzinfo=UTC)
_EXPOSED_AT = datetime.combine(EXPOSED, time(12), UTC)
_MINUTE = timedelta(minutes=1)


class Place(StrEnum):
    """Where the days of an exposure lie in the look-back of the case, as far as they are known."""

    INSIDE = "inside"
    BEFORE = "before"
    AFTER = "after"
    LAST_OPEN = "last_open"
    FIRST_OPEN = "first_open"
    BOTH_OPEN = "both_open"
    WINDOW_OPEN = "window_open"


@dataclass(frozen=True, slots=True)
class Axis:
    """One fact and its classes in the order of their codes; each class with a fact that stands for it."""

    name: str
    classes: tuple[Any, ...]
    facts: tuple[Any, ...]
    class_of: Callable[[ExposureFacts, Susceptibility, Edition, str], Any]

    def __len__(self) -> int:
        return len(self.classes)

    def code(self, exposure: ExposureFacts, person: Susceptibility, edition: Edition, zone: str) -> int | None:
        """The code of a contact's fact; None where it falls into no class."""
        found = self.class_of(exposure, person, edition, zone)
        return None if found is NOWHERE else self.classes.index(found)


NOWHERE = object()


def axes_of(edition: Edition) -> tuple[Axis, ...]:
    """The axes an edition needs, the way through a contact first."""
    criteria = [criterion for tier in edition.tiers for criterion in tier.any_of]
    made = (
        _through(),
        _settings(criteria),
        _kinds(criteria),
        _truth("closed_space", criteria),
        _truth("protected", criteria),
        _minutes(criteria),
        _immunity(criteria),
        _prophylaxis(criteria, edition),
    )
    return tuple(axis for axis in made if axis is not None)


def contact_at(cell: Mapping[str, Any], place: Place, case_class: CaseClass | None, edition: Edition) -> "Contact":
    """A contact whose facts are those of a cell, with days that lie in a place of the look-back."""
    through = bool(cell["via"])
    window = date_window(edition, through=through)
    first, last = _DAYS[place](*window)
    exposure = ExposureFacts(
        setting=cell.get("setting") or Setting.OTHER,
        first=None if first is None else Dated(first),
        last=None if last is None else Dated(last),
        first_at=_EXPOSED_AT if place is Place.INSIDE else None,
        minutes=cell.get("minutes"),
        protected=cell.get("protected"),
        closed_space=cell.get("closed_space"),
        kinds=cell.get("kinds"),
        via=_via(place) if through else None,
    )
    onset = None if place is Place.WINDOW_OPEN else Dated(ONSET)
    case = CaseFacts(case_class=case_class, onset=onset, isolated=Dated(ISOLATED))
    return Contact(exposure, case, Susceptibility(immunity=cell.get("immunity"), prophylaxis=cell.get("prophylaxis")))


@dataclass(frozen=True, slots=True)
class Contact:
    """Everything the rule of the contact tier is asked with."""

    exposure: ExposureFacts
    case: CaseFacts
    person: Susceptibility


def place_of(exposure: ExposureFacts, case: CaseFacts, edition: Edition, as_of: datetime, zone: str) -> Place:
    """Where the days of an exposure lie. Raises ProblemError for days that can't be."""
    if not edition.traces_contacts:
        return Place.WINDOW_OPEN
    window = window_of(exposure, case, edition, as_of, zone)
    if isinstance(window, Undecided):
        return Place.WINDOW_OPEN
    late, early = late_enough(exposure, window.outcome.start), early_enough(exposure, window.outcome.end)
    match late, early:
        case False, _:
            return Place.BEFORE
        case _, False:
            return Place.AFTER
        case None, None:
            return Place.BOTH_OPEN
        case None, _:
            return Place.LAST_OPEN
        case _, None:
            return Place.FIRST_OPEN
    return Place.INSIDE


def date_window(edition: Edition, *, through: bool) -> tuple[date, date]:
    """The look-back of the standing case, or the days in which the standing contact could pass it on."""
    back = edition.look_back.days.value if edition.has(LOOK_BACK) and not through else 0
    return ONSET - timedelta(days=back), ISOLATED


_DAY = timedelta(days=1)
_DAYS: Mapping[Place, Callable[[date, date], tuple[date | None, date | None]]] = {
    Place.INSIDE: lambda start, end: (EXPOSED, EXPOSED),
    Place.BEFORE: lambda start, end: (start - _DAY, start - _DAY),
    Place.AFTER: lambda start, end: (end + _DAY, end + _DAY),
    Place.LAST_OPEN: lambda start, end: (start - _DAY, None),
    Place.FIRST_OPEN: lambda start, end: (None, end + _DAY),
    Place.BOTH_OPEN: lambda start, end: (None, None),
    Place.WINDOW_OPEN: lambda start, end: (EXPOSED, EXPOSED),
}


def _via(place: Place) -> ContactFacts:
    first = None if place is Place.WINDOW_OPEN else Dated(ONSET)
    return ContactFacts(first_exposure=first, isolated=Dated(ISOLATED))


def _through() -> Axis:
    return Axis("via", (False, True), (False, True), lambda exposure, *_: exposure.via is not None)


def _settings(criteria: Iterable[Criterion]) -> Axis | None:
    if all(criterion.settings is None for criterion in criteria):
        return None
    return Axis("setting", tuple(Setting), tuple(Setting), lambda exposure, *_: exposure.setting)


def _truth(name: str, criteria: Iterable[Criterion]) -> Axis | None:
    if all(getattr(criterion, name) is None for criterion in criteria):
        return None
    return Axis(name, (None, False, True), (None, False, True), lambda exposure, *_: getattr(exposure, name))


def _minutes(criteria: Iterable[Criterion]) -> Axis | None:
    bounds = sorted({criterion.minutes.value for criterion in criteria if criterion.minutes})
    if not bounds:
        return None
    classes = (None, *dict.fromkeys((0, *bounds)))

    def class_of(exposure: ExposureFacts, *_: object) -> int | None:
        told = exposure.minutes
        return None if told is None else max(bound for bound in (0, *bounds) if bound <= told)

    return Axis("minutes", classes, classes, class_of)


def _immunity(criteria: Iterable[Criterion]) -> Axis | None:
    if all(criterion.immunity is None for criterion in criteria):
        return None
    classes = (None, *Immunity)
    return Axis("immunity", classes, classes, lambda _, person, *__: person.immunity)


def _kinds(criteria: Iterable[Criterion]) -> Axis | None:
    asked = tuple(dict.fromkeys(criterion.kinds for criterion in criteria if criterion.kinds is not None))
    if not asked:
        return None

    def meets(kinds: Iterable[ContactKind]) -> tuple[bool, ...]:
        return tuple(not one.isdisjoint(kinds) for one in asked)

    standing: dict[Any, frozenset[ContactKind] | None] = {None: None, meets(()): frozenset()}
    for kind in ContactKind:
        for found in [held for held in standing.values() if held is not None]:
            standing.setdefault(meets(found | {kind}), found | {kind})
    return Axis(
        "kinds",
        tuple(standing),
        tuple(standing.values()),
        lambda exposure, *_: None if exposure.kinds is None else meets(exposure.kinds),
    )


def _prophylaxis(criteria: Iterable[Criterion], edition: Edition) -> Axis | None:
    if all(criterion.prophylaxis is None for criterion in criteria):
        return None
    standing: dict[Any, tuple[Given, ...] | None] = {None: None}
    for given in _some_given(edition.part(PROPHYLAXIS)):
        found = _in_time(
            ExposureFacts(setting=Setting.OTHER, first=Dated(EXPOSED), first_at=_EXPOSED_AT),
            Susceptibility(prophylaxis=given),
            edition,
            ZONE,
        )
        standing.setdefault(found, given)
    return Axis("prophylaxis", tuple(standing), tuple(standing.values()), _in_time)


def _some_given(counted: tuple[InTime, ...]) -> Iterator[tuple[Given, ...]]:
    """Every way to have been given each means: not at all, at once, just after each limit."""
    ways = [[None, *_moments(means, counted)] for means in dict.fromkeys(one.means for one in counted)]
    for way in product(*ways):
        yield tuple(given for given in way if given is not None)


def _moments(means: Means, counted: tuple[InTime, ...]) -> Iterator[Given]:
    yield Given(means=means, day=Dated(EXPOSED), at=_EXPOSED_AT)
    for one in counted:
        if one.means is means and one.hours is not None:
            at = _EXPOSED_AT + timedelta(hours=one.hours.value) + _MINUTE
            yield Given(means=means, day=Dated(at.date()), at=at)
        if one.means is means and one.days is not None:
            at = _EXPOSED_AT + timedelta(days=one.days.value + 1)
            yield Given(means=means, day=Dated(at.date()), at=at)


def _in_time(exposure: ExposureFacts, person: Susceptibility, edition: Edition, zone: str) -> Any:
    """Which of the edition's list was given in time; None not asked, NOWHERE where it can't be said of one."""
    if person.prophylaxis is None:
        return None
    facts = told(exposure, person, edition, zone)
    answers = {one.id: given_in_time(one, facts) for one in edition.part(PROPHYLAXIS)}
    if any(answer for answer in answers.values()):
        return NOWHERE
    return frozenset(name for name, answer in answers.items() if answer == ())
