"""International notification: whether an event must be notified, what could still change that, and by when.

Every yes and no keeps the reason that was given for it: experts often differ, and the reasons are what can be reviewed.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from outpace.protocols import Edition
from outpace.protocols.sections.ihr import NOTIFICATION, Named, Notification
from outpace.rulebook.instants import local_minute
from outpace.rulebook.sentences import why
from outpace.words.decision import Decision, Reason, Text, Undecided
from outpace.words.moment import instant
from outpace.words.problem import ProblemError


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionAnswered:
    """An answer (None: not known yet) and the reason for it."""

    id: str
    yes: bool | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An event: disease (None: not known), answers, when the national level learnt of it, when it was assessed."""

    disease: str | None = None
    answers: tuple[QuestionAnswered, ...] = ()
    known_at: datetime | None = None
    assessed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """A question as answered, with its words."""

    id: str
    label: Text
    yes: bool
    why: str


@dataclass(frozen=True, slots=True)
class Duty:
    """Whether to notify, the answers it rests on, and the limits (UTC; None while their start is not known)."""

    notify: bool
    always: str | None
    answers: tuple[Answered, ...]
    assess_by: datetime | None
    notify_by: datetime | None


def must_notify(event: Event, edition: Edition, as_of: datetime, zone: str) -> Decision[Duty] | Undecided:
    """Decide on notification. Undecided names the questions, the reasons or the disease that could still change it.

    Raises ProblemError FACTS_MALFORMED for a question that isn't asked or is answered twice.
    """
    rules = edition.part(NOTIFICATION)
    _refuse_unasked(event, rules)
    always = _listed(event.disease, rules.always)
    if always is not None:
        return _decided(
            event, rules, (why(rules.always_clause, "ihr_always", title=always.label),), always, as_of, zone
        )
    given = {answer.id: answer for answer in event.answers}
    silent = [f"{one.id}.why" for one in event.answers if one.yes is not None and not (one.why or "").strip()]
    yes = [one for one in rules.questions if one.id in given and given[one.id].yes is True]
    unknown = [one for one in rules.questions if one.id not in given or given[one.id].yes is None]
    needed = rules.yes_needed.value
    if silent:
        return Undecided(tuple(silent), (why(rules.questions_clause, "ihr_why_needed"),), as_of)
    first = why(rules.questions_clause, "ihr_yes", count=len(yes), needed=needed)
    if len(yes) >= needed:
        return _decided(event, rules, (first, *_assessed(event, rules)), None, as_of, zone, notify=True)
    needs = tuple(one.id for one in unknown) if len(yes) + len(unknown) >= needed else ()
    needs += ("disease",) if event.disease is None else ()
    if needs:
        open_ = tuple(why(rules.questions_clause, "ihr_open", title=one.label) for one in unknown)
        return Undecided(needs, (first, *open_, *_assessed(event, rules)), as_of)
    return _decided(event, rules, (first, *_assessed(event, rules)), None, as_of, zone, notify=False)


def _decided(
    event: Event,
    rules: Notification,
    reasons: tuple[Reason, ...],
    always: Named | None,
    as_of: datetime,
    zone: str,
    *,
    notify: bool = True,
) -> Decision[Duty]:
    assess_by = instant(event.known_at) + timedelta(hours=rules.assess_hours.value) if event.known_at else None
    notify_by = instant(event.assessed_at) + timedelta(hours=rules.notify_hours.value) if event.assessed_at else None
    duty = Duty(notify, always.id if always else None, _kept(event, rules), assess_by, notify_by if notify else None)
    limits = [("ihr_assess_by", assess_by), ("ihr_notify_by", duty.notify_by)]
    said = tuple(why(rules.times_clause, key, due=local_minute(due, zone)) for key, due in limits if due)
    return Decision(duty, (*reasons, *said), as_of)


def _kept(event: Event, rules: Notification) -> tuple[Answered, ...]:
    labels = {one.id: one.label for one in rules.questions}
    return tuple(
        Answered(one.id, labels[one.id], one.yes, one.why or "") for one in event.answers if one.yes is not None
    )


def _assessed(event: Event, rules: Notification) -> tuple[Reason, ...]:
    found = _listed(event.disease, rules.assessed)
    return (why(rules.assessed_clause, "ihr_assessed", title=found.label),) if found else ()


def _listed(disease: str | None, among: tuple[Named, ...]) -> Named | None:
    return next((one for one in among if disease in one.diseases), None)


def _refuse_unasked(event: Event, rules: Notification) -> None:
    asked = {one.id for one in rules.questions}
    ids = [answer.id for answer in event.answers]
    if not set(ids) <= asked or len(ids) != len(set(ids)):
        raise ProblemError("FACTS_MALFORMED", rule="ihr_notification", what=f"answers: {', '.join(sorted(asked))}")
