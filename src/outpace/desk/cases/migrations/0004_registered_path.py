"""A case number is unique in the area that registered it, so that a number taken elsewhere tells nobody of a hidden case."""

from django.db import migrations, models

FILL = """
alter table cases_case no force row level security;
alter table cases_case disable trigger user;
update cases_case set registered_path = area_path;
alter table cases_case enable trigger user;
alter table cases_case force row level security;
"""


class Migration(migrations.Migration):
    dependencies = [("areas", "0002_open"), ("cases", "0003_indexes"), ("people", "0002_vault")]
    operations = [
        migrations.AddField(
            "case", "registered_path", models.TextField(db_collation="C", default=""), preserve_default=False
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.RemoveConstraint("case", "case_number"),
        migrations.AddConstraint(
            "case", models.UniqueConstraint(fields=["incident", "registered_path", "number"], name="case_number")
        ),
    ]
