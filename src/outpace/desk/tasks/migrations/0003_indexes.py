"""Indexes for what the lists sort and filter by."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0002_open"),
        ("people", "0002_vault"),
        ("tasks", "0002_policies"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="task",
            index=models.Index(fields=["about_case_id"], name="tasks_task_about_c_81d2e9_idx"),
        ),
    ]
