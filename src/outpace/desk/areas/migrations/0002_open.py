"""Areas and incidents are public facts: read by every account, written through acts."""

from django.db import migrations

from outpace.desk.scope.policy import open_table


class Migration(migrations.Migration):
    dependencies = [("areas", "0001_initial"), ("scope", "0001_scope")]
    operations = [
        open_table("areas_area", grants="select, insert, update"),
        open_table("areas_outline", grants="select, insert"),
        open_table("areas_incident", grants="select, insert, update"),
    ]
