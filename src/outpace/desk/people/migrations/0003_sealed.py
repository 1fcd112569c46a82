"""The vault sealed: ciphertext, wrapped data keys and keyed hashes; candidates and links of persons under the area policy.

The columns `name` and `phone` are emptied by the back-fill (`people.backfill`) and go in a later release. Functions with
`sealed` in their name replace those of 0002.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from outpace.desk.scope.policy import area_policy

TABLES = """
alter table vault.identity add column whole bytea, add column mask bytea, add column keys bigint[] not null default '{}',
    add column name_key bigint, add column registered timestamptz;
create index identity_name_key on vault.identity (name_key) where name_key is not null;
create table vault.data_key (person_id bigint primary key, wrapped bytea not null);
create table vault.key (key bigint, person_id bigint, primary key (key, person_id));
create table vault.waiting (person_id bigint primary key);
create table vault.parent (member bigint primary key, head bigint not null check (head <> member));
create index parent_head on vault.parent (head);
create table vault.key_mark (sole boolean primary key default true check (sole), mark bytea not null);
alter table vault.data_key owner to outpace_vault;
alter table vault.key owner to outpace_vault;
alter table vault.waiting owner to outpace_vault;
alter table vault.parent owner to outpace_vault;
alter table vault.key_mark owner to outpace_vault;
"""

PUT = """
create function vault.put_sealed(persons bigint[], wholes bytea[], masks bytea[], wraps bytea[], lists text[],
        name_keys bigint[]) returns integer
    volatile security definer set search_path = pg_catalog language plpgsql as $$
declare
    stored integer;
begin
    delete from vault.key k using vault.identity i
    where i.person_id = any(persons) and k.person_id = i.person_id and k.key = any(i.keys);
    with given as (
        select t.person, t.whole, t.mask, t.wrapped, t.list::bigint[] as keys, t.name_key
        from unnest(persons, wholes, masks, wraps, lists, name_keys) as t(person, whole, mask, wrapped, list, name_key)
        join public.people_person p on p.subject_id = t.person),
    kept as (
        insert into vault.identity (person_id, whole, mask, keys, name_key)
        select g.person, g.whole, g.mask, g.keys, g.name_key from given g
        on conflict (person_id) do update set whole = excluded.whole, mask = excluded.mask, keys = excluded.keys,
            name_key = excluded.name_key, name = null, phone = null),
    wrapped as (
        insert into vault.data_key (person_id, wrapped) select g.person, g.wrapped from given g
        on conflict (person_id) do update set wrapped = excluded.wrapped),
    waiting as (
        insert into vault.waiting (person_id) select g.person from given g on conflict do nothing),
    blocked as (
        insert into vault.key (key, person_id)
        select distinct k, g.person from given g, unnest(g.keys) k order by k)
    select count(*)::integer into stored from given;
    return stored;
end $$;
"""

READ = """
create function vault.open_sealed(persons bigint[], at timestamptz)
    returns table (person_id bigint, whole bytea, wrapped bytea)
    volatile security definer set search_path = pg_catalog language sql as $$
    with seen as (
        select i.person_id, i.whole, d.wrapped, p.area_path
        from vault.identity i join vault.data_key d on d.person_id = i.person_id
        join public.people_person p on p.subject_id = i.person_id
        where i.person_id = any(persons)),
    logged as (
        insert into public.ledger_access (subject_id, account_id, purpose, at, area_path)
        select s.person_id, scope.account(), scope.purpose(), $2, s.area_path from seen s
        where scope.subject() is null and not exists (
            select from public.ledger_access a
            where a.subject_id = s.person_id and a.account_id = scope.account() and a.purpose = scope.purpose()
              and a.at > $2 - interval '10 minutes'))
    select s.person_id, s.whole, s.wrapped from seen s
$$;

create function vault.names_sealed(persons bigint[]) returns table (person_id bigint, whole bytea, mask bytea, wrapped bytea)
    stable security definer set search_path = pg_catalog language sql as $$
    select i.person_id, i.whole, i.mask, d.wrapped
    from vault.identity i join vault.data_key d on d.person_id = i.person_id
    join public.people_person p on p.subject_id = i.person_id
    where i.person_id = any(persons)
$$;

create function vault.find_sealed(wanted bigint) returns table (person_id bigint)
    stable security definer set search_path = pg_catalog language sql as $$
    select p.subject_id from public.people_person p
    where p.subject_id in (
        select i.person_id from vault.identity i where i.name_key = wanted
        union all
        select k.person_id from vault.key k where k.key = wanted)
