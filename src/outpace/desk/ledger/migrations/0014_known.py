"""Rows as they stood before each change, and views of what was known at an instant.

What an installation changed before this migration ran was overwritten: `ledger_knownsince` says from when on it can be asked.
"""

from django.db import migrations, models

from outpace.desk.ledger.superseding import superseding
from outpace.desk.scope.policy import fence, open_table

KEEP = """
create function ledger.keep_before() returns trigger security definer
    set search_path = pg_catalog, pg_temp set timezone = 'UTC' language plpgsql as $$
declare
    changed integer;
begin
    with pair as materialized (
        select (o.image ->> tg_argv[0])::bigint as key, o.image as was, n.image as now
        from (select to_jsonb(stale) - tg_argv[2:] as image from stale) o
        join (select to_jsonb(fresh) - tg_argv[2:] as image from fresh) n on n.image -> tg_argv[0] = o.image -> tg_argv[0]
        where n.image is distinct from o.image),
    moved as (
        update public.ledger_superseded s set area_path = p.now ->> 'area_path' from pair p
        where p.now -> 'area_path' <> p.was -> 'area_path' and s.table_name = tg_table_name and s.key = p.key),
    kept as (
        insert into public.ledger_superseded (table_name, key, subject_id, image, area_path, transaction)
        select tg_table_name, p.key, nullif(p.was ->> tg_argv[1], '')::bigint, p.was, p.now ->> 'area_path',
            pg_current_xact_id()::text::bigint
        from pair p returning 1)
    select count(*) into changed from kept;
    if changed > 0 then perform set_config('outpace.superseded', 'yes', true); end if;
    return null;
end $$;

create function ledger.tell_until() returns trigger security definer
    set search_path = pg_catalog, pg_temp language plpgsql as $$
begin
    update public.ledger_superseded s set until = new.recorded
    where s.transaction = pg_current_xact_id()::text::bigint and s.until is null;
    perform set_config('outpace.superseded', '', true);
    return null;
end $$;

create function ledger.refuse_undated() returns trigger security definer
    set search_path = pg_catalog, pg_temp language plpgsql as $$
begin
    if exists (select from public.ledger_superseded s where s.id = new.id and s.until is null) then
        raise exception 'a change of % was written without its event', new.table_name using errcode = '23L01';
    end if;
    return null;
end $$;

create trigger dates_superseded after insert on ledger_event for each row
    when (current_setting('outpace.superseded', true) = 'yes') execute function ledger.tell_until();
create constraint trigger superseded_is_dated after insert on ledger_superseded deferrable initially deferred
    for each row execute function ledger.refuse_undated();
revoke all on function ledger.keep_before(), ledger.tell_until(), ledger.refuse_undated() from public;
create schema known;
grant usage on schema known to outpace_app;
"""

SINCE = """
alter table ledger_event no force row level security;
insert into ledger_knownsince (id, at) select 1, max(recorded) from ledger_event having max(recorded) is not null;
alter table ledger_event force row level security;
"""
"""The owner has no scope, so that it reads an instant of the log only while the policies don't bind it."""


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0013_lanes"),
        ("cases", "0005_fewer_indexes"),
        ("isolation", "0002_policies"),
        ("tasks", "0004_assigned_by"),
        ("tracing", "0004_what_is_told"),
        ("scope", "0009_ended_by_hand"),
    ]
    operations = [
        migrations.CreateModel(
            name="Superseded",
            fields=[
                ("id", models.BigAutoField(primary_key=True)),
                ("table_name", models.CharField(max_length=40)),
                ("key", models.BigIntegerField()),
                ("subject_id", models.BigIntegerField(null=True)),
                ("image", models.JSONField()),
                ("area_path", models.TextField(db_collation="C")),
                ("until", models.DateTimeField(null=True)),
                ("transaction", models.BigIntegerField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["table_name", "key", "until"], name="superseded_by_key"),
                    models.Index(fields=["table_name", "until"], name="superseded_by_time"),
                    models.Index(fields=["transaction"], condition=models.Q(until=None), name="superseded_undated"),
                ]
            },
        ),
        migrations.CreateModel(
            name="KnownSince",
            fields=[("id", models.SmallIntegerField(primary_key=True)), ("at", models.DateTimeField())],
        ),
        fence("ledger_superseded", granted="subject_id"),
        open_table("ledger_superseded", grants="select"),
        open_table("ledger_knownsince", grants="select"),
        migrations.RunSQL(KEEP, migrations.RunSQL.noop),
        migrations.RunSQL(SINCE, migrations.RunSQL.noop),
        superseding(
            "cases_case",
            "subject_id",
            since="recorded",
            subject="subject_id",
            without=("place", "row_hash"),
            fact=True,
            day="reported",
        ),
        superseding("cases_link", "id", since="recorded", without=("setting_text", "row_hash"), fact=True),
        superseding(
            "tracing_contact", "subject_id", since="recorded", subject="subject_id", without=("why", "relation")
        ),
        superseding("isolation_plan", "id", since="recorded", subject="contact_subject_id"),
        superseding("tasks_task", "id", since="created_at"),
        superseding("tasks_attempt", "id", since="at", without=("note",)),
    ]
