"""One count for a day: persons opened, and names of assigned work that a list showed of persons not opened besides.

A list counted the openings before it, an opening didn't count the lists: somebody could read the names of 499 persons in the list
of her work and open 499 others one by one. Who is listed and then called is one person and counts once.
"""

from importlib import import_module

from django.db import migrations

_SHOWN = """
create function vault.shown_today(began timestamptz) returns integer
    stable security definer set search_path = pg_catalog, pg_temp language sql as $$
    with today as materialized (
        select a.subject_id, a.level from public.ledger_access a
        where a.account_id = scope.account() and a.level in ('identity', 'assigned')
          and a.wall > greatest(began - interval '1 day', vault.since()))
    select count(*)::integer from today t
    where t.level = 'identity'
       or not exists (select from today o where o.level = 'identity' and o.subject_id = t.subject_id)
$$;
alter function vault.shown_today(timestamptz) owner to outpace_vault;
revoke all on function vault.shown_today(timestamptz) from public;
"""
_ALONE = """            select count(*) into count from public.ledger_access a
            where a.account_id = me and a.level = 'identity' and a.wall > greatest(began - interval '1 day', fresh);
"""
_PAIR = """        if count + more > vault.most(span.name)"""
_PAIR_DAY = """        if span.name = 'opens_day' then
            count := vault.shown_today(began);
        end if;
"""
_LISTED = """    select count(*) into count from public.ledger_access a
    where a.account_id = me and a.level in ('identity', 'assigned')
      and a.wall > greatest(began - interval '1 day', vault.since());
"""


def _function(migration: str, constant: str, name: str, old: str, new: str) -> str:
    """A function of an earlier migration with one place of it replaced."""
    text: str = getattr(import_module(f"outpace.desk.openings.migrations.{migration}"), constant)
    head, end = f"create function vault.{name}(", "end $$;\n"
    start = text.index(head)
    body = text[start : text.index(end, start) + len(end)]
    if body.count(old) != 1:
        raise ValueError(f"{name} has changed")
    return body.replace(head, f"create or replace function vault.{name}(").replace(old, new)


COUNTING = (
    _SHOWN,
    _function("0003_vault", "OPEN", "open_person", _ALONE, "            count := vault.shown_today(began);\n"),
    _function("0004_pairs", "COUNTED", "stop_at_limit", _PAIR, _PAIR_DAY + _PAIR),
    _function("0005_assigned", "OPEN", "open_assigned", _LISTED, "    count := vault.shown_today(began);\n"),
)


class Migration(migrations.Migration):
    dependencies = [("openings", "0008_suspended_shown")]
    operations = [migrations.RunSQL(part, migrations.RunSQL.noop) for part in COUNTING]
