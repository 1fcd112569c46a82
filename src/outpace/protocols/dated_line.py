"""Dated lines: which edition of a line is in force on a day, and that a line has neither gaps nor overlaps.

Knows days and months only. A month-precise boundary may be any day of its month: where that leaves two editions
possible, the day is refused, never guessed.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Protocol

from outpace.protocols.edition import Edition
from outpace.words.area import is_within
from outpace.words.moment import Dated, Precision
from outpace.words.problem import ProblemError

_DAY = timedelta(days=1)


def first_day(dated: Dated) -> date:
    """The first day a date may stand for."""
    return dated.day.replace(day=1) if dated.precision is Precision.MONTH else dated.day


def last_day(dated: Dated) -> date:
    """The last day a date may stand for."""
    if dated.precision is not Precision.MONTH:
        return dated.day
    return dated.day.replace(day=monthrange(dated.day.year, dated.day.month)[1])


class Dating(Protocol):
    """What holds from a day or month, until another or for good."""

    @property
    def valid_from(self) -> Dated: ...

    @property
    def valid_until(self) -> Dated | None: ...


def may_hold(edition: Dating, on: date) -> bool:
    """Whether an edition may be in force on a day."""
    return first_day(edition.valid_from) <= on and (edition.valid_until is None or on <= last_day(edition.valid_until))


def surely_holds(edition: Dating, on: date) -> bool:
    """Whether an edition is in force on a day, wherever in its month a boundary lies."""
    return last_day(edition.valid_from) <= on and (edition.valid_until is None or on <= first_day(edition.valid_until))


def in_force(line: Iterable[Edition], on: date, area: str) -> Edition | None:
    """The edition of one line in force on a day at a place; the one for the smallest place that holds the area.

    Raises ProblemError LAW_DAY_UNCERTAIN where the day lies in the month of a change whose day nobody knows.
    """
    found = [edition for edition in line if may_hold(edition, on) and is_within(area, edition.area)]
    nearest = max((len(edition.area) for edition in found), default=0)
    found = [edition for edition in found if len(edition.area) == nearest]
    gone = {old for edition in found if surely_holds(edition, on) for old in edition.supersedes}
    found = [edition for edition in found if edition.id not in gone]
    if len(found) > 1:
        found = [edition for edition in found if surely_holds(edition, on)] or found
    if len(found) > 1:
        names = ", ".join(edition.id for edition in found)
        raise ProblemError("LAW_DAY_UNCERTAIN", day=on.isoformat(), editions=names)
    return found[0] if found else None


def check_lines(editions: Iterable[Edition]) -> None:
    """Raise ProblemError LINE_GAP or LINE_OVERLAP for two editions of one line that don't follow each other."""
    for line in _lines(editions):
        known = {edition.id for edition in line}
        for edition in line:
            for old in edition.supersedes:
                if old not in known:
                    where = edition.places["header supersedes"]
                    raise ProblemError("PROTOCOL_EDITION_UNKNOWN", where=where, edition=old, line=edition.line)
        for earlier, later in pairwise(line):
            _check_pair(earlier, later)


def _lines(editions: Iterable[Edition]) -> Iterator[Sequence[Edition]]:
    lines: dict[tuple[str, str, str], list[Edition]] = {}
    for edition in editions:
        if edition.line.is_dated_line:
            lines.setdefault((edition.disease.id, edition.line, edition.area), []).append(edition)
    for line in lines.values():
        yield sorted(line, key=lambda edition: first_day(edition.valid_from))


def _check_pair(earlier: Edition, later: Edition) -> None:
    places = {"where": later.places["header valid"], "other": earlier.places["header valid"]}
    ends = date.max if earlier.valid_until is None else first_day(earlier.valid_until)
    if ends >= last_day(later.valid_from) and earlier.id not in later.supersedes:
        raise ProblemError("LINE_OVERLAP", **places, later=later.id, earlier=earlier.id)
    if earlier.valid_until is not None and last_day(earlier.valid_until) + _DAY < first_day(later.valid_from):
        raise ProblemError("LINE_GAP", **places, later=later.id, earlier=earlier.id)
