"""What a queue of pairs may show of people before a pair is opened: their masks, to stewards alone."""

from django.db import migrations

MASKS = """
create function vault.masks(persons bigint[]) returns table (person_id bigint, mask bytea, wrapped bytea)
    stable security definer set search_path = pg_catalog language sql as $$
    select i.person_id, i.mask, d.wrapped
    from vault.identity i join vault.data_key d on d.person_id = i.person_id
    join public.people_person p on p.subject_id = i.person_id
    where i.person_id = any(persons) and scope.role() in ('steward', 'service')
$$;
alter function vault.masks(bigint[]) owner to outpace_vault;
revoke all on function vault.masks(bigint[]) from public;
grant execute on function vault.masks(bigint[]) to outpace_app;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0003_sealed")]
    operations = [migrations.RunSQL(MASKS, migrations.RunSQL.noop)]
