"""Fences around what was added since: pairs of persons, merges, and where the exposed live; they move with a case too.

A pair's area holds both persons: where one moves, it becomes the deepest area that holds all.
The functions and fences are put in once more, for databases that have taken their first form. A county's rows are found by its range
in the tables that lists join.
"""

from django.db import migrations

from outpace.desk.scope.fenced import first_fences
from outpace.desk.scope.functions import AS_GOOD_AS_ALL, CLAIMS, GRANTED, SAID
from outpace.desk.scope.policy import fence

CARRIED = """
create or replace function scope.common(one text, other text) returns text immutable
    set search_path = pg_catalog, pg_temp language sql as $$
    select coalesce(string_agg(a.step || '/', '' order by a.n), '')
    from unnest(string_to_array(rtrim(one, '/'), '/')) with ordinality a(step, n)
    where starts_with(other, (
        select string_agg(b.step || '/', '' order by b.n)
        from unnest(string_to_array(rtrim(one, '/'), '/')) with ordinality b(step, n) where b.n <= a.n))
$$;

alter table scope.carried drop constraint carried_names_check;
alter table scope.carried add constraint carried_names_check
    check (names in ('subject', 'case', 'person', 'plan', 'task', 'pair'));
insert into scope.carried values
    ('people_candidate', 'person_id', 'pair', null),
    ('people_candidate', 'other_id', 'pair', null),
    ('people_link', 'member_id', 'pair', null),
    ('people_link', 'head_id', 'pair', null);

create or replace function scope.move_case(subject bigint, target bigint) returns integer security definer
    set search_path = pg_catalog, pg_temp language plpgsql as $$
declare
    came text;
    goes text;
    who bigint;
    keys jsonb;
    line scope.carried;
    moved integer := 0;
    n integer;
begin
    select c.area_path, c.person_id into came, who from public.cases_case c where c.subject_id = subject for update;
    select a.path into goes from public.areas_area a where a.id = target;
    if who is null or goes is null or not goes <@ scope.paths() or scope.role() not in ('commander', 'operator')
       or scope.purpose() <> 'transfer a record' then
        raise exception 'a case moves between areas of one commander' using errcode = '42501';
    end if;
    keys := jsonb_build_object(
        'case', jsonb_build_array(subject),
        'person', jsonb_build_array(who),
        'pair', jsonb_build_array(who),
        'subject', (select jsonb_agg(k) from (
            select subject union select who
            union select c.subject_id from public.tracing_contact c where c.person_id = who and c.area_path = came) s(k)));
    keys := keys || jsonb_build_object(
        'plan', (select coalesce(jsonb_agg(p.id), '[]') from public.isolation_plan p
                 where p.person_id = who and p.area_path = came),
        'task', (select coalesce(jsonb_agg(t.id), '[]') from public.tasks_task t
                 where t.area_path = came
                   and t.subject_id in (select k::bigint from jsonb_array_elements_text(keys -> 'subject') k)));
    update public.tasks_task t set owner_id = null
    where t.done_at is null and t.id in (select k::bigint from jsonb_array_elements_text(keys -> 'task') k);
    insert into public.tracing_reach (case_subject_id, area_path)
    select distinct e.case_subject_id, goes from public.tracing_exposure e where e.person_id = who and e.area_path = came
    on conflict do nothing;
    for line in select * from scope.carried loop
        execute format('update public.%I set area_path = %s %s where %s and %I in'
            ' (select k::bigint from jsonb_array_elements_text($3) k)', line.table_name,
            case when line.names = 'pair' then 'scope.common(area_path, $1)' else '$1' end,
            case when line.area_column is null then '' else format(', %I = $4', line.area_column) end,
            case when line.names = 'pair' then 'area_path <> scope.common(area_path, $1)' else 'area_path = $2' end,
            line.key_column)
        using goes, came, keys -> line.names, target;
        get diagnostics n = row_count;
        moved := moved + n;
    end loop;
    return moved;
end $$;
revoke all on function scope.common(text, text) from public;
"""

INDEXES = "".join(
    f"create index {table}_by_area on {table} (area_path);"
    for table in ("tracing_contact", "isolation_plan", "tasks_task")
)

GONE = """
drop policy if exists serves on people_subject;
create policy serves on people_subject for select using (scope.says('w') and (select scope.holds('w')));
drop function if exists scope.signed(text), scope.said_paths(), scope.said_subject(), scope.said_account(),
    scope.field(integer), scope.token();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("scope", "0005_moves"),
        ("ledger", "0005_proofs"),
        ("people", "0003_sealed"),
        ("tracing", "0003_reach"),
    ]
    operations = [
        migrations.RunSQL(CLAIMS + AS_GOOD_AS_ALL + SAID + GRANTED, migrations.RunSQL.noop),
        fence("scope_grant"),
        *first_fences(),
        migrations.RunSQL(CARRIED, migrations.RunSQL.noop),
        migrations.RunSQL(INDEXES, migrations.RunSQL.noop),
        fence("people_candidate"),
        fence("people_link"),
        fence("tracing_reach"),
        migrations.RunSQL(GONE, migrations.RunSQL.noop),
    ]
