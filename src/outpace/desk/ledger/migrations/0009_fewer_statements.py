"""What an act pays for its event, cut: one statement for each part, one look at the parts, one write for event, leaf and queue.

`ledger.say` is now the only way to an event: it makes the commitment and queues the leaf itself, so the app role adds no event
past it and no trigger has to check one. A part is covered by an event that was said in the part's own transaction, by no other.
The index over an access's age repeated the one over its time.
"""

from django.db import migrations, models

TABLES = """
drop index ledger_access_by_age;
drop trigger every_event_has_its_leaf on ledger_event;
drop function ledger.queue_leaf();
drop function ledger.collect(bigint);
revoke insert on ledger_event, ledger_item from outpace_app;
"""

NOTE = """
create or replace function ledger.note_rows() returns trigger security definer
    set search_path = pg_catalog, pg_temp set timezone = 'UTC' language plpgsql as $$
declare
    known text;
begin
    if tg_argv[0] = 'event' then
        insert into ledger.part (transaction, event_id, table_name, operation, area_path, count, rows)
        select pg_current_xact_id()::text::bigint, set_config('outpace.event', f.event_id::text, true)::bigint,
            tg_table_name, 'insert', f.area_path, count(*), string_agg(row_to_json(f)::text, e'\\n')
        from fresh f group by f.event_id, f.area_path;
        return null;
    end if;
    if tg_argv[0] = 'area' then
        known := nullif(current_setting('outpace.event', true), '');
        insert into ledger.part (transaction, event_id, table_name, operation, area_path, count, rows)
        select pg_current_xact_id()::text::bigint, known::bigint, tg_table_name, lower(tg_op), f.area_path, count(*),
            string_agg(row_to_json(f)::text, e'\\n')
        from fresh f group by f.area_path;
        if known is not null then return null; end if;
    else
        with images as materialized (select to_jsonb(f) as image from fresh f)
        insert into ledger.part (transaction, event_id, table_name, operation, area_path, count, rows)
        select pg_current_xact_id()::text::bigint,
            case when tg_op = 'INSERT' then (image ->> 'event_id')::bigint end, tg_table_name, lower(tg_op),
            coalesce(image ->> 'area_path', ''), count(*), string_agg(image::text, e'\\n')
        from images group by 2, 5;
    end if;
    perform set_config('outpace.unclaimed', 'yes', true);
    return null;
end $$;

create or replace function ledger.note_events() returns trigger security definer
    set search_path = pg_catalog, pg_temp language plpgsql as $$
begin
    insert into ledger.part (transaction, table_name, operation, area_path, count, rows)
    select pg_current_xact_id()::text::bigint, tg_table_name, 'update', f.area_path, count(*), string_agg(
        jsonb_build_object('id', f.id, 'area_path', f.area_path, 'erased', f.body = ''::bytea)::text, e'\\n')
    from fresh f group by f.area_path;
    perform set_config('outpace.unclaimed', 'yes', true);
    return null;
end $$;

create or replace function ledger.refuse_unsaid() returns trigger security definer
    set search_path = pg_catalog, pg_temp language plpgsql as $$
declare
    told bigint := new.event_id;
begin
    if told is null then
        select p.event_id into told from ledger.part p where p.number = new.number;
        if not found then return null; end if;
    end if;
    if not exists (select from public.ledger_unplaced u
            where u.event_id = told and u.upto >= new.number and u.transaction = new.transaction) then
        raise exception 'a change of % was written without its event', new.table_name using errcode = '23L01';
    end if;
    return null;
end $$;

create function ledger.watch(target regclass) returns void language plpgsql as $$
declare
    columns text[] := (select array_agg(a.attname) from pg_attribute a
        where a.attrelid = target and a.attnotnull and not a.attisdropped);
    shape text := case when 'area_path' = any(columns) then 'area' else '' end;
begin
    execute format('drop trigger if exists ledger_inserts on %1$s; drop trigger if exists ledger_updates on %1$s;'
        ' drop trigger if exists ledger_deletes on %1$s;'
        ' create trigger ledger_inserts after insert on %1$s referencing new table as fresh'
        ' for each statement execute function ledger.note_rows(%2$L);'
        ' create trigger ledger_updates after update on %1$s referencing new table as fresh'
        ' for each statement execute function ledger.note_rows(%3$L);'
        ' create trigger ledger_deletes after delete on %1$s referencing old table as fresh'
        ' for each statement execute function ledger.note_rows(%3$L)',
        target, case when shape = 'area' and 'event_id' = any(columns) then 'event' else shape end, shape);
end $$;
revoke all on function ledger.watch(regclass) from public;
select ledger.watch(tgrelid) from pg_trigger where tgname = 'ledger_inserts';
"""

