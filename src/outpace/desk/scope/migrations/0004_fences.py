"""The policy of docs/explanation/scope.md around every table fenced so far, in place of the first one.

The rule is the same; what a grant names is added, and the planner now knows the ranges it works with.
"""

from django.db import migrations

from outpace.desk.scope.fenced import first_fences


class Migration(migrations.Migration):
    dependencies = [
        ("scope", "0003_grant"),
        ("people", "0002_vault"),
        ("cases", "0003_indexes"),
        ("tracing", "0002_policies"),
        ("isolation", "0002_policies"),
        ("tasks", "0003_indexes"),
        ("intake", "0002_policies"),
        ("ledger", "0003_pending_rows"),
    ]
    operations = first_fences()
