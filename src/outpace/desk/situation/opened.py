"""Who opened a record: written on every opening, shown on the record itself and to the person it is about."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from outpace.desk.accounts.models import Account, Post
from outpace.desk.clock import wall_now
from outpace.desk.ledger.models import Access
from outpace.desk.people.models import Person
from outpace.desk.people.queries import Identity, open_identities
from outpace.desk.scope.actor import Actor
from outpace.desk.situation.sentences import keys, say
from outpace.desk.situation.shapes import display

SHOWN = 50
ONE_OPENING = timedelta(minutes=10)
"""As in the vault's own function: reads within it are one opening."""


def open_identity(by: Actor, person: Person, purpose: str, at: datetime) -> Identity:
    """Open one person's identity. The vault logs it; a person of whom it holds nothing is logged here.

    `purpose` is that of the open scope.
    """
    found = open_identities([person.pk], at).get(person.pk)
    if found is None and by.subject is None and not _just_opened(by, person, purpose, at):
        Access.objects.create(
            subject_id=person.pk,
            account_id=by.account,
            purpose=purpose,
            at=at,
            area_path=person.area_path,
            role=by.role,
            wall=wall_now(),
        )
    return found or Identity(None, None)


def _just_opened(by: Actor, person: Person, purpose: str, at: datetime) -> bool:
    """Whether this is the same opening: a page that stays open reads its record again and again."""
    same = Access.objects.filter(subject_id=person.pk, account_id=by.account, purpose=purpose)
    return same.filter(at__gt=at - ONE_OPENING).exists()


def opened_by(subjects: Iterable[int], limit: int = SHOWN) -> list[dict[str, Any]]:
    """The latest openings of records, newest first: when, who (name and role), for which purpose."""
    rows = list(Access.objects.filter(subject_id__in=list(subjects)).order_by("-at", "-pk")[:limit])
    accounts = Account.objects.in_bulk({row.account_id for row in rows})
    roles = dict(Post.objects.filter(account__in=accounts).order_by("-pk").values_list("account_id", "role"))
    return [_row(row, accounts.get(row.account_id), roles.get(row.account_id)) for row in rows]


def _row(row: Access, account: Account | None, role: str | None) -> dict[str, Any]:
    known = row.purpose if row.purpose in keys("purpose") else "other"
    return {
        "at": row.at.isoformat(),
        "display": display(account),
        "role": say("role", role or "none"),
        "purpose": row.purpose,
        "purpose_text": say("purpose", known),
    }
