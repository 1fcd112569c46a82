"""What can be asked about openings: the log, what waits for review, what a person asked."""

from collections.abc import Iterable

from django.db.models import QuerySet

from outpace.desk.ledger.models import Access
from outpace.desk.openings.models import Glass, Request, Stop
from outpace.desk.openings.words import Because


def accesses(
    *, account: int | None = None, subject: int | None = None, purpose: str | None = None, glass: bool = False
) -> QuerySet[Access]:
    """Accesses in scope."""
    rows = Access.objects.all()
    if account is not None:
        rows = rows.filter(account_id=account)
    if subject is not None:
        rows = rows.filter(subject_id=subject)
    if purpose is not None:
        rows = rows.filter(purpose=purpose)
    return rows.filter(because=Because.GLASS) if glass else rows


def of_persons(subjects: Iterable[int]) -> QuerySet[Access]:
    """All accesses to persons' records, the latest first."""
    return Access.objects.filter(subject_id__in=list(subjects)).order_by("-at", "-pk")


def glasses(*, waiting: bool) -> QuerySet[Glass]:
    """Broken glasses in scope, the one due first at the head; only those nobody has reviewed where `waiting`."""
    rows = Glass.objects.order_by("review_due", "pk")
    return rows.filter(reviewed_at=None) if waiting else rows


def stops(*, waiting: bool) -> QuerySet[Stop]:
    """Stopped accounts in scope, the latest first; only those not released where `waiting`."""
    rows = Stop.objects.order_by("-at", "-pk")
    return rows.filter(released_at=None) if waiting else rows


def requests(*, waiting: bool) -> QuerySet[Request]:
    """What persons asked, in scope, the one due first at the head; only the unanswered where `waiting`."""
    rows = Request.objects.order_by("due_at", "pk")
    return rows.filter(answered_at=None) if waiting else rows
