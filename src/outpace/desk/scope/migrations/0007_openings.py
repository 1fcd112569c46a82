"""What the room of openings holds of a person moves with her; persons are fenced apart from their health; pg_temp comes last."""

from django.db import migrations

from outpace.desk.scope.fenced import first_fences

CARRIED = """
insert into scope.carried values
    ('openings_glass', 'subject_id', 'subject', null),
    ('openings_refusal', 'subject_id', 'subject', null),
    ('openings_request', 'subject_id', 'subject', null);
"""
PINNED = """
do $$
declare
    defined regprocedure;
begin
    for defined in
        select p.oid from pg_proc p join pg_namespace n on n.oid = p.pronamespace
        where p.prosecdef and n.nspname in ('scope', 'vault', 'ledger')
            and not coalesce('search_path=pg_catalog, pg_temp' = any(p.proconfig), false)
    loop
        execute format('alter function %s set search_path = pg_catalog, pg_temp', defined);
    end loop;
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("scope", "0006_matched_and_reached"),
        ("openings", "0003_vault"),
        ("people", "0004_masks"),
        ("ledger", "0006_retention"),
    ]
    operations = [
        *first_fences(),
        migrations.RunSQL(CARRIED, migrations.RunSQL.noop),
        migrations.RunSQL(PINNED, migrations.RunSQL.noop),
    ]
