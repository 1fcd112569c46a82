"""What can be asked about accounts."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

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


def token_end(token: Token) -> datetime:
    """When a token stops to open anything: at its own end or that of its post, whichever is earlier."""
    return min(token.ends, token.post.ends)


def tokens_ending(at: datetime, within: timedelta) -> list[Token]:
    """The tokens that are good and end within a span, by themselves or with their post: a feed will fall silent then.

    The first to end comes first.
    """
    good = _kept().filter(ends__gt=at, post__ends__gt=at)
    return _by_end(token for token in good if token_end(token) <= at + within)


def tokens_ended(at: datetime, within: timedelta, used: timedelta) -> list[Token]:
    """The tokens that ended by themselves or with their post at most `within` ago, shown in the span `used` before that.

    One that somebody ended, or whose account is closed, isn't among them. The first to have ended comes first.
    """
    since = at - within
    over = _kept().filter(ends__gt=since, post__ends__gt=since).filter(Q(ends__lte=at) | Q(post__ends__lte=at))
    return _by_end(token for token in over if token.uses.filter(minute__gt=token_end(token) - used).exists())


def is_replaced(token: Token, at: datetime) -> bool:
    """Whether the system already shows a later token for the same role and area, one that is good."""
    later = _kept().filter(
        account=token.account, post__role=token.post.role, post__area_path=token.post.area_path, uses__minute__lte=at
    )
    good = later.filter(made__gt=token.made, ends__gt=at, post__ends__gt=at).distinct()
    return any(token_end(other) > token_end(token) for other in good)


def _kept() -> QuerySet[Token]:
    """The tokens that nobody ended, of accounts that are open."""
    return Token.objects.filter(account__active=True, ended=None).select_related("account", "post")


def _by_end(tokens: Iterable[Token]) -> list[Token]:
    return sorted(tokens, key=lambda token: (token_end(token), token.pk))
