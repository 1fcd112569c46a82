"""Accounts as the API shows them: rows of the list, the page of one account. Counted queries for any number of rows."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum

from allauth.mfa.models import Authenticator
from django.db.models import Max, Sum
from ninja import Schema

from outpace.desk.accounts.models import Account, Post, ProviderName, Token
from outpace.desk.accounts.suspension import suspended
from outpace.desk.areas import queries
from outpace.desk.http.shapes import AreaRef, Both, Page, area_ref
from outpace.desk.scope.actor import Role
from outpace.words.ids import IdKind, encode


class Standing(StrEnum):
    """How a post or token stands."""

    HELD = "held"
    LATER = "later"
    OVER = "over"


class AccountState(StrEnum):
    """How an account stands: open with a post, suspended with a post, open without one, closed."""

    OPEN = "open"
    SUSPENDED = "suspended"
    NO_POST = "no_post"
    CLOSED = "closed"


class PostOut(Schema):
    """A post. No purposes means all purposes of the role."""

    id: str
    role: Role
    area: AreaRef | None
    purposes: list[str]
    starts: datetime
    ends: datetime
    state: Standing


class SuspensionCause(StrEnum):
    """Why an account is suspended."""

    UNREVIEWED = "glass_unreviewed"


class Suspension(Schema):
    """Since when an account is suspended and because of what: an emergency opening, and the area whose reviewers lift it."""

    since: datetime
    because: SuspensionCause
    broken: datetime
    area: AreaRef | None


class AccountRow(Schema):
    """An account as the list shows it."""

    id: str
    name: str
    display: Both
    system: bool
    state: AccountState
    suspended: Suspension | None
    second_factor: bool
    posts: list[PostOut]
    version: int


class AccountListPage(Page[AccountRow]):
    """A page of accounts."""


class TokenOut(Schema):
    """A system's token, without what it is."""

    id: str
    label: str
    post: str
    made: datetime
    ends: datetime
    state: Standing
    last_used: datetime | None
    uses: int


class ProviderNameOut(Schema):
    """Who an account is at an institution's sign-in."""

    provider: str
    subject: str


class AccountDetail(AccountRow):
    """An account with everything an administrator keeps of it."""

    password_until: datetime | None
    closed: datetime | None
    tokens: list[TokenOut]
    providers: list[ProviderNameOut]
    own: bool
    changeable: bool
    as_of: datetime


def standing(starts: datetime, ends: datetime, at: datetime) -> Standing:
    """How something that starts and ends stands at an instant."""
    return Standing.OVER if ends <= at else Standing.LATER if starts > at else Standing.HELD


def post_rows(posts: Iterable[Post], at: datetime) -> list[PostOut]:
    """Posts with their areas named."""
    held = list(posts)
    areas = {area.path: area_ref(area) for area in queries.at_paths({post.area_path for post in held})}
    return [
        PostOut(
            id=encode(IdKind.POST, post.pk),
            role=Role(post.role),
            area=areas.get(post.area_path),
            purposes=post.purposes,
            starts=post.starts,
            ends=post.ends,
            state=standing(post.starts, post.ends, at),
        )
        for post in held
    ]


def account_rows(accounts: Sequence[Account], at: datetime) -> list[AccountRow]:
    """Accounts with their posts, those in force first."""
    keys = [account.pk for account in accounts]
    posts = list(Post.objects.filter(account__in=keys).order_by("-ends", "id"))
    shown: dict[int, list[PostOut]] = {key: [] for key in keys}
    for post, row in zip(posts, post_rows(posts, at), strict=True):
        shown[post.account_id].append(row)
    factors = Authenticator.objects.filter(user_id__in=keys, type=Authenticator.Type.TOTP)
    secured = set(factors.values_list("user_id", flat=True))
    out = _suspensions(at) if keys else {}
    return [_row(account, shown[account.pk], account.pk in secured, out.get(account.pk)) for account in accounts]


def _suspensions(at: datetime) -> dict[int, Suspension]:
    found = suspended(at)
    areas = {area.path: area_ref(area) for area in queries.at_paths({one.area_path for one in found.values()})}
    return {
        account: Suspension(
            since=one.review_due, because=SuspensionCause.UNREVIEWED, broken=one.at, area=areas.get(one.area_path)
        )
        for account, one in found.items()
    }


def _row(account: Account, posts: list[PostOut], secured: bool, out: Suspension | None) -> AccountRow:
    held = any(post.state is Standing.HELD for post in posts)
    stands = AccountState.SUSPENDED if out else AccountState.OPEN
    return AccountRow(
        id=encode(IdKind.ACCOUNT, account.pk),
        name=account.name,
        display=Both(zh=account.display_zh, en=account.display_en),
        system=account.system,
        state=AccountState.CLOSED if not account.active else stands if held else AccountState.NO_POST,
        suspended=out,
        second_factor=secured,
        posts=posts,
        version=account.version,
    )


ACCOUNT_COLUMNS = (
    "id", "name", "name_zh", "name_en", "system", "role", "area", "post_until", "posts", "second_factor", "state",
    "suspended_since", "emergency",
)  # fmt: skip


def account_cells(row: AccountRow) -> list[object]:
    """An account as a line of a file: the post that ends last among those not over, and how many there are."""
    live = [post for post in row.posts if post.state is not Standing.OVER]
    post = next(iter(live or row.posts), None)
    area = post.area.code if post and post.area else None
    out = row.suspended
    return [
        row.id,
        row.name,
        row.display.zh,
        row.display.en,
        row.system,
        post.role if post else None,
        area,
        post.ends if post else None,
        len(live),
        row.second_factor,
        row.state,
        out.since if out else None,
        out.broken if out else None,
    ]


def account_detail(account: Account, at: datetime, *, own: bool, changeable: bool) -> AccountDetail:
    """One account with its tokens and its names at institutions."""
    names = ProviderName.objects.filter(account=account).order_by("provider")
    return AccountDetail(
        **account_rows([account], at)[0].model_dump(),
        password_until=account.password_until,
        closed=account.closed,
        tokens=token_rows(account, at),
        providers=[ProviderNameOut(provider=name.provider, subject=name.subject) for name in names],
        own=own,
        changeable=changeable,
        as_of=at,
    )


def token_rows(account: Account, at: datetime) -> list[TokenOut]:
    """A system's tokens, the newest first, with their last use to the minute."""
    used = Max("uses__minute"), Sum("uses__count", default=0)
    tokens = Token.objects.filter(account=account).annotate(last=used[0], times=used[1]).order_by("-made", "-pk")
    return [_token(token, at) for token in tokens]


def _token(token: Token, at: datetime) -> TokenOut:
    return TokenOut(
        id=encode(IdKind.TOKEN, token.pk),
        label=token.label,
        post=encode(IdKind.POST, token.post_id),
        made=token.made,
        ends=token.ends,
        state=standing(token.made, token.ended or token.ends, at),
        last_used=getattr(token, "last", None),
        uses=getattr(token, "times", 0),
    )
