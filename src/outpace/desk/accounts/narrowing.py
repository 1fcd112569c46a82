"""Which accounts an administrator sees, and what the filters of the list ask for."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from ninja import Schema
from pydantic import Field

from outpace.desk.accounts.models import Account, Change, ChangeKind, Post
from outpace.desk.accounts.rows import AccountState
from outpace.desk.accounts.suspension import suspended
from outpace.desk.areas.models import Area
from outpace.desk.http.keys import find
from outpace.desk.http.shapes import Limit, Word
from outpace.desk.scope.actor import Actor, Role
from outpace.words.area import is_within, path_range
from outpace.words.ids import IdKind
from outpace.words.problem import ProblemError


class AccountNarrow(Schema):
    """Which accounts; by user name from A to Z. `q` is the beginning of a user name, or a shown name as it stands."""

    q: Word | None = None
    role: Role | None = None
    area: Word | None = None
    state: AccountState | None = None
    ends_within_days: int | None = Field(None, ge=1, le=366)
    system: bool | None = None


class AccountFilter(AccountNarrow):
    """Which accounts, and which page of them."""

    cursor: str | None = Field(None, max_length=1000)
    limit: Limit = 50


def among(by: Actor, column: str) -> Q:
    """Rows whose path lies in one of the administrator's areas."""
    among = Q(pk__in=[])
    for low, high in map(path_range, by.paths):
        among |= Q(**{f"{column}__gte": low, f"{column}__lt": high})
    return among


def visible(by: Actor) -> QuerySet[Account]:
    """The accounts that hold, or held, a post in the administrator's areas, or for which one was asked for there."""
    posts = Post.objects.filter(among(by, "area_path"), account=OuterRef("pk"))
    asked = Change.objects.filter(among(by, "area_path"), account=OuterRef("pk"), kind=ChangeKind.POST)
    kept = posts.exclude(role__in=(Role.RESIDENT, Role.SERVICE))
    return Account.objects.filter(Exists(kept) | Exists(asked))


def narrowed(by: Actor, filters: AccountNarrow, at: datetime) -> QuerySet[Account]:
    """The accounts that an administrator sees and a filter asks for."""
    rows, held = visible(by), Post.objects.filter(account=OuterRef("pk"), starts__lte=at, ends__gt=at)
    if filters.q and (text := filters.q.strip()):
        rows = rows.filter(Q(name__startswith=text) | Q(display_zh=text) | Q(display_en=text))
    if filters.system is not None:
        rows = rows.filter(system=filters.system)
    if filters.state is not None:
        rows = _of_state(rows, filters.state, held, at)
    narrowed = _of_post(by, filters, held, at)
    return rows if narrowed is None else rows.filter(Exists(narrowed))


def _of_state(rows: QuerySet[Account], state: AccountState, held: QuerySet[Post], at: datetime) -> QuerySet[Account]:
    out = Q(pk__in=list(suspended(at)))
    match state:
        case AccountState.CLOSED:
            return rows.filter(active=False)
        case AccountState.NO_POST:
            return rows.filter(~Exists(held), active=True)
        case AccountState.OPEN:
            return rows.filter(~out, Exists(held), active=True)
        case AccountState.SUSPENDED:
            return rows.filter(out, Exists(held), active=True)


def _of_post(by: Actor, filters: AccountNarrow, held: QuerySet[Post], at: datetime) -> QuerySet[Post] | None:
    """The posts in force that the filter asks for; None where it asks for none."""
    wanted = held
    if filters.role is not None:
        wanted = wanted.filter(role=filters.role)
    if filters.area:
        low, high = path_range(own_area(by, filters.area).path)
        wanted = wanted.filter(area_path__gte=low, area_path__lt=high)
    if filters.ends_within_days is not None:
        wanted = wanted.filter(ends__lte=at + timedelta(days=filters.ends_within_days))
    return None if wanted is held else wanted


def own_area(by: Actor, id: str) -> Area:
    """An area among the administrator's own. Raises POST_TOO_WIDE for one above or beside them, NOT_FOUND for none."""
    area = find(Area.objects.all(), IdKind.AREA, id)
    if not any(is_within(area.path, path) for path in by.paths):
        raise ProblemError("POST_TOO_WIDE")
    return area
