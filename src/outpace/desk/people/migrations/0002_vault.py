"""Persons under the area policy, and the vault: names and telephones behind functions that check scope and log who asked."""

from django.db import migrations

from outpace.desk.scope.policy import area_policy

VAULT = """
create schema if not exists vault authorization outpace_vault;
grant usage on schema vault to outpace_app;
grant select on people_person, people_subject to outpace_vault;
grant select, insert on ledger_access to outpace_vault;

create table vault.identity (
    person_id bigint primary key,
    name text,
    phone text
);
create index identity_name on vault.identity (name);
alter table vault.identity owner to outpace_vault;

create function vault.put(persons bigint[], names text[], phones text[]) returns integer
    security definer set search_path = pg_catalog language sql as $$
    with stored as (
        insert into vault.identity (person_id, name, phone)
        select t.person, t.name, t.phone
        from unnest(persons, names, phones) as t(person, name, phone)
        join public.people_person p on p.subject_id = t.person
        on conflict (person_id) do update set name = coalesce(excluded.name, vault.identity.name),
                                              phone = coalesce(excluded.phone, vault.identity.phone)
        returning 1)
    select count(*)::integer from stored
$$;

create function vault.open(persons bigint[], at timestamptz) returns table (person_id bigint, name text, phone text)
    security definer set search_path = pg_catalog language sql as $$
    with seen as (
        select i.person_id, i.name, i.phone, p.area_path
        from vault.identity i join public.people_person p on p.subject_id = i.person_id
        where i.person_id = any(persons)),
    logged as (
        insert into public.ledger_access (subject_id, account_id, purpose, at, area_path)
        select s.person_id, scope.account(), scope.purpose(), $2, s.area_path from seen s
        where scope.subject() is null and not exists (
            select from public.ledger_access a
            where a.subject_id = s.person_id and a.account_id = scope.account() and a.purpose = scope.purpose()
              and a.at > $2 - interval '10 minutes'))
    select s.person_id, s.name, s.phone from seen s
$$;

create function vault.names(persons bigint[]) returns table (person_id bigint, name text)
    stable security definer set search_path = pg_catalog language sql as $$
    select i.person_id, i.name
    from vault.identity i join public.people_person p on p.subject_id = i.person_id
    where i.person_id = any(persons)
$$;

create function vault.find(wanted text) returns table (person_id bigint)
    stable security definer set search_path = pg_catalog language sql as $$
    select i.person_id
    from vault.identity i join public.people_person p on p.subject_id = i.person_id
    where i.name = wanted
$$;

alter function vault.put(bigint[], text[], text[]) owner to outpace_vault;
alter function vault.open(bigint[], timestamptz) owner to outpace_vault;
alter function vault.names(bigint[]) owner to outpace_vault;
alter function vault.find(text) owner to outpace_vault;
revoke all on all functions in schema vault from public;
grant execute on all functions in schema vault to outpace_app;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial"), ("ledger", "0002_policies")]
    operations = [
        area_policy("people_subject", grants="select, insert", own="id"),
        area_policy("people_person", grants="select, insert, update", own="subject_id"),
        migrations.RunSQL(VAULT, migrations.RunSQL.noop),
    ]
