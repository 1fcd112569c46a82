"""A token that is not good is refused aloud, and policies may read what a token says while a statement is planned."""

from django.db import migrations

from outpace.desk.scope.functions import CLAIMS, SAID


class Migration(migrations.Migration):
    dependencies = [("scope", "0001_scope")]
    operations = [migrations.RunSQL(CLAIMS, migrations.RunSQL.noop), migrations.RunSQL(SAID, migrations.RunSQL.noop)]
