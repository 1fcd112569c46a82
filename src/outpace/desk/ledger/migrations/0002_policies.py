"""Bodies under the area policy, insert only; commitments and queues without personal data are open to the app role."""

from django.db import migrations

from outpace.desk.scope.policy import area_policy, open_table

REPLAY = """
alter table ledger_replay enable row level security; alter table ledger_replay force row level security;
create policy own on ledger_replay using (account_id = (select scope.account())) with check (account_id = (select scope.account()));
grant select, insert on ledger_replay to outpace_app;
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial"), ("scope", "0001_scope")]
    operations = [
        area_policy("ledger_event", grants="select, insert", own="subject_id"),
        area_policy("ledger_access", grants="select, insert", own="subject_id"),
        open_table("ledger_item", grants="select, insert"),
        open_table("ledger_unplaced", grants="select, insert, delete"),
        open_table("ledger_leaf", grants="select, insert"),
        open_table("ledger_checkpoint", grants="select, insert"),
        open_table("ledger_pending", grants="select, insert, update, delete"),
        open_table("ledger_delivered", grants="select, insert"),
        migrations.RunSQL(REPLAY, migrations.RunSQL.noop),
    ]
