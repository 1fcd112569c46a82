"""The area policy and the grants of this room's tables."""

from django.db import migrations

from outpace.desk.scope.policy import area_policy


class Migration(migrations.Migration):
    dependencies = [("intake", "0001_initial"), ("scope", "0001_scope")]
    operations = [
        area_policy("intake_receipt", grants="select, insert, update"),
        area_policy("intake_reject", grants="select, insert, update"),
    ]
