"""Grants across areas: a row of one area shown to another for one purpose, from an instant until an end.

Holds keys only; that a person of one area concerns another is personal all the same, so the table is fenced.
"""

from django.db import models


class Grant(models.Model):
    """A row (by its subject key) shown to an area or to one account, for one purpose, until an end. No grant without an end.

    `area_path` is the row's own area: who may issue and end it. Ending it early moves `ends`.
    """

    subject_id = models.BigIntegerField()
    area_path = models.TextField(db_collation="C")
    to_path = models.TextField(db_collation="C", null=True)
    to_account = models.BigIntegerField(null=True)
    purpose = models.CharField(max_length=40)
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    event_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(ends__gte=models.F("starts")), name="grant_ends"),
            models.CheckConstraint(
                condition=models.Q(to_path__isnull=True) ^ models.Q(to_account__isnull=True), name="grant_to_one"
            ),
        ]
        indexes = [
            models.Index(fields=["to_path"], name="grant_by_area"),
            models.Index(fields=["to_account"], name="grant_by_account"),
            models.Index(fields=["subject_id"], name="grant_by_subject"),
        ]
