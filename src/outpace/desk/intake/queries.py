"""What can be asked about receipts and rejected rows."""

from django.db.models import Count, IntegerField, Q, QuerySet
from django.db.models.expressions import RawSQL

from outpace.desk.intake.models import Receipt, Reject

SHOWN = 200
_HELD = "(select count(*) from people_person p where p.held and p.event_id = any(intake_receipt.events))"


def with_open(rows: QuerySet[Receipt]) -> QuerySet[Receipt]:
    """Receipts with who sent the file, how many rejected rows still wait (`open_rejects`), and how many of the accepted ones
    are held until a steward has said who they are (`held_rows`).
    """
    waiting = Count("rejects", filter=Q(rejects__state="open"))
    held = RawSQL(_HELD, (), output_field=IntegerField())
    return rows.select_related("account").annotate(open_rejects=waiting, held_rows=held)


def latest(limit: int = SHOWN) -> list[Receipt]:
    """The latest receipts in scope, the newest first."""
    return list(with_open(Receipt.objects.all()).order_by("-started_at", "-pk")[:limit])


def rejects_of(receipt: Receipt) -> QuerySet[Reject]:
    """A receipt's rejected rows."""
    return Reject.objects.filter(receipt=receipt)
