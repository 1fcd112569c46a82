"""Subjects and persons under random keys. Direct identifiers stand in schema `vault`, behind definer functions."""

from django.db import models

from outpace.desk.areas.models import Area


class Subject(models.Model):
    """Anything a task, a stay or an order can be about: a person, a case, a contact."""

    id = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=12)
    area_path = models.TextField(db_collation="C")


class Person(models.Model):
    """A person without a name: sex, age when recorded, area of residence."""

    subject = models.OneToOneField(Subject, models.PROTECT, primary_key=True)
    sex = models.CharField(max_length=1, null=True)
    age = models.SmallIntegerField(null=True)
    area = models.ForeignKey(Area, models.PROTECT, null=True)
    area_path = models.TextField(db_collation="C")
    event_id = models.BigIntegerField()
