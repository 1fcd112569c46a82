"""What retention may do besides: empty the case files of persons nobody works on, closed accounts, refusals and searches past their limit.

`scope.unname` empties what people have typed about a person, in tables that are insert-only for the app. It does not stand above the
policies: they are forced on the owner too, and the token is the caller's. The person's row says when.
"""

from django.db import migrations

RETENTION = "(select scope.purpose()) = 'retention' and (select scope.role()) = 'service'"

UNNAME = """
create function scope.unname(persons bigint[], at timestamptz) returns integer volatile security definer
    set search_path = pg_catalog, pg_temp language plpgsql as $$
declare
    cases bigint[];
    contacts bigint[];
    emptied integer;
begin
    if scope.role() is distinct from 'service' or scope.purpose() is distinct from 'retention' then
        raise insufficient_privilege using message = 'the service that keeps the retention empties case files, nobody else';
    end if;
    select coalesce(array_agg(c.subject_id), '{}') into cases from public.cases_case c where c.person_id = any(persons);
    select coalesce(array_agg(c.subject_id), '{}') into contacts
    from public.tracing_contact c where c.person_id = any(persons);
    update public.cases_case set place = null where subject_id = any(cases) and place is not null;
    update public.cases_version set why = '',
        facts = case when facts ? 'place' then facts || '{"place": null}' else facts end,
        changes = (select coalesce(jsonb_agg(
            case when c ->> 'field' = 'place' then c || '{"old": null, "new": null}' else c end), '[]')
            from jsonb_array_elements(changes) c)
    where case_id = any(cases);
    update public.cases_link set setting_text = null
    where (infector_id = any(cases) or infectee_id = any(cases)) and setting_text is not null;
    update public.tracing_exposure set why = '', relation = null
    where person_id = any(persons) and (why <> '' or relation is not null);
    update public.tracing_contact set why = '', relation = null
    where subject_id = any(contacts) and (why <> '' or relation is not null);
    update public.tasks_attempt a set note = '' from public.tasks_task t
    where t.id = a.task_id and t.subject_id = any(persons || cases || contacts) and a.note <> '';
    update public.people_link set why = '' where (member_id = any(persons) or head_id = any(persons)) and why <> '';
    update public.people_candidate set why = '' where (person_id = any(persons) or other_id = any(persons)) and why <> '';
    update public.openings_glass set text = '—', review = case when review = '' then '' else '—' end
    where subject_id = any(persons || cases || contacts);
    update public.openings_request set text = '—', answer = case when answer = '' then '' else '—' end
    where subject_id = any(persons || cases || contacts);
    update public.people_person set shredded = at where subject_id = any(persons);
    get diagnostics emptied = row_count;
    return emptied;
end $$;
revoke all on function scope.unname(bigint[], timestamptz) from public;
grant execute on function scope.unname(bigint[], timestamptz) to outpace_app;
"""

ROWS = "".join(
    f"""
create policy only_retention_deletes on {table} as restrictive for delete using ({RETENTION});
grant delete on {table} to outpace_app;
"""
    for table in ("openings_refusal", "openings_search", "accounts_token")
)

ACCOUNTS = "".join(
    f"""
create policy retention_sees on {table} for select using ({RETENTION});
create policy retention_deletes on {table} for delete using ({RETENTION});
"""
    for table in ("accounts_token", "accounts_providername", "mfa_authenticator")
)

BY_AGE = "create index ledger_event_by_age on ledger_event using brin (recorded);"


class Migration(migrations.Migration):
    dependencies = [
        ("life", "0003_steps"),
        ("people", "0006_shredded"),
        ("openings", "0003_vault"),
        ("accounts", "0004_sign_in"),
        ("ledger", "0009_fewer_statements"),
        ("tracing", "0004_what_is_told"),
        ("cases", "0005_fewer_indexes"),
        ("tasks", "0004_assigned_by"),
        ("isolation", "0002_policies"),
    ]
    operations = [migrations.RunSQL(part, migrations.RunSQL.noop) for part in (UNNAME, ROWS, ACCOUNTS, BY_AGE)]
