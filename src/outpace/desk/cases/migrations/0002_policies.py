"""The area policy and the grants of this room's tables."""

from django.db import migrations

from outpace.desk.scope.policy import area_policy


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial"), ("scope", "0001_scope")]
    operations = [
        area_policy("cases_case", grants="select, insert, update", own="person_id"),
        area_policy("cases_version", grants="select, insert"),
        area_policy("cases_link", grants="select, insert"),
    ]
