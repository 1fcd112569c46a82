"""Who is out because nobody reviewed her emergency opening in time: read from the openings themselves, never stored.

An account with an unreviewed broken glass past its due time is suspended as a whole, from that instant, without any job having
run; the review, however late, lifts it. Reviewers are not all locked out at once: a commander or ombudsman stays in while nobody
else is left who could review the opening, and can then break no glass.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import QuerySet

from outpace.desk.accounts.models import Post
from outpace.desk.openings.models import Glass, Limit
from outpace.desk.scope.actor import Role
from outpace.words.area import is_within

REVIEWERS = (Role.COMMANDER, Role.OMBUDSMAN)


@dataclass(frozen=True, slots=True)
class Unreviewed:
    """An emergency opening that nobody reviewed in time: whose, when, until when it should have been, and where."""

    account_id: int
    at: datetime
    review_due: datetime
    area_path: str


def overdue(at: datetime) -> QuerySet[Glass]:
    """Broken glasses that nobody has reviewed though it is time."""
    return Glass.objects.filter(reviewed_at=None, review_due__lte=at).order_by("review_due", "pk")


def suspended_since(account: int, role: Role, at: datetime) -> Glass | None:
    """The opening for which an account is suspended, the longest overdue; None where it is not. Needs an open scope."""
    late = list(overdue(at).filter(account_id=account))
    if not late or role not in REVIEWERS:
        return late[0] if late else None
    out = set(overdue(at).values_list("account_id", flat=True))
    return next((glass for glass in late if _others_can_review(glass, out, at)), None)


def suspended(at: datetime) -> dict[int, Unreviewed]:
    """The accounts that are suspended, with the opening for which each is. For whoever keeps accounts; needs an open scope."""
    with connection.cursor() as cursor:
        cursor.execute("select account_id, at, review_due, area_path from vault.unreviewed(%s)", [at])
        late = [Unreviewed(*row) for row in cursor.fetchall()]
    out = {one.account_id for one in late}
    roles = _roles(out, at)
    found: dict[int, Unreviewed] = {}
    for one in late:
        role = roles.get(one.account_id)
        if role is not None and (role not in REVIEWERS or _others_can_review(one, out, at)):
            found.setdefault(one.account_id, one)
    return found


def _roles(accounts: Iterable[int], at: datetime) -> dict[int, Role]:
    """The role in which each account acts now: that of its oldest post in force."""
    posts = Post.objects.filter(account__in=accounts, account__active=True, starts__lte=at, ends__gt=at)
    return {account: Role(role) for account, role in posts.order_by("-id").values_list("account_id", "role")}


def due_soon(account: int, role: Role, at: datetime) -> tuple[int, datetime | None, datetime | None]:
    """How many openings of others wait for a reviewer within the first warning, the first of them; and one's own, due first."""
    ahead = timedelta(hours=Limit.objects.values_list("value", flat=True).get(name="warn_first"))
    soon = Glass.objects.filter(reviewed_at=None, review_due__lte=at + ahead).order_by("review_due")
    own = soon.filter(account_id=account).values_list("review_due", flat=True).first()
    if role not in REVIEWERS:
        return 0, None, own
    others = list(soon.exclude(account_id=account).values_list("review_due", flat=True))
    return len(others), others[0] if others else None, own


def _others_can_review(glass: Glass | Unreviewed, late: set[int], at: datetime) -> bool:
    """Whether a reviewer is left for an opening who is not its author and not herself overdue."""
    posts = Post.objects.filter(role__in=REVIEWERS, starts__lte=at, ends__gt=at, account__active=True)
    left = posts.exclude(account_id__in=late | {glass.account_id})
    return any(is_within(glass.area_path, post.area_path) for post in left)
