"""The vault opens a person for a purpose, because of work that links the account to her now, and counts.

The functions run in the vault's role, under the caller's own scope: nobody sees further through them than the areas of the
token. They read the tables of the rooms themselves, since the vault believes no caller. A refusal is written, not raised, so
that it stands. Limits count by the wall clock; `at` is the time of the response.
"""

from django.db import migrations

GRANTS = """
grant select on cases_case, tracing_contact, isolation_plan, tasks_task to outpace_vault;
grant select on openings_limit, openings_glass, openings_request to outpace_vault;
grant select, insert on openings_stop, openings_refusal, openings_search to outpace_vault;
revoke insert on ledger_access from outpace_app;
drop function if exists vault.open(bigint[], timestamptz);
drop function if exists vault.names(bigint[]);
drop function if exists vault.find(text);
drop function if exists vault.open_sealed(bigint[], timestamptz);
drop function if exists vault.names_sealed(bigint[]);
create or replace function vault.find_sealed(wanted bigint) returns table (person_id bigint)
    stable security definer set search_path = pg_catalog, pg_temp language sql as $$
    select p.subject_id from public.people_person p
    where scope.role() in ('service', 'steward') and p.subject_id in (
        select i.person_id from vault.identity i where i.name_key = wanted
        union all
        select k.person_id from vault.key k where k.key = wanted)
$$;
"""

MOST = """
create function vault.most(wanted text) returns integer stable set search_path = pg_catalog, pg_temp language sql as $$
    select l.value from public.openings_limit l where l.name = wanted
$$;
"""

LINKED = """
create function vault.linked(person bigint, kind text, id bigint, at timestamptz) returns boolean
    stable security definer set search_path = pg_catalog, pg_temp language sql as $$
    select case kind
    when 'task' then exists (
        select from public.tasks_task t
        where t.id = linked.id and t.done_at is null and (t.owner_id is null or t.owner_id = scope.account())
          and (exists (select from public.cases_case c where c.subject_id = t.subject_id and c.person_id = person)
            or exists (select from public.tracing_contact c where c.subject_id = t.subject_id and c.person_id = person)))
    when 'case' then exists (
        select from public.cases_case c
        where c.subject_id = linked.id and c.person_id = person and coalesce(c.case_class, '') <> 'discarded'
          and exists (select from public.tasks_task t where t.about_case_id = c.subject_id and t.done_at is null))
    when 'contact' then exists (
        select from public.tracing_contact c
        where c.subject_id = linked.id and c.person_id = person and c.state <> 'refuted'
          and (exists (select from public.tasks_task t where t.subject_id = c.subject_id and t.done_at is null)
            or exists (select from public.isolation_plan p
                       where p.contact_subject_id = c.subject_id and p.superseded_by_id is null
                         and p.ends >= (linked.at at time zone 'UTC')::date)))
    when 'glass' then exists (
        select from public.openings_glass g
        where g.id = linked.id and g.subject_id = person and g.account_id = scope.account()
          and g.at <= linked.at and g.until > linked.at)
    when 'request' then exists (
        select from public.openings_request r
        where r.id = linked.id and r.subject_id = person and r.answered_at is null)
    else false end
$$;
"""

NAMES = """
create function vault.names(persons bigint[], at timestamptz)
    returns table (person_id bigint, mask bytea, whole bytea, wrapped bytea)
    stable security definer set search_path = pg_catalog, pg_temp language sql as $$
    with asking as (select scope.account() as account, scope.role() as role, scope.subject() as subject),
    in_sight as (
        select a.subject_id as person from public.ledger_access a, asking
        where a.account_id = asking.account and a.subject_id = any(persons) and a.level = 'identity'
          and a.at <= names.at and a.until > names.at and a.wall + (a.until - a.at) > clock_timestamp()
        union
        select c.person_id from public.tasks_task t join public.cases_case c on c.subject_id = t.subject_id, asking
        where asking.role = 'tracer' and t.owner_id = asking.account and t.assigned_by <> asking.account
          and t.done_at is null and c.person_id = any(persons)
        union
        select c.person_id from public.tasks_task t join public.tracing_contact c on c.subject_id = t.subject_id, asking
        where asking.role = 'tracer' and t.owner_id = asking.account and t.assigned_by <> asking.account
          and t.done_at is null and c.person_id = any(persons)
        union
        select asking.subject from asking)
    select i.person_id, i.mask, case when s.person is not null then i.whole end, d.wrapped
    from vault.identity i
    join vault.data_key d on d.person_id = i.person_id
    join public.people_person p on p.subject_id = i.person_id
    left join in_sight s on s.person = i.person_id
    cross join asking
    where i.person_id = any(persons) and (s.person is not null or asking.role in ('tracer', 'commander', 'steward'))
$$;
"""

