"""Tasks: what somebody must do about a subject, until when, and which clause says so."""

from django.db import models

from outpace.desk.accounts.models import Account
from outpace.desk.areas.models import Area, Incident
from outpace.desk.people.models import Subject


class Task(models.Model):
    """One task. `overdue_at` is set by the tick, once; ageing never resets.

    `assigned_by` is the account that gave it to its owner: work somebody took for herself opens no names.
    """

    kind = models.CharField(max_length=40)
    title_zh = models.CharField(max_length=120)
    title_en = models.CharField(max_length=120)
    subject = models.ForeignKey(Subject, models.PROTECT, related_name="tasks")
    about_case_id = models.BigIntegerField(null=True)
    label = models.CharField(max_length=80, blank=True)
    incident = models.ForeignKey(Incident, models.PROTECT)
    area = models.ForeignKey(Area, models.PROTECT, null=True)
    area_path = models.TextField(db_collation="C")
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    overdue_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    owner = models.ForeignKey(Account, models.PROTECT, null=True, related_name="tasks")
    assigned_by = models.BigIntegerField(null=True)
    outcome = models.CharField(max_length=40, blank=True)
    clause = models.CharField(max_length=40, blank=True)
    version = models.IntegerField(default=1)
    event_id = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject", "kind"], name="one_task_of_a_kind")]
        indexes = [
            models.Index(fields=["incident", "due_at", "id"], condition=models.Q(done_at=None), name="task_open"),
            models.Index(fields=["incident", "created_at"]),
            models.Index(fields=["about_case_id"]),
        ]


class Attempt(models.Model):
    """One try at a task: a call that reached nobody is work done too."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="attempts")
    at = models.DateTimeField()
    by = models.ForeignKey(Account, models.PROTECT)
    outcome = models.CharField(max_length=20)
    note = models.TextField(blank=True)
    area_path = models.TextField(db_collation="C")
    event_id = models.BigIntegerField()
