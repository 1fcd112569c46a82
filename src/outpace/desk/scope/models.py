"""Grants across areas: a row of one area shown to another for one purpose, from an instant until an end.

Holds keys and coded words only; that a person of one area concerns another is personal all the same, so the table is fenced.
"""

from enum import StrEnum

from django.db import models
from django.db.models import Q


class EndReason(StrEnum):
    """Why somebody ended a grant before its time. A closed list: no words about a person stand in a grant."""

    NOT_TRACING = "not_tracing"
    MISTAKEN = "mistaken"
    OBJECTION = "objection"
    OTHERWISE = "otherwise"


class Grant(models.Model):
    """A row (by its subject key) shown to an area or to one account, for one purpose, until an end. No grant without an end.

    `area_path` is the row's own area: who may issue and end it. Ending it early moves `ends` and says in `ended_at` when and by
    whom; with a `reason` where a person did it, without where the facts no longer asked for it. `kind` is the row's.
    """

    subject_id = models.BigIntegerField()
    area_path = models.TextField(db_collation="C")
    to_path = models.TextField(db_collation="C", null=True)
    to_account = models.BigIntegerField(null=True)
    purpose = models.CharField(max_length=40)
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    event_id = models.BigIntegerField()
    kind = models.CharField(max_length=12, db_default="case")
    issued_by = models.BigIntegerField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.BigIntegerField(null=True)
    ended_event = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=12, null=True)
    version = models.IntegerField(default=1, db_default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(ends__gte=models.F("starts")), name="grant_ends"),
            models.CheckConstraint(
                condition=models.Q(to_path__isnull=True) ^ models.Q(to_account__isnull=True), name="grant_to_one"
            ),
            models.CheckConstraint(
                condition=Q(reason=None)
                | (
                    Q(reason__in=[str(reason) for reason in EndReason])
                    & Q(ended_at__isnull=False, ended_by__isnull=False)
                ),
                name="grant_ended_for_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["to_path"], name="grant_by_area"),
            models.Index(fields=["to_account"], name="grant_by_account"),
            models.Index(fields=["subject_id"], name="grant_by_subject"),
        ]
