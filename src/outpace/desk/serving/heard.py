"""Which tickets of open pages still hold: their session or token, their account, and the posts that give their areas.

Asked for all open pages at once, in three statements. It only reads: a page that stays open doesn't make its session look used.
"""

from collections.abc import Collection
from datetime import datetime
from itertools import groupby

from outpace.desk.accounts.models import Session, Token
from outpace.desk.accounts.sessions import DOOR, PURPOSE, idle
from outpace.desk.accounts.signin import in_force
from outpace.desk.accounts.suspension import suspended_since
from outpace.desk.clock import now
from outpace.desk.http.ticket import Ticket
from outpace.desk.scope.actor import MAX_RANGES, Role
from outpace.desk.scope.session import scope
from outpace.words.area import is_within

Post = tuple[str, str]
"""Role and area."""


def still_good(tickets: Collection[Ticket], at: datetime) -> frozenset[Ticket]:
    """The tickets that hold at an instant of the wall clock."""
    with scope(DOOR, PURPOSE):
        sessions = _sessions({ticket.session for ticket in tickets if ticket.session}, at)
        tokens = _tokens({ticket.token for ticket in tickets if ticket.token}, at)
        posts = _posts({ticket.account for ticket in tickets}, at)
        for account in [
            one for one, held in posts.items() if suspended_since(one, Role(held[0][0]), now()) is not None
        ]:
            del posts[account]
    return frozenset(
        ticket
        for ticket in tickets
        if (_shown(ticket, tokens) if ticket.token else sessions.get(ticket.session) == ticket.account)
        and _covered(ticket, [tokens[ticket.token][1]] if ticket.token else posts.get(ticket.account, []))
    )


def _sessions(hashes: set[str], at: datetime) -> dict[str, int | None]:
    rows = Session.objects.filter(key_hash__in=hashes, ends__gt=at, seen__gt=at - idle(), account__active=True)
    return dict(rows.values_list("key_hash", "account_id"))


def _tokens(keys: set[int], at: datetime) -> dict[int, tuple[int, Post]]:
    """The account and the one post of each token that holds."""
    rows = Token.objects.filter(pk__in=keys, ended=None, ends__gt=at, account__active=True)
    held = rows.filter(post__starts__lte=at, post__ends__gt=at)
    found = held.values_list("pk", "account_id", "post__role", "post__area_path")
    return {key: (account, (role, path)) for key, account, role, path in found}


def _posts(accounts: set[int], at: datetime) -> dict[int, list[Post]]:
    """The posts a request of each account would have: of the oldest one's role, eight at most."""
    rows = in_force(at).filter(account_id__in=accounts).order_by("account_id", "id")
    held: dict[int, list[Post]] = {}
    for account, of_it in groupby(rows.values_list("account_id", "role", "area_path"), key=lambda row: row[0]):
        posts = [(role, path) for _, role, path in of_it]
        held[account] = [post for post in posts if post[0] == posts[0][0]][:MAX_RANGES]
    return held


def _covered(ticket: Ticket, posts: list[Post]) -> bool:
    """Whether the account is still what the ticket says, in every area it names."""
    mine = [path for role, path in posts if role == ticket.role]
    return bool(mine) and all(any(is_within(path, own) for own in mine) for path in ticket.paths)


def _shown(ticket: Ticket, tokens: dict[int, tuple[int, Post]]) -> bool:
    return ticket.token in tokens and tokens[ticket.token][0] == ticket.account
