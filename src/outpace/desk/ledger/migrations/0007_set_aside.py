"""When an event that failed was tried again at somebody's word, and when it was set aside."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0006_retention")]
    operations = [
        migrations.AddField("pending", "tried_from", models.DateTimeField(null=True)),
        migrations.AddField("pending", "aside_at", models.DateTimeField(null=True)),
    ]
