"""Receipts of files and the rows that were refused, kept so that they can be corrected and replayed.

A refused row may name somebody: its cells and what is wrong with them stand sealed.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from outpace.desk.accounts.models import Account
from outpace.desk.areas.models import Area, Incident
from outpace.desk.people.sealing import SealedJSONField


class Receipt(models.Model):
    """A file's account: read = accepted + duplicate + rejected, and the row it has come to.

    `events` are those of its accepted rows: persons of them who are held for matching are counted by them.
    """

    kind = models.CharField(max_length=12)
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    incident = models.ForeignKey(Incident, models.PROTECT, null=True)
    area = models.ForeignKey(Area, models.PROTECT, null=True)
    area_path = models.TextField(db_collation="C")
    mapping = models.JSONField(default=dict)
    state = models.CharField(max_length=12)
    rows_total = models.IntegerField(null=True)
    position = models.IntegerField(default=0)
    accepted = models.IntegerField(default=0)
    duplicate = models.IntegerField(default=0)
    rejected = models.IntegerField(default=0)
    problem = models.JSONField(null=True)
    events = ArrayField(models.BigIntegerField(), default=list)
    account = models.ForeignKey(Account, models.PROTECT, null=True)
    started_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(position=models.F("accepted") + models.F("duplicate") + models.F("rejected")),
                name="receipt_balances",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="closed") | models.Q(rows_total=models.F("position")),
                name="receipt_closed_whole",
            ),
        ]


class Reject(models.Model):
    """A refused row as it stood in the file, with what was wrong with it."""

    receipt = models.ForeignKey(Receipt, models.PROTECT, related_name="rejects")
    row = models.IntegerField()
    raw = SealedJSONField(db_column="sealed_raw")
    problems = SealedJSONField(db_column="sealed_problems")
    state = models.CharField(max_length=12, default="open")
    area_path = models.TextField(db_collation="C")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["receipt", "row"], name="reject_once")]
