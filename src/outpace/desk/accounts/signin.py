"""Sign-in by name and password, and the actor that an account is at an instant."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import check_password, make_password
from django.db.models import Exists, QuerySet
from django.http import HttpRequest

from outpace.desk.accounts.models import Account, Post
from outpace.desk.accounts.sessions import DOOR, PURPOSE
from outpace.desk.accounts.suspension import overdue, suspended_since
from outpace.desk.clock import now
from outpace.desk.scope.actor import MAX_RANGES, Actor, Role
from outpace.desk.scope.session import scope
from outpace.words.problem import ProblemError


class ScopedBackend(BaseBackend):
    """Django's authentication behind the scope guard; an unknown name costs as much time as a wrong password."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> Account | None:
        name, password = credentials.get("name"), credentials.get("password")
        if not name or not password:
            return None
        with scope(DOOR, PURPOSE):
            account = Account.objects.filter(name=name, active=True, system=False).first()
        if account is None:
            make_password(password)
            return None
        return account if check_password(password, account.password) else None

    def get_user(self, user_id: int) -> Account | None:
        with scope(DOOR, PURPOSE):
            return Account.objects.filter(pk=user_id, active=True).first()


@dataclass(frozen=True, slots=True)
class Held:
    """A post in force, as a request needs it."""

    role: Role
    path: str
    purposes: frozenset[str]

    def covers(self, purpose: str) -> bool:
        """Whether the post may be used for a purpose."""
        return not self.purposes or purpose in self.purposes


_HELD = ("role", "area_path", "purposes", "late")


def in_force(at: datetime) -> QuerySet[Post]:
    """The posts that hold at an instant."""
    return Post.objects.filter(starts__lte=at, ends__gt=at).order_by("id")


def posts_held(account: int, at: datetime) -> tuple[Held, ...]:
    """An account's posts in force: all of one role, the eight oldest where there are more; none while it is suspended.

    Needs an open scope.
    """
    late = Exists(overdue(now()).filter(account_id=account))
    rows = list(in_force(at).filter(account_id=account).annotate(late=late).values_list(*_HELD))
    held = [Held(Role(role), path, frozenset(purposes)) for role, path, purposes, _ in rows]
    if rows and rows[0][-1] and suspended_since(account, held[0].role, now()) is not None:
        return ()
    return tuple(post for post in held if post.role is held[0].role)[:MAX_RANGES]


def no_post(account: int, at: datetime) -> ProblemError:
    """Why an account has no post: ACCOUNT_SUSPENDED with the opening nobody reviewed, else NO_POST. Needs an open scope."""
    role = in_force(at).filter(account_id=account).values_list("role", flat=True).first()
    glass = suspended_since(account, Role(role), now()) if role else None
    if glass is None:
        return ProblemError("NO_POST")
    return ProblemError("ACCOUNT_SUSPENDED", broken=_said(glass.at), due=_said(glass.review_due))


def _said(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M UTC")


def actor_from(account: Account, held: Sequence[Held]) -> Actor | None:
    """Who an account is with these posts; None where it has none."""
    if not held:
        return None
    role = held[0].role
    if role is Role.RESIDENT:
        return Actor(account.pk, role, (), account.subject_id)
    return Actor(account.pk, role, tuple(dict.fromkeys(post.path for post in held)))


def narrowed(actor: Actor, held: Sequence[Held], purpose: str) -> Actor:
    """The actor with the areas of those posts that include a purpose. Raises PURPOSE_NOT_IN_POST where none does."""
    if all(not post.purposes for post in held):
        return actor
    covering = tuple(post for post in held if post.covers(purpose))
    if not covering:
        raise ProblemError("PURPOSE_NOT_IN_POST")
    return replace(actor, paths=tuple(dict.fromkeys(post.path for post in covering)) if actor.paths else ())


def actor_of(account: Account, at: datetime) -> Actor | None:
    """The actor an account is at an instant, from its posts in force; None where it has none. Needs an open scope."""
    return actor_from(account, posts_held(account.pk, at))
