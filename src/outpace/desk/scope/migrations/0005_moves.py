"""Moving a case to another area, with every row that carries its area: the one way a row changes its area.

`scope.carried` lists which tables hold such rows and by which key; a room that adds a table adds its line. The function runs as
the tables' owner, because the app may not change rows that are insert-only. It does not stand above the policies: they
are forced on the owner too, and the token is the caller's. So both areas must lie in the caller's ranges.

Beside it: the loop's service may ask in which area a key lies, and nothing else of it, to know where an act has to look.
"""

from django.db import migrations

CARRIED = """
create table scope.carried (
    table_name text not null,
    key_column text not null,
    names text not null check (names in ('subject', 'case', 'person', 'plan', 'task')),
    area_column text,
    primary key (table_name, key_column)
);
insert into scope.carried values
    ('people_subject', 'id', 'subject', null),
    ('people_person', 'subject_id', 'person', 'area_id'),
    ('cases_case', 'subject_id', 'case', 'area_id'),
    ('cases_version', 'case_id', 'case', null),
    ('cases_link', 'infectee_id', 'case', null),
    ('tracing_exposure', 'person_id', 'person', 'area_id'),
    ('tracing_contact', 'person_id', 'person', 'area_id'),
    ('isolation_plan', 'person_id', 'person', 'area_id'),
    ('isolation_duetest', 'plan_id', 'plan', null),
    ('tasks_task', 'subject_id', 'subject', 'area_id'),
    ('tasks_attempt', 'task_id', 'task', null),
    ('ledger_event', 'subject_id', 'subject', null),
    ('ledger_access', 'subject_id', 'subject', null),
    ('scope_grant', 'subject_id', 'subject', null);

create function scope.move_case(subject bigint, target bigint) returns integer security definer
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
    for line in select * from scope.carried loop
        execute format('update public.%I set area_path = $1 %s where area_path = $2 and %I in'
            ' (select k::bigint from jsonb_array_elements_text($3) k)', line.table_name,
            case when line.area_column is null then '' else format(', %I = $4', line.area_column) end, line.key_column)
        using goes, came, keys -> line.names, target;
        get diagnostics n = row_count;
        moved := moved + n;
    end loop;
    return moved;
end $$;

create policy serves on people_subject for select
    using (scope.says('w') and (select scope.holds('w')));

revoke all on scope.carried from public;
revoke all on function scope.move_case(bigint, bigint) from public;
grant execute on function scope.move_case(bigint, bigint) to outpace_app;
"""


class Migration(migrations.Migration):
    dependencies = [("scope", "0004_fences")]
    operations = [migrations.RunSQL(CARRIED, migrations.RunSQL.noop)]
