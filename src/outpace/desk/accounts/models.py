"""Accounts, posts and what signs somebody in: sessions, tokens of systems, names at an identity provider, failed attempts.

A post gives a role, an area range, purposes and an end. Passwords, tokens and session keys are stored as hashes only. What
gives somebody a way in, or more to see, is a `Change` that one person asks for and another confirms.
"""

from datetime import datetime
from enum import StrEnum

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from outpace.desk.scope.actor import LOCAL_ACCOUNT, Role


class Account(AbstractBaseUser):
    """Somebody, or a system, that can sign in. There are no shared and no built-in accounts.

    Personal data: the name and the shown names of a member of staff. `password_until` stands where the password was made
    by somebody else: its owner has to choose her own before that instant. `closed` is for ever; a name is never used again.
    """

    name = models.CharField(max_length=80, unique=True)
    display_zh = models.CharField(max_length=80)
    display_en = models.CharField(max_length=80)
    active = models.BooleanField(default=True)
    system = models.BooleanField(default=False, db_default=False)
    subject_id = models.BigIntegerField(null=True)
    password_until = models.DateTimeField(null=True)
    closed = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1, db_default=1)

    objects = BaseUserManager["Account"]()
    USERNAME_FIELD = "name"

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        """Django's name for `active`."""
        return self.active


class Post(models.Model):
    """A role in an area, from a day until an end. No purposes means every purpose of the role. No personal data."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="posts")
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in Role])
    area_path = models.TextField(db_collation="C")
    purposes = models.JSONField(default=list)
    starts = models.DateTimeField()
    ends = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(ends__gt=models.F("starts")), name="post_ends")]


class Session(models.Model):
    """A sign-in that lasts. Personal data: which account worked when and with which kind of browser; no name, no address."""

    key_hash = models.CharField(max_length=64, unique=True)
    account = models.ForeignKey(Account, models.CASCADE, null=True)
    data = models.TextField()
    agent = models.CharField(max_length=40, default="")
    begun = models.DateTimeField()
    seen = models.DateTimeField()
    ends = models.DateTimeField(db_index=True)


class Attempt(models.Model):
    """A try at a door, counted until its window has passed. The key is a keyed hash: neither name nor address is stored."""

    key = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["key", "at"], name="attempt_key")]


class Token(models.Model):
    """What a system shows instead of a password: bound to one post, for a year at most. No personal data."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="tokens")
    post = models.ForeignKey(Post, models.PROTECT, related_name="tokens")
    label = models.CharField(max_length=80)
    secret_hash = models.CharField(max_length=64, unique=True)
    made = models.DateTimeField()
    ends = models.DateTimeField()
    ended = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(ends__gt=models.F("made")), name="token_ends")]


class TokenUse(models.Model):
    """How often a token was shown, minute by minute: the record and the limit of its use. No personal data."""

    token = models.ForeignKey(Token, models.CASCADE, related_name="uses")
    minute = models.DateTimeField()
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token", "minute"], name="token_minute")]


class ProviderName(models.Model):
    """Who an account is at an identity provider, as an administrator entered it.

    Personal data: the provider's name for a member of staff.
    """

    account = models.ForeignKey(Account, models.PROTECT, related_name="provider_names")
    provider = models.CharField(max_length=40)
    subject = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider", "subject"], name="provider_subject"),
            models.UniqueConstraint(fields=["provider", "account"], name="provider_account"),
        ]


class ChangeKind(StrEnum):
    """What needs a second person: a post, a sign-in set anew, a name at an institution, a system's token."""

    POST = "post"
    RESET = "reset"
    PROVIDER = "provider"
    TOKEN = "token"


class Outcome(StrEnum):
    """How a wish for a change ended. Without one in time it lapses."""

    CONFIRMED = "confirmed"
    REFUSED = "refused"
    LAPSED = "lapsed"


class Change(models.Model):
    """A change to an account that one person asks for and another confirms, with what came of it.

    `data` says what is to change. Where it lets somebody in, each of the two draws one half of a code: the hashes stand here, and
    only who holds both halves comes in, once, before `good_until`. `seen_at` is when the account's owner said that she knows.
    """

    account = models.ForeignKey(Account, models.PROTECT, related_name="changes")
    area_path = models.TextField(db_collation="C")
    kind = models.CharField(max_length=8)
    data = models.JSONField(default=dict)
    reason = models.TextField()
    asked_by = models.BigIntegerField()
    asked_at = models.DateTimeField()
    until = models.DateTimeField()
    decided_by = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=9, null=True)
    applied_at = models.DateTimeField(null=True)
    first_half = models.CharField(max_length=128, blank=True, default="")
    second_half = models.CharField(max_length=128, blank=True, default="")
    good_until = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1, db_default=1)

    class Meta:
        indexes = [models.Index(fields=["until"], condition=Q(outcome=None), name="change_waiting")]
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("asked_at")) & ~Q(reason=""), name="change_asked"),
            models.CheckConstraint(
                condition=Q(outcome=None, decided_by=None, decided_at=None)
                | Q(outcome=Outcome.LAPSED, decided_by=None, decided_at__isnull=False)
                | (
                    Q(outcome__in=[Outcome.CONFIRMED, Outcome.REFUSED], decided_at__isnull=False)
                    & Q(decided_by__isnull=False)
                    & ~Q(decided_by=F("account_id"))
                    & (~Q(decided_by=F("asked_by")) | Q(asked_by=LOCAL_ACCOUNT))
                ),
                name="change_decided_by_another",
            ),
        ]

    @property
    def lets_in(self) -> bool:
        """Whether somebody comes in by it: with a code in two halves, or a token made of two."""
        return self.kind == ChangeKind.TOKEN or bool(self.data.get("password")) or bool(self.data.get("way_in"))

    def is_open_for_halves(self, at: datetime) -> bool:
        """Whether its halves may be drawn, or shown, at an instant."""
        if self.outcome != Outcome.CONFIRMED or not self.lets_in or self.good_until is None or self.used_at is not None:
            return False
        return at < self.good_until and not (self.kind == ChangeKind.TOKEN and self.applied_at is not None)
