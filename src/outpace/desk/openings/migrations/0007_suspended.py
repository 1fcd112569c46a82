"""An opening that nobody reviewed in time suspends the account: the door sees it, reviewers are told twice before."""

from django.db import migrations, models
from django.db.models import Q

AT_DOOR = """
create policy at_door on openings_glass for select using ((select scope.purpose()) = 'sign-in');
"""
LIMITS = """
insert into openings_limit (name, value, unit, source) values
    ('warn_first', 24, 'hours', 'ours; as for a release test that is missing: a day before'),
    ('warn_last', 6, 'hours', 'ours; as for a release test that is missing: within the shift');
"""


class Migration(migrations.Migration):
    dependencies = [("openings", "0006_joined"), ("accounts", "0006_changes")]
    operations = [
        migrations.AddField("glass", "warned", models.SmallIntegerField(db_default=0, default=0)),
        migrations.AddIndex(
            "glass", models.Index(fields=["account_id"], condition=Q(reviewed_at=None), name="glass_unreviewed")
        ),
        migrations.RunSQL(AT_DOOR, migrations.RunSQL.noop),
        migrations.RunSQL(LIMITS, migrations.RunSQL.noop),
    ]
