"""A resident reads the rows of the records that a decision joined to hers, as long as it stands: who opened them, and what is held.

A record that another account is signed up for stays that account's alone: two people who both hold a record are told apart here,
whatever a steward decided.
"""

from django.db import migrations

from outpace.desk.scope.policy import joined

OWN_PERSONS = """
grant select (id, subject_id, active) on accounts_account to outpace_vault;
create function vault.own_persons() returns bigint[] stable parallel restricted security definer
    set search_path = pg_catalog, pg_temp language sql as $$
    with recursive together as (
        select vault.root(s.herself) as id from (select scope.herself() as herself) s where s.herself is not null
        union
        select c.member from together t join vault.parent c on c.head = t.id)
    select coalesce(array_agg(t.id), '{}') from together t
    where t.id <> scope.herself()
      and not exists (select from public.accounts_account a where a.subject_id = t.id and a.active)
$$;
alter function vault.own_persons() owner to outpace_vault;
revoke all on function vault.own_persons() from public;
grant execute on function vault.own_persons() to outpace_app;
"""
TABLES = {
    "people_person": "subject_id",
    "cases_case": "person_id",
    "tracing_contact": "person_id",
    "isolation_plan": "person_id",
    "ledger_access": "subject_id",
    "openings_glass": "subject_id",
}


class Migration(migrations.Migration):
    dependencies = [
        ("openings", "0005_assigned"),
        ("people", "0008_put_once"),
        ("cases", "0005_fewer_indexes"),
        ("tracing", "0004_what_is_told"),
        ("isolation", "0002_policies"),
        ("ledger", "0010_registered_by"),
    ]
    operations = [
        migrations.RunSQL(OWN_PERSONS, migrations.RunSQL.noop),
        *(joined(table, own=column) for table, column in TABLES.items()),
    ]