$$;

create function vault.plain(most integer) returns table (person_id bigint, name text, phone text)
    volatile security definer set search_path = pg_catalog language sql as $$
    select i.person_id, i.name, i.phone from vault.identity i
    where i.whole is null and scope.role() = 'service' and scope.low() = '' order by i.person_id limit most for update
$$;

create function vault.shred(persons bigint[]) returns integer
    volatile security definer set search_path = pg_catalog language sql as $$
    with mine as (
        select p.subject_id from public.people_person p where p.subject_id = any(persons) and scope.role() = 'service'),
    keys as (
        delete from vault.key k using vault.identity i
        where i.person_id in (select subject_id from mine) and k.person_id = i.person_id and k.key = any(i.keys)),
    data as (delete from vault.data_key d where d.person_id in (select subject_id from mine)),
    waiting as (delete from vault.waiting w where w.person_id in (select subject_id from mine)),
    gone as (delete from vault.identity i where i.person_id in (select subject_id from mine) returning 1)
    select count(*)::integer from gone
$$;
"""

MATCH = """
create function vault.take_waiting(most integer) returns table (person_id bigint)
    volatile security definer set search_path = pg_catalog language sql as $$
    delete from vault.waiting w where w.person_id in (
        select v.person_id from vault.waiting v where scope.role() = 'service' and scope.low() = ''
        order by v.person_id limit most for update skip locked)
    returning w.person_id
$$;

create function vault.similar(persons bigint[], largest integer)
    returns table (person_id bigint, other_id bigint)
    stable security definer set search_path = pg_catalog language sql as $$
    with mine as (
        select i.person_id, k as key from vault.identity i, unnest(i.keys) k
        where i.person_id = any(persons) and scope.role() = 'service' and scope.low() = ''),
    busy as (
        select m.key from (select distinct key from mine) m
        where (select count(*) from (select from vault.key b where b.key = m.key limit largest + 1) c) > largest)
    select distinct m.person_id, o.person_id
    from mine m join vault.key o on o.key = m.key and o.person_id <> m.person_id
    where m.key not in (select key from busy)
$$;

create function vault.profiles(persons bigint[]) returns table (person_id bigint, whole bytea, wrapped bytea)
    stable security definer set search_path = pg_catalog language sql as $$
    select i.person_id, i.whole, d.wrapped
    from vault.identity i join vault.data_key d on d.person_id = i.person_id
    where i.person_id = any(persons) and scope.role() = 'service' and scope.low() = ''
$$;

create function vault.root(person bigint) returns bigint stable security definer set search_path = pg_catalog
    language sql as $$
    with recursive up as (
        select person as id, 0 as step
        union all
        select p.head, up.step + 1 from up join vault.parent p on p.member = up.id where up.step < 1000)
    select id from up order by step desc limit 1
$$;

create function vault.heads(persons bigint[]) returns table (person_id bigint, head bigint)
    stable security definer set search_path = pg_catalog language sql as $$
    select p.subject_id, vault.root(p.subject_id) from public.people_person p where p.subject_id = any(persons)
$$;

create function vault.members(person bigint) returns table (person_id bigint)
    stable security definer set search_path = pg_catalog language sql as $$
    with recursive down as (
        select vault.root(p.subject_id) as id from public.people_person p where p.subject_id = person
        union
        select c.member from down join vault.parent c on c.head = down.id)
    select p.subject_id from down join public.people_person p on p.subject_id = down.id
$$;

create function vault.join_persons(person bigint, other bigint, out member bigint, out head bigint)
    volatile security definer set search_path = pg_catalog language plpgsql as $$
begin
    if scope.role() not in ('service', 'steward') or (
        select count(*) from public.people_person p where p.subject_id in (person, other)) <> 2 then
        raise insufficient_privilege using message = 'two persons in scope, and a steward or the service';
    end if;
    perform pg_advisory_xact_lock(hashtextextended('outpace persons', 0));
    member := vault.root(person);
    head := vault.root(other);
    if member <> head then
        insert into vault.parent (member, head) values (join_persons.member, join_persons.head);
    end if;
end $$;

create function vault.part_persons(person bigint, other bigint) returns boolean
    volatile security definer set search_path = pg_catalog language plpgsql as $$
