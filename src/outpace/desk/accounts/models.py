"""Accounts and posts. A post gives a role, an area range and an end."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from outpace.desk.scope.actor import Role


class Account(AbstractBaseUser):
    """Somebody, or a system, that can sign in. There are no shared and no built-in accounts."""

    name = models.CharField(max_length=80, unique=True)
    display_zh = models.CharField(max_length=80)
    display_en = models.CharField(max_length=80)
    active = models.BooleanField(default=True)
    subject_id = models.BigIntegerField(null=True)

    objects = BaseUserManager["Account"]()
    USERNAME_FIELD = "name"

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        """Django's name for `active`."""
        return self.active


class Post(models.Model):
    """A role in an area, from a day until an end."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="posts")
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in Role])
    area_path = models.TextField(db_collation="C")
    starts = models.DateTimeField()
    ends = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(ends__gt=models.F("starts")), name="post_ends")]
