"""Refused rows, receipts and feeds need their event too: nobody settles a refused row, or silences a feed, that no event tells of.

A feed's key is no number: what is kept of a change names a row by its `id`, or else by its `key`.
"""

from django.db import migrations

from outpace.desk.ledger.coverage import told, told_once_there

KEYS = """
create or replace function ledger.note_keys() returns trigger security definer
    set search_path = pg_catalog, pg_temp language plpgsql as $$
declare
    noted integer;
begin
    if session_user = 'outpace_owner' then return null; end if;
    if tg_op = 'UPDATE' then
        insert into ledger.part (transaction, table_name, operation, area_path, count, rows)
        select pg_current_xact_id()::text::bigint, tg_table_name, 'update', area, count(*), string_agg(
            jsonb_build_object('id', id, 'changed', changed)::text, e'\\n')
        from (
            select id, coalesce(here ->> 'area_path', '') as area, (
                select jsonb_agg(key order by key) from jsonb_object_keys(here || before) as key
                where here -> key is distinct from before -> key) as changed
            from (
                select id, coalesce(f.image, '{}') as here, coalesce(s.image, '{}') as before
                from (select coalesce(to_jsonb(n) -> 'id', to_jsonb(n) -> 'key') as id,
                    ledger.without(to_jsonb(n), tg_argv) as image from fresh n) f
                full join (select coalesce(to_jsonb(o) -> 'id', to_jsonb(o) -> 'key') as id,
                    ledger.without(to_jsonb(o), tg_argv) as image from stale o) s using (id)) b) c
        where changed is not null group by area;
    else
        insert into ledger.part (transaction, table_name, operation, area_path, count, rows)
        select pg_current_xact_id()::text::bigint, tg_table_name, lower(tg_op), area, count(*), string_agg(
            jsonb_build_object('id', id)::text, e'\\n')
        from (select coalesce(image -> 'id', image -> 'key') as id, coalesce(image ->> 'area_path', '') as area
            from (select to_jsonb(f) as image from fresh f) r) c group by area;
    end if;
    get diagnostics noted = row_count;
    if noted > 0 then perform set_config('outpace.unclaimed', 'yes', true); end if;
    return null;
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("life", "0005_read"), ("intake", "0003_sealed"), ("ledger", "0012_guarded")]
    operations = [
        migrations.RunSQL(KEYS, migrations.RunSQL.noop),
        told_once_there("intake_receipt"),
        told("intake_reject"),
        told("life_source", "last", "gap_s"),
    ]
