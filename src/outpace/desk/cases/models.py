"""Cases (current state and every version) and transmission links. A link joins two cases; it is never a traced contact."""

from django.db import models

from outpace.desk.areas.models import Area, Incident
from outpace.desk.people.models import Person, Subject


class Case(models.Model):
    """A case as it stands now. Rebuildable from its versions. Null is unknown.

    A number is one case's in the area that registered it (`registered_path`, which stays when the case moves), see decision 0006.
    """

    subject = models.OneToOneField(Subject, models.PROTECT, primary_key=True)
    number = models.CharField(max_length=60)
    incident = models.ForeignKey(Incident, models.PROTECT, db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, db_index=False)
    area = models.ForeignKey(Area, models.PROTECT, null=True)
    area_path = models.TextField(db_collation="C")
    registered_path = models.TextField(db_collation="C")
    case_class = models.CharField(max_length=12, null=True)
    found_by = models.CharField(max_length=12, null=True)
    onset = models.DateField(null=True)
    specimen = models.DateField(null=True)
    diagnosis = models.DateField(null=True)
    reported = models.DateField(null=True)
    exposure_start = models.DateField(null=True)
    exposure_end = models.DateField(null=True)
    isolated = models.DateField(null=True)
    death = models.DateField(null=True)
    precision = models.JSONField(default=dict)
    place = models.CharField(max_length=200, null=True)
    outcome = models.CharField(max_length=12, null=True)
    version = models.IntegerField(default=1)
    row_hash = models.BinaryField(max_length=32)
    event_id = models.BigIntegerField()
    recorded = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["incident", "registered_path", "number"], name="case_number")]
        indexes = [
            models.Index("incident", models.F("reported").desc(nulls_last=True), "subject", name="case_by_report"),
            models.Index(fields=["event_id"]),
            models.Index(fields=["area_path"]),
            models.Index(fields=["person"]),
        ]


class Version(models.Model):
    """A case as it was said to be: one row a correction, never overwritten."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="versions", db_index=False)
    version = models.IntegerField()
    facts = models.JSONField()
    changes = models.JSONField(default=list)
    why = models.TextField(blank=True)
    account_id = models.BigIntegerField()
    recorded = models.DateTimeField()
    event_id = models.BigIntegerField()
    area_path = models.TextField(db_collation="C")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "version"], name="case_version")]


class Link(models.Model):
    """A transmission link: somebody holds that one case infected the other. Two links into a case are two candidates."""

    incident = models.ForeignKey(Incident, models.PROTECT, db_index=False)
    infector = models.ForeignKey(Case, models.PROTECT, related_name="links_out")
    infectee = models.ForeignKey(Case, models.PROTECT, related_name="links_in", db_index=False)
    setting = models.CharField(max_length=12, null=True)
    setting_text = models.CharField(max_length=120, null=True)
    delay_days = models.IntegerField(null=True)
    row_hash = models.BinaryField(max_length=32)
    area_path = models.TextField(db_collation="C")
    event_id = models.BigIntegerField()
    recorded = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["incident", "infector", "infectee"], name="link_once")]
        indexes = [models.Index(fields=["infectee"])]
