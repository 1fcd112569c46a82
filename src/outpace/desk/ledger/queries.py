"""What can be asked about the ledger: how long it is, what waits, who witnesses it, what was recorded when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Min
from django.db.models.functions import TruncDate

from outpace.desk.ledger.models import Checkpoint, Cosignature, Event, Leaf, Unplaced, Witness

LEAF_WITHIN = timedelta(seconds=5)
"""An event that has no leaf after this long is an alarm."""
SIGNED_WITHIN = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Events without a leaf: how many, the age of the oldest, and how many of them are an alarm."""

    count: int
    oldest: timedelta
    late: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the log stands at an instant."""

    size: int
    waiting: Waiting
    last: Checkpoint | None
    witnesses: Sequence[tuple[Witness, Cosignature | None]]

    def alarms(self, at: datetime) -> list[str]:
        """What a person must look at: `late_leaf`, `old_checkpoint`, `few_witnesses`."""
        heard = sum(1 for _, signed in self.witnesses if signed is not None and at - signed.at <= 2 * SIGNED_WITHIN)
        found = {
            "late_leaf": self.waiting.late > 0,
            "old_checkpoint": self.last is None or at - self.last.at > SIGNED_WITHIN + timedelta(minutes=1),
            "few_witnesses": heard < 2,
        }
        return [name for name, is_so in found.items() if is_so]


def waiting(at: datetime) -> Waiting:
    """What waits for its leaf at an instant."""
    held = Unplaced.objects.aggregate(count=Count("event_id"), oldest=Min("recorded"))
    late = Unplaced.objects.filter(recorded__lt=at - LEAF_WITHIN).count()
    return Waiting(held["count"], max(timedelta(0), at - held["oldest"]) if held["count"] else timedelta(0), late)


def standing(at: datetime) -> Standing:
    """Where the log stands."""
    top = Leaf.objects.aggregate(top=Max("seq"))["top"]
    witnesses = [(witness, witness.cosignatures.order_by("-at").first()) for witness in Witness.objects.order_by("id")]
    last = Checkpoint.objects.exclude(note="").order_by("-number").first()
    return Standing(0 if top is None else top + 1, waiting(at), last, witnesses)


def incident_of(event: int) -> int | None:
    """The incident an event in scope belongs to; None for one of no incident, or out of scope."""
    return Event.objects.filter(pk=event).values_list("incident_id", flat=True).first()


def per_day(since: datetime, zone: str) -> list[tuple[str, str, int]]:
    """How many events of each kind were recorded on each day since an instant, in a zone, among those in scope."""
    from zoneinfo import ZoneInfo

    day = TruncDate("recorded", tzinfo=ZoneInfo(zone))
    rows = Event.objects.filter(recorded__gte=since).annotate(day=day).values_list("day", "kind")
    counted = rows.annotate(n=Count("id")).order_by("day", "kind")
    return [(day.isoformat(), kind, n) for day, kind, n in counted]
