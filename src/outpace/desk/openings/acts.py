"""What people do about openings: break glass, review it, release a stop, ask about one's record, answer; and what time does.

Whoever reviews is never the one reviewed: the tables refuse it too.
"""

from datetime import datetime, timedelta

from django.db.models import F

from outpace.desk.clock import wall_now
from outpace.desk.ledger.record import Event, record
from outpace.desk.openings.models import Glass, Limit, Request, Stop
from outpace.desk.openings.opening import say_stop
from outpace.desk.openings.words import Ask, Cause, GlassReason, Right, Verdict
from outpace.desk.people.models import Person
from outpace.desk.scope.actor import Actor
from outpace.words.ids import random_key
from outpace.words.problem import ProblemError

SHORTEST_REASON = 10
"""Letters. A reason that another person shall judge is a sentence."""


def limits() -> dict[str, int]:
    """The limits of this installation by name."""
    return dict(Limit.objects.values_list("name", "value"))


def break_glass(*, by: Actor, subject: int, reason: GlassReason, text: str, at: datetime) -> Glass:
    """Give an account that no work links to a person the right to open her, for at most four hours; a review follows.

    Raises NOT_FOUND, WORDS_NEEDED, GLASS_SUSPENDED. The caller has just confirmed who she is.
    """
    person = Person.objects.filter(pk=subject).first()
    if person is None:
        raise ProblemError("NOT_FOUND")
    _sentence(text)
    late = Glass.objects.filter(account_id=by.account, reviewed_at=None, review_due__lte=at)
    if late.exists() or Stop.objects.filter(account_id=by.account, right=Right.GLASS, released_at=None).exists():
        raise ProblemError("GLASS_SUSPENDED")
    held = Glass.objects.filter(account_id=by.account, subject_id=subject, until__gt=at, at__lte=at).first()
    if held is not None:
        return held
    return _break(by, person, reason, text, at)


def _break(by: Actor, person: Person, reason: GlassReason, text: str, at: datetime) -> Glass:
    event, limit = random_key(), limits()
    glass = Glass.objects.create(
        account_id=by.account,
        subject_id=person.pk,
        area_path=person.area_path,
        reason=reason,
        text=text.strip(),
        at=at,
        until=at + timedelta(minutes=limit["glass"]),
        review_due=at + timedelta(hours=limit["review"]),
        event_id=event,
    )
    _say(by, "glass.broken", person.area_path, at, {"glass": glass.pk, "reason": reason}, person.pk, event)
    return glass


def review_glass(*, by: Actor, glass: Glass, verdict: Verdict, text: str, at: datetime) -> Glass:
    """Approve of a broken glass or object to it. An objection takes the right away until somebody releases it.

    Raises REVIEW_OWN, WORDS_NEEDED, REVIEW_DONE.
    """
    _not_oneself(by, glass.account_id)
    _sentence(text)
    open_rows = Glass.objects.filter(pk=glass.pk, reviewed_at=None)
    done = open_rows.update(
        reviewed_at=at, reviewed_by=by.account, verdict=verdict, review=text.strip(), version=F("version") + 1
    )
    if not done:
        raise ProblemError("REVIEW_DONE")
    data = {"glass": glass.pk, "verdict": verdict}
    _say(by, "glass.reviewed", glass.area_path, at, data, glass.subject_id)
    if verdict is Verdict.OBJECTED:
        _suspend(by, glass, Cause.OBJECTED, at)
    return Glass.objects.get(pk=glass.pk)


def release_stop(*, by: Actor, stop: Stop, why: str, at: datetime) -> Stop:
    """Give an account its right back, with the reason. Raises REVIEW_OWN, WORDS_NEEDED, REVIEW_DONE."""
    _not_oneself(by, stop.account_id)
    _sentence(why)
    done = Stop.objects.filter(pk=stop.pk, released_at=None).update(
        released_at=at,
        released_by=by.account,
        released_wall=wall_now(),
        reason=why.strip(),
        version=F("version") + 1,
    )
    if not done:
        raise ProblemError("REVIEW_DONE")
    data = {"stop": stop.pk, "account": stop.account_id, "right": stop.right}
    _say(by, "opening.released", stop.area_path, at, data)
    return Stop.objects.get(pk=stop.pk)


