"""Sign-in by name and password, and the actor that an account is at an instant."""

from datetime import datetime
from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import check_password, make_password
from django.http import HttpRequest

from outpace.desk.accounts.models import Account, Post
from outpace.desk.accounts.sessions import DOOR, PURPOSE
from outpace.desk.scope.actor import Actor, Role
from outpace.desk.scope.session import scope


class ScopedBackend(BaseBackend):
    """Django's authentication behind the scope guard; an unknown name costs as much time as a wrong password."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> Account | None:
        name, password = credentials.get("name"), credentials.get("password")
        if not name or not password:
            return None
        with scope(DOOR, PURPOSE):
            account = Account.objects.filter(name=name, active=True).first()
        if account is None:
            make_password(password)
            return None
        return account if check_password(password, account.password) else None

    def get_user(self, user_id: int) -> Account | None:
        with scope(DOOR, PURPOSE):
            return Account.objects.filter(pk=user_id, active=True).first()


def actor_of(account: Account, at: datetime) -> Actor | None:
    """The actor an account is at an instant, from its posts in force; None where it has none. Needs an open scope."""
    posts = Post.objects.filter(account=account, starts__lte=at, ends__gt=at).order_by("id")
    rows = list(posts.values_list("role", "area_path"))
    if not rows:
        return None
    role = Role(rows[0][0])
    if role is Role.RESIDENT:
        return Actor(account.pk, role, (), account.subject_id)
    return Actor(account.pk, role, tuple(path for held, path in rows if held == role))
