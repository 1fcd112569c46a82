"""What must hold of every fence in the database, read from its catalogues. `flaws` names what does not hold.

It asks PostgreSQL, not the migrations: a fence that was dropped by hand is found as well as one never built.
"""

from collections.abc import Iterator, Mapping

from psycopg import Connection

from outpace.desk.postgres.binaries import PATCHED, lacks_patches

APP, VAULT, OWNER = "outpace_app", "outpace_vault", "outpace_owner"

OPEN = frozenset({"accounts_post", "ledger_pending", "life_hold"})
"""Tables with an `area_path` and no person in them: a post is looked up before there is a scope, a queue holds kinds,
a hold everywhere has no area."""

BY_ACCOUNT = frozenset(
    {"accounts_providername", "accounts_session", "accounts_token", "ledger_replay", "mfa_authenticator"}
)
"""Fenced by the account instead of the area."""

BY_COLUMN = frozenset({"ledger_replay"})
"""Tables of which the app may change one column: retention empties kept answers."""

KNOWN = ("cases_case", "cases_link", "isolation_plan", "tasks_attempt", "tasks_task", "tracing_contact")
"""Tables whose rows can be read as they were known at an instant."""

READ, ADD, KEEP = "r", "ar", "arw"
QUEUE = "adr"
GRANTS: Mapping[str, str] = {
    "accounts_account": KEEP,
    "accounts_attempt": QUEUE,
    "accounts_change": "adrw",
    "accounts_post": KEEP,
    "accounts_providername": QUEUE,
    "accounts_session": "adrw",
    "accounts_token": "adrw",
    "accounts_tokenuse": "adrw",
    "areas_area": KEEP,
    "areas_incident": KEEP,
    "areas_outline": ADD,
    "cases_case": KEEP,
    "cases_link": ADD,
    "cases_version": ADD,
    "django_migrations": READ,
    "intake_receipt": KEEP,
    "intake_reject": "adrw",
    "isolation_duetest": KEEP,
    "isolation_plan": KEEP,
    "ledger_access": "dr",
    "ledger_checkpoint": READ,
    "ledger_cosignature": ADD,
    "ledger_delivered": ADD,
    "ledger_event": READ,
    "ledger_item": READ,
    "ledger_knownsince": READ,
    "ledger_leaf": READ,
    "ledger_node": ADD,
    "ledger_pending": "adrw",
    "ledger_replay": QUEUE,
    "ledger_superseded": READ,
    "ledger_unplaced": READ,
    "ledger_witness": ADD,
    "life_alarm": KEEP,
    "life_backfill": KEEP,
    "life_hold": KEEP,
    "life_installation": READ,
    "life_read": "adrw",
    "life_saved": ADD,
    "life_source": "adrw",
    "life_sweep": ADD,
    "life_switch": KEEP,
    "mfa_authenticator": "adrw",
    "openings_glass": KEEP,
    "openings_limit": READ,
    "openings_refusal": "dr",
    "openings_request": KEEP,
    "openings_sealed": ADD,
    "openings_search": "dr",
    "openings_stop": KEEP,
    "people_candidate": KEEP,
    "people_link": KEEP,
    "people_person": KEEP,
    **{f"known.{name}": READ for name in KNOWN},
    "people_subject": ADD,
    "scope_grant": KEEP,
    "tasks_attempt": ADD,
    "tasks_task": KEEP,
    "tracing_contact": KEEP,
    "tracing_exposure": ADD,
    "tracing_reach": ADD,
}
"""What the app role may do, by table: r select, a insert, w update, d delete. No other table, nothing more."""

DEFINERS = frozenset(
    {
        *(f"ledger.{name}" for name in ("note_rows", "note_keys", "note_events", "refuse_unsaid", "say")),
        *(f"ledger.{name}" for name in ("place", "sign", "erase", "parts", "keys_in")),
        *(f"ledger.{name}" for name in ("keep_before", "tell_until", "refuse_undated")),
        *(f"scope.{name}" for name in ("claims", "paths", "low", "high", "account", "purpose", "role", "subject")),
        *(f"scope.{name}" for name in ("as_of", "herself", "holds", "move_case", "unname")),
        *(f"vault.{name}" for name in ("put", "names", "open_person", "read_record", "search", "find_sealed")),
        *(f"vault.{name}" for name in ("linked", "stop", "since")),
        *(f"vault.{name}" for name in ("put_packed", "plain", "shred", "take_waiting", "similar", "profiles", "root")),
        *(
            f"vault.{name}"
            for name in (
                "heads",
                "members",
                "join_persons",
                "part_persons",
                "open_pair",
                "masks",
                "together",
                "given",
                "open_assigned",
                "own_persons",
                "unreviewed",
                "shown_today",
            )
        ),
    }
)

VERIFIED = ("paths", "subject", "account", "holds", "herself", "granted", "purpose", "role")
"""The functions of schema `scope` that verify the token. `says` and `said_…` don't: a policy that asks only them is a hole."""

