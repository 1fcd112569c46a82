"""Posts, grants, joined records, legal holds and switches under the ledger's watch too."""

from django.db import migrations

from outpace.desk.ledger.coverage import DECISIONS, covered


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0007_set_aside"),
        ("accounts", "0004_sign_in"),
        ("life", "0003_steps"),
        ("people", "0005_packed"),
        ("scope", "0007_openings"),
    ]
    operations = [covered(table) for table in DECISIONS]
