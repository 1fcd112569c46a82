"""The one row-level policy, and the grants, as migration operations. Every personal table takes it from here."""

from django.db.migrations import RunSQL

_ENABLE = "alter table {table} enable row level security; alter table {table} force row level security;"
_WITHIN = (
    "({column} >= (select scope.low()) and {column} < (select scope.high()) and {column} <@ (select scope.paths()))"
)
_AREA = "create policy area on {table} using ({rule}) with check ({rule});"
_OWN = "create policy own on {table} for select using ({own} = (select scope.subject()));"


def area_policy(table: str, *, grants: str, own: str | None = None, column: str = "area_path") -> RunSQL:
    """Force row-level security by area on a table and grant the app role what it may do.

    `own` names the column that holds a person: a resident's account also sees the rows about herself.
    """
    policies = _AREA.format(table=table, rule=_WITHIN.format(column=column))
    if own is not None:
        policies += _OWN.format(table=table, own=own)
    return RunSQL(_ENABLE.format(table=table) + policies + f"grant {grants} on {table} to outpace_app;", RunSQL.noop)


def open_table(table: str, *, grants: str) -> RunSQL:
    """Grant the app role what it may do on a table without personal data."""
    return RunSQL(f"grant {grants} on {table} to outpace_app;", RunSQL.noop)
