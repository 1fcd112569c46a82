"""No index that another one begins with: each costs every row of an import, and keys are random.

Persons of cases and infectees of links had two of the same; incidents and the cases of versions lead a unique one.
"""

from django.db import migrations, models

PROTECT = models.PROTECT


class Migration(migrations.Migration):
    dependencies = [("areas", "0002_open"), ("cases", "0004_registered_path"), ("people", "0005_packed")]
    operations = [
        migrations.AlterField("case", "incident", models.ForeignKey("areas.incident", PROTECT, db_index=False)),
        migrations.AlterField("case", "person", models.ForeignKey("people.person", PROTECT, db_index=False)),
        migrations.AlterField("link", "incident", models.ForeignKey("areas.incident", PROTECT, db_index=False)),
        migrations.AlterField(
            "link", "infectee", models.ForeignKey("cases.case", PROTECT, related_name="links_in", db_index=False)
        ),
        migrations.AlterField(
            "version", "case", models.ForeignKey("cases.case", PROTECT, related_name="versions", db_index=False)
        ),
    ]
