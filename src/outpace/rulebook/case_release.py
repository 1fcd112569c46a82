"""Release of a case: whether isolation may end, what is still missing, and what follows. A clinician decides; this checks.

The day a wait counts from is not counted; the wait is full when that many days lie behind.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from outpace.protocols import Edition
from outpace.protocols.sections.case_release import CASE_RELEASE, After, ReleasePath, Severity, TestsWanted
from outpace.rulebook.facts import exact, refuse_future, today
from outpace.rulebook.sentences import say, why
from outpace.words.contact import LegalState
from outpace.words.decision import Clause, Decision, Reason, Text, Undecided
from outpace.words.moment import Dated, instant
from outpace.words.problem import ProblemError


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseTest:
    """A test of the case: when the specimen was taken, its result (None: not there yet), Ct value of each target."""

    at: datetime
    negative: bool | None = None
    ct: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseCourse:
    """The course of a case. Signs are what a clinician found; None is unknown."""

    severity: Severity | None = None
    onset: Dated | None = None
    rash: Dated | None = None
    temperature_normal: Dated | None = None
    symptom_free: Dated | None = None
    treatment_started: Dated | None = None
    symptoms_improved: bool | None = None
    symptoms_gone: bool | None = None
    imaging_improved: bool | None = None
    lesions_healed: bool | None = None
    immune_normal: bool | None = None
    tests: tuple[CaseTest, ...] = ()
    discharged: Dated | None = None


@dataclass(frozen=True, slots=True)
class Barrier:
    """What stands in the way: sign, wait or tests."""

    code: str
    text: Text


@dataclass(frozen=True, slots=True)
class Afterwards:
    """What follows the discharge: legal state, first and last day, days of visits."""

    state: LegalState
    label: Text
    start: date
    end: date
    visits: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class CaseRelease:
    """Whether isolation may end, what is missing, the earliest day the waits allow, and what follows."""

    allowed: bool
    path: str
    missing: tuple[Barrier, ...]
    earliest: date | None
    after: Afterwards | None


def case_release(course: CaseCourse, edition: Edition, as_of: datetime, zone: str) -> Decision[CaseRelease] | Undecided:
    """Judge the release of a case on the local day of `as_of`.

    Undecided where an unknown sign, day or severity could still allow it; what is known to be missing decides at once.
    Raises ProblemError FACT_IN_FUTURE, CASE_RELEASE_SILENT, EDITION_SILENT.
    """
    paths, day = edition.part(CASE_RELEASE), today(as_of, zone)
    _refuse_future(course, as_of, day, zone)
    path = _path(course, paths)
    if path is None:
        if course.severity is not None:
            raise ProblemError("CASE_RELEASE_SILENT", edition=edition.id, severity=course.severity.value)
        return Undecided(("severity",), (why(paths[0].clause, "case_release_severity"),), as_of)
    waits = {wait.since.value: exact(getattr(course, wait.since)) for wait in path.waits}
    barriers = (*_signs(course, path), *_waits(waits, path, day), *_tests(course, path.tests))
    needs = [wanted.sign.value for wanted in path.signs if getattr(course, wanted.sign) is None]
    needs += [name for name, found in waits.items() if found is None]
    if needs and not barriers:
        return Undecided(tuple(needs), (why(path.clause, "case_release_open", title=path.label),), as_of)
    ends = [found + timedelta(days=wait.days.value) for wait in path.waits if (found := waits[wait.since.value])]
    earliest = max(ends, default=None) if None not in waits.values() else None
    outcome = CaseRelease(not barriers, path.id, barriers, earliest, _after(path.after, course, day, barriers))
    return Decision(outcome, _reasons(path, outcome), as_of)


def _path(course: CaseCourse, paths: tuple[ReleasePath, ...]) -> ReleasePath | None:
    if course.severity is None:
        return paths[0] if len(paths) == 1 else None
    return next((path for path in paths if course.severity in path.severities), None)


def _signs(course: CaseCourse, path: ReleasePath) -> tuple[Barrier, ...]:
    return tuple(
        Barrier("sign", say("case_release_sign", title=wanted.label))
        for wanted in path.signs
        if getattr(course, wanted.sign) is False
    )


def _waits(found: Mapping[str, date | None], path: ReleasePath, day: date) -> tuple[Barrier, ...]:
    barriers = []
    for wait in path.waits:
        start = found[wait.since.value]
        if start is not None and day < start + timedelta(days=wait.days.value):
            until = start + timedelta(days=wait.days.value)
            barriers.append(Barrier("wait", say("case_release_wait", title=wait.label, until=until)))
    return tuple(barriers)


def _tests(course: CaseCourse, wanted: TestsWanted | None) -> tuple[Barrier, ...]:
    """The passing tests since the last one that failed, each counted only when far enough from the one before."""
    if wanted is None:
        return ()
    have = 0
    last: datetime | None = None
    for test in sorted(course.tests, key=lambda one: instant(one.at)):
        at = instant(test.at)
        match _passes(test, wanted):
            case False:
                have, last = 0, None
            case True if last is None or at - last >= wanted.apart:
                have, last = have + 1, at
    if have >= wanted.count.value:
        return ()
    text = say(
        "case_release_tests", needed=wanted.count.value, have=have, hours=int(wanted.apart.total_seconds()) // 3600
    )
    return (Barrier("tests", text),)


def _passes(test: CaseTest, wanted: TestsWanted) -> bool | None:
    """Whether a test passes; None while there is no result."""
    if test.negative:
        return True
    if wanted.ct is not None and test.ct:
        return all(value >= wanted.ct.value for value in test.ct)
    return test.negative


def _after(rule: After | None, course: CaseCourse, day: date, barriers: tuple[Barrier, ...]) -> Afterwards | None:
    """What follows, from the day of discharge; from today while the case is still in care and may leave."""
    start = exact(course.discharged) or (None if barriers else day)
    if rule is None or start is None:
        return None
    visits = tuple(start + timedelta(days=visit) for visit in rule.visits.days) if rule.visits else ()
    return Afterwards(rule.state, rule.label, start, start + timedelta(days=rule.days.value), visits)


def _reasons(path: ReleasePath, outcome: CaseRelease) -> tuple[Reason, ...]:
    if not outcome.allowed:
        return tuple(Reason(path.clause, one.text, {"missing": one.code}) for one in outcome.missing)
    first = why(path.clause, "case_release_allowed", title=path.label)
    return (first, *_after_reason(path.after, outcome.after))


def _after_reason(rule: After | None, after: Afterwards | None) -> tuple[Reason, ...]:
    if rule is None or after is None:
        return ()
    clause: Clause = rule.clause
    return (why(clause, "case_release_after", title=after.label, start=after.start, end=after.end),)


def _refuse_future(course: CaseCourse, as_of: datetime, day: date, zone: str) -> None:
    for name in ("onset", "rash", "temperature_normal", "symptom_free", "treatment_started", "discharged"):
        refuse_future(name, getattr(course, name), day)
    for test in course.tests:
        if instant(test.at) > instant(as_of):
            refuse_future("tests", Dated(max(day + timedelta(days=1), instant(test.at).date())), day)
