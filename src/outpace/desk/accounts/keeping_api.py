"""Routes for administrators: accounts, posts, tokens. They show who works here, nothing about anybody who fell ill.

Every write asks to confirm that it's you and names the version of the account it means. Closing and ending happen at once; what
lets somebody in, or see more, is only asked for here and made when another person confirms it (`change_api`).
"""

from datetime import datetime
from typing import Annotated

from django.db.models import Q
from django.http import StreamingHttpResponse
from ninja import Query, Router, Schema
from pydantic import ConfigDict, Field, StringConstraints

from outpace.desk.accounts import acts, post_acts
from outpace.desk.accounts.authority import GIVEN, check_account, own_posts, purposes_of
from outpace.desk.accounts.confirm import need_confirmation
from outpace.desk.accounts.models import Account, Post, Token
from outpace.desk.accounts.narrowing import AccountFilter, AccountNarrow, among, narrowed, own_area, visible
from outpace.desk.accounts.providers import provider_of, providers
from outpace.desk.accounts.rows import (
    ACCOUNT_COLUMNS,
    AccountDetail,
    AccountListPage,
    PostOut,
    account_cells,
    account_detail,
    account_rows,
    post_rows,
)
from outpace.desk.areas.models import Area
from outpace.desk.clock import now
from outpace.desk.http.files import csv_file
from outpace.desk.http.keys import find, key_of
from outpace.desk.http.lists import Listing, Order, filters_of
from outpace.desk.http.routes import Asked, reading, streaming, writing
from outpace.desk.http.shapes import AreaRef, Both, Word, area_ref
from outpace.desk.http.versions import check_version, expected_version
from outpace.desk.scope.actor import Actor, Role
from outpace.words.ids import IdKind
from outpace.words.problem import ProblemError
from outpace.words.purpose import Purpose

router = Router(tags=["accounts"])
KEEPERS = frozenset({Role.ADMINISTRATOR})
KEEP = Purpose.KEEP_ACCOUNTS
ORDER = Order("name", IdKind.ACCOUNT, str)
Plain = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80, pattern=r"^[^\x00-\x1f]*$")
]


class Wish(Schema):
    """Why a change is asked for: whoever confirms it judges by this."""

    model_config = ConfigDict(extra="forbid")
    reason: Annotated[str, Field(max_length=1000, pattern=r"^[^\x00]*$")]


class NewPost(Wish):
    """A post to give: no purposes means all of the role."""

    role: Role
    area: Word
    purposes: list[Word] = Field(default_factory=list, max_length=60)
    ends: datetime


class GivenPost(NewPost):
    """A post to give to an account that is there."""

    starts: datetime | None = None


class NewAccount(NewPost):
    """An account to open with its first post."""

    name: Plain
    zh: Plain
    en: Plain
    system: bool = False


class NewEnd(Schema):
    """Another end."""

    model_config = ConfigDict(extra="forbid")
    ends: datetime


class NewToken(Wish):
    """A token to make for one post of a system."""

    ends: datetime
    post: Word
    label: Plain


class NewProviderName(Wish):
    """Who an account is at an institution's sign-in."""

    provider: Word
    subject: Plain


class NewReset(Wish):
    """What of somebody's sign-in to set anew: the password, the second factor, or both."""

    password: bool
    factor: bool


class RoleOption(Schema):
    """A role that may be given, and what its posts may be used for."""

    role: Role
    purposes: list[str]


class PurposeWord(Schema):
    """A purpose in words."""

    purpose: str
    name: Both


class KeepingOptions(Schema):
    """What an administrator may give: roles, and her own posts as the limits."""

    roles: list[RoleOption]
    purposes: list[PurposeWord]
    own: list[PostOut]
    providers: list[str]


class AreaList(Schema):
    """Areas for a post."""

    items: list[AreaRef]


