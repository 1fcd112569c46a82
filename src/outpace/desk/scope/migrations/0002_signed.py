"""A token that is not good is refused aloud, and policies may read what a token says while a statement is planned."""

from django.db import migrations

from outpace.desk.scope.functions import AS_GOOD_AS_ALL, CLAIMS, SAID


class Migration(migrations.Migration):
    dependencies = [("scope", "0001_scope")]
    operations = [migrations.RunSQL(CLAIMS + AS_GOOD_AS_ALL + SAID, migrations.RunSQL.noop)]
