"""What can be asked about accounts."""

from datetime import datetime, timedelta

from outpace.desk.accounts.models import Account, Post, Token
from outpace.words.area import is_within
from outpace.words.ids import IdKind, decode


def holder(id: str, path: str, at: datetime) -> Account | None:
    """The account behind a public id where it holds a post at an instant that covers an area; None otherwise."""
    key = decode(IdKind.ACCOUNT, id)
    posts = Post.objects.filter(account=key, account__active=True, starts__lte=at, ends__gt=at).select_related(
        "account"
    )
    return next((post.account for post in posts if is_within(path, post.area_path)), None)


def posts_ending(at: datetime, within: timedelta) -> list[Post]:
    """The posts of open accounts that hold and end within a span, the first to end first: somebody should renew them."""
    held = Post.objects.filter(account__active=True, starts__lte=at, ends__gt=at, ends__lte=at + within)
    return list(held.select_related("account").order_by("ends", "pk"))


def tokens_ending(at: datetime, within: timedelta) -> list[Token]:
    """The tokens that are good and end within a span, by themselves or with their post: a feed will fall silent then.

    What an alarm about expiring credentials asks. The first to end comes first.
    """
    good = Token.objects.filter(account__active=True, ended=None, ends__gt=at, post__ends__gt=at)
    ending = [
        token for token in good.select_related("account", "post") if min(token.ends, token.post.ends) <= at + within
    ]
    return sorted(ending, key=lambda token: (min(token.ends, token.post.ends), token.pk))
