"""What was known then: the migration operation that keeps each row of a table as it stood before an act changed it.

Current rows stay where they are, and an insert costs nothing. A change leaves the row's former image in `ledger_superseded`, with
the instant at which its event was recorded. The views of schema `known` give a table's rows as they were known at an instant:
under the search path that `known.as_was` sets, the figures' own statements read them in place of the tables.
"""

from django.db.migrations import RunSQL

_KEEP = """
create trigger superseded_updates after update on {table} referencing old table as stale new table as fresh
    for each statement execute function ledger.keep_before({arguments});
"""
_THEN = "(select current_setting('outpace.{name}')::timestamptz)"
_VIEW = """
create view known.{table} with (security_invoker = true) as
select r.* from public.{table} r
where r.{since} <= {then} {counts} and not exists (
    select from public.ledger_superseded s where s.table_name = '{table}' and s.key = r.{key} and s.until > {then})
union all
select r.* from (
    select distinct on (s.key) s.image from public.ledger_superseded s
    where s.table_name = '{table}' and s.until > {then} order by s.key, s.until, s.id) was,
    lateral jsonb_populate_record(null::public.{table}, was.image) r
where r.{since} <= {then} {counts};
grant select on known.{table} to outpace_app;
"""
_STOP = "drop view known.{table}; drop trigger superseded_updates on {table};"
_HAPPENED = (
    "and case when r.{day} is null then r.{since} <= (select current_setting('outpace.as_of')::timestamptz)"
    " else r.{day} <= (select current_setting('outpace.as_of_day')::date) end"
)


def superseding(
    table: str,
    key: str,
    *,
    since: str,
    subject: str = "",
    without: tuple[str, ...] = (),
    fact: bool = False,
    day: str = "",
) -> RunSQL:
    """Keep a table's rows as they stood before each change, and make its view of what was known.

    `since` is the column with the instant a row came, `subject` the one that a grant names, `without` what people type
    freely: no image has it. A `fact` is told about the world and stands as it was known; what people did stands as it was
    at the instant asked about. A fact with a `day` counts from that day on.
    """
    counts = _HAPPENED.format(day=day, since=since) if day else ""
    then = _THEN.format(name="as_known" if fact else "as_of")
    arguments = ", ".join(f"'{one}'" for one in (key, subject, *without))
    made = _KEEP.format(table=table, arguments=arguments)
    view = _VIEW.format(table=table, key=key, since=since, then=then, counts=counts)
    return RunSQL(made + view, _STOP.format(table=table))
