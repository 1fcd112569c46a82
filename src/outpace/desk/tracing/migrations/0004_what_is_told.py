"""What a contact tells beyond place and days, and corrections that supersede what was told before."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0002_open"),
        ("people", "0005_packed"),
        ("tracing", "0003_reach"),
    ]

    operations = [
        migrations.AddField(
            model_name="exposure",
            name="first_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="exposure",
            name="immunity",
            field=models.CharField(max_length=16, null=True),
        ),
        migrations.AddField(
            model_name="exposure",
            name="kinds",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=20), null=True, size=None
            ),
        ),
        migrations.AddField(
            model_name="exposure",
            name="prophylaxis",
            field=models.JSONField(null=True),
        ),
        migrations.AddField(
            model_name="exposure",
            name="supersedes",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="successor", to="tracing.exposure"
            ),
        ),
        migrations.AddField(
            model_name="exposure",
            name="version",
            field=models.IntegerField(db_default=1, default=1),
        ),
        migrations.AddField(
            model_name="exposure",
            name="via",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
            ),
        ),
        migrations.AddField(
            model_name="exposure",
            name="via_first",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="exposure",
            name="via_isolated",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="exposure",
            name="why",
            field=models.TextField(blank=True, db_default="", default=""),
        ),
        migrations.AddField(
            model_name="exposure",
            name="withdrawn",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddConstraint(
            model_name="exposure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("supersedes__isnull", True), ("version", 1), ("withdrawn", False)),
                    models.Q(("supersedes__isnull", False), ("version__gt", 1)),
                    _connector="OR",
                ),
                name="exposure_first_or_next",
            ),
        ),
    ]