def warn_of_reviews(*, by: Actor, at: datetime) -> int:
    """Say, twice before an account is suspended, that its broken glass waits for a review; give how many were said."""
    limit, said = limits(), 0
    for stage, name in enumerate(("warn_first", "warn_last"), start=1):
        soon = Glass.objects.select_for_update(skip_locked=True).filter(
            reviewed_at=None, review_due__gt=at, review_due__lte=at + timedelta(hours=limit[name]), warned__lt=stage
        )
        for glass in soon.order_by("review_due", "pk"):
            Glass.objects.filter(pk=glass.pk).update(warned=stage, version=F("version") + 1)
            data: dict[str, object] = {"glass": glass.pk, "account": glass.account_id, "hours": limit[name]}
            _say(by, "glass.due", glass.area_path, at, data, glass.subject_id)
            said += 1
    return said


def lapse_reviews(*, by: Actor, at: datetime) -> int:
    """Record for which broken glasses nobody's review came in time; give how many.

    The account is suspended by the missing review itself (`accounts.suspension`), not by this.
    """
    late = Glass.objects.select_for_update(skip_locked=True)
    found = list(late.filter(reviewed_at=None, lapsed_at=None, review_due__lte=at).order_by("review_due"))
    for glass in found:
        Glass.objects.filter(pk=glass.pk).update(lapsed_at=at, version=F("version") + 1)
        data: dict[str, object] = {"glass": glass.pk, "account": glass.account_id}
        _say(by, "glass.unreviewed", glass.area_path, at, data, glass.subject_id)
    return len(found)


def _suspend(by: Actor, glass: Glass, cause: Cause, at: datetime) -> None:
    if Stop.objects.filter(account_id=glass.account_id, right=Right.GLASS, released_at=None).exists():
        return
    Stop.objects.create(
        account_id=glass.account_id,
        right=Right.GLASS,
        cause=cause,
        count=1,
        area_path=glass.area_path,
        at=at,
        wall=wall_now(),
    )
    say_stop(by, account=glass.account_id, cause=cause, count=1, path=glass.area_path, at=at)


def ask(*, by: Actor, person: Person, kind: Ask, text: str, about: int | None, at: datetime) -> Request:
    """File a complaint or a wish for correction about a person's own record. Raises WORDS_NEEDED."""
    _sentence(text)
    event = random_key()
    made = Request.objects.create(
        subject_id=person.pk,
        account_id=by.account,
        area_path=person.area_path,
        kind=kind,
        about_id=about,
        text=text.strip(),
        at=at,
        due_at=at + timedelta(hours=limits()["answer"]),
        event_id=event,
    )
    _say(by, "request.filed", person.area_path, at, {"request": made.pk, "kind": kind}, person.pk, event)
    return made


def answer(*, by: Actor, request: Request, text: str, at: datetime) -> Request:
    """Answer a request in writing. Raises WORDS_NEEDED, REVIEW_DONE."""
    _sentence(text)
    done = Request.objects.filter(pk=request.pk, answered_at=None).update(
        answered_at=at, answered_by=by.account, answer=text.strip(), version=F("version") + 1
    )
    if not done:
        raise ProblemError("REVIEW_DONE")
    _say(by, "request.answered", request.area_path, at, {"request": request.pk}, request.subject_id)
    return Request.objects.get(pk=request.pk)


def _sentence(text: str) -> None:
    if len(text.strip()) < SHORTEST_REASON:
        raise ProblemError("WORDS_NEEDED", letters=SHORTEST_REASON)


def _not_oneself(by: Actor, account: int) -> None:
    if by.account == account:
        raise ProblemError("REVIEW_OWN")


def _say(
    by: Actor,
    kind: str,
    path: str,
    at: datetime,
    data: dict[str, object],
    subject: int | None = None,
    event: int | None = None,
) -> None:
    """Record an event about openings. A `subject` is the person: her own feed of events holds it."""
    record(
        Event(
            kind=kind,
            by=by,
            area_path=path,
            happened=at,
            recorded=at,
            subject=subject,
            data=data,
            id=event if event is not None else random_key(),
        )
    )
