"""Who is out because nobody reviewed her emergency opening in time: read from the openings themselves, never stored.

An account with an unreviewed broken glass past its due time is suspended as a whole, from that instant, without any job having
run; the review, however late, lifts it. Reviewers are not all locked out at once: a commander or ombudsman stays in while nobody
else is left who could review the opening, and can then break no glass.
"""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from outpace.desk.accounts.models import Post
from outpace.desk.openings.models import Glass, Limit
from outpace.desk.scope.actor import Role
from outpace.words.area import is_within

REVIEWERS = (Role.COMMANDER, Role.OMBUDSMAN)


def overdue(at: datetime) -> QuerySet[Glass]:
    """Broken glasses that nobody has reviewed though it is time."""
    return Glass.objects.filter(reviewed_at=None, review_due__lte=at).order_by("review_due", "pk")


def suspended_since(account: int, role: Role, at: datetime) -> Glass | None:
    """The opening for which an account is suspended, the longest overdue; None where it is not. Needs an open scope."""
    late = list(overdue(at).filter(account_id=account))
    if not late or role not in REVIEWERS:
        return late[0] if late else None
    return next((glass for glass in late if _others_can_review(glass, at)), None)


def due_soon(account: int, role: Role, at: datetime) -> tuple[int, datetime | None, datetime | None]:
    """How many openings of others wait for a reviewer within the first warning, the first of them; and one's own, due first."""
    ahead = timedelta(hours=Limit.objects.values_list("value", flat=True).get(name="warn_first"))
    soon = Glass.objects.filter(reviewed_at=None, review_due__lte=at + ahead).order_by("review_due")
    own = soon.filter(account_id=account).values_list("review_due", flat=True).first()
    if role not in REVIEWERS:
        return 0, None, own
    others = list(soon.exclude(account_id=account).values_list("review_due", flat=True))
    return len(others), others[0] if others else None, own


def _others_can_review(glass: Glass, at: datetime) -> bool:
    """Whether a reviewer is left for an opening who is not its author and not herself overdue."""
    out = set(overdue(at).values_list("account_id", flat=True)) | {glass.account_id}
    posts = Post.objects.filter(role__in=REVIEWERS, starts__lte=at, ends__gt=at, account__active=True)
    return any(is_within(glass.area_path, post.area_path) for post in posts.exclude(account_id__in=out))
