"""Everything an installation holds, in files other programs read: for leaving the product, or for an archive.

A table a file, counted while it is written; the editions as they are; the public half of the key that signs the ledger. Names,
telephones and other identifiers stay in the vault, and secrets stay where they are: the list of what was left out says so.
"""

import csv
import io
import json
import shutil
from collections.abc import Callable, Mapping
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.db import connection
from psycopg import sql

from outpace.desk.home import Home
from outpace.desk.ledger.signer import checkpoint_signer
from outpace.desk.life.manifest import file_hash
from outpace.desk.scope.actor import local_operator
from outpace.desk.scope.session import scope
from outpace.words.problem import ProblemError
from outpace.words.purpose import Purpose

Step = Callable[[str], None]
SECRET_TABLES: Mapping[str, str] = {
    "django_session": "sessions of people who are signed in",
    "ledger_replay": "answers kept for requests sent again; they can hold names",
    "intake_reject": "rejected rows as they stood in the file; they can hold names",
}
SECRET_COLUMNS: Mapping[str, frozenset[str]] = {
    "accounts_account": frozenset({"password"}),
    "mfa_authenticator": frozenset({"data"}),
}
IDENTITIES = (
    "names, telephones and identifiers: identified data goes out by its own act, with a purpose and a second person"
)
_TABLES = """
select c.relname, array_agg(a.attname::text order by a.attnum)
from pg_class c join pg_namespace n on n.oid = c.relnamespace
join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition
group by c.relname order by c.relname
"""
_READABLE = "select has_table_privilege(%s, 'select')"


def take_out(
    home: Home, editions: Path, folder: Path, at: datetime, step: Step = lambda name: None
) -> dict[str, object]:
    """Write everything into a folder; give its manifest. Raises COPY_EXISTS; an interrupted one leaves no folder behind."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ProblemError("COPY_EXISTS", folder=str(folder))
    draft = folder.with_name(folder.name + ".part")
    shutil.rmtree(draft, ignore_errors=True)
    (draft / "tables").mkdir(mode=0o700, parents=True)
    try:
        manifest = _fill(home, editions, draft, at, step)
        if folder.exists():
            folder.rmdir()
        draft.rename(folder)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    return manifest


def _fill(home: Home, editions: Path, draft: Path, at: datetime, step: Step) -> dict[str, object]:
    left_out: dict[str, str] = dict(SECRET_TABLES) | {"vault": IDENTITIES}
    tables: dict[str, int] = {}
    with scope(local_operator(), Purpose.TAKE_OUT):
        with connection.cursor() as cursor:
            cursor.execute(_TABLES)
            found = cursor.fetchall()
        for name, columns in found:
            if name in SECRET_TABLES:
                continue
            if not _readable(name):
                left_out[name] = "the application itself may not read it"
                continue
            step(name)
            tables[name] = _write(name, columns, draft / "tables" / f"{name}.csv")
    shutil.copytree(editions, draft / "editions")
    public = checkpoint_signer(home.keys).public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    (draft / "ledger-key.pem").write_bytes(public)
    return _manifest(draft, at, tables, left_out)


def _readable(table: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_READABLE, [table])
        return bool(cursor.fetchone()[0])


def _write(table: str, columns: list[str], file: Path) -> int:
    """Copy a table's rows in scope into a CSV file; give how many. What is counted is what was copied."""
    kept = [column for column in columns if column not in SECRET_COLUMNS.get(table, frozenset())]
    query = sql.SQL("copy (select {} from {}) to stdout with (format csv, header)").format(
        sql.SQL(", ").join(map(sql.Identifier, kept)), sql.Identifier(table)
    )
    with connection.connection.cursor() as cursor, file.open("wb") as stream:
        with cursor.copy(query) as rows:
            for part in rows:
                stream.write(part)
        return int(cursor.rowcount)


def _manifest(draft: Path, at: datetime, tables: Mapping[str, int], left_out: Mapping[str, str]) -> dict[str, object]:
    files = sorted(path for path in draft.rglob("*") if path.is_file())
    manifest: dict[str, object] = {
        "at": at.isoformat(timespec="seconds"),
        "version": version("outpace"),
        "tables": dict(tables),
        "left_out": dict(left_out),
        "files": {str(path.relative_to(draft)): file_hash(path) for path in files},
    }
    (draft / "manifest.json").write_text(json.dumps(manifest, indent=1, sort_keys=True) + "\n", "utf-8")
    return manifest


def rows_of(file: Path) -> int:
    """How many rows a table's file holds, without its head."""
    with io.TextIOWrapper(file.open("rb"), "utf-8", newline="") as stream:
        return max(0, sum(1 for _ in csv.reader(stream)) - 1)
