"""Drive one day of the fiction and say what came of it."""

from collections.abc import Callable
from datetime import datetime

from django.db.models import F

from outpace.desk.cases.models import Case, Link
from outpace.desk.drills.demo import Player
from outpace.desk.intake.models import Receipt
from outpace.desk.isolation.models import Plan
from outpace.desk.ledger.models import Checkpoint, Event, Leaf, Pending
from outpace.desk.ledger.sequencer import place
from outpace.desk.ledger.signer import checkpoint_signer
from outpace.desk.scope.session import scope
from outpace.desk.tasks.models import Task
from outpace.desk.tracing.models import Contact
from outpace.words.purpose import Purpose

Progress = Callable[[int, int], None]


def drive(player: Player, since: datetime, until: datetime, progress: Progress) -> dict[str, object]:
    """Play a day and count what stood before and after it."""
    before = count(player)
    player.import_file(since, until)
    player.play(since, until, progress)
    player.link(until)
    player.deliver(until)
    while place(signer=checkpoint_signer(player.home.keys), at=until):
        pass
    after = count(player)
    return {
        "incident": player.incident.code,
        "from": since,
        "to": until,
        "before": before,
        "after": after,
        **_whole(player),
    }


def count(player: Player) -> dict[str, int]:
    """Cases, contacts, plans and tasks of the incident as they stand."""
    with scope(player.by, Purpose.DEMO):
        tasks = Task.objects.filter(incident=player.incident)
        contacts = Contact.objects.filter(incident=player.incident)
        return {
            "cases": Case.objects.filter(incident=player.incident).count(),
            "links": Link.objects.filter(incident=player.incident).count(),
            "contacts_proposed": contacts.filter(state="proposed").count(),
            "contacts_confirmed": contacts.filter(state="confirmed").count(),
            "contacts_refuted": contacts.filter(state="refuted").count(),
            "plans": Plan.objects.filter(incident=player.incident, superseded_by=None).count(),
            "tasks_done": tasks.exclude(done_at=None).count(),
            "tasks_late": tasks.exclude(done_at=None).filter(done_at__gt=F("due_at")).count(),
            "tasks_open": tasks.filter(done_at=None).count(),
            "tasks_overdue": tasks.filter(done_at=None).exclude(overdue_at=None).count(),
        }


def _whole(player: Player) -> dict[str, object]:
    with scope(player.by, Purpose.DEMO):
        receipt = Receipt.objects.filter(incident=player.incident).latest("started_at")
        events, leaves, last = Event.objects.count(), Leaf.objects.count(), Checkpoint.objects.latest("size")
        counts = {name: getattr(receipt, name) for name in ("position", "accepted", "duplicate", "rejected")}
        return {
            "receipt": {"file": receipt.file_name, "state": receipt.state, **counts},
            "ledger": {"events": events, "leaves": leaves, "root": bytes(last.root).hex()},
            "undelivered": Pending.objects.count(),
        }