OPEN = """
create function vault.stop(cause text, count integer, at timestamptz) returns text
    volatile security definer set search_path = pg_catalog, pg_temp language sql as $$
    insert into public.openings_stop ("right", cause, account_id, count, area_path, at, wall, reason, version)
    select 'opening', cause, scope.account(), count, scope.low(), stop.at, clock_timestamp(), '', 1
    on conflict do nothing
    returning cause
$$;

create function vault.since() returns timestamptz stable security definer set search_path = pg_catalog, pg_temp language sql as $$
    select coalesce(max(s.released_wall), '-infinity') from public.openings_stop s
    where s.account_id = scope.account() and s."right" = 'opening'
$$;

create function vault.open_person(
    person bigint, purpose text, because text, because_id bigint, at timestamptz,
    out verdict text, out whole bytea, out wrapped bytea, out until timestamptz, out stopped text, out count integer)
    volatile security definer set search_path = pg_catalog, pg_temp language plpgsql as $$
declare
    me bigint := scope.account();
    began timestamptz := clock_timestamp();
    fresh timestamptz;
    area text;
begin
    perform pg_advisory_xact_lock(hashtextextended('outpace opening ' || me, 0));
    select p.area_path into area from public.people_person p where p.subject_id = person;
    if area is null and because = 'request' then
        select r.area_path into area from public.openings_request r where r.id = open_person.because_id and r.subject_id = person;
    end if;
    if area is null or me is null then
        verdict := 'absent';
        return;
    end if;
    if exists (select from public.openings_stop s
               where s.account_id = me and s."right" = 'opening' and s.released_at is null) then
        verdict := 'stopped';
        return;
    end if;
    fresh := vault.since();
    if purpose not in ('call', 'trace contacts', 'check who it is', 'break the glass', 'answer a request')
       or (because = 'glass') <> (purpose = 'break the glass')
       or (because = 'request') <> (purpose = 'answer a request')
       or scope.role() <> all (case when because = 'request' then '{ombudsman}' else '{tracer,commander}' end::text[])
       or not vault.linked(person, because, because_id, at) then
        insert into public.openings_refusal
            (account_id, subject_id, purpose, because, because_id, role, area_path, at, wall)
        values (me, person, left(purpose, 80), left(because, 8), because_id, scope.role(), area, open_person.at, began);
        select count(*) into count from public.openings_refusal r
        where r.account_id = me and r.wall > greatest(began - interval '1 hour', fresh);
        if count >= vault.most('refusals_hour') then
            stopped := vault.stop('refusals_hour', count, at);
        end if;
        verdict := 'not_linked';
        return;
    end if;
    select a.until into until from public.ledger_access a
    where a.account_id = me and a.subject_id = person and a.level = 'identity' and a.purpose = open_person.purpose
      and a.because = open_person.because and a.because_id = open_person.because_id
      and a.at <= open_person.at and a.until > open_person.at and a.wall + (a.until - a.at) > began
    order by a.until desc limit 1;
    if until is null then
        if because = 'glass' then
            select g.until into until from public.openings_glass g where g.id = open_person.because_id;
        else
            until := at + make_interval(mins => vault.most('in_sight'));
        end if;
        insert into public.ledger_access
            (subject_id, account_id, purpose, at, area_path, level, role, office, because, because_id, until, wall)
        values (person, me, purpose, open_person.at, area, 'identity', scope.role(), scope.low(), because,
            open_person.because_id, open_person.until, began);
        select count(*) into count from public.ledger_access a
        where a.account_id = me and a.level = 'identity' and a.wall > greatest(began - interval '1 hour', fresh);
        if count >= vault.most('opens_hour') then
            stopped := vault.stop('opens_hour', count, at);
        else
            select count(*) into count from public.ledger_access a
            where a.account_id = me and a.level = 'identity' and a.wall > greatest(began - interval '1 day', fresh);
            if count >= vault.most('opens_day') then
                stopped := vault.stop('opens_day', count, at);
            end if;
        end if;
    end if;
    verdict := 'open';
    select i.whole, d.wrapped into whole, wrapped
    from vault.identity i join vault.data_key d on d.person_id = i.person_id where i.person_id = person;
end $$;

create function vault.read_record(person bigint, purpose text, at timestamptz) returns boolean
    volatile security definer set search_path = pg_catalog, pg_temp language sql as $$
    with logged as (
        insert into public.ledger_access
            (subject_id, account_id, purpose, at, area_path, level, role, office, because, wall)
        select p.subject_id, scope.account(), left(read_record.purpose, 80), read_record.at, p.area_path, 'record',
            scope.role(), scope.low(), '', clock_timestamp()
        from public.people_person p
        where p.subject_id = person and scope.subject() is null and not exists (
            select from public.ledger_access a
            where a.subject_id = person and a.account_id = scope.account() and a.purpose = read_record.purpose
              and a.level = 'record' and a.at > read_record.at - interval '10 minutes' and a.at <= read_record.at)
        returning 1)
    select exists (select from logged)
$$;
"""

