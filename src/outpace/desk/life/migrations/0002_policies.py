"""Grants on these tables, and the one way to delete personal rows: as the service, for the purpose `retention`.

The deleting policies are restrictive: a statement under any other purpose deletes nothing, whatever its areas.
"""

from django.db import migrations

from outpace.desk.scope.policy import open_table

RETENTION = """
create policy only_retention_deletes on ledger_access as restrictive for delete
    using ((select scope.purpose()) = 'retention' and (select scope.role()) = 'service');
create policy only_retention_deletes on intake_reject as restrictive for delete
    using ((select scope.purpose()) = 'retention' and (select scope.role()) = 'service');
create policy only_retention_deletes on ledger_replay as restrictive for delete
    using ((select scope.purpose()) = 'retention' and (select scope.role()) = 'service');
create policy retention_sees on ledger_replay for select
    using ((select scope.purpose()) = 'retention' and (select scope.role()) = 'service');
create policy retention_deletes on ledger_replay for delete
    using ((select scope.purpose()) = 'retention' and (select scope.role()) = 'service');
grant delete on ledger_access, intake_reject, ledger_replay to outpace_app;
create index ledger_access_by_age on ledger_access using brin (at);
create index ledger_replay_by_age on ledger_replay using brin (at);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("life", "0001_initial"),
        ("scope", "0001_scope"),
        ("ledger", "0002_policies"),
        ("intake", "0002_policies"),
    ]
    operations = [
        open_table("life_installation", grants="select"),
        open_table("life_alarm", grants="select, insert, update"),
        open_table("life_source", grants="select, insert, update, delete"),
        open_table("life_switch", grants="select, insert, update"),
        open_table("life_hold", grants="select, insert, update"),
        open_table("life_saved", grants="select, insert"),
        open_table("life_sweep", grants="select, insert"),
        open_table("life_backfill", grants="select, insert, update"),
        migrations.RunSQL(RETENTION, migrations.RunSQL.noop),
    ]
