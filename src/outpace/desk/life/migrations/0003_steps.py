"""The app role may read which steps were taken, so that readiness can say whether one is missing."""

from django.db import migrations

from outpace.desk.scope.policy import open_table


class Migration(migrations.Migration):
    dependencies = [("life", "0002_policies")]
    operations = [open_table("django_migrations", grants="select")]