SAY = """
create or replace function ledger.say(id bigint, kind text, area text, incident bigint, subject bigint, account bigint,
        happened timestamptz, recorded timestamptz, rows integer, head text, salt bytea, items bytea[], items_root bytea)
    returns void security definer set search_path = pg_catalog, pg_temp language plpgsql as $$
declare
    writes text;
    last bigint;
    body bytea;
    commitment bytea;
begin
    if current_setting('outpace.unclaimed', true) = 'yes' then
        update ledger.part p set event_id = $1
        where p.transaction = pg_current_xact_id()::text::bigint and p.event_id is null;
    end if;
    select string_agg(format('{"count":%s,"operation":"%s","part":%s,"sha256":"%s","table":"%s"}', p.count, p.operation,
            p.number, encode(sha256(convert_to(p.rows, 'UTF8')), 'hex'), p.table_name), ',' order by p.number),
        max(p.number)
    into writes, last from ledger.part p where p.event_id = $1;
    body := convert_to(left(head, -1) || ',"writes":[' || coalesce(writes, '') || ']}', 'UTF8');
    commitment := sha256(salt || body);
    with told as (
        insert into public.ledger_event (id, kind, area_path, incident_id, subject_id, account_id, happened, recorded, rows,
            body, salt, commitment, items_root)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, body, $11, commitment, $13)),
    queued as (
        insert into public.ledger_unplaced (event_id, upto, transaction, data, recorded, changed)
        values ($1, coalesce(last, 0), pg_current_xact_id()::text::bigint, commitment
            || int8send((extract(epoch from $8) * 1000000)::bigint) || coalesce($13, ''::bytea), $8,
            split_part($2, '.', 1) || '|' || $3))
    insert into public.ledger_pending (event_id, kind, area_path, incident_id, rows, recorded, attempts, failure)
    values ($1, $2, $3, $4, $9, $8, 0, '');
    if cardinality($12) > 0 then
        insert into public.ledger_item (event_id, number, row_hash)
            select $1, generate_subscripts($12, 1), unnest($12);
    end if;
    perform set_config('outpace.event', '', true);
end $$;
"""

PLACE = """
create or replace function ledger.place(most integer) returns integer security definer
    set search_path = pg_catalog, pg_temp language plpgsql as $$
declare
    start bigint;
    placed integer;
begin
    set constraints ledger.said_before_commit immediate;
    set constraints ledger.said_before_commit deferred;
    select coalesce(max(seq) + 1, 0) into start from public.ledger_leaf;
    with taken as (
        select u.event_id, u.data, u.changed, row_number() over (order by u.recorded, u.event_id) - 1 as n
        from public.ledger_unplaced u order by u.recorded, u.event_id limit most),
    gone as (delete from public.ledger_unplaced u using taken t where u.event_id = t.event_id),
    told as (select pg_notify('outpace_changed', c.changed) from (select distinct changed from taken) c),
    counted as (select count(*) from told)
    insert into public.ledger_leaf (seq, event_id, leaf_hash, data)
    select start + t.n, t.event_id, sha256('\\x00'::bytea || t.data), t.data from taken t, counted;
    get diagnostics placed = row_count;
    return placed;
end $$;
"""
"""What waits is what parts are checked against: so what this transaction itself has written is checked before it is taken away."""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0008_decisions"), ("scope", "0008_pinned"), ("life", "0003_steps")]
    operations = [
        migrations.AddField("unplaced", "transaction", models.BigIntegerField(default=0)),
        migrations.RunSQL(TABLES + NOTE + SAY + PLACE, migrations.RunSQL.noop),
    ]
