"""How many rows a waiting event stands for, so that one delivery stays small."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0002_policies"),
    ]

    operations = [
        migrations.AddField(
            model_name="pending",
            name="rows",
            field=models.IntegerField(default=1),
        ),
    ]
