"""When each field of the register was last read. The app keeps it; a field that has left the register leaves it too."""

from django.db import migrations, models

from outpace.desk.scope.policy import open_table


class Migration(migrations.Migration):
    dependencies = [("life", "0004_files_accounts_bodies")]
    operations = [
        migrations.CreateModel(
            name="Read",
            fields=[
                ("field", models.CharField(max_length=130, primary_key=True, serialize=False)),
                ("since", models.DateField()),
                ("last", models.DateField(null=True)),
            ],
        ),
        open_table("life_read", grants="select, insert, update, delete"),
    ]
