"""The functions of schema `scope` as SQL: what a token says, and what of it is true. Migrations put them into the database.

`scope.says` and `scope.said_…` read the token without verifying it. They are declared immutable on purpose, so that the planner
folds them into constants, sees real ranges, and drops the branches that are not for this caller. Each reads the setting itself:
an immutable function inside another would be folded into a cached plan of the outer one. No policy believes them: what they
gave is handed to `scope.holds`, which runs once for a statement and compares it with the verified claims.
"""

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
create or replace function scope.as_of() returns timestamptz stable parallel restricted security definer
    set search_path = pg_catalog, pg_temp language sql as $$
    select to_timestamp(0) + (scope.claims())[8]::bigint * interval '1 microsecond' $$;
create or replace function scope.herself() returns bigint stable parallel restricted security definer
    set search_path = pg_catalog, pg_temp language sql as $$
    select nullif(claim[7], '')::bigint from (select scope.claims() as claim) c where strpos(claim[9], 'o') > 0 $$;

create or replace function scope.holds(flag text) returns boolean stable parallel restricted security definer
    set search_path = pg_catalog, pg_temp language plpgsql as $$
declare
    claim text[] := scope.claims();
begin
    if claim is null then return false; end if;
    if strpos(claim[9], flag) = 0 then
        raise exception 'this plan was made in another scope' using errcode = '42501';
    end if;
    return true;
end $$;

create or replace function scope.holds(flag text, low text, high text, single boolean) returns boolean
    stable parallel restricted security definer set search_path = pg_catalog, pg_temp language plpgsql as $$
declare
    claim text[] := scope.claims();
begin
    if claim is null then return false; end if;
    if strpos(claim[9], flag) = 0 or low is distinct from claim[10] or high is distinct from claim[11]
       or single is distinct from (strpos(claim[9], 's') > 0) then
        raise exception 'this plan was made in another scope' using errcode = '42501';
    end if;
    return true;
end $$;

alter function scope.low() set search_path = pg_catalog, pg_temp;
alter function scope.high() set search_path = pg_catalog, pg_temp;
alter function scope.account() set search_path = pg_catalog, pg_temp;
alter function scope.purpose() set search_path = pg_catalog, pg_temp;
alter function scope.role() set search_path = pg_catalog, pg_temp;
alter function scope.subject() set search_path = pg_catalog, pg_temp;
"""

_SAYS = """
create or replace function scope.{name} returns {kind} immutable parallel restricted language sql as $$
    select {read} $$;
"""
_FIELD = (
    "pg_catalog.split_part(pg_catalog.split_part("
    "coalesce(pg_catalog.current_setting('outpace.scope', true), ''), '#', 1), '|', {number})"
)
SAID = (
    _SAYS.format(name="says(flag text)", kind="boolean", read=f"pg_catalog.strpos({_FIELD.format(number=9)}, flag) > 0")
    + _SAYS.format(name="said_low()", kind="text", read=_FIELD.format(number=10))
    + _SAYS.format(name="said_high()", kind="text", read=_FIELD.format(number=11))
    + """
revoke all on all functions in schema scope from public;
grant execute on all functions in schema scope to outpace_app, outpace_vault;
"""
)

AS_GOOD_AS_ALL = """
do $$ begin
    if to_regoperator('scope.>>=(text,text)') is null then
        create operator scope.>>= (leftarg = text, rightarg = text, function = pg_catalog.text_ge, restrict = neqsel);
        create operator scope.<<  (leftarg = text, rightarg = text, function = pg_catalog.text_lt, restrict = neqsel);
    end if;
end $$;
"""
"""Comparisons that the planner expects to leave nearly all rows.

A person is found by the key in a case or a contact, which has passed the same range already. Told that the range keeps one row
in a hundred a second time, the planner gives up the index that would have given the first page.
"""

GRANTED = """
drop policy if exists received on scope_grant;
create policy received on scope_grant for select using (
    scope.says('p') and (select scope.holds('p'))
    and (to_account = (select scope.account()) or to_path <@ (select scope.paths())));

create or replace function scope.granted() returns bigint[] stable parallel restricted
    set search_path = pg_catalog, pg_temp language sql as $$
    select coalesce(array_agg(g.subject_id), '{}') from public.scope_grant g
    where (select scope.holds('g'))
      and g.purpose = (select scope.purpose())
      and g.starts <= (select scope.as_of()) and (select scope.as_of()) < g.ends
      and (g.to_account = (select scope.account()) or g.to_path <@ (select scope.paths()))
$$;

grant select on scope_grant to outpace_vault;
revoke all on function scope.granted() from public;
grant execute on function scope.granted() to outpace_app, outpace_vault;
"""