begin
    if scope.role() <> 'steward' or not exists (
        select from public.people_link l where l.member_id = person and l.head_id = other and l.ended_at is null) then
        raise insufficient_privilege using message = 'a link in scope, and a steward';
    end if;
    perform pg_advisory_xact_lock(hashtextextended('outpace persons', 0));
    delete from vault.parent p where p.member = person and p.head = other;
    return found;
end $$;

create function vault.open_pair(candidate bigint, at timestamptz)
    returns table (person_id bigint, whole bytea, wrapped bytea)
    volatile security definer set search_path = pg_catalog language sql as $$
    with seen as (
        select i.person_id, i.whole, d.wrapped, p.area_path
        from public.people_candidate c
        join public.people_person p on p.subject_id in (c.person_id, c.other_id)
        join vault.identity i on i.person_id = p.subject_id
        join vault.data_key d on d.person_id = i.person_id
        where c.id = candidate and scope.role() = 'steward'),
    logged as (
        insert into public.ledger_access
            (subject_id, account_id, purpose, at, area_path, level, role, office, because, because_id, until, wall)
        select s.person_id, scope.account(), scope.purpose(), $2, s.area_path, 'identity', scope.role(), scope.low(),
            'match', candidate, $2 + interval '10 minutes', clock_timestamp()
        from seen s
        where not exists (
            select from public.ledger_access a
            where a.subject_id = s.person_id and a.account_id = scope.account() and a.because = 'match'
              and a.because_id = candidate and a.at > $2 - interval '10 minutes' and a.at <= $2))
    select s.person_id, s.whole, s.wrapped from seen s
$$;
"""

SIGNATURES = (
    "put_sealed(bigint[], bytea[], bytea[], bytea[], text[], bigint[])",
    "open_sealed(bigint[], timestamptz)",
    "names_sealed(bigint[])",
    "find_sealed(bigint)",
    "plain(integer)",
    "shred(bigint[])",
    "take_waiting(integer)",
    "similar(bigint[], integer)",
    "profiles(bigint[])",
    "root(bigint)",
    "heads(bigint[])",
    "members(bigint)",
    "join_persons(bigint, bigint)",
    "part_persons(bigint, bigint)",
    "open_pair(bigint, timestamptz)",
)
INNER = frozenset({"root(bigint)"})

FENCE = """
alter function vault.{name} owner to outpace_vault;
revoke all on function vault.{name} from public;
"""
ENTRANCE = """
grant execute on function vault.{name} to outpace_app;
"""
READ_BY_THE_VAULT = "grant select on people_candidate, people_link to outpace_vault;"
FENCES = READ_BY_THE_VAULT + "".join(
    (FENCE if name in INNER else FENCE + ENTRANCE).format(name=name) for name in SIGNATURES
)

ONE_PAIR = """
create unique index candidate_pair on people_candidate (least(person_id, other_id), greatest(person_id, other_id));
"""


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0002_vault"),
        ("ledger", "0004_access"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AddField("person", "held", models.BooleanField(db_default=False, default=False)),
        migrations.AddIndex(
            "person", models.Index(fields=["event_id"], condition=models.Q(held=True), name="person_held")
        ),
        migrations.CreateModel(
            name="Candidate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("score", models.FloatField()),
                ("verdict", models.CharField(max_length=12)),
                ("reasons", models.JSONField()),
                ("state", models.CharField(default="open", max_length=12)),
                ("area_path", models.TextField(db_collation="C")),
                ("found_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("why", models.TextField(blank=True)),
                ("version", models.IntegerField(default=1)),
                ("event_id", models.BigIntegerField()),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="candidates", to="people.person"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["state", "-score", "id"], name="candidate_queue"),
                ]
            },
        ),
        migrations.CreateModel(
            name="Link",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("area_path", models.TextField(db_collation="C")),
                ("account_id", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                ("event_id", models.BigIntegerField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by", models.BigIntegerField(null=True)),
                ("why", models.TextField(blank=True)),
                (
                    "candidate",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="people.candidate"),
                ),
                (
                    "head",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="links", to="people.person"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)), fields=("member",), name="one_head_at_a_time"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("member", models.F("head")), _negated=True), name="no_head_of_itself"
                    ),
                ]
            },
        ),
        area_policy("people_candidate", grants="select, insert, update"),
        area_policy("people_link", grants="select, insert, update"),
        *(migrations.RunSQL(part, migrations.RunSQL.noop) for part in (ONE_PAIR, TABLES, PUT, READ, MATCH, FENCES)),
    ]
