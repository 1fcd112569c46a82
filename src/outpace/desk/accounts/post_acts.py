"""What can be done with posts and with the tokens bound to them. Each act is one event and a new version of the account."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from outpace.desk.accounts.authority import check_account, check_end, check_post, check_reach
from outpace.desk.accounts.change_acts import ask
from outpace.desk.accounts.models import Account, Change, ChangeKind, Post, Token
from outpace.desk.accounts.tokens import LONGEST_DAYS, hashed, new_secret
from outpace.desk.ledger.record import Event, record
from outpace.desk.scope.actor import Actor, Role
from outpace.words.problem import ProblemError


def grant_post(
    *,
    by: Actor,
    account: Account,
    role: Role,
    area_path: str,
    purposes: Sequence[str],
    starts: datetime,
    ends: datetime,
    at: datetime,
) -> Post:
    """Give an account a post at once: the operator of the machine alone does this, PostgreSQL refuses everybody else.

    Raises OWN_ACCOUNT, ACCOUNT_CLOSED, POST_….
    """
    _check_owner(by, account)
    check_end(by, area_path, ends, at)
    check_post(account, role, purposes, starts, ends, at)
    post = Post.objects.create(
        account=account, role=role, area_path=area_path, purposes=list(purposes), starts=starts, ends=ends
    )
    _record("post.granted", by, post, at, role=role, purposes=list(purposes), starts=starts, ends=ends)
    return post


def ask_post(
    *,
    by: Actor,
    account: Account,
    role: Role,
    area_path: str,
    purposes: Sequence[str],
    starts: datetime,
    ends: datetime,
    reason: str,
    at: datetime,
    way_in: bool = False,
) -> Change:
    """Ask for a post, no wider and no longer than the administrator's own; with `way_in` for the first sign-in as well.

    Raises OWN_ACCOUNT, ACCOUNT_CLOSED, POST_…, WORDS_NEEDED.
    """
    _check_owner(by, account)
    check_end(by, area_path, ends, at)
    check_post(account, role, purposes, starts, ends, at)
    data = {
        "role": role.value,
        "area_path": area_path,
        "purposes": list(purposes),
        "starts": starts.isoformat(),
        "ends": ends.isoformat(),
        "way_in": way_in,
    }
    return ask(by=by, account=account, kind=ChangeKind.POST, data=data, reason=reason, path=area_path, at=at)


def end_post(*, by: Actor, post: Post, at: datetime) -> None:
    """End a post at once, and with it its tokens. Raises OWN_ACCOUNT, POST_TOO_WIDE, POST_OVER."""
    _check_owner(by, post.account)
    check_reach(by, [post.area_path], at)
    _check_running(post, at)
    post.ends = max(at, post.starts + timedelta(microseconds=1))
    post.save(update_fields=["ends"])
    Token.objects.filter(post=post, ended=None).update(ended=at)
    _record("post.ended", by, post, at)


def renew_post(*, by: Actor, post: Post, ends: datetime, at: datetime) -> None:
    """Give a post that still runs another end. Raises OWN_ACCOUNT, POST_TOO_WIDE, POST_TOO_LONG, POST_OVER, POST_TIMES."""
    _check_owner(by, post.account)
    check_end(by, post.area_path, ends, at)
    _check_running(post, at)
    if ends <= max(at, post.starts):
        raise ProblemError("POST_TIMES")
    before, post.ends = post.ends, ends
    post.save(update_fields=["ends"])
    _record("post.renewed", by, post, at, before=before, ends=ends)


def make_token(*, by: Actor, post: Post, label: str, ends: datetime, at: datetime) -> tuple[Token, str]:
    """Make a token for a system's post and give it, this once, in the clear: the operator of the machine alone does this.

    Raises TOKEN_FOR_SYSTEMS, TOKEN_TIMES (a year at most, never longer than the post), and as `check_account` does.
    """
    _check_token(by, post, ends, at)
    secret = new_secret()
    token = Token.objects.create(
        account=post.account, post=post, label=label, secret_hash=hashed(secret), made=at, ends=ends
    )
    _record("token.made", by, post, at, token=token.pk, ends=ends)
    return token, secret


def ask_token(*, by: Actor, post: Post, label: str, ends: datetime, reason: str, at: datetime) -> Change:
    """Ask for a token for a system's post: who asks and who confirms will each draw a half of it.

    Raises as `make_token` does, and WORDS_NEEDED.
    """
    _check_token(by, post, ends, at)
    data = {"post": post.pk, "label": label, "ends": ends.isoformat()}
    return ask(by=by, account=post.account, kind=ChangeKind.TOKEN, data=data, reason=reason, path=post.area_path, at=at)


def _check_token(by: Actor, post: Post, ends: datetime, at: datetime) -> None:
    check_account(by, post.account, at)
    if not post.account.system:
        raise ProblemError("TOKEN_FOR_SYSTEMS")
    _check_running(post, at)
    if not at < ends <= min(post.ends, at + timedelta(days=LONGEST_DAYS)):
        raise ProblemError("TOKEN_TIMES", days=LONGEST_DAYS, ends=post.ends.strftime("%Y-%m-%d %H:%M UTC"))


def end_token(*, by: Actor, token: Token, at: datetime) -> None:
    """End a token at once. Ending one that has ended changes nothing. Raises as `check_account` does."""
    check_account(by, token.account, at)
    if token.ended is None:
        token.ended = at
        token.save(update_fields=["ended"])
        _record("token.ended", by, token.post, at, token=token.pk)


def _check_owner(by: Actor, account: Account) -> None:
    if account.pk == by.account:
        raise ProblemError("OWN_ACCOUNT")
    if account.closed is not None:
        raise ProblemError("ACCOUNT_CLOSED")


def _check_running(post: Post, at: datetime) -> None:
    if post.ends <= at:
        raise ProblemError("POST_OVER")


def _record(kind: str, by: Actor, post: Post, at: datetime, **data: object) -> None:
    post.account.version += 1
    post.account.save(update_fields=["version"])
    content = {"account": post.account_id, "post": post.pk, **data}
    record(Event(kind=kind, by=by, area_path=post.area_path, happened=at, recorded=at, data=content))
