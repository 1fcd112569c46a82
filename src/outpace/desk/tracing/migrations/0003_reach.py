"""The areas that a case's exposures lie in, so that the service looks there and nowhere else."""

import django.db.models.deletion
from django.db import migrations, models

from outpace.desk.scope.policy import area_policy

SERVES = "create policy serves on tracing_reach for select using ((select scope.role()) = 'service');"
FILL = """
alter table tracing_exposure no force row level security;
alter table tracing_reach no force row level security;
insert into tracing_reach (case_subject_id, area_path) select distinct case_subject_id, area_path from tracing_exposure;
alter table tracing_reach force row level security;
alter table tracing_exposure force row level security;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0002_vault"), ("scope", "0001_scope"), ("tracing", "0002_policies")]
    operations = [
        migrations.CreateModel(
            "Reach",
            [
                (
                    "case_subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.subject"
                    ),
                ),
                ("area_path", models.TextField(db_collation="C")),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "case_subject_id", "area_path", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
            ],
        ),
        area_policy("tracing_reach", grants="select, insert"),
        migrations.RunSQL(SERVES + FILL, migrations.RunSQL.noop),
    ]
