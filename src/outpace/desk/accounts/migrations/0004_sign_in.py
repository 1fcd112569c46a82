"""Sign-in of our own: sessions by hash, tries, tokens of systems, names at a provider; sealed second factors.

A row about one account's sign-in is seen by that account, at the door, and where accounts are kept.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from outpace.desk.scope.policy import open_table

_RULE = "({column} = (select scope.account()) or (select scope.purpose()) in ('sign-in', 'accounts'))"
_FENCE = """
alter table {table} enable row level security;
alter table {table} force row level security;
create policy account on {table} using ({rule}) with check ({rule});
grant {grants} on {table} to outpace_app;
"""


def _fenced(table: str, *, grants: str, column: str = "account_id") -> migrations.RunSQL:
    rule = _RULE.format(column=column)
    return migrations.RunSQL(_FENCE.format(table=table, rule=rule, grants=grants), migrations.RunSQL.noop)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_roles"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations = [
        migrations.AddField(
            model_name="account",
            name="closed",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="account",
            name="password_until",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="account",
            name="system",
            field=models.BooleanField(default=False, db_default=False),
        ),
        migrations.AddField(
            model_name="account",
            name="version",
            field=models.PositiveIntegerField(default=1, db_default=1),
        ),
        migrations.AddField(
            model_name="post",
            name="purposes",
            field=models.JSONField(default=list),
        ),
        migrations.CreateModel(
            name="Attempt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["key", "at"], name="attempt_key")],
            },
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key_hash", models.CharField(max_length=64, unique=True)),
                ("data", models.TextField()),
                ("agent", models.CharField(default="", max_length=40)),
                ("begun", models.DateTimeField()),
                ("seen", models.DateTimeField()),
                ("ends", models.DateTimeField(db_index=True)),
                (
                    "account",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Token",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("label", models.CharField(max_length=80)),
                ("secret_hash", models.CharField(max_length=64, unique=True)),
                ("made", models.DateTimeField()),
                ("ends", models.DateTimeField()),
                ("ended", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tokens", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tokens", to="accounts.post"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="TokenUse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("minute", models.DateTimeField()),
                ("count", models.PositiveIntegerField()),
                (
                    "token",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="uses", to="accounts.token"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ProviderName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("provider", models.CharField(max_length=40)),
                ("subject", models.CharField(max_length=200)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="provider_names",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("provider", "subject"), name="provider_subject"),
                    models.UniqueConstraint(fields=("provider", "account"), name="provider_account"),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="token",
            constraint=models.CheckConstraint(condition=models.Q(("ends__gt", models.F("made"))), name="token_ends"),
        ),
        migrations.AddConstraint(
            model_name="tokenuse",
            constraint=models.UniqueConstraint(fields=("token", "minute"), name="token_minute"),
        ),
        _fenced("accounts_session", grants="select, insert, update, delete"),
        _fenced("accounts_token", grants="select, insert, update"),
        _fenced("accounts_providername", grants="select, insert, delete"),
        _fenced("mfa_authenticator", grants="select, insert, update, delete", column="user_id"),
        open_table("accounts_attempt", grants="select, insert, delete"),
        open_table("accounts_tokenuse", grants="select, insert, update, delete"),
        migrations.RunSQL("revoke all on django_session from outpace_app", migrations.RunSQL.noop),
    ]
