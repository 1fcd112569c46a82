"""How far an administrator reaches: never beyond her own posts, never to her own account.

Whoever runs commands on the installation's machine has no post and is bound by none: the keys of its folder are his authority.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from outpace.desk.accounts.models import Account, Change, Post
from outpace.desk.accounts.signin import in_force
from outpace.desk.scope.actor import LOCAL_ACCOUNT, MAX_RANGES, Actor, Role
from outpace.words.area import is_within
from outpace.words.problem import ProblemError
from outpace.words.purpose import Purpose

GIVEN = (Role.COMMANDER, Role.TRACER, Role.OPERATOR, Role.STEWARD, Role.OMBUDSMAN, Role.ADMINISTRATOR)
GIVEN_TO_SYSTEMS = (Role.COMMANDER, Role.TRACER, Role.OPERATOR)
ROLE_WORDS = {
    Role.COMMANDER: ("指挥长", "commander"),
    Role.TRACER: ("流调员", "tracer"),
    Role.RESIDENT: ("居民", "resident"),
    Role.OPERATOR: ("系统值守", "operator"),
    Role.SERVICE: ("系统", "system"),
    Role.ADMINISTRATOR: ("账号管理员", "administrator"),
    Role.OMBUDSMAN: ("监察员", "ombudsman"),
    Role.STEWARD: ("身份核对员", "identity steward"),
}


def is_local(by: Actor) -> bool:
    """Whether this is the operator of the machine itself."""
    return by.account == LOCAL_ACCOUNT


def own_posts(by: Actor, at: datetime) -> list[Post]:
    """The administrator's own posts in force that include keeping accounts."""
    posts = in_force(at).filter(account_id=by.account, role=Role.ADMINISTRATOR)
    return [post for post in posts if not post.purposes or Purpose.KEEP_ACCOUNTS in post.purposes]


def check_reach(by: Actor, paths: Iterable[str], at: datetime) -> None:
    """Refuse areas outside the administrator's own posts. Raises POST_TOO_WIDE."""
    if is_local(by):
        return
    own = own_posts(by, at)
    if not all(any(is_within(path, post.area_path) for post in own) for path in paths):
        raise ProblemError("POST_TOO_WIDE")


def check_end(by: Actor, path: str, ends: datetime, at: datetime) -> None:
    """Refuse an end later than that of the administrator's own posts over an area. Raises POST_TOO_WIDE, POST_TOO_LONG."""
    if is_local(by):
        return
    covering = [post.ends for post in own_posts(by, at) if is_within(path, post.area_path)]
    if not covering:
        raise ProblemError("POST_TOO_WIDE")
    if ends > max(covering):
        raise ProblemError("POST_TOO_LONG", ends=max(covering).strftime("%Y-%m-%d %H:%M UTC"))


def check_account(by: Actor, account: Account, at: datetime) -> None:
    """Refuse to change an account that holds a post beyond the administrator's reach, a closed one, and her own.

    Raises OWN_ACCOUNT, ACCOUNT_CLOSED, POST_TOO_WIDE.
    """
    if account.pk == by.account:
        raise ProblemError("OWN_ACCOUNT")
    if account.closed is not None:
        raise ProblemError("ACCOUNT_CLOSED")
    check_reach(by, paths_of(account, at), at)


def paths_of(account: Account, at: datetime) -> list[str]:
    """The areas of an account's posts that hold now or later; where all are over, those of all it ever held.

    Where it never held one, those of the posts that were asked for.
    """
    posts = list(Post.objects.filter(account=account).order_by("id"))
    held = [post.area_path for post in posts if post.ends > at] or [post.area_path for post in posts]
    return held or list(Change.objects.filter(account=account).order_by("id").values_list("area_path", flat=True))


def check_post(
    account: Account, role: Role, purposes: Sequence[str], starts: datetime, ends: datetime, at: datetime
) -> None:
    """Refuse a post that can't be: times, role, purposes, another role at the same time, too many areas.

    Raises POST_TIMES, POST_ROLE_NOT_GIVEN, PURPOSE_UNKNOWN, POST_ROLES_MIXED, POSTS_TOO_MANY.
    """
    if not starts < ends or ends <= at:
        raise ProblemError("POST_TIMES")
    if role not in (GIVEN_TO_SYSTEMS if account.system else GIVEN):
        raise ProblemError("POST_ROLE_NOT_GIVEN")
    _check_purposes(role, purposes)
    others = Post.objects.filter(account=account, starts__lt=ends, ends__gt=starts)
    mixed = others.exclude(role=role).first()
    if mixed is not None:
        zh, en = ROLE_WORDS[Role(mixed.role)]
        raise ProblemError("POST_ROLES_MIXED", role_zh=zh, role_en=en)
    if others.count() >= MAX_RANGES:
        raise ProblemError("POSTS_TOO_MANY", limit=MAX_RANGES)


def _check_purposes(role: Role, purposes: Sequence[str]) -> None:
    for name in purposes:
        if name not in purposes_of(role):
            raise ProblemError("PURPOSE_UNKNOWN", purpose=name)


def purposes_of(role: Role) -> list[str]:
    """What a post of a role may be used for, in the order of the list of purposes."""
    return [purpose.value for purpose in Purpose if role in purpose.roles and purpose is not Purpose.TEST]