@reading(router, "/accounts", purpose=KEEP, roles=KEEPERS)
def list_accounts(request: Asked, filters: Query[AccountFilter]) -> AccountListPage:
    """Accounts with a post in the sender's areas."""
    at = now()
    listing = _listing(request.actor, filters, at)
    found, onward = listing.page(filters.cursor, filters.limit)
    return AccountListPage(items=account_rows(found, at), next=onward, total=listing.total(), as_of=at)


@streaming(router, "/accounts.csv", purpose=KEEP, roles=KEEPERS)
def export_accounts(request: Asked, filters: Query[AccountNarrow]) -> StreamingHttpResponse:
    """The same accounts as a CSV file."""
    at, by = now(), request.actor
    return csv_file(
        by,
        KEEP,
        name="accounts",
        columns=ACCOUNT_COLUMNS,
        listing=lambda: _listing(by, filters, at),
        cells=lambda found: [account_cells(row) for row in account_rows(found, at)],
    )


@reading(router, "/accounts/options", purpose=KEEP, roles=KEEPERS)
def read_options(request: Asked) -> KeepingOptions:
    """What the sender may give."""
    at = now()
    return KeepingOptions(
        roles=[RoleOption(role=role, purposes=purposes_of(role)) for role in GIVEN],
        purposes=[PurposeWord(purpose=one.value, name=Both.of(one.text)) for one in Purpose],
        own=post_rows(own_posts(request.actor, at), at),
        providers=list(providers()),
    )


@reading(router, "/accounts/areas", purpose=KEEP, roles=KEEPERS)
def find_areas(request: Asked, q: Annotated[str, Query(max_length=80, pattern=r"^[^\x00]*$")] = "") -> AreaList:
    """Areas among the sender's own by the beginning of their code or name; fifty at most, each before what lies in it."""
    text = Q(code__startswith=q) | Q(name_zh__startswith=q) | Q(name_en__istartswith=q)
    areas = Area.objects.filter(among(request.actor, "path"), text).order_by("path")
    return AreaList(items=[ref for area in areas[:50] if (ref := area_ref(area)) is not None])


@reading(router, "/accounts/{id}", purpose=KEEP, roles=KEEPERS)
def read_account(request: Asked, id: str) -> AccountDetail:
    """One account."""
    return _detail(request.actor, find(visible(request.actor), IdKind.ACCOUNT, id), now())


@writing(router, "/accounts", purpose=KEEP, roles=KEEPERS)
def open_one(request: Asked, payload: NewAccount) -> AccountDetail:
    """Open an account and ask for its first post, with a way in for a person. A system's needs a token then."""
    need_confirmation(request)
    at, by = now(), request.actor
    account = acts.ask_account(
        by=by,
        name=payload.name,
        zh=payload.zh,
        en=payload.en,
        role=payload.role,
        area_path=own_area(by, payload.area).path,
        purposes=payload.purposes,
        ends=payload.ends,
        system=payload.system,
        reason=payload.reason,
        at=at,
    )
    return _detail(by, account, at)


@writing(router, "/accounts/{id}/close", purpose=KEEP, roles=KEEPERS)
def close_one(request: Asked, id: str) -> AccountDetail:
    """Close an account for ever, at once."""
    account, at = _to_change(request, id), now()
    acts.close_account(by=request.actor, account=account, at=at)
    return _detail(request.actor, account, at)


@writing(router, "/accounts/{id}/reset", purpose=KEEP, roles=KEEPERS)
def ask_reset(request: Asked, id: str, payload: NewReset) -> AccountDetail:
    """Ask that somebody's sign-in be set anew; another person confirms. Nobody ever learns her password."""
    account, at, by = _to_change(request, id), now(), request.actor
    acts.ask_reset(
        by=by, account=account, password=payload.password, factor=payload.factor, reason=payload.reason, at=at
    )
    return _detail(by, account, at)


