"""What the service may end for the purpose of retention: answers kept for repeated requests, and sessions of the new form.

An answer is emptied and its key stays, so that nothing is done twice. Answers kept in the clear until now are emptied here.
"""

from django.db import migrations

_RETENTION = "(select scope.purpose()) = 'retention' and (select scope.role()) = 'service'"
EMPTIED = """
alter table ledger_replay no force row level security;
update ledger_replay set answer = ''::bytea;
alter table ledger_replay force row level security;
"""
ANSWERS = f"""
create policy only_retention_empties on ledger_replay as restrictive for update
    using ({_RETENTION}) with check (answer = ''::bytea);
create policy retention_empties on ledger_replay for update using ({_RETENTION}) with check (answer = ''::bytea);
grant update (answer) on ledger_replay to outpace_app;
"""
SESSIONS = f"""
create policy retention_sees on accounts_session for select using ({_RETENTION});
create policy retention_deletes on accounts_session for delete using ({_RETENTION});
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0005_proofs"), ("accounts", "0004_sign_in"), ("scope", "0001_scope")]
    operations = [migrations.RunSQL(EMPTIED + ANSWERS + SESSIONS, migrations.RunSQL.noop)]
