"""Which fields a statement's text reads: never fewer than it does."""

import pytest

from outpace.desk.life.fields import fields_read, functions_called

HELD = {
    "cases_case": frozenset({"id", "onset", "place", "area_path"}),
    "tasks_task": frozenset({"id", "place", "label"}),
    "vault.identity": frozenset({"person_id", "whole"}),
}
ALL_OF_CASE = {f"cases_case.{name}" for name in HELD["cases_case"]}

READS = {
    'SELECT "cases_case"."onset" FROM "cases_case" WHERE "cases_case"."id" = %s': {"cases_case.onset", "cases_case.id"},
    "select c.onset from public.cases_case c": {"cases_case.onset"},
    'SELECT "cases_case"."id" FROM "cases_case" INNER JOIN "tasks_task" ON ("cases_case"."place" = "tasks_task"."label")': {
        "cases_case.id",
        "cases_case.place",
        "tasks_task.label",
    },
    "select place from cases_case, tasks_task": {"cases_case.place", "tasks_task.place"},
    "select * from cases_case": ALL_OF_CASE,
    "select c.* from cases_case c": ALL_OF_CASE,
    "select to_jsonb(c) from cases_case c": ALL_OF_CASE,
    "select 'unfinished from cases_case": ALL_OF_CASE,
    "copy cases_case to stdout": ALL_OF_CASE,
    "select count(*) from cases_case": set(),
    "select 'onset' from cases_case -- place": set(),
    "insert into cases_case (id, onset, place) values (%s, %s, %s)": set(),
    "insert into cases_case (id, onset) values (%s, %s) returning id": {"cases_case.id"},
    "insert into cases_case (id, onset) select id, label from tasks_task": {"tasks_task.id", "tasks_task.label"},
    "insert into cases_case (id, place) values (%s, %s) on conflict (id) do update set place = excluded.place": set(),
    'UPDATE "cases_case" SET "onset" = %s, "place" = %s WHERE "cases_case"."id" = %s': {"cases_case.id"},
    "update cases_case set onset = place": {"cases_case.place"},
    "select whole from vault.identity; select id from tasks_task": {"vault.identity.whole", "tasks_task.id"},
    "select whole, onset from areas_area": set(),
}


@pytest.mark.parametrize("text", READS)
def test_what_a_text_reads(text: str) -> None:
    assert {".".join(field) for field in fields_read(text, HELD)} == READS[text]


def test_functions_are_named_with_their_schema() -> None:
    text = "select n.whole from vault.names(%s, %s) n where scope.says ('a') and upper(n.x) = 'vault.shred(1)'"
    assert functions_called(text) == {"vault.names", "scope.says"}