@writing(router, "/accounts/{id}/posts", purpose=KEEP, roles=KEEPERS)
def give_post(request: Asked, id: str, payload: GivenPost) -> AccountDetail:
    """Ask for a post; it begins when another person has confirmed it."""
    account, at, by = _to_change(request, id), now(), request.actor
    post_acts.ask_post(
        by=by,
        account=account,
        role=payload.role,
        area_path=own_area(by, payload.area).path,
        purposes=payload.purposes,
        starts=payload.starts or at,
        ends=payload.ends,
        reason=payload.reason,
        at=at,
    )
    return _detail(by, account, at)


@writing(router, "/accounts/{id}/posts/{post}/end", purpose=KEEP, roles=KEEPERS)
def end_one_post(request: Asked, id: str, post: str) -> AccountDetail:
    """End a post at once."""
    account, at = _to_change(request, id), now()
    post_acts.end_post(by=request.actor, post=_post(account, post), at=at)
    return _detail(request.actor, account, at)


@writing(router, "/accounts/{id}/posts/{post}/renew", purpose=KEEP, roles=KEEPERS)
def renew_one_post(request: Asked, id: str, post: str, payload: NewEnd) -> AccountDetail:
    """Give a post that still runs another end."""
    account, at = _to_change(request, id), now()
    post_acts.renew_post(by=request.actor, post=_post(account, post), ends=payload.ends, at=at)
    return _detail(request.actor, account, at)


@writing(router, "/accounts/{id}/tokens", purpose=KEEP, roles=KEEPERS)
def ask_token(request: Asked, id: str, payload: NewToken) -> AccountDetail:
    """Ask for a token for a system's post. Who asks and who confirms draw a half of it each."""
    account, at, by = _to_change(request, id), now(), request.actor
    post = _post(account, payload.post)
    post_acts.ask_token(by=by, post=post, label=payload.label, ends=payload.ends, reason=payload.reason, at=at)
    return _detail(by, account, at)


@writing(router, "/accounts/{id}/tokens/{token}/end", purpose=KEEP, roles=KEEPERS)
def end_one_token(request: Asked, id: str, token: str) -> AccountDetail:
    """End a token at once."""
    account, at = _to_change(request, id), now()
    found = Token.objects.select_related("post").filter(account=account, pk=key_of(IdKind.TOKEN, token)).first()
    if found is None:
        raise ProblemError("NOT_FOUND")
    found.account = found.post.account = account
    post_acts.end_token(by=request.actor, token=found, at=at)
    return _detail(request.actor, account, at)


@writing(router, "/accounts/{id}/provider", purpose=KEEP, roles=KEEPERS)
def link_one(request: Asked, id: str, payload: NewProviderName) -> AccountDetail:
    """Ask to enter who an account is at an institution's sign-in; another person confirms."""
    account, at, by = _to_change(request, id), now(), request.actor
    provider = provider_of(payload.provider).id
    acts.ask_provider(by=by, account=account, provider=provider, subject=payload.subject, reason=payload.reason, at=at)
    return _detail(by, account, at)


def _listing(by: Actor, filters: AccountNarrow, at: datetime) -> Listing[Account]:
    return Listing.of(narrowed(by, filters, at), ORDER, by, "accounts", filters_of(filters))


def _to_change(request: Asked, id: str) -> Account:
    """The account a write means, in the version it means, by somebody who has confirmed."""
    need_confirmation(request)
    account = find(visible(request.actor).select_for_update(of=("self",)), IdKind.ACCOUNT, id)
    check_version(expected_version(request), account.version, lambda: _detail(request.actor, account, now()))
    return account


def _post(account: Account, id: str) -> Post:
    post = find(Post.objects.filter(account=account), IdKind.POST, id)
    post.account = account
    return post


def _detail(by: Actor, account: Account, at: datetime) -> AccountDetail:
    return account_detail(account, at, own=account.pk == by.account, changeable=_changeable(by, account, at))


def _changeable(by: Actor, account: Account, at: datetime) -> bool:
    try:
        check_account(by, account, at)
    except ProblemError:
        return False
    return True
