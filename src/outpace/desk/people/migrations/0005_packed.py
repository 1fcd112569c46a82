"""Take sealed people in at the speed of an import: one packed value a person, newcomers queued by the hundred.

A pack is the wrapped data key (60 bytes), the length of the mask (2 bytes), the mask, the whole.
"""

from django.db import migrations

QUEUE = """
create table vault.queue (id bigint generated always as identity primary key, persons bigint[] not null);
alter table vault.queue owner to outpace_vault;
insert into vault.queue (persons) select array_agg(person_id) from vault.waiting having count(*) > 0;
drop table vault.waiting;
alter table vault.identity drop column registered, add column nth bigint generated always as identity;
alter table vault.queue rename to waiting;
"""

PUT = """
create function vault.put_packed(persons bigint[], packs bytea[], lists text[], name_keys bigint[], fresh boolean)
    returns integer volatile security definer set search_path = pg_catalog language plpgsql as $$
declare
    stored bigint[];
begin
    if not fresh then
        delete from vault.key k using vault.identity i
        where i.person_id = any(persons) and k.person_id = i.person_id and k.key = any(i.keys);
    end if;
    with given as materialized (
        select t.person, t.pack, t.list::bigint[] as keys, t.name_key,
            get_byte(t.pack, 60) * 256 + get_byte(t.pack, 61) as long
        from unnest(persons, packs, lists, name_keys) as t(person, pack, list, name_key)
        join public.people_person p on p.subject_id = t.person),
    kept as (
        insert into vault.identity (person_id, whole, mask, keys, name_key)
        select g.person, substring(g.pack from 63 + g.long), substring(g.pack from 63 for g.long), g.keys, g.name_key
        from given g
        on conflict (person_id) do update set whole = excluded.whole, mask = excluded.mask, keys = excluded.keys,
            name_key = excluded.name_key, name = null, phone = null),
    wrapped as (
        insert into vault.data_key (person_id, wrapped) select g.person, substring(g.pack for 60) from given g
        on conflict (person_id) do update set wrapped = excluded.wrapped),
    blocked as (
        insert into vault.key (key, person_id) select k, g.person from given g, unnest(g.keys) k order by k)
    select array_agg(g.person) into stored from given g;
    insert into vault.waiting (persons)
    select array_agg(s.person) from unnest(stored) with ordinality as s(person, n) group by (s.n - 1) / 200;
    return coalesce(cardinality(stored), 0);
end $$;

create or replace function vault.take_waiting(most integer) returns table (person_id bigint)
    volatile security definer set search_path = pg_catalog language sql as $$
    with taken as (
        delete from vault.waiting w where w.id = (
            select v.id from vault.waiting v where scope.role() = 'service' and scope.low() = ''
            order by v.id limit 1 for update skip locked)
        returning w.persons)
    select p from taken, unnest(taken.persons) p
$$;

drop function vault.similar(bigint[], integer);
create function vault.similar(persons bigint[], largest integer) returns table (newcomer bigint, known bigint)
    stable security definer set search_path = pg_catalog language sql as $$
    with mine as (
        select i.person_id, i.nth, k as key from vault.identity i, unnest(i.keys) k
        where i.person_id = any(persons) and scope.role() = 'service' and scope.low() = ''),
    busy as (
        select m.key from (select distinct key from mine) m
        where (select count(*) from (select from vault.key b where b.key = m.key limit largest + 1) c) > largest)
    select distinct case when m.nth > i.nth then m.person_id else o.person_id end,
        case when m.nth > i.nth then o.person_id else m.person_id end
    from mine m join vault.key o on o.key = m.key and o.person_id <> m.person_id
    join vault.identity i on i.person_id = o.person_id
    where m.key not in (select key from busy)
$$;
alter function vault.similar(bigint[], integer) owner to outpace_vault;
revoke all on function vault.similar(bigint[], integer) from public;
grant execute on function vault.similar(bigint[], integer) to outpace_app;

create or replace function vault.shred(persons bigint[]) returns integer
    volatile security definer set search_path = pg_catalog language sql as $$
    with mine as (
        select p.subject_id from public.people_person p where p.subject_id = any(persons) and scope.role() = 'service'),
    keys as (
        delete from vault.key k using vault.identity i
        where i.person_id in (select subject_id from mine) and k.person_id = i.person_id and k.key = any(i.keys)),
    data as (delete from vault.data_key d where d.person_id in (select subject_id from mine)),
    gone as (delete from vault.identity i where i.person_id in (select subject_id from mine) returning 1)
    select count(*)::integer from gone
$$;

drop function vault.put_sealed(bigint[], bytea[], bytea[], bytea[], text[], bigint[]);
alter function vault.put_packed(bigint[], bytea[], text[], bigint[], boolean) owner to outpace_vault;
revoke all on function vault.put_packed(bigint[], bytea[], text[], bigint[], boolean) from public;
grant execute on function vault.put_packed(bigint[], bytea[], text[], bigint[], boolean) to outpace_app;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0004_masks")]
    operations = [migrations.RunSQL(part, migrations.RunSQL.noop) for part in (QUEUE, PUT)]
