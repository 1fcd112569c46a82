"""Three more roles, and room for their names."""

from django.db import migrations, models

ROLES = ("commander", "tracer", "resident", "operator", "service", "administrator", "ombudsman", "steward")


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_open")]
    operations = [
        migrations.AlterField("post", "role", models.CharField(choices=[(role, role) for role in ROLES], max_length=20))
    ]
