"""Follow-up plans: proposed stages and tests of a contact. A plan restricts nobody; only an order does."""

from django.db import models

from outpace.desk.areas.models import Area, Incident
from outpace.desk.people.models import Person, Subject


class Plan(models.Model):
    """What the edition would have for a contact, with its reasons.

    The current plan has no `superseded_by`; one that ended without another in its place is superseded by itself.
    """

    contact_subject = models.ForeignKey(Subject, models.PROTECT, related_name="plans")
    person = models.ForeignKey(Person, models.PROTECT, related_name="plans")
    incident = models.ForeignKey(Incident, models.PROTECT)
    area = models.ForeignKey(Area, models.PROTECT, null=True)
    area_path = models.TextField(db_collation="C")
    stages = models.JSONField()
    starts = models.DateField(null=True)
    ends = models.DateField(null=True)
    decision = models.JSONField()
    edition = models.CharField(max_length=60)
    superseded_by = models.ForeignKey("self", models.PROTECT, null=True)
    event_id = models.BigIntegerField()
    recorded = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contact_subject"],
                condition=models.Q(superseded_by=None),
                name="one_current_plan",
            ),
        ]


class DueTest(models.Model):
    """A test that a plan asks for on a day. `due_at` is the end of that day in the area's zone."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="tests")
    day = models.SmallIntegerField()
    on_day = models.DateField()
    due_at = models.DateTimeField()
    purpose = models.CharField(max_length=40)
    label_zh = models.CharField(max_length=80)
    label_en = models.CharField(max_length=80)
    overdue_at = models.DateTimeField(null=True)
    area_path = models.TextField(db_collation="C")

    class Meta:
        indexes = [models.Index(fields=["due_at"], condition=models.Q(overdue_at=None), name="test_waiting")]
