"""The area policy and the grants of this room's tables."""

from django.db import migrations

from outpace.desk.scope.policy import area_policy


class Migration(migrations.Migration):
    dependencies = [("tasks", "0001_initial"), ("scope", "0001_scope")]
    operations = [
        area_policy("tasks_task", grants="select, insert, update"),
        area_policy("tasks_attempt", grants="select, insert"),
    ]
