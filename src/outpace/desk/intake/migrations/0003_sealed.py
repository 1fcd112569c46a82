"""Rejected rows sealed, and the events of a receipt's rows.

The columns in the clear are emptied by the back-fill (`intake.backfill`) and go in a later release.
"""

import django.contrib.postgres.fields
from django.db import migrations, models

import outpace.desk.people.sealing

SEALED = """
alter table intake_reject add column sealed_raw bytea, add column sealed_problems bytea,
    alter column raw drop not null, alter column problems drop not null;
"""


class Migration(migrations.Migration):
    dependencies = [("intake", "0002_policies"), ("people", "0003_sealed")]
    operations = [
        migrations.AddField(
            "receipt",
            "events",
            django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None),
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(SEALED, migrations.RunSQL.noop)],
            state_operations=[
                migrations.AlterField(
                    "reject", "raw", outpace.desk.people.sealing.SealedJSONField(db_column="sealed_raw")
                ),
                migrations.AlterField(
                    "reject", "problems", outpace.desk.people.sealing.SealedJSONField(db_column="sealed_problems")
                ),
            ],
        ),
    ]
