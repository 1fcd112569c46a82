"""Alarms need their event too, and two more tables are changed by those whose work it is: who counts tries, who keeps the log's
hashes. A look that finds the same alarm again says nothing new."""

from django.db import migrations

from outpace.desk.ledger.coverage import told

ROWS = """
alter table accounts_attempt enable row level security;
create policy door on accounts_attempt
    using ((select scope.role()) = 'service') with check ((select scope.role()) = 'service');
alter table ledger_node enable row level security;
create policy seen on ledger_node for select using ((select scope.purpose()) is not null);
create policy kept on ledger_node
    using ((select scope.purpose()) = 'sequence') with check ((select scope.purpose()) = 'sequence');
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0011_bound")]
    operations = [
        told("life_alarm", "seen_at", "params"),
        migrations.RunSQL(ROWS, migrations.RunSQL.noop),
    ]
