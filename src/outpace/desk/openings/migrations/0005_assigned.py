"""The names of assigned work are openings: written down a page at a time, and only for work that a commander gave.

What a colleague passed on stays masked, like what the account took for itself, and opens one person at a time under the limit of
the hour: otherwise two who assign each other work would read names. A name written down so stays in the list for a shift, as
long as the work is hers and nobody stopped her.
"""

from django.db import migrations

LIMIT = """
insert into openings_limit (name, value, unit, source) values
    ('assigned', 720, 'minutes', 'ours; a shift: the list of one''s own work is read again all day');
grant select (account_id, role, area_path, starts, ends) on accounts_post to outpace_vault;
"""

GIVEN = """
create function vault.given(persons bigint[]) returns table (person_id bigint, task_id bigint)
    stable security definer set search_path = pg_catalog, pg_temp language sql as $$
    with mine as materialized (
        select t.id, t.subject_id from public.tasks_task t
        where scope.role() = 'tracer' and t.owner_id = scope.account() and t.assigned_by <> scope.account()
          and t.done_at is null
          and (t.assigned_by = 1 or exists (
              select from public.accounts_post p
              where p.account_id = t.assigned_by and p.role = 'commander' and starts_with(t.area_path, p.area_path)
                and p.starts <= clock_timestamp() and p.ends > clock_timestamp()))
          and not exists (select from public.openings_stop s
              where s.account_id = scope.account() and s."right" = 'opening' and s.released_at is null)),
    about as (
        select c.person_id, m.id from mine m join public.cases_case c on c.subject_id = m.subject_id
        union all
        select c.person_id, m.id from mine m join public.tracing_contact c on c.subject_id = m.subject_id)
    select a.person_id, min(a.id) from about a where a.person_id = any(persons) group by a.person_id
$$;
"""

NAMES = """
create or replace function vault.names(persons bigint[], at timestamptz)
    returns table (person_id bigint, mask bytea, whole bytea, wrapped bytea)
    stable security definer set search_path = pg_catalog, pg_temp language sql as $$
    with asking as (select scope.account() as account, scope.role() as role, scope.subject() as subject),
    logged as (
        select a.subject_id as person, a.level from public.ledger_access a, asking
        where a.account_id = asking.account and a.subject_id = any(persons) and a.level in ('identity', 'assigned')
          and a.at <= names.at and a.until > names.at and a.wall + (a.until - a.at) > clock_timestamp()),
    in_sight as (
        select l.person from logged l where l.level = 'identity'
        union
        select l.person from logged l join vault.given(persons) g on g.person_id = l.person where l.level = 'assigned'
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
create function vault.open_assigned(persons bigint[], at timestamptz, out opened integer, out stopped text, out count integer)
    volatile security definer set search_path = pg_catalog, pg_temp language plpgsql as $$
declare
    me bigint := scope.account();
    began timestamptz;
    most integer := vault.most('opens_day');
begin
    opened := 0;
    if scope.role() <> 'tracer' or not exists (select from vault.given(persons)) then
        return;
    end if;
    perform pg_advisory_xact_lock(hashtextextended('outpace opening ' || me, 0));
    began := clock_timestamp();
    select count(*) into count from public.ledger_access a
    where a.account_id = me and a.level in ('identity', 'assigned')
      and a.wall > greatest(began - interval '1 day', vault.since());
    insert into public.ledger_access
        (subject_id, account_id, purpose, at, area_path, level, role, office, because, because_id, until, wall)
    select g.person_id, me, 'do tasks', open_assigned.at, p.area_path, 'assigned', scope.role(), scope.low(), 'task', g.task_id,
        open_assigned.at + make_interval(mins => vault.most('assigned')), began
    from vault.given(persons) g join public.people_person p on p.subject_id = g.person_id
    where not exists (
        select from public.ledger_access a
        where a.account_id = me and a.subject_id = g.person_id and a.level = 'assigned' and a.at <= open_assigned.at
          and a.until > open_assigned.at and a.wall + (a.until - a.at) > began)
    order by g.task_id limit greatest(most - count, 0);
    get diagnostics opened = row_count;
    count := count + opened;
    if opened > 0 and count >= most then
        stopped := vault.stop('opens_day', count, open_assigned.at);
    end if;
end $$;
"""

FENCES = """
alter function vault.given(bigint[]) owner to outpace_vault;
revoke all on function vault.given(bigint[]) from public;
alter function vault.open_assigned(bigint[], timestamptz) owner to outpace_vault;
revoke all on function vault.open_assigned(bigint[], timestamptz) from public;
grant execute on function vault.open_assigned(bigint[], timestamptz) to outpace_app;
"""


class Migration(migrations.Migration):
    dependencies = [("openings", "0004_pairs"), ("accounts", "0005_watched")]
    operations = [migrations.RunSQL(part, migrations.RunSQL.noop) for part in (LIMIT, GIVEN, NAMES, OPEN, FENCES)]
