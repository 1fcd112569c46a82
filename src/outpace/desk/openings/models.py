"""Limits, stops, refusals, searches, broken glasses, seals of the access log, and what residents ask. Random keys, no names."""

from django.db import models
from django.db.models import F, Q

from outpace.desk.openings.words import Ask, Cause, GlassReason, Right, Verdict


def _one_of(field: str, choices: type) -> Q:
    return Q(**{f"{field}__in": [str(choice) for choice in choices]})  # type: ignore[attr-defined]


class Limit(models.Model):
    """How often, or how long, in this installation; with where the figure comes from. No personal data."""

    name = models.CharField(max_length=20, primary_key=True)
    value = models.IntegerField()
    unit = models.CharField(max_length=20)
    source = models.CharField(max_length=200)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(value__gt=0), name="limit_positive")]


class Stop(models.Model):
    """An account that may not open persons, or not break glass, until somebody else releases it with a reason."""

    account_id = models.BigIntegerField()
    right = models.CharField(max_length=8)
    cause = models.CharField(max_length=14)
    count = models.IntegerField()
    area_path = models.TextField(db_collation="C")
    at = models.DateTimeField()
    wall = models.DateTimeField()
    released_at = models.DateTimeField(null=True)
    released_by = models.BigIntegerField(null=True)
    released_wall = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account_id", "right"], condition=Q(released_at=None), name="one_stop_at_a_time"
            ),
            models.CheckConstraint(condition=_one_of("right", Right), name="stop_right"),
            models.CheckConstraint(condition=_one_of("cause", Cause), name="stop_cause"),
            models.CheckConstraint(
                condition=Q(released_at=None, released_by=None)
                | (Q(released_at__isnull=False) & ~Q(reason="") & ~Q(released_by=F("account_id"))),
                name="stop_released_by_another",
            ),
        ]


class Refusal(models.Model):
    """An opening that was refused: the account had no link to the person. Kept as an access is."""

    account_id = models.BigIntegerField()
    subject_id = models.BigIntegerField()
    purpose = models.CharField(max_length=80)
    because = models.CharField(max_length=8)
    because_id = models.BigIntegerField()
    role = models.CharField(max_length=13)
    area_path = models.TextField(db_collation="C")
    at = models.DateTimeField()
    wall = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["account_id", "-wall"], name="refusal_by_account")]


class Search(models.Model):
    """An exact search: by what kind of key, and how many it found. What was searched for is not kept."""

    account_id = models.BigIntegerField()
    key = models.CharField(max_length=12)
    found = models.SmallIntegerField()
    area_path = models.TextField(db_collation="C")
    at = models.DateTimeField()
    wall = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["account_id", "-wall"], name="search_by_account")]


class Glass(models.Model):
    """A broken glass: one person opened in an emergency by an account that no work links to her. Reviewed by another."""

    account_id = models.BigIntegerField()
    subject_id = models.BigIntegerField()
    area_path = models.TextField(db_collation="C")
    reason = models.CharField(max_length=12)
    text = models.TextField()
    at = models.DateTimeField()
    until = models.DateTimeField()
    review_due = models.DateTimeField()
    lapsed_at = models.DateTimeField(null=True)
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.BigIntegerField(null=True)
    verdict = models.CharField(max_length=8, null=True)
    review = models.TextField(blank=True)
    version = models.IntegerField(default=1)
    event_id = models.BigIntegerField()
    warned = models.SmallIntegerField(default=0, db_default=0)

    class Meta:
        indexes = [
            models.Index(fields=["account_id"], condition=Q(reviewed_at=None), name="glass_unreviewed"),
            models.Index(fields=["review_due"], condition=Q(reviewed_at=None, lapsed_at=None), name="glass_waiting"),
            models.Index(fields=["subject_id"]),
        ]
        constraints = [
            models.CheckConstraint(condition=_one_of("reason", GlassReason) & ~Q(text=""), name="glass_reason"),
            models.CheckConstraint(
                condition=Q(reviewed_at=None, reviewed_by=None, verdict=None)
                | (_one_of("verdict", Verdict) & ~Q(review="") & ~Q(reviewed_by=F("account_id"))),
                name="glass_reviewed_by_another",
            ),
        ]


class Request(models.Model):
    """A complaint or a wish for correction about somebody's own record, in her words, and the ombudsman's answer."""

    subject_id = models.BigIntegerField()
    account_id = models.BigIntegerField()
    area_path = models.TextField(db_collation="C")
    kind = models.CharField(max_length=10)
    about_id = models.BigIntegerField(null=True)
    text = models.TextField()
    at = models.DateTimeField()
    due_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.BigIntegerField(null=True)
    answer = models.TextField(blank=True)
    version = models.IntegerField(default=1)
    event_id = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["subject_id", "-at"])]
        constraints = [
            models.CheckConstraint(condition=_one_of("kind", Ask) & ~Q(text=""), name="request_kind"),
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None, answer="")
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
                name="request_answered_by_somebody",
            ),
        ]


class Sealed(models.Model):
    """Where a row of the access log stands in the ledger: the event of its minute and its number there."""

    access_id = models.BigIntegerField(primary_key=True)
    event_id = models.BigIntegerField()
    number = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event_id", "number"], name="sealed_once")]
