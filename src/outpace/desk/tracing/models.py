"""Exposures as told, the areas they reach, and the contacts proposed from them. Cases are named by their subject key."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from outpace.desk.accounts.models import Account
from outpace.desk.areas.models import Area, Incident
from outpace.desk.people.models import Person, Subject


class Exposure(models.Model):
    """One meeting of a person with a case, as somebody told it. Null is not asked; an empty list is asked, none of them.

    Never changed: a correction is the next version and names the row it supersedes; a withdrawal is one too. `via` is the
    contact of the case whom the person met instead of the case; what is told of immunity and prophylaxis is the person's own.
    """

    case_subject = models.ForeignKey(Subject, models.PROTECT, related_name="exposures")
    person = models.ForeignKey(Person, models.PROTECT, related_name="exposures")
    incident = models.ForeignKey(Incident, models.PROTECT)
    area = models.ForeignKey(Area, models.PROTECT, null=True)
    setting = models.CharField(max_length=12)
    relation = models.CharField(max_length=60, null=True)
    first = models.DateField(null=True)
    last = models.DateField(null=True)
    minutes = models.IntegerField(null=True)
    protected = models.BooleanField(null=True)
    closed_space = models.BooleanField(null=True)
    kinds = ArrayField(models.CharField(max_length=20), null=True)
    first_at = models.DateTimeField(null=True)
    immunity = models.CharField(max_length=16, null=True)
    prophylaxis = models.JSONField(null=True)
    via = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    via_first = models.DateField(null=True)
    via_isolated = models.DateField(null=True)
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, related_name="successor")
    version = models.IntegerField(default=1, db_default=1)
    withdrawn = models.BooleanField(default=False, db_default=False)
    why = models.TextField(default="", db_default="", blank=True)
    row_hash = models.BinaryField(max_length=32)
    area_path = models.TextField(db_collation="C")
    event_id = models.BigIntegerField()
    recorded = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case_subject", "row_hash"], name="exposure_once"),
            models.CheckConstraint(
                condition=models.Q(supersedes__isnull=True, version=1, withdrawn=False)
                | models.Q(supersedes__isnull=False, version__gt=1),
                name="exposure_first_or_next",
            ),
        ]
        indexes = [models.Index(fields=["event_id"]), models.Index(fields=["person"])]


class Reach(models.Model):
    """An area in which people exposed to a case live: where the service has to look to propose their contacts.

    Holds no personal data beside the case's random key: no person, no day. Staff see the rows of their areas, the service all.
    """

    case_subject = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    area_path = models.TextField(db_collation="C")
    pk = models.CompositePrimaryKey("case_subject_id", "area_path")


class Contact(models.Model):
    """A person in relation to one case: the tier the edition proposes, and what a person decided."""

    subject = models.OneToOneField(Subject, models.PROTECT, primary_key=True, related_name="+")
    case_subject = models.ForeignKey(Subject, models.PROTECT, related_name="contacts")
    person = models.ForeignKey(Person, models.PROTECT, related_name="contacts")
    incident = models.ForeignKey(Incident, models.PROTECT)
    area = models.ForeignKey(Area, models.PROTECT, null=True)
    area_path = models.TextField(db_collation="C")
    tier = models.CharField(max_length=40, null=True)
    proposed_tier = models.CharField(max_length=40, null=True)
    state = models.CharField(max_length=12)
    last_exposure = models.DateField(null=True)
    relation = models.CharField(max_length=60, null=True)
    setting = models.CharField(max_length=12)
    decision = models.JSONField()
    edition = models.CharField(max_length=60)
    decided_by = models.ForeignKey(Account, models.PROTECT, null=True)
    decided_at = models.DateTimeField(null=True)
    why = models.TextField(blank=True)
    version = models.IntegerField(default=1)
    event_id = models.BigIntegerField()
    recorded = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case_subject", "person"], name="contact_once"),
            models.CheckConstraint(
                condition=models.Q(state="proposed") | models.Q(decided_by__isnull=False, decided_at__isnull=False),
                name="contact_decided_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["incident", "-recorded", "subject"]), models.Index(fields=["event_id"])]
