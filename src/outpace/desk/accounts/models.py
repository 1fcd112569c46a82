"""Accounts, posts and what signs somebody in: sessions, tokens of systems, names at an identity provider, failed attempts.

A post gives a role, an area range, purposes and an end. Passwords, tokens and session keys are stored as hashes only.
"""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from outpace.desk.scope.actor import Role


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