_FENCED = """
select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid
where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace and a.attname = 'area_path' and not a.attisdropped
"""
_TABLES = """
select c.relname, c.relrowsecurity, c.relforcerowsecurity, pg_get_userbyid(c.relowner),
    (select count(*) from pg_policy p where p.polrelid = c.oid and p.polroles = '{0}' and p.polcmd = '*')
from pg_class c where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
"""
_POLICIES = """
select tablename, policyname, cmd, permissive, roles::text[], qual, with_check from pg_policies where schemaname = 'public'
"""
_VIEWS = """
select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
where (c.relkind = 'm' or (c.relkind = 'v' and not coalesce('security_invoker=true' = any(c.reloptions), false)))
    and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
"""
_DEFINERS = """
select n.nspname || '.' || p.proname, coalesce(array_to_string(p.proconfig, ';'), ''), pg_get_userbyid(p.proowner),
    exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) x where x.grantee = 0)
from pg_proc p join pg_namespace n on n.oid = p.pronamespace
where p.prosecdef and n.nspname not in ('pg_catalog', 'information_schema')
"""
_GRANTS = """
select n.nspname, c.relname, string_agg(distinct case x.privilege_type
    when 'SELECT' then 'r' when 'INSERT' then 'a' when 'UPDATE' then 'w' when 'DELETE' then 'd'
    else '!' || x.privilege_type end, '') as may
from pg_class c join pg_namespace n on n.oid = c.relnamespace, aclexplode(c.relacl) x
where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
    and (x.grantee = 0 or x.grantee = 'outpace_app'::regrole)
group by 1, 2
"""
_COLUMN_GRANTS = """
select c.oid::regclass::text from pg_attribute a join pg_class c on c.oid = a.attrelid, aclexplode(a.attacl) x
where a.attacl is not null and (x.grantee = 0 or x.grantee = 'outpace_app'::regrole)
    and c.relnamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
"""
_ROLES = "select rolname, rolsuper, rolbypassrls from pg_roles where rolname = any(%s)"
_MEMBERSHIPS = "select roleid::regrole::text from pg_auth_members where member = 'outpace_app'::regrole"


def flaws(admin: Connection) -> list[str]:
    """Name every fence that does not stand, sorted; an empty list where all do."""
    checks = (_fences, _policies, _views, _definers, _grants, _roles, _version)
    return sorted(flaw for check in checks for flaw in check(admin))


def fenced(admin: Connection) -> set[str]:
    """The tables that must stand behind a fence."""
    return {name for (name,) in admin.execute(_FENCED)} - OPEN | BY_ACCOUNT


def _fences(admin: Connection) -> Iterator[str]:
    tables = {name: rest for name, *rest in admin.execute(_TABLES)}
    for name in fenced(admin):
        enabled, forced, owner, policies = tables[name]
        if not enabled:
            yield f"{name}: row-level security is off"
        if not forced:
            yield f"{name}: not forced on its owner"
        if not policies:
            yield f"{name}: no policy for everybody and every command"
        if owner != OWNER:
            yield f"{name}: owned by {owner}"
    yield from (f"{name}: the app owns it" for name, (_, _, owner, _) in tables.items() if owner == APP)


def _policies(admin: Connection) -> Iterator[str]:
    for table, policy, command, permissive, roles, using, check in admin.execute(_POLICIES):
        rule = f"{using or ''} {check or ''}"
        if not any(f"scope.{verified}(" in rule for verified in VERIFIED):
            yield f"{table}.{policy}: asks nobody's scope"
        if command == "ALL" and using != check:
            yield f"{table}.{policy}: may write what it may not read"
        if permissive == "RESTRICTIVE" or command in ("ALL", "SELECT"):
            continue
        if command == "INSERT" and (policy == "added" or roles == [VAULT]):
            continue
        if policy == "moved" and roles == [OWNER] and "'transfer a record'" in rule:
            continue
        if "'retention'" not in rule:
            yield f"{table}.{policy}: an unknown fence for {command}"


def _views(admin: Connection) -> Iterator[str]:
    return (f"{name}: a view with its owner's eyes" for (name,) in admin.execute(_VIEWS))


def _definers(admin: Connection) -> Iterator[str]:
    found = set()
    for name, settings, owner, public in admin.execute(_DEFINERS):
        found.add(name)
        if "search_path=pg_catalog, pg_temp" not in settings.split(";"):
            yield f"{name}: its search path is not pinned"
        if owner != (VAULT if name.startswith("vault.") else OWNER):
            yield f"{name}: owned by {owner}"
        if public:
            yield f"{name}: anybody may call it"
    yield from (f"{name}: a definer function nobody listed" for name in found - DEFINERS)
    yield from (f"{name}: listed and not there" for name in DEFINERS - found)


def _grants(admin: Connection) -> Iterator[str]:
    held = {name if schema == "public" else f"{schema}.{name}": may for schema, name, may in admin.execute(_GRANTS)}
    for name in held.keys() | GRANTS.keys():
        if held.get(name, "") != GRANTS.get(name, ""):
            yield f"{name}: the app may {held.get(name, '') or 'nothing'}, listed is {GRANTS.get(name, '') or 'nothing'}"
    by_column = {name for (name,) in admin.execute(_COLUMN_GRANTS)} - BY_COLUMN
    yield from (f"{name}: granted by column" for name in by_column)


def _roles(admin: Connection) -> Iterator[str]:
    for name, superuser, bypass in admin.execute(_ROLES, [[APP, VAULT, OWNER]]):
        if superuser or bypass:
            yield f"{name}: stands above the fences"
    yield from (f"the app role is a member of {name}" for (name,) in admin.execute(_MEMBERSHIPS))


def _version(admin: Connection) -> Iterator[str]:
    major, minor = divmod(admin.info.server_version, 10_000)
    if major not in PATCHED or lacks_patches(major, minor):
        yield f"PostgreSQL {major}.{minor}: not known to have the last security fixes"
