"""What can be asked about receipts and rejected rows."""

from django.db.models import Count, Q, QuerySet

from outpace.desk.intake.models import Receipt, Reject

SHOWN = 200


def with_open(rows: QuerySet[Receipt]) -> QuerySet[Receipt]:
    """Receipts with who sent the file and how many rejected rows still wait (`open_rejects`)."""
    waiting = Count("rejects", filter=Q(rejects__state="open"))
    return rows.select_related("account").annotate(open_rejects=waiting)


def latest(limit: int = SHOWN) -> list[Receipt]:
    """The latest receipts in scope, the newest first."""
    return list(with_open(Receipt.objects.all()).order_by("-started_at", "-pk")[:limit])


def rejects_of(receipt: Receipt) -> QuerySet[Reject]:
    """A receipt's rejected rows."""
    return Reject.objects.filter(receipt=receipt)
