"""What an installation knows about itself: alarms, feeds, switches, holds, copies, sweeps, back-fills."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Backfill",
            fields=[
                ("name", models.CharField(max_length=80, primary_key=True, serialize=False)),
                ("position", models.BigIntegerField(default=-1)),
                ("rows", models.BigIntegerField(default=0)),
                ("done_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Source",
            fields=[
                ("key", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=12)),
                ("area", models.CharField(blank=True, max_length=40)),
                ("sender", models.CharField(blank=True, max_length=80)),
                ("last", models.DateTimeField()),
                ("gap_s", models.IntegerField()),
                ("silent", models.BooleanField()),
            ],
        ),
        migrations.CreateModel(
            name="Installation",
            fields=[
                ("sole", models.BooleanField(default=True, primary_key=True, serialize=False)),
                ("key", models.BigIntegerField()),
                ("space", models.CharField(max_length=8)),
                ("version", models.CharField(max_length=40)),
                ("since", models.DateTimeField()),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("sole", True)), name="one_installation")],
            },
        ),
        migrations.CreateModel(
            name="Saved",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=12)),
                ("at", models.DateTimeField()),
                ("seconds", models.FloatField()),
                ("size", models.BigIntegerField()),
                ("ledger_size", models.BigIntegerField()),
                ("ledger_root", models.CharField(max_length=64)),
                ("good", models.BooleanField()),
            ],
            options={
                "indexes": [models.Index(fields=["kind", "-at"], name="life_saved_kind_8c1176_idx")],
            },
        ),
        migrations.CreateModel(
            name="Sweep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("data_class", models.CharField(max_length=40)),
                ("at", models.DateTimeField()),
                ("removed", models.IntegerField()),
                ("held", models.IntegerField()),
            ],
            options={
                "indexes": [models.Index(fields=["data_class", "-at"], name="life_sweep_data_cl_a5a5f9_idx")],
            },
        ),
        migrations.CreateModel(
            name="Alarm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=40)),
                ("what", models.CharField(blank=True, max_length=200)),
                ("params", models.JSONField(default=dict)),
                ("raised_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                ("acknowledged_at", models.DateTimeField(null=True)),
                ("note", models.CharField(blank=True, max_length=400)),
                ("version", models.IntegerField(default=1)),
                (
                    "acknowledged_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at", None)), fields=("kind", "what"), name="one_open_alarm"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("acknowledged_at", None), ("acknowledged_by", None)),
                            models.Q(("acknowledged_at__isnull", False), ("acknowledged_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="acknowledged_by_name",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Hold",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("data_class", models.CharField(max_length=40)),
                ("area_path", models.TextField(blank=True, db_collation="C")),
                ("subject_id", models.BigIntegerField(null=True)),
                ("reason", models.CharField(max_length=400)),
                ("starts", models.DateTimeField()),
                ("ends", models.DateTimeField()),
                ("event_id", models.BigIntegerField()),
                (
                    "set_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("ends__gt", models.F("starts"))), name="hold_ends"),
                    models.CheckConstraint(condition=models.Q(("reason", ""), _negated=True), name="hold_reason"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Switch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80)),
                ("reason", models.CharField(max_length=400)),
                ("starts", models.DateTimeField()),
                ("ends", models.DateTimeField()),
                ("lifted_at", models.DateTimeField(null=True)),
                ("event_id", models.BigIntegerField()),
                (
                    "set_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("ends__gt", models.F("starts"))), name="switch_ends"),
                    models.CheckConstraint(condition=models.Q(("reason", ""), _negated=True), name="switch_reason"),
                ],
            },
        ),
    ]
