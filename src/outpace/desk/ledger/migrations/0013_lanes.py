"""What follows from an event waits in the lane of that event: the loop says which it works through, and the row remembers.

A default reads the transaction's word, so that nothing else has to know of lanes. Any other word than the two is none.
"""

from django.db import migrations, models

INHERIT = """
alter table ledger_pending alter column lane set default
    case when current_setting('outpace.lane', true) in ('positive', 'ordinary') then current_setting('outpace.lane') else '' end;
"""
KEEP = "alter table ledger_pending alter column lane set default '';"


class Migration(migrations.Migration):
    dependencies = [("ledger", "0012_guarded")]
    operations = [
        migrations.AddField("pending", "lane", models.CharField(blank=True, default="", max_length=8)),
        migrations.RunSQL(INHERIT, KEEP),
    ]
