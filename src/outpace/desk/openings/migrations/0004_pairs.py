"""A steward opens the two persons of a pair under the limits of every opening: counted in persons, stopped, told.

The function takes the place of the one that only wrote down. What is in sight still is not counted again.
"""

from django.db import migrations

COUNTED = """
create function vault.stop_at_limit(began timestamptz, at timestamptz, more integer, out stopped text, out count integer)
    volatile set search_path = pg_catalog, pg_temp language plpgsql as $$
declare
    fresh timestamptz := vault.since();
    span record;
begin
    for span in select * from (values ('opens_hour', interval '1 hour'), ('opens_day', interval '1 day')) v(name, width) loop
        select count(*) into count from public.ledger_access a
        where a.account_id = scope.account() and a.level = 'identity' and a.wall > greatest(began - span.width, fresh);
        if count + more > vault.most(span.name) or (more = 0 and count >= vault.most(span.name)) then
            stopped := vault.stop(span.name, count, at);
            return;
        end if;
    end loop;
end $$;
"""

OPEN_PAIR = """
drop function vault.open_pair(bigint, timestamptz);
create function vault.open_pair(candidate bigint, at timestamptz,
    out verdict text, out persons bigint[], out wholes bytea[], out wraps bytea[], out stopped text, out count integer)
    volatile security definer set search_path = pg_catalog, pg_temp language plpgsql as $$
declare
    me bigint := scope.account();
    began timestamptz := clock_timestamp();
    both_of bigint[];
    unseen bigint[];
begin
    perform pg_advisory_xact_lock(hashtextextended('outpace opening ' || me, 0));
    select array_agg(p.subject_id) into both_of
    from public.people_candidate c join public.people_person p on p.subject_id in (c.person_id, c.other_id)
    where c.id = candidate and scope.role() = 'steward';
    if both_of is null or me is null then
        verdict := 'absent';
        return;
    end if;
    verdict := 'stopped';
    if exists (select from public.openings_stop s
               where s.account_id = me and s."right" = 'opening' and s.released_at is null) then
        return;
    end if;
    select array_agg(person) into unseen from unnest(both_of) person where not exists (
        select from public.ledger_access a
        where a.subject_id = person and a.account_id = me and a.because = 'match' and a.because_id = candidate
          and a.at <= open_pair.at and a.until > open_pair.at and a.wall + (a.until - a.at) > began);
    if unseen is not null then
        select l.stopped, l.count into stopped, count
        from vault.stop_at_limit(began, open_pair.at, cardinality(unseen)) l;
        if stopped is not null then
            return;
        end if;
        insert into public.ledger_access
            (subject_id, account_id, purpose, at, area_path, level, role, office, because, because_id, until, wall)
        select p.subject_id, me, scope.purpose(), open_pair.at, p.area_path, 'identity', scope.role(), scope.low(),
            'match', candidate, open_pair.at + make_interval(mins => vault.most('in_sight')), began
        from public.people_person p where p.subject_id = any(unseen);
        select l.stopped, l.count into stopped, count from vault.stop_at_limit(began, open_pair.at, 0) l;
    end if;
    verdict := 'open';
    select array_agg(i.person_id order by i.person_id), array_agg(i.whole order by i.person_id),
        array_agg(d.wrapped order by i.person_id) into persons, wholes, wraps
    from vault.identity i join vault.data_key d on d.person_id = i.person_id where i.person_id = any(both_of);
end $$;
"""

FENCES = """
alter function vault.stop_at_limit(timestamptz, timestamptz, integer) owner to outpace_vault;
revoke all on function vault.stop_at_limit(timestamptz, timestamptz, integer) from public;
alter function vault.open_pair(bigint, timestamptz) owner to outpace_vault;
revoke all on function vault.open_pair(bigint, timestamptz) from public;
grant execute on function vault.open_pair(bigint, timestamptz) to outpace_app;
"""


class Migration(migrations.Migration):
    dependencies = [("openings", "0003_vault"), ("people", "0006_shredded")]
    operations = [migrations.RunSQL(part, migrations.RunSQL.noop) for part in (COUNTED, OPEN_PAIR, FENCES)]
