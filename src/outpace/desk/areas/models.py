"""Areas and incidents. Public facts: no row-level policy, read by every account."""

from django.db import models

from outpace.words.area import LEVELS


class Area(models.Model):
    """A node of the area tree. `path` scopes every row that belongs here or below."""

    code = models.CharField(max_length=40, unique=True)
    name_zh = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    level = models.CharField(max_length=12, choices=[(level, level) for level in LEVELS])
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    path = models.TextField(unique=True, db_collation="C")
    population = models.BigIntegerField(null=True)
    population_status = models.CharField(max_length=40, blank=True)
    zone = models.CharField(max_length=40)
    cutoff_hour = models.SmallIntegerField(default=24)
    label_lon = models.FloatField(null=True)
    label_lat = models.FloatField(null=True)
    row_hash = models.BinaryField(max_length=32)

    class Meta:
        indexes = [models.Index(fields=["parent", "code"])]


class Outline(models.Model):
    """An area's borders, simplified for each zoom (`province`, `county`), apart so that no list loads them."""

    area = models.OneToOneField(Area, models.PROTECT, primary_key=True, related_name="outline")
    shapes = models.JSONField()


class Incident(models.Model):
    """An outbreak under one edition, in an area. Several run at once.

    A retrospective incident is a past outbreak under study: its cases get decisions and no tasks.
    """

    code = models.CharField(max_length=40, unique=True)
    name_zh = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    edition = models.CharField(max_length=60)
    area = models.ForeignKey(Area, models.PROTECT)
    began = models.DateField(null=True)
    retrospective = models.BooleanField(default=False)
    reported_total = models.IntegerField(null=True)
    reported_source = models.CharField(max_length=200, blank=True)
    event_id = models.BigIntegerField()
