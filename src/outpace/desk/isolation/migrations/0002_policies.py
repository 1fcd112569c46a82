"""The area policy and the grants of this room's tables."""

from django.db import migrations

from outpace.desk.scope.policy import area_policy


class Migration(migrations.Migration):
    dependencies = [("isolation", "0001_initial"), ("scope", "0001_scope")]
    operations = [
        area_policy("isolation_plan", grants="select, insert, update", own="person_id"),
        area_policy("isolation_duetest", grants="select, insert, update"),
    ]
