"""A token that is not good is refused aloud, and policies may read what a token says while a statement is planned.

`scope.says…` and `scope.said_…` read the token without verifying it: they are immutable on purpose, so that the planner
folds them into constants, sees real ranges, and drops the branches that are not for this caller. No policy believes them
alone: each branch also asks `(select scope.signed(scope.token()))`, which runs once for a statement and verifies the very text
that was folded. A plan kept from an earlier scope fails there; opening a scope discards plans.
"""

from django.db import migrations

CLAIMS = """
create or replace function scope.claims() returns text[] stable parallel restricted security definer
    set search_path = pg_catalog, pg_temp language plpgsql as $$
declare
    token text := current_setting('outpace.scope', true);
    body text := split_part(token, '#', 1);
    claim text[];
    pad scope.key;
begin
    if token is null or token = '' then return null; end if;
    select * into pad from scope.key;
    if pad.opad is null or split_part(token, '#', 2) is distinct from
        encode(sha256(pad.opad || sha256(pad.ipad || convert_to(body, 'UTF8'))), 'hex')
       or split_part(token, '#', 3) <> '' then
        raise exception 'this scope was not signed here' using errcode = '42501';
    end if;
    claim := string_to_array(body, '|');
    if claim[1] is distinct from '2' or cardinality(claim) <> 12 then
        raise exception 'this scope was signed by another version' using errcode = '42501';
    end if;
    if claim[6]::int <> pg_backend_pid() then
        raise exception 'this scope belongs to another session' using errcode = '42501';
    end if;
    if claim[5]::bigint < extract(epoch from clock_timestamp()) then
        raise exception 'this scope is over' using errcode = '42501';
    end if;
    return claim;
end $$;

create or replace function scope.paths() returns scope.path_ranges stable parallel restricted security definer
    set search_path = pg_catalog, pg_temp language sql as $$ select (scope.claims())[12]::scope.path_ranges $$;
create function scope.as_of() returns timestamptz stable parallel restricted security definer
    set search_path = pg_catalog, pg_temp language sql as $$
    select to_timestamp(0) + (scope.claims())[8]::bigint * interval '1 microsecond' $$;

create function scope.signed(token text) returns boolean stable parallel restricted security definer
    set search_path = pg_catalog, pg_temp language plpgsql as $$
begin
    if token = '' then return false; end if;
    if token is distinct from current_setting('outpace.scope', true) then
        raise exception 'this plan was made in another scope' using errcode = '42501';
    end if;
    return scope.claims() is not null;
end $$;

alter function scope.low() set search_path = pg_catalog, pg_temp;
alter function scope.high() set search_path = pg_catalog, pg_temp;
alter function scope.account() set search_path = pg_catalog, pg_temp;
alter function scope.purpose() set search_path = pg_catalog, pg_temp;
alter function scope.role() set search_path = pg_catalog, pg_temp;
alter function scope.subject() set search_path = pg_catalog, pg_temp;
"""

SAID = """
create function scope.token() returns text immutable parallel restricted
    language sql as $$ select coalesce(pg_catalog.current_setting('outpace.scope', true), '') $$;
create function scope.field(n integer) returns text immutable parallel restricted
    language sql as $$ select pg_catalog.split_part(pg_catalog.split_part(scope.token(), '#', 1), '|', n) $$;
create function scope.says(flag text) returns boolean immutable parallel restricted
    language sql as $$ select pg_catalog.strpos(scope.field(9), flag) > 0 $$;
create function scope.said_low() returns text immutable parallel restricted
    language sql as $$ select scope.field(10) $$;
create function scope.said_high() returns text immutable parallel restricted
    language sql as $$ select scope.field(11) $$;
create function scope.said_paths() returns scope.path_ranges immutable parallel restricted
    language sql as $$ select nullif(scope.field(12), '')::scope.path_ranges $$;
create function scope.said_subject() returns bigint immutable parallel restricted
    language sql as $$ select case when scope.field(7) ~ '^[0-9]{1,18}$' then scope.field(7)::bigint end $$;
create function scope.said_account() returns bigint immutable parallel restricted
    language sql as $$ select case when scope.field(2) ~ '^[0-9]{1,18}$' then scope.field(2)::bigint end $$;

revoke all on all functions in schema scope from public;
grant execute on all functions in schema scope to outpace_app, outpace_vault;
"""


class Migration(migrations.Migration):
    dependencies = [("scope", "0001_scope")]
    operations = [migrations.RunSQL(CLAIMS, migrations.RunSQL.noop), migrations.RunSQL(SAID, migrations.RunSQL.noop)]
