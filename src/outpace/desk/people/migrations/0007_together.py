"""Who is one person, asked for many at once: only those whom a decision joined to another record are gone into."""

from django.db import migrations

TOGETHER = """
create function vault.together(persons bigint[]) returns table (person_id bigint, other_id bigint)
    stable security definer set search_path = pg_catalog, pg_temp language sql as $$
    with joined as (
        select p.subject_id as id from public.people_person p
        where p.subject_id = any(persons) and exists (
            select from vault.parent v where v.member = p.subject_id
            union all
            select from vault.parent v where v.head = p.subject_id))
    select j.id, m.person_id from joined j, vault.members(j.id) m where m.person_id <> j.id
$$;
alter function vault.together(bigint[]) owner to outpace_vault;
revoke all on function vault.together(bigint[]) from public;
grant execute on function vault.together(bigint[]) to outpace_app;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0006_shredded")]
    operations = [migrations.RunSQL(TOGETHER, migrations.RunSQL.noop)]
