"""The log's own functions serve their one purpose, and what signs somebody in is changed by an event only.

An event names the account whose scope it is recorded in; only the sequencer places and signs; only who keeps the ledger or the
retention erases a body; only the loop's service and who keeps the installation change what waits for the loop.
"""

from importlib import import_module

from django.db import migrations

from outpace.desk.ledger.coverage import told

_SAY: str = import_module("outpace.desk.ledger.migrations.0009_fewer_statements").SAY
_PLACE: str = import_module("outpace.desk.ledger.migrations.0009_fewer_statements").PLACE
_BEGIN = "\nbegin\n"
_REFUSE = """
begin
    if {unless} then
        raise exception '{why}' using errcode = '42501';
    end if;
"""


def _first(function: str, unless: str, why: str) -> str:
    """A function that refuses before it does anything."""
    if function.count(_BEGIN) != 1:
        raise ValueError("one body is asked for")
    return function.replace(_BEGIN, _REFUSE.format(unless=unless, why=why))


KEYS = """
create function ledger.without(image jsonb, loose text[]) returns jsonb immutable
    set search_path = pg_catalog, pg_temp language plpgsql as $$
declare
    one text;
begin
    foreach one in array coalesce(loose, '{}') loop
        image := image #- string_to_array(one, '.');
    end loop;
    return image;
end $$;

create function ledger.note_keys() returns trigger security definer
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
                from (select n.id, ledger.without(to_jsonb(n), tg_argv) as image from fresh n) f
                full join (select o.id, ledger.without(to_jsonb(o), tg_argv) as image from stale o) s using (id)) b) c
        where changed is not null group by area;
    else
        insert into ledger.part (transaction, table_name, operation, area_path, count, rows)
        select pg_current_xact_id()::text::bigint, tg_table_name, lower(tg_op), area, count(*), string_agg(
            jsonb_build_object('id', id)::text, e'\\n')
        from (select f.id, coalesce(to_jsonb(f) ->> 'area_path', '') as area from fresh f) c group by area;
    end if;
    get diagnostics noted = row_count;
    if noted > 0 then perform set_config('outpace.unclaimed', 'yes', true); end if;
    return null;
end $$;
revoke all on function ledger.without(jsonb, text[]), ledger.note_keys() from public;
"""

SAY = _first(_SAY, "$6 is distinct from scope.account()", "an event names the account that records it")
PLACE = _first(_PLACE, "scope.purpose() is distinct from 'sequence'", "only the sequencer places events in the log")

SIGN = """
create or replace function ledger.sign(size bigint, root bytea, edge bytea[], note text, signature bytea, at timestamptz)
    returns bigint security definer set search_path = pg_catalog, pg_temp language plpgsql as $$
declare
    written bigint;
begin
    if scope.purpose() is distinct from 'sequence' then
        raise exception 'only the sequencer signs the log' using errcode = '42501';
    end if;
    if $1 <> (select coalesce(max(l.seq) + 1, 0) from public.ledger_leaf l) then
        raise exception 'a checkpoint covers the whole log' using errcode = '23L03';
    end if;
    insert into public.ledger_checkpoint (size, root, edge, note, signature, at) values ($1, $2, $3, $4, $5, $6)
        returning number into written;
    return written;
end $$;
"""

ERASE = """
create or replace function ledger.erase(event bigint) returns integer security definer
    set search_path = pg_catalog, pg_temp language plpgsql as $$
declare
    parts integer;
begin
    if coalesce(scope.purpose(), '') not in ('retention', 'keep the ledger') then
        raise exception 'a body is erased when it is due, by who keeps the ledger' using errcode = '42501';
    end if;
    update public.ledger_event set body = ''::bytea, salt = ''::bytea where id = $1 and body <> ''::bytea;
    if not found then return -1; end if;
    delete from ledger.part where event_id = $1;
    get diagnostics parts = row_count;
    return parts;
end $$;
"""

QUEUE = """
alter table ledger_pending enable row level security;
create policy seen on ledger_pending for select using ((select scope.purpose()) is not null);
create policy kept on ledger_pending
    using ((select scope.role()) = 'service' or (select scope.purpose()) = 'keep the installation')
    with check ((select scope.role()) = 'service' or (select scope.purpose()) = 'keep the installation');
alter table ledger_delivered enable row level security;
create policy seen on ledger_delivered for select using ((select scope.purpose()) is not null);
create policy kept on ledger_delivered
    using ((select scope.role()) = 'service') with check ((select scope.role()) = 'service');
"""


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0010_registered_by"),
        ("scope", "0009_ended_by_hand"),
        ("accounts", "0005_watched"),
        ("areas", "0002_open"),
        ("people", "0008_put_once"),
        ("life", "0004_files_accounts_bodies"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]
    operations = [
        migrations.RunSQL(part, migrations.RunSQL.noop) for part in (KEYS, SAY, PLACE, SIGN, ERASE, QUEUE)
    ] + [
        told("accounts_account", "last_login"),
        told("accounts_providername"),
        told("accounts_token"),
        told("areas_area"),
        told("mfa_authenticator", "last_used_at", "data.counter", "data.used_mask"),
        told("people_candidate"),
    ]
