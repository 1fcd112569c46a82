"""Once more pg_temp last, for the functions that came or were put in anew since."""

from importlib import import_module

from django.db import migrations

PINNED: str = import_module("outpace.desk.scope.migrations.0007_openings").PINNED


class Migration(migrations.Migration):
    dependencies = [("scope", "0007_openings"), ("people", "0005_packed"), ("ledger", "0008_decisions")]
    operations = [migrations.RunSQL(PINNED, migrations.RunSQL.noop)]
