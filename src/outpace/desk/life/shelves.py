"""What stands on which shelf: for each class of `retention.toml` the rows past an instant, and how they end.

`spool` and `service_log` are files; the job itself knows them.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from outpace.desk.accounts.models import Session
from outpace.desk.intake.models import Receipt, Reject
from outpace.desk.ledger import acts as ledger
from outpace.desk.ledger.models import Access, Replay
from outpace.desk.life import case_files, old_accounts
from outpace.desk.openings.models import Refusal, Search
from outpace.desk.scope.actor import Actor

CHUNK = 5000
FEW = 500
AS_DUE = "retention"

Rows = QuerySet[Any]


def _no_others(free: Rows) -> Iterable[int]:
    return ()


def _delete(by: Actor, rows: Rows, as_of: datetime) -> int:
    return rows.delete()[0]


@dataclass(frozen=True, slots=True)
class Shelf:
    """The rows of a class that are past an instant, how they end, and what a hold on them can be narrowed by.

    `tables` are those of the register whose rows end or are emptied. `stays` are rows that another one keeps.
    `tells`: the rows end with an event of their own transaction.
    """

    tables: frozenset[str]
    past: Callable[[datetime], Rows]
    end: Callable[[Actor, Rows, datetime], int] = _delete
    area: bool = False
    subject: Callable[[int], Q] | None = None
    stays: Callable[[Rows], Iterable[int]] = _no_others
    chunk: int = CHUNK
    tells: bool = False


def _empty(**columns: bytes | str) -> Callable[[Actor, Rows, datetime], int]:
    """The end of rows that stay and of which columns are emptied."""
    return lambda by, rows, as_of: rows.update(**columns)


def _keys(rows: Rows) -> Sequence[int]:
    return list(rows.values_list("pk", flat=True))


SHELVES: Mapping[str, Shelf] = {
    "look_up": Shelf(
        frozenset({"ledger_access"}),
        lambda before: Access.objects.filter(at__lt=before),
        area=True,
        subject=lambda key: Q(subject_id=key),
    ),
    "refusal": Shelf(
        frozenset({"openings_refusal"}),
        lambda before: Refusal.objects.filter(at__lt=before),
        area=True,
        subject=lambda key: Q(subject_id=key),
    ),
    "search": Shelf(frozenset({"openings_search"}), lambda before: Search.objects.filter(at__lt=before), area=True),
    "answer": Shelf(
        frozenset({"ledger_replay"}),
        lambda before: Replay.objects.filter(at__lt=before).exclude(answer=b""),
        _empty(answer=b""),
    ),
    "replay": Shelf(frozenset({"ledger_replay"}), lambda before: Replay.objects.filter(at__lt=before)),
    "session": Shelf(frozenset({"accounts_session"}), lambda before: Session.objects.filter(ends__lt=before)),
    "file_name": Shelf(
        frozenset({"intake_receipt"}),
        lambda before: Receipt.objects.filter(started_at__lt=before).exclude(file_name=""),
        _empty(file_name=""),
        area=True,
        tells=True,
    ),
    "reject_settled": Shelf(
        frozenset({"intake_reject"}),
        lambda before: Reject.objects.exclude(state="open").filter(receipt__closed_at__lt=before),
        area=True,
        tells=True,
    ),
    "reject_open": Shelf(
        frozenset({"intake_reject"}),
        lambda before: Reject.objects.filter(state="open", receipt__started_at__lt=before),
        area=True,
        tells=True,
    ),
    "case_file": Shelf(
        case_files.KEYS_ONLY | case_files.EMPTIED.keys(),
        case_files.past,
        lambda by, rows, as_of: case_files.end_files(_keys(rows), as_of),
        area=True,
        subject=lambda key: Q(pk__in=case_files.same_person(key)),
        stays=case_files.joined,
        chunk=FEW,
        tells=True,
    ),
    "account": Shelf(
        frozenset(
            {
                "accounts_account",
                "accounts_change",
                "accounts_post",
                "accounts_providername",
                "accounts_token",
                "mfa_authenticator",
            }
        ),
        old_accounts.past,
        lambda by, rows, as_of: old_accounts.end_accounts(_keys(rows), as_of),
        chunk=FEW,
        tells=True,
    ),
    "ledger_body": Shelf(
        frozenset({"ledger_event", "ledger.part"}),
        ledger.past_bodies,
        lambda by, rows, as_of: ledger.erase_bodies(by=by, events=_keys(rows), reason=AS_DUE, at=as_of),
        chunk=FEW,
    ),
}
"""In the order in which the job goes through them."""
