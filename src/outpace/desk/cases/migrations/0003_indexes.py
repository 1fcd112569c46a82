"""Indexes for what the lists sort and filter by."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0002_open"),
        ("cases", "0002_policies"),
        ("people", "0002_vault"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="case",
            name="cases_case_inciden_04dadc_idx",
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                models.F("incident"),
                models.OrderBy(models.F("reported"), descending=True, nulls_last=True),
                models.F("subject"),
                name="case_by_report",
            ),
        ),
    ]
