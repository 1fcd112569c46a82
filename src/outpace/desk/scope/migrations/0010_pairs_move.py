"""A pair of persons lies in the deepest area that holds both, wherever they moved: narrower again where they come together.

Until now a move only ever widened it, so the order in which a case moved and was compared decided who may say whether two
records are one person; and whoever commands two counties without what lies above them could not move such a case at all.

The other person and the pair may lie outside the caller's areas. The tables' owner sees them for this purpose, in which
`scope.move_case` is the only function that reads them, and it gives back a count.
"""

from django.db import migrations

MOVE = """
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
    for line in select * from scope.carried c where c.names <> 'pair' loop
        execute format('update public.%I set area_path = $1 %s where area_path = $2 and %I in'
            ' (select k::bigint from jsonb_array_elements_text($3) k)', line.table_name,
            case when line.area_column is null then '' else format(', %I = $4', line.area_column) end,
            line.key_column)
        using goes, came, keys -> line.names, target;
        get diagnostics n = row_count;
        moved := moved + n;
    end loop;
    update public.people_candidate r set area_path = scope.common(a.area_path, b.area_path)
    from public.people_subject a, public.people_subject b
    where a.id = r.person_id and b.id = r.other_id and who in (r.person_id, r.other_id)
        and r.area_path <> scope.common(a.area_path, b.area_path);
    get diagnostics n = row_count;
    moved := moved + n;
    update public.people_link r set area_path = scope.common(a.area_path, b.area_path)
    from public.people_subject a, public.people_subject b
    where a.id = r.member_id and b.id = r.head_id and who in (r.member_id, r.head_id)
        and r.area_path <> scope.common(a.area_path, b.area_path);
    get diagnostics n = row_count;
    return moved + n;
end $$;
"""

SEEN = """
create policy moves on people_subject for select to outpace_owner
    using ((select scope.purpose()) = 'transfer a record');
create policy moves on people_candidate for select to outpace_owner
    using ((select scope.purpose()) = 'transfer a record');
create policy moved on people_candidate for update to outpace_owner
    using ((select scope.purpose()) = 'transfer a record');
create policy moves on people_link for select to outpace_owner
    using ((select scope.purpose()) = 'transfer a record');
create policy moved on people_link for update to outpace_owner
    using ((select scope.purpose()) = 'transfer a record');
"""


class Migration(migrations.Migration):
    dependencies = [("scope", "0009_ended_by_hand"), ("people", "0008_put_once")]
    operations = [
        migrations.RunSQL(MOVE, migrations.RunSQL.noop),
        migrations.RunSQL(SEEN, migrations.RunSQL.noop),
    ]
