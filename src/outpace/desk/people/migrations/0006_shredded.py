"""When who a person is was erased, and the merges of her vault record with it: what joined her to another record is hers too."""

from django.db import migrations, models

SHRED = """
create or replace function vault.shred(persons bigint[]) returns integer
    volatile security definer set search_path = pg_catalog, pg_temp language sql as $$
    with mine as (
        select p.subject_id from public.people_person p where p.subject_id = any(persons) and scope.role() = 'service'),
    keys as (
        delete from vault.key k using vault.identity i
        where i.person_id in (select subject_id from mine) and k.person_id = i.person_id and k.key = any(i.keys)),
    joined as (
        delete from vault.parent v
        where v.member in (select subject_id from mine) or v.head in (select subject_id from mine)),
    data as (delete from vault.data_key d where d.person_id in (select subject_id from mine)),
    gone as (delete from vault.identity i where i.person_id in (select subject_id from mine) returning 1)
    select count(*)::integer from gone
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0005_packed"), ("scope", "0008_pinned")]
    operations = [
        migrations.AddField("person", "shredded", models.DateTimeField(null=True)),
        migrations.RunSQL(SHRED, migrations.RunSQL.noop),
    ]
