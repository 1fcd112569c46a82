"""No change of state without its event: the migration operation that puts a table under the ledger's watch.

From then on every statement that changes the table keeps the changed rows as parts of a body, and a transaction that does not
record the event they belong to can't commit (`ledger.refuse_unsaid`). A new table of facts or decisions takes `covered` in
its own migration, or stands in `UNCOVERED` with the reason why it may change without an event.
"""

from collections.abc import Mapping

from django.db.migrations import RunSQL

_WATCH = """
create trigger ledger_inserts after insert on {table} referencing new table as fresh
    for each statement execute function ledger.note_rows();
create trigger ledger_updates after update on {table} referencing new table as fresh
    for each statement execute function ledger.note_rows();
create trigger ledger_deletes after delete on {table} referencing old table as fresh
    for each statement execute function ledger.note_rows();
do $$ begin
    if to_regprocedure('ledger.watch(regclass)') is not null then perform ledger.watch('{table}'); end if;
end $$;
"""
_STOP = """
drop trigger ledger_inserts on {table}; drop trigger ledger_updates on {table}; drop trigger ledger_deletes on {table};
"""


def covered(table: str) -> RunSQL:
    """Refuse changes of a table that no event of the same transaction tells of."""
    return RunSQL(_WATCH.format(table=table), _STOP.format(table=table))


_TELL = """
create trigger said_inserts after insert on {table} referencing new table as fresh
    for each statement execute function ledger.note_keys({loose});
create trigger said_updates after update on {table} referencing old table as stale new table as fresh
    for each statement execute function ledger.note_keys({loose});
create trigger said_deletes after delete on {table} referencing old table as fresh
    for each statement execute function ledger.note_keys({loose});
"""
_HUSH = (
    "drop trigger said_inserts on {table}; drop trigger said_updates on {table}; drop trigger said_deletes on {table};"
)


def told(table: str, *loose: str) -> RunSQL:
    """Refuse changes of a table that no event of the same transaction tells of, and keep no image of its rows: keys and names
    of columns alone. A change of nothing but the columns `loose` (or keys in them, `column.key`) needs no event."""
    written = ", ".join(f"'{name}'" for name in loose)
    return RunSQL(_TELL.format(table=table, loose=written), _HUSH.format(table=table))


def told_once_there(table: str) -> RunSQL:
    """Refuse what `told` refuses, but for new rows: they say nothing before something becomes of them."""
    return RunSQL(
        f"{_TELL.format(table=table, loose='')} drop trigger said_inserts on {table};",
        f"drop trigger said_updates on {table}; drop trigger said_deletes on {table};",
    )


FACTS = (
    "areas_incident",
    "cases_case",
    "cases_link",
    "cases_version",
    "isolation_duetest",
    "isolation_plan",
    "ledger_witness",
    "people_person",
    "people_subject",
    "tasks_attempt",
    "tasks_task",
    "tracing_contact",
    "tracing_exposure",
)
"""The tables that this room's own migration put under watch: those that stood before there was a watch."""

DECISIONS = ("accounts_post", "life_hold", "life_switch", "people_link", "scope_grant")
"""The tables of decisions about access and identity that came after."""

TOLD: Mapping[str, tuple[tuple[str, ...], str]] = {
    "accounts_account": (("last_login",), "a row's image would keep what signs somebody in, and her name"),
    "accounts_providername": ((), "a row's image would keep what signs somebody in"),
    "accounts_token": ((), "a row's image would keep what signs a system in"),
    "areas_area": ((), "public geography: the event of an import carries the hash of every row"),
    "intake_receipt": ((), "whose rows came in is in their own events; a file's name may name somebody"),
    "intake_reject": ((), "a refused row may name somebody: it stands sealed"),
    "life_alarm": (("seen_at", "params"), "how the installation fares; a note may name somebody"),
    "life_source": (("last", "gap_s"), "what is known of a feed is read from what arrived"),
    "mfa_authenticator": (
        ("last_used_at", "data.counter", "data.used_mask"),
        "a row's image would keep what signs somebody in",
    ),
    "people_candidate": (
        (),
        "what a computer found alike changes nothing; the merge that a decision makes is watched whole",
    ),
}
"""Tables whose changes need their event too, without an image of the row: which columns may change alone, and why no image."""

ARRIVING = frozenset({"intake_receipt"})
"""Those of them whose new rows need none: a file that was sent has told nothing yet."""

UNCOVERED: Mapping[str, str] = {
    "accounts_attempt": "failed sign-ins, kept for minutes",
    "accounts_change": "each step has its event; a row's image would keep what lets somebody in",
    "accounts_session": "who is signed in at the moment",
    "accounts_tokenuse": "when a system last signed in",
    "areas_outline": "public geography, drawn from the same file as the area",
    "auth_group": "Django's own, empty here",
    "auth_group_permissions": "Django's own, empty here",
    "auth_permission": "Django's own list",
    "django_content_type": "Django's own list of models",
    "django_migrations": "which tables there are, not what is in them",
    "django_session": "who is signed in at the moment",
    "life_backfill": "how far an upgrade has come",
    "life_installation": "which version runs",
    "life_read": "when a field was last read, by anybody",
    "life_saved": "copies that were made",
    "life_sweep": "what retention removed; each run has its event",
    "ledger_access": "itself a log, insert only, written by the vault; its minutes are sealed",
    "openings_limit": "figures of the installation, changed by its owner alone",
    "openings_refusal": "itself a log, insert only, written by the vault",
    "openings_sealed": "where an access stands in the ledger",
    "openings_search": "itself a log, insert only, written by the vault",
    "ledger_checkpoint": "the log itself",
    "ledger_cosignature": "others' signatures under the log itself",
    "ledger_delivered": "what the loop has done; each effect has its own event",
    "ledger_item": "the log itself",
    "ledger_knownsince": "when the keeping of former rows began: one line of a migration",
    "ledger_leaf": "the log itself",
    "ledger_node": "hashes over the log itself",
    "ledger_pending": "what the loop still has to do",
    "ledger_replay": "answers already given",
    "ledger_superseded": "what a row was before a change that has its event",
    "ledger_unplaced": "the log itself",
    "tracing_reach": "which areas exposures lie in; the exposures have their event",
}
"""Tables that may change without an event, and why."""
