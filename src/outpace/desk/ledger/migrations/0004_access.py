"""An access says what it showed, because of what, in which role and until when."""

from django.db import migrations, models

COLUMNS = """
alter table ledger_access
    add column level varchar(8) not null default 'record',
    add column role varchar(13) not null default '',
    add column office text collate "C" not null default '',
    add column because varchar(8) not null default '',
    add column because_id bigint,
    add column until timestamptz,
    add column wall timestamptz not null default clock_timestamp();
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0003_pending_rows"), ("people", "0002_vault")]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(COLUMNS, migrations.RunSQL.noop)],
            state_operations=[
                migrations.AddField("access", "level", models.CharField(max_length=8, default="record")),
                migrations.AddField("access", "role", models.CharField(max_length=13, default="")),
                migrations.AddField("access", "office", models.TextField(db_collation="C", default="")),
                migrations.AddField("access", "because", models.CharField(max_length=8, default="")),
                migrations.AddField("access", "because_id", models.BigIntegerField(null=True)),
                migrations.AddField("access", "until", models.DateTimeField(null=True)),
                migrations.AddField("access", "wall", models.DateTimeField(), preserve_default=False),
            ],
        ),
        migrations.AddIndex("access", models.Index(fields=["account_id", "-wall"], name="access_by_account")),
        migrations.AddIndex("access", models.Index(fields=["at", "id"], name="access_by_time")),
    ]
