"""Timeliness of an outbreak: days to detect, notify and respond, against the targets. Blames nobody and explains nothing."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from outpace.protocols import Edition
from outpace.protocols.numbers import Number
from outpace.protocols.sections.timeliness import TIMELINESS, Timeliness
from outpace.rulebook.facts import exact, refuse_future, today
from outpace.rulebook.sentences import why
from outpace.words.decision import Clause, Decision, Reason, Text, Undecided
from outpace.words.moment import Dated
from outpace.words.problem import ProblemError


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionFacts:
    """One response action: whether it applies here (None: nobody has said), and the day it was initiated."""

    id: str
    applies: bool | None = None
    initiated: Dated | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutbreakDays:
    """The days of an outbreak: emergence, first record by any source, report to the authority responsible, actions."""

    emerged: Dated | None = None
    detected: Dated | None = None
    notified: Dated | None = None
    actions: tuple[ActionFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class Interval:
    """Days taken (None while it runs), the target, whether it was kept."""

    days: int | None
    target: int
    met: bool


@dataclass(frozen=True, slots=True)
class Timely:
    """The three intervals, the days to the first action, the action that came last, and whether all targets were kept."""

    detect: Interval
    notify: Interval
    respond: Interval
    first_action: Interval
    last_action: str | None
    left_out: tuple[str, ...]
    met: bool


def timely(facts: OutbreakDays, edition: Edition, as_of: datetime, zone: str) -> Decision[Timely] | Undecided:
    """Measure an outbreak. Local days; the response is complete with the LATEST of the actions that apply.

    Undecided names the days and actions that are not known. Raises ProblemError FACTS_CROSSED, FACT_IN_FUTURE, FACTS_MALFORMED.
    """
    rules, day = edition.part(TIMELINESS), today(as_of, zone)
    _refuse_impossible(facts, rules, day)
    emerged, detected, notified = exact(facts.emerged), exact(facts.detected), exact(facts.notified)
    known = ((("emerged", emerged)), ("detected", detected), ("notified", notified))
    given = {action.id: action for action in facts.actions}
    needs = [name for name, found in known if found is None]
    needs += [
        f"actions.{action.id}" for action in rules.actions if _is_open(given.get(action.id), notified, rules, day)
    ]
    if emerged is None or detected is None or notified is None or needs:
        reasons = (*_known_reasons(emerged, detected, notified, rules), why(rules.respond_clause, "timely_open"))
        return Undecided(tuple(needs), reasons, as_of)
    outcome = _outcome(emerged, detected, notified, given, rules)
    reasons = (*_known_reasons(emerged, detected, notified, rules), _respond_reason(outcome, rules))
    return Decision(outcome, reasons, as_of)


def _is_open(action: ActionFacts | None, notified: date | None, rules: Timeliness, day: date) -> bool:
    """Whether an action can still be in time or is simply not known. Not begun after the limit is late, not unknown."""
    if action is None or action.applies is None:
        return True
    if action.applies is False or exact(action.initiated) is not None:
        return False
    if action.initiated is not None or notified is None:
        return True
    return (day - notified).days <= rules.respond.value


def _outcome(emerged: date, detected: date, notified: date, given: dict[str, ActionFacts], rules: Timeliness) -> Timely:
    applying = [given[action.id] for action in rules.actions if given[action.id].applies]
    days = {action.id: found for action in applying if (found := exact(action.initiated))}
    complete = len(days) == len(applying)
    last = max(days, key=lambda name: days[name]) if complete and days else None
    respond = _interval(notified, days[last] if last else None, rules.respond)
    if not applying:
        respond = Interval(0, rules.respond.value, True)
    detect = _interval(emerged, detected, rules.detect)
    notify = _interval(detected, notified, rules.notify)
    first = _interval(notified, min(days.values(), default=None), rules.first_action)
    left_out = tuple(action.id for action in rules.actions if not given[action.id].applies)
    return Timely(detect, notify, respond, first, last, left_out, detect.met and notify.met and respond.met)


def _interval(start: date, end: date | None, target: Number) -> Interval:
    if end is None:
        return Interval(None, target.value, False)
    days = max(0, (end - start).days)
    return Interval(days, target.value, days <= target.value)


def _known_reasons(
    emerged: date | None, detected: date | None, notified: date | None, rules: Timeliness
) -> tuple[Reason, ...]:
    found: list[Reason] = []
    if emerged and detected:
        found.append(_said(rules.detect_clause, "detect", _interval(emerged, detected, rules.detect)))
    if detected and notified:
        found.append(_said(rules.notify_clause, "notify", _interval(detected, notified, rules.notify)))
    return tuple(found)


def _said(clause: Clause, name: str, interval: Interval, title: Text | str = "") -> Reason:
    key = f"timely_{name}_{'kept' if interval.met else 'missed'}"
    return why(clause, key, days=interval.days or 0, target=interval.target, title=title)


def _respond_reason(outcome: Timely, rules: Timeliness) -> Reason:
    if outcome.respond.days is None:
        return why(rules.respond_clause, "timely_respond_running", target=outcome.respond.target)
    title = next(
        (action.label for action in rules.actions if action.id == outcome.last_action), Text(zh="无", en="none")
    )
    return _said(rules.respond_clause, "respond", outcome.respond, title)


def _refuse_impossible(facts: OutbreakDays, rules: Timeliness, day: date) -> None:
    known = {action.id for action in rules.actions}
    if len(facts.actions) != len({action.id for action in facts.actions}) or any(
        action.id not in known for action in facts.actions
    ):
        raise ProblemError("FACTS_MALFORMED", rule="timeliness", what=f"actions: {', '.join(sorted(known))}")
    days = [("emerged", facts.emerged), ("detected", facts.detected), ("notified", facts.notified)]
    for name, fact in [*days, *((f"actions.{action.id}", action.initiated) for action in facts.actions)]:
        refuse_future(name, fact, day)
    exact_days = [(name, found) for name, fact in days if (found := exact(fact))]
    for (first, start), (last, end) in pairwise(exact_days):
        if end < start:
            raise ProblemError("FACTS_CROSSED", first=first, first_day=str(start), last=last, last_day=str(end))
