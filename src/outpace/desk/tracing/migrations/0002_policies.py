"""The area policy and the grants of this room's tables."""

from django.db import migrations

from outpace.desk.scope.policy import area_policy


class Migration(migrations.Migration):
    dependencies = [("tracing", "0001_initial"), ("scope", "0001_scope")]
    operations = [
        area_policy("tracing_exposure", grants="select, insert", own="person_id"),
        area_policy("tracing_contact", grants="select, insert, update", own="person_id"),
    ]
