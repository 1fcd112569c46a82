"""Grants across areas, and the keys that live ones open. Whether a grant is live is settled by the time in the signed token."""

from django.db import migrations, models

from outpace.desk.scope.functions import GRANTED
from outpace.desk.scope.policy import fence, open_table


class Migration(migrations.Migration):
    dependencies = [("scope", "0002_signed")]
    operations = [
        migrations.CreateModel(
            name="Grant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject_id", models.BigIntegerField()),
                ("area_path", models.TextField(db_collation="C")),
                ("to_path", models.TextField(db_collation="C", null=True)),
                ("to_account", models.BigIntegerField(null=True)),
                ("purpose", models.CharField(max_length=40)),
                ("starts", models.DateTimeField()),
                ("ends", models.DateTimeField()),
                ("event_id", models.BigIntegerField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["to_path"], name="grant_by_area"),
                    models.Index(fields=["to_account"], name="grant_by_account"),
                    models.Index(fields=["subject_id"], name="grant_by_subject"),
                ],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(ends__gte=models.F("starts")), name="grant_ends"),
                    models.CheckConstraint(
                        condition=models.Q(to_path__isnull=True) ^ models.Q(to_account__isnull=True),
                        name="grant_to_one",
                    ),
                ],
            },
        ),
        fence("scope_grant"),
        open_table("scope_grant", grants="select, insert, update"),
        migrations.RunSQL(GRANTED, migrations.RunSQL.noop),
    ]
