"""Subjects and persons under random keys; candidates and links of persons. Direct identifiers stand in schema `vault`."""

from django.db import models
from django.db.models import F, Q

from outpace.desk.accounts.models import Account
from outpace.desk.areas.models import Area


class Subject(models.Model):
    """Anything a task, a stay or an order can be about: a person, a case, a contact."""

    id = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=12)
    area_path = models.TextField(db_collation="C")


class Person(models.Model):
    """A person without a name: sex, age when recorded, area of residence.

    `held`: a steward has still to say whether this is somebody known already; it doesn't say who or where.
    `shredded`: when retention erased who she is; from then on the record is about nobody in particular.
    """

    subject = models.OneToOneField(Subject, models.PROTECT, primary_key=True)
    sex = models.CharField(max_length=1, null=True)
    age = models.SmallIntegerField(null=True)
    area = models.ForeignKey(Area, models.PROTECT, null=True)
    area_path = models.TextField(db_collation="C")
    event_id = models.BigIntegerField()
    held = models.BooleanField(default=False, db_default=False)
    shredded = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["event_id"], condition=Q(held=True), name="person_held")]


class Candidate(models.Model):
    """Two persons who may be one: score and reasons without values. `area_path` holds both, so that only whoever may see both
    decides. Holds random keys of persons, no name.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="candidates")
    other = models.ForeignKey(Person, models.PROTECT, related_name="+")
    score = models.FloatField()
    verdict = models.CharField(max_length=12)
    reasons = models.JSONField()
    state = models.CharField(max_length=12, default="open")
    area_path = models.TextField(db_collation="C")
    found_at = models.DateTimeField()
    decided_by = models.ForeignKey(Account, models.PROTECT, null=True)
    decided_at = models.DateTimeField(null=True)
    why = models.TextField(blank=True)
    version = models.IntegerField(default=1)
    event_id = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["state", "-score", "id"], name="candidate_queue")]


class Link(models.Model):
    """A merge: the member is the head's person until the link ends. Ids are never rewritten. Random keys, no name."""

    member = models.ForeignKey(Person, models.PROTECT, related_name="links")
    head = models.ForeignKey(Person, models.PROTECT, related_name="+")
    candidate = models.ForeignKey(Candidate, models.PROTECT)
    area_path = models.TextField(db_collation="C")
    account_id = models.BigIntegerField()
    at = models.DateTimeField()
    event_id = models.BigIntegerField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.BigIntegerField(null=True)
    why = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member"], condition=Q(ended_at=None), name="one_head_at_a_time"),
            models.CheckConstraint(condition=~Q(member=F("head")), name="no_head_of_itself"),
        ]
