"""Counting infections by day: the classes apart and together, nobody twice, closed at the edition's cut-off hour."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from outpace.protocols import Edition
from outpace.protocols.sections.counting import COUNTING
from outpace.rulebook.facts import today
from outpace.rulebook.sentences import why
from outpace.words.case import CaseClass
from outpace.words.decision import Decision, Undecided
from outpace.words.moment import instant, start_of_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Classed:
    """A class that somebody was given at an instant."""

    at: datetime
    case_class: CaseClass


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """All classes that one person was given, in any order."""

    classes: tuple[Classed, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """Figures of a day as it closes.

    `standing` and `new` are by class, in the edition's order; `infections` and `new_infections` are their sums.
    `converted` went from one counted class to another that day and are in no new figure; `withdrawn` count no more.
    """

    closes: datetime
    standing: tuple[tuple[CaseClass, int], ...]
    infections: int
    new: tuple[tuple[CaseClass, int], ...]
    new_infections: int
    converted: int
    withdrawn: int


def count(
    histories: Iterable[History], day: date, edition: Edition, as_of: datetime, zone: str
) -> Decision[Count] | Undecided:
    """Count infections of a reporting day; one history a person. Undecided before the day has closed.

    A person is new on the day the person comes to be counted and was not; a day's total is that of the day before, plus the
    new, less the withdrawn. Raises ProblemError EDITION_SILENT, ZONE_UNKNOWN.
    """
    rule = edition.part(COUNTING)
    today(as_of, zone)
    opens, closes = (_closing(one, edition.cut_off_hour.value, zone) for one in (day - timedelta(days=1), day))
    if instant(as_of) < closes:
        return Undecided(
            ("cut_off",), (why(edition.cut_off_clause, "figures_open", day=day, hour=_hour(edition)),), as_of
        )
    moves = [
        (_class_at(history, opens, rule.classes), _class_at(history, closes, rule.classes)) for history in histories
    ]
    standing, new = Counter(now for _, now in moves), Counter(now for was, now in moves if was is None)
    found = Count(
        closes=closes,
        standing=tuple((one, standing[one]) for one in rule.classes),
        infections=sum(standing[one] for one in rule.classes),
        new=tuple((one, new[one]) for one in rule.classes),
        new_infections=sum(new[one] for one in rule.classes),
        converted=sum(was is not None and now is not None and was is not now for was, now in moves),
        withdrawn=sum(was is not None and now is None for was, now in moves),
    )
    said = why(rule.clause, "counted", infections=found.infections, new=found.new_infections, converted=found.converted)
    return Decision(found, (said, why(edition.cut_off_clause, "figures_closed", day=day, hour=_hour(edition))), as_of)


def _class_at(history: History, at: datetime, counted: tuple[CaseClass, ...]) -> CaseClass | None:
    """The counted class somebody had just before an instant; None for not counted."""
    before = [one for one in history.classes if instant(one.at) < at]
    last = max(before, key=lambda one: instant(one.at)).case_class if before else None
    return last if last in counted else None


def _closing(day: date, hour: int, zone: str) -> datetime:
    if hour > time.max.hour:
        return start_of_day(day + timedelta(days=1), zone)
    return instant(datetime.combine(day, time(hour), ZoneInfo(zone)))


def _hour(edition: Edition) -> int:
    return edition.cut_off_hour.value
