"""Who somebody is, is written into the vault once, by those who register people; the service alone replaces it.

Before, a record in sight could be overwritten by any role, and the keys that a record out of sight is found by deleted: the
function runs in the vault's role, so each of its statements has to ask for the caller's scope itself.
"""

from django.db import migrations

PUT = """
create or replace function vault.put_packed(persons bigint[], packs bytea[], lists text[], name_keys bigint[], fresh boolean)
    returns integer volatile security definer set search_path = pg_catalog, pg_temp language plpgsql as $$
declare
    stored bigint[];
    replaces boolean := scope.role() = 'service' and not fresh;
begin
    if scope.role() not in ('tracer', 'commander', 'operator', 'service') then
        raise insufficient_privilege using message = 'identities are written by those who register people';
    end if;
    if replaces then
        delete from vault.key k using vault.identity i, public.people_person p
        where i.person_id = any(persons) and p.subject_id = i.person_id and k.person_id = i.person_id and k.key = any(i.keys);
    end if;
    with given as materialized (
        select t.person, t.pack, t.list::bigint[] as keys, t.name_key,
            get_byte(t.pack, 60) * 256 + get_byte(t.pack, 61) as long
        from unnest(persons, packs, lists, name_keys) as t(person, pack, list, name_key)
        join public.people_person p on p.subject_id = t.person
        where replaces or not exists (select from vault.identity i where i.person_id = t.person)),
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
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0007_together"), ("scope", "0008_pinned")]
    operations = [migrations.RunSQL(PUT, migrations.RunSQL.noop)]