SEARCH = """
create function vault.search(key text, number text, wanted bigint, also bigint, at timestamptz,
    out verdict text, out persons bigint[], out stopped text, out count integer)
    volatile security definer set search_path = pg_catalog, pg_temp language plpgsql as $$
declare
    me bigint := scope.account();
    began timestamptz := clock_timestamp();
begin
    perform pg_advisory_xact_lock(hashtextextended('outpace opening ' || me, 0));
    if scope.role() not in ('tracer', 'commander') or exists (
        select from public.openings_stop s
        where s.account_id = me and s."right" = 'opening' and s.released_at is null) then
        verdict := 'stopped';
        return;
    end if;
    select coalesce(array_agg(f.subject_id), '{}') into persons
    from (select p.subject_id from public.people_person p
          where p.subject_id in (
              select k.person_id from vault.key k where k.key = wanted and search.key in ('phone', 'id_number')
              union
              select i.person_id from vault.identity i
              where i.name_key = wanted and also = any(i.keys) and search.key = 'name_birth'
              union
              select c.person_id from public.cases_case c where c.number = search.number and search.key = 'number')
          order by p.subject_id limit vault.most('found_most')) f;
    insert into public.openings_search (account_id, key, found, area_path, at, wall)
    values (me, left(search.key, 12), cardinality(persons), scope.low(), search.at, began);
    insert into public.ledger_access
        (subject_id, account_id, purpose, at, area_path, level, role, office, because, wall)
    select p.subject_id, me, 'find a person', search.at, p.area_path, 'search', scope.role(), scope.low(), '', began
    from public.people_person p where p.subject_id = any(persons);
    select count(*) into count from public.openings_search s
    where s.account_id = me and s.wall > greatest(began - interval '1 hour', vault.since());
    if count >= vault.most('searches_hour') then
        stopped := vault.stop('searches_hour', count, at);
    end if;
    verdict := 'found';
end $$;
"""

SIGNATURES = (
    "most(text)",
    "linked(bigint, text, bigint, timestamptz)",
    "names(bigint[], timestamptz)",
    "stop(text, integer, timestamptz)",
    "since()",
    "open_person(bigint, text, text, bigint, timestamptz)",
    "read_record(bigint, text, timestamptz)",
    "search(text, text, bigint, bigint, timestamptz)",
)
INNER = frozenset(
    {"most(text)", "linked(bigint, text, bigint, timestamptz)", "stop(text, integer, timestamptz)", "since()"}
)
FENCES = "".join(
    f"alter function vault.{name} owner to outpace_vault; revoke all on function vault.{name} from public;"
    + ("" if name in INNER else f"grant execute on function vault.{name} to outpace_app;")
    for name in SIGNATURES
)


class Migration(migrations.Migration):
    dependencies = [
        ("openings", "0002_policies"),
        ("people", "0003_sealed"),
        ("tasks", "0004_assigned_by"),
        ("cases", "0003_indexes"),
        ("tracing", "0002_policies"),
        ("isolation", "0002_policies"),
    ]
    operations = [
        migrations.RunSQL(part, migrations.RunSQL.noop) for part in (GRANTS, MOST, LINKED, NAMES, OPEN, SEARCH, FENCES)
    ]
