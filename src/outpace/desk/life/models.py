"""What an installation knows about itself. Nothing here is about patients; staff appear by their account key alone."""

from django.db import models
from django.db.models import F, Q

from outpace.desk.accounts.models import Account


class Installation(models.Model):
    """Which installation these tables belong to: one row. `version` last brought them up to date. No personal data."""

    sole = models.BooleanField(primary_key=True, default=True)
    key = models.BigIntegerField()
    space = models.CharField(max_length=8)
    version = models.CharField(max_length=40)
    since = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(sole=True), name="one_installation")]


class Alarm(models.Model):
    """Something about the installation that a person must look at. No personal data but who acknowledged it.

    Open once for each kind and thing; it closes by itself when the reason is gone.
    """

    kind = models.CharField(max_length=40)
    what = models.CharField(max_length=200, blank=True)
    params = models.JSONField(default=dict)
    raised_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    acknowledged_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=400, blank=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "what"], condition=Q(closed_at=None), name="one_open_alarm"),
            models.CheckConstraint(
                condition=Q(acknowledged_by=None, acknowledged_at=None)
                | Q(acknowledged_by__isnull=False, acknowledged_at__isnull=False),
                name="acknowledged_by_name",
            ),
        ]


class Source(models.Model):
    """A feed as the last watch saw it: who sends what for which area, how often, whether it is silent.

    No personal data: the sender is an account's name, the name of a system or of an office.
    """

    key = models.CharField(primary_key=True, max_length=120)
    kind = models.CharField(max_length=12)
    area = models.CharField(max_length=40, blank=True)
    sender = models.CharField(max_length=80, blank=True)
    last = models.DateTimeField()
    gap_s = models.IntegerField()
    silent = models.BooleanField()


class Switch(models.Model):
    """A temporary switch: something done differently for a while. It can't exist without an end. No personal data."""

    name = models.CharField(max_length=80)
    reason = models.CharField(max_length=400)
    set_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)
    event_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="switch_ends"),
            models.CheckConstraint(condition=~Q(reason=""), name="switch_reason"),
        ]


class Hold(models.Model):
    """A legal hold: rows of a class are kept past their limit, for a reason, until an end.

    `subject_id`, where set, narrows it to one person, by key; empty `area_path` means everywhere.
    """

    data_class = models.CharField(max_length=40)
    area_path = models.TextField(db_collation="C", blank=True)
    subject_id = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=400)
    set_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    event_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="hold_ends"),
            models.CheckConstraint(condition=~Q(reason=""), name="hold_reason"),
        ]


class Saved(models.Model):
    """A copy that was made, or a copy that was tried out (`check`). No personal data."""

    kind = models.CharField(max_length=12)
    at = models.DateTimeField()
    seconds = models.FloatField()
    size = models.BigIntegerField()
    ledger_size = models.BigIntegerField()
    ledger_root = models.CharField(max_length=64)
    good = models.BooleanField()

    class Meta:
        indexes = [models.Index(fields=["kind", "-at"])]


class Sweep(models.Model):
    """One run of the retention job for one class: how many rows went, how many a hold kept. No personal data."""

    data_class = models.CharField(max_length=40)
    at = models.DateTimeField()
    removed = models.IntegerField()
    held = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["data_class", "-at"])]


class Backfill(models.Model):
    """How far a back-fill has come: the last key it settled, and when it was done. No personal data."""

    name = models.CharField(primary_key=True, max_length=80)
    position = models.BigIntegerField(default=-1)
    rows = models.BigIntegerField(default=0)
    done_at = models.DateTimeField(null=True)


class Read(models.Model):
    """When a statement last read a field of the register, by the day, and since when that is watched. No personal data."""

    field = models.CharField(primary_key=True, max_length=130)
    since = models.DateField()
    last = models.DateField(null=True)
