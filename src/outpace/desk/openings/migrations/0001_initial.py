"""Limits, stops, refusals, searches, broken glasses, requests and seals."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Glass",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("account_id", models.BigIntegerField()),
                ("subject_id", models.BigIntegerField()),
                ("area_path", models.TextField(db_collation="C")),
                ("reason", models.CharField(max_length=12)),
                ("text", models.TextField()),
                ("at", models.DateTimeField()),
                ("until", models.DateTimeField()),
                ("review_due", models.DateTimeField()),
                ("lapsed_at", models.DateTimeField(null=True)),
                ("reviewed_at", models.DateTimeField(null=True)),
                ("reviewed_by", models.BigIntegerField(null=True)),
                ("verdict", models.CharField(max_length=8, null=True)),
                ("review", models.TextField(blank=True)),
                ("version", models.IntegerField(default=1)),
                ("event_id", models.BigIntegerField()),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("lapsed_at", None), ("reviewed_at", None)),
                        fields=["review_due"],
                        name="glass_waiting",
                    ),
                    models.Index(fields=["subject_id"], name="openings_gl_subject_5ac4f7_idx"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reason__in", ["urgent_care", "danger", "handover", "mix_up"]),
                            models.Q(("text", ""), _negated=True),
                        ),
                        name="glass_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reviewed_at", None), ("reviewed_by", None), ("verdict", None)),
                            models.Q(
                                ("verdict__in", ["approved", "objected"]),
                                models.Q(("review", ""), _negated=True),
                                models.Q(("reviewed_by", models.F("account_id")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="glass_reviewed_by_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Limit",
            fields=[
                ("name", models.CharField(max_length=20, primary_key=True, serialize=False)),
                ("value", models.IntegerField()),
                ("unit", models.CharField(max_length=20)),
                ("source", models.CharField(max_length=200)),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("value__gt", 0)), name="limit_positive")],
            },
        ),
        migrations.CreateModel(
            name="Refusal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("account_id", models.BigIntegerField()),
                ("subject_id", models.BigIntegerField()),
                ("purpose", models.CharField(max_length=80)),
                ("because", models.CharField(max_length=8)),
                ("because_id", models.BigIntegerField()),
                ("role", models.CharField(max_length=13)),
                ("area_path", models.TextField(db_collation="C")),
                ("at", models.DateTimeField()),
                ("wall", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["account_id", "-wall"], name="refusal_by_account")],
            },
        ),
        migrations.CreateModel(
            name="Request",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject_id", models.BigIntegerField()),
                ("account_id", models.BigIntegerField()),
                ("area_path", models.TextField(db_collation="C")),
                ("kind", models.CharField(max_length=10)),
                ("about_id", models.BigIntegerField(null=True)),
                ("text", models.TextField()),
                ("at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
                ("answered_by", models.BigIntegerField(null=True)),
                ("answer", models.TextField(blank=True)),
                ("version", models.IntegerField(default=1)),
                ("event_id", models.BigIntegerField()),
            ],
            options={
                "indexes": [models.Index(fields=["subject_id", "-at"], name="openings_re_subject_3d5e84_idx")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["complaint", "correction"]), models.Q(("text", ""), _negated=True)
                        ),
                        name="request_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_at", None), ("answered_by", None)),
                            models.Q(
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                                models.Q(("answer", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="request_answered_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Sealed",
            fields=[
                ("access_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("event_id", models.BigIntegerField()),
                ("number", models.IntegerField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("event_id", "number"), name="sealed_once")],
            },
        ),
        migrations.CreateModel(
            name="Search",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("account_id", models.BigIntegerField()),
                ("key", models.CharField(max_length=12)),
                ("found", models.SmallIntegerField()),
                ("area_path", models.TextField(db_collation="C")),
                ("at", models.DateTimeField()),
                ("wall", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["account_id", "-wall"], name="search_by_account")],
            },
        ),
        migrations.CreateModel(
            name="Stop",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("account_id", models.BigIntegerField()),
                ("right", models.CharField(max_length=8)),
                ("cause", models.CharField(max_length=14)),
                ("count", models.IntegerField()),
                ("area_path", models.TextField(db_collation="C")),
                ("at", models.DateTimeField()),
                ("wall", models.DateTimeField()),
                ("released_at", models.DateTimeField(null=True)),
                ("released_by", models.BigIntegerField(null=True)),
                ("released_wall", models.DateTimeField(null=True)),
                ("reason", models.TextField(blank=True)),
                ("version", models.IntegerField(default=1)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("released_at", None)),
                        fields=("account_id", "right"),
                        name="one_stop_at_a_time",
                    ),
                    models.CheckConstraint(condition=models.Q(("right__in", ["opening", "glass"])), name="stop_right"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "cause__in",
                                ["opens_hour", "opens_day", "refusals_hour", "searches_hour", "unreviewed", "objected"],
                            )
                        ),
                        name="stop_cause",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("released_at", None), ("released_by", None)),
                            models.Q(
                                ("released_at__isnull", False),
                                models.Q(("reason", ""), _negated=True),
                                models.Q(("released_by", models.F("account_id")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="stop_released_by_another",
                    ),
                ],
            },
        ),
    ]
