"""The schema that tells PostgreSQL who is asking."""

from django.db import migrations

SQL = """
create schema scope;
create type scope.path_range as range (subtype = text, collation = "C", multirange_type_name = scope.path_ranges);
create table scope.key (sole boolean primary key default true check (sole), ipad bytea not null, opad bytea not null);

create function scope.claims() returns text[] stable parallel restricted security definer
    set search_path = pg_catalog language plpgsql as $$
declare
    token text := current_setting('outpace.scope', true);
    body text := split_part(token, '#', 1);
    claim text[];
    pad scope.key;
begin
    if token is null or token = '' then return null; end if;
    select * into pad from scope.key;
    if pad is null or split_part(token, '#', 2)
        <> encode(sha256(pad.opad || sha256(pad.ipad || convert_to(body, 'UTF8'))), 'hex') then return null; end if;
    claim := string_to_array(body, '|');
    if claim[6]::int <> pg_backend_pid() then return null; end if;
    if claim[5]::bigint < extract(epoch from clock_timestamp()) then return null; end if;
    return claim;
end $$;

create function scope.paths() returns scope.path_ranges stable parallel restricted security definer
    set search_path = pg_catalog language sql as $$ select (scope.claims())[8]::scope.path_ranges $$;
create function scope.low() returns text stable parallel restricted security definer
    set search_path = pg_catalog language sql as $$ select lower(scope.paths()) $$;
create function scope.high() returns text stable parallel restricted security definer
    set search_path = pg_catalog language sql as $$ select upper(scope.paths()) $$;
create function scope.account() returns bigint stable parallel restricted security definer
    set search_path = pg_catalog language sql as $$ select (scope.claims())[2]::bigint $$;
create function scope.purpose() returns text stable parallel restricted security definer
    set search_path = pg_catalog language sql as $$ select (scope.claims())[3] $$;
create function scope.role() returns text stable parallel restricted security definer
    set search_path = pg_catalog language sql as $$ select (scope.claims())[4] $$;
create function scope.subject() returns bigint stable parallel restricted security definer
    set search_path = pg_catalog language sql as $$ select nullif((scope.claims())[7], '')::bigint $$;

revoke all on all functions in schema scope from public;
grant usage on schema scope to outpace_app, outpace_vault;
grant execute on all functions in schema scope to outpace_app, outpace_vault;
grant usage on schema public to outpace_app, outpace_vault;
"""


class Migration(migrations.Migration):
    initial = True
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
