"""What can be done with accounts: open one with a post, close one."""

from datetime import datetime

from django.contrib.auth.hashers import make_password

from outpace.desk.accounts.models import Account, Post
from outpace.desk.ledger.record import Event, record
from outpace.desk.scope.actor import Actor, Role
from outpace.words.ids import random_key


def open_account(
    *,
    by: Actor,
    name: str,
    zh: str,
    en: str,
    password: str | None,
    role: Role,
    area_path: str,
    starts: datetime,
    ends: datetime,
    subject: int | None = None,
) -> Account:
    """Open an account with one post; without a password nobody can sign in to it.

    Idempotent by name: an account that exists is given the new password.
    """
    values = {
        "display_zh": zh,
        "display_en": en,
        "password": make_password(password),
        "subject_id": subject,
        "active": True,
    }
    account, made = Account.objects.update_or_create(
        name=name, defaults=values, create_defaults={"id": random_key(), **values}
    )
    Post.objects.get_or_create(
        account=account, role=role, area_path=area_path, defaults={"starts": starts, "ends": ends}
    )
    data = {"account": account.pk, "role": role, "made": made}
    record(Event(kind="account.opened", by=by, area_path=area_path, happened=starts, recorded=starts, data=data))
    return account
