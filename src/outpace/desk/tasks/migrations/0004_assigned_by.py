"""Who gave a task to its owner."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tasks", "0003_indexes")]
    operations = [migrations.AddField("task", "assigned_by", models.BigIntegerField(null=True))]
