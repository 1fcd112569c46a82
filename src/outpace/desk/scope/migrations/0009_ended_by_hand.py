"""Who issued and who ended a grant, and why; and that the ombudsman sees which rows of her areas are shown to others, and to them.

What an ombudsman sees of a grant is keys, areas and times: as with the access log, nothing of anybody's health.
"""

from django.db import migrations, models
from django.db.models import Q

OVERSEEN = """
drop policy if exists overseen on scope_grant;
create policy overseen on scope_grant for select using (
    scope.says('i') and (select scope.holds('i'))
    and (area_path <@ (select scope.paths()) or to_path <@ (select scope.paths())));
"""
REASONS = ["not_tracing", "mistaken", "objection", "otherwise"]


class Migration(migrations.Migration):
    dependencies = [("scope", "0008_pinned")]
    operations = [
        migrations.AddField("grant", "kind", models.CharField(max_length=12, db_default="case")),
        migrations.AddField("grant", "issued_by", models.BigIntegerField(null=True)),
        migrations.AddField("grant", "ended_at", models.DateTimeField(null=True)),
        migrations.AddField("grant", "ended_by", models.BigIntegerField(null=True)),
        migrations.AddField("grant", "ended_event", models.BigIntegerField(null=True)),
        migrations.AddField("grant", "reason", models.CharField(max_length=12, null=True)),
        migrations.AddField("grant", "version", models.IntegerField(default=1, db_default=1)),
        migrations.AddConstraint(
            "grant",
            models.CheckConstraint(
                condition=Q(reason=None) | (Q(reason__in=REASONS) & Q(ended_at__isnull=False, ended_by__isnull=False)),
                name="grant_ended_for_a_reason",
            ),
        ),
        migrations.RunSQL(OVERSEEN, migrations.RunSQL.noop),
    ]
