"""The row-level policies, and the grants, as migration operations. Every personal table takes them from here.

`fence` is the policy as docs/explanation/scope.md writes it. `area_policy` is how tables were fenced first; it stays because
migrations that have run call it, and each table it fenced gets its `fence` in a later migration.
"""

from django.db.migrations import RunSQL

_ENABLE = "alter table {table} enable row level security; alter table {table} force row level security;"
_WITHIN = (
    "({column} >= (select scope.low()) and {column} < (select scope.high()) and {column} <@ (select scope.paths()))"
)
_AREA = "create policy area on {table} using ({rule}) with check ({rule});"
_OWN = "create policy own on {table} for select using ({own} = (select scope.subject()));"

_DROP = "".join(f"drop policy if exists {name} on {{table}};" for name in ("area", "own", "added", "granted"))
_RANGE = (
    "(scope.says('{flag}') and (select scope.holds('{flag}', scope.said_low(), scope.said_high(), scope.says('s')))"
    " and area_path {from_} scope.said_low() and area_path {to} scope.said_high()"
    " and (scope.says('s') or area_path <@ (select scope.paths())))"
)
_TIGHT = {"from_": ">=", "to": "<"}
_LOOSE = {"from_": "operator(scope.>>=)", "to": "operator(scope.<<)"}
_ADD = "create policy added on {table} for insert with check ({rule});"
_HERSELF = "create policy own on {table} for select using (scope.says('o') and {own} = (select scope.herself()));"
_JOINED = (
    "create policy joined on {table} for select using (scope.says('o') and (select scope.herself()) is not null"
    " and {own} = any ((select vault.own_persons())::bigint[]));"
)
_GRANTED = (
    "create policy granted on {table} for select"
    " using (scope.says('g') and {granted} = any ((select scope.granted())::bigint[]));"
)


def area_policy(table: str, *, grants: str, own: str | None = None, column: str = "area_path") -> RunSQL:
    """Force row-level security by area on a table and grant the app role what it may do.

    `own` names the column that holds a person: a resident's account also sees the rows about herself.
    """
    policies = _AREA.format(table=table, rule=_WITHIN.format(column=column))
    if own is not None:
        policies += _OWN.format(table=table, own=own)
    return RunSQL(_ENABLE.format(table=table) + policies + f"grant {grants} on {table} to outpace_app;", RunSQL.noop)


def fence(
    table: str,
    *,
    own: str | None = None,
    granted: str | None = None,
    people: bool = True,
    health: bool = True,
    added: bool = False,
    by_key: bool = False,
) -> RunSQL:
    """Put the policy around a table with an `area_path`, in place of the one it may have had.

    `own` names the column that holds a person, for a resident; `granted` the column whose value a grant can name.
    `people=False`: the rows are about no person, or hold her key alone; `health=False`: about persons, not their health.
    `added`: whoever has the area may insert a row, for any purpose.
    `by_key`: rows are reached by key from rows of the same range, so the planner must not count the range twice.
    """
    flag = "a" if not people else "p" if health else "i"
    width = _LOOSE if by_key else _TIGHT
    policies = _AREA.format(table=table, rule=_RANGE.format(flag=flag, **width))
    if added:
        policies += _ADD.format(table=table, rule=_RANGE.format(flag="a", **width))
    if own is not None:
        policies += _HERSELF.format(table=table, own=own)
    if granted is not None:
        policies += _GRANTED.format(table=table, granted=granted)
    return RunSQL(_ENABLE.format(table=table) + _DROP.format(table=table) + policies, RunSQL.noop)


def joined(table: str, *, own: str) -> RunSQL:
    """Let a resident read the rows that name, in column `own`, a record that a decision joined to hers."""
    return RunSQL(_JOINED.format(table=table, own=own), RunSQL.noop)


def open_table(table: str, *, grants: str) -> RunSQL:
    """Grant the app role what it may do on a table without personal data."""
    return RunSQL(f"grant {grants} on {table} to outpace_app;", RunSQL.noop)
