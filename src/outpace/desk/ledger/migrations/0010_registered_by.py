"""Who registered what, and when it last did: for the look at systems that have fallen silent."""

from django.db import migrations, models

REGISTERED = ("case.registered", "exposure.recorded", "link.registered")


class Migration(migrations.Migration):
    dependencies = [("ledger", "0009_fewer_statements")]
    operations = [
        migrations.AddIndex(
            "event",
            models.Index(
                fields=["account_id", "kind", "-recorded"],
                condition=models.Q(kind__in=REGISTERED),
                name="event_registered_by",
            ),
        )
    ]
