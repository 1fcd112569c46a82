"""What can be asked about accounts."""

from datetime import datetime

from outpace.desk.accounts.models import Account, Post
from outpace.words.area import is_within
from outpace.words.ids import IdKind, decode


def holder(id: str, path: str, at: datetime) -> Account | None:
    """The account behind a public id where it holds a post at an instant that covers an area; None otherwise."""
    key = decode(IdKind.ACCOUNT, id)
    posts = Post.objects.filter(account=key, account__active=True, starts__lte=at, ends__gt=at).select_related(
        "account"
    )
    return next((post.account for post in posts if is_within(path, post.area_path)), None)
